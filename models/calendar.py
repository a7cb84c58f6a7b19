"""Days counted as months, once for the patients trained on and for the patient asked about.

A month is 30.4375 days, a twelfth of a Julian year. Were a registry and a patient record counted
by different rules, the strongest term of the models, a disease-free interval over 12 months, would
mean one thing in training and another in use.
"""

from typing import overload

import numpy as np

from models.arrays import FloatArray

DAYS_PER_MONTH = 30.4375


@overload
def months_of(days: float) -> float: ...
@overload
def months_of(days: FloatArray) -> FloatArray: ...
def months_of(days: float | FloatArray) -> float | FloatArray:
    """Turn days into months; negative where the days are, NaN where they are NaN."""
    return days / DAYS_PER_MONTH


def completed_months(days: int) -> int:
    """Count the whole months that have passed, at least 0."""
    return max(0, int(months_of(days)))


def disease_free_interval_months(days: FloatArray) -> FloatArray:
    """Give the disease-free interval from the days between resection and first lung metastasis.

    A metastasis before or at the resection makes it 0. Two digits keep 365 and 366 days on their
    own sides of 12 months (11.99 and 12.02).

    Parameters
    ----------
    days : ndarray
        From the resection of the primary; NaN where a date is unknown.

    Returns
    -------
    ndarray of the same shape
    """
    months: FloatArray = np.rint(100 * np.maximum(months_of(days), 0.0)) / 100
    return months
