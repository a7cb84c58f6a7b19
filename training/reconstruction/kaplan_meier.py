"""The Kaplan-Meier estimate at one month."""

import numpy as np

from training.reconstruction.cohort import BoolArray, IntArray


def estimate_survival(months: IntArray, died: BoolArray, at_month: int) -> float:
    """Estimate the probability of being alive after a month.

    Parameters
    ----------
    months : ndarray of int, shape=(n_patients,)
        Observed times. At equal times deaths precede censorings.
    died : ndarray of bool, shape=(n_patients,)
    at_month : int
        Deaths in this month count as having happened.

    Returns
    -------
    float
        Product over the months with deaths of 1 - deaths / at risk.

    References
    ----------
    Kaplan and Meier, J Am Stat Assoc 1958;53:457.
    """
    death_months, deaths = np.unique(months[died & (months <= at_month)], return_counts=True)
    at_risk = (months >= death_months[:, None]).sum(axis=1)
    return float(np.prod(1 - deaths / at_risk))
