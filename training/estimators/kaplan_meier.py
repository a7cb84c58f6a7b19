"""The Kaplan-Meier estimate of survival: at one month, and by month."""

import numpy as np

from models.terms import FloatArray
from training.estimators.arrays import BoolArray, IntArray


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


def estimate_curve(months: IntArray, died: BoolArray, longest_month: int) -> FloatArray:
    """Estimate survival at months 0, 1, ..., as `estimate_survival` does at one.

    Returns
    -------
    ndarray, shape=(longest_month + 1,)
        NaN from the month on at which nobody is at risk.
    """
    grid = np.arange(longest_month + 1)[:, None]
    at_risk = (months >= grid).sum(axis=1)
    deaths = ((months == grid) & died).sum(axis=1)
    survival = np.cumprod(1 - deaths / np.maximum(at_risk, 1))
    return np.where(at_risk > 0, survival, np.nan)
