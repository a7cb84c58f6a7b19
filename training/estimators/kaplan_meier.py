"""The Kaplan-Meier estimate of survival on the monthly grid.

At equal times deaths precede censorings. Kaplan and Meier, J Am Stat Assoc 1958;53:457.
"""

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray


def estimate_survival(months: IntArray, died: BoolArray, at_month: int) -> float:
    """Estimate the probability of being alive after a month; its deaths count as having happened.

    Where nobody is at risk any more, the estimate stays what it last was.
    """
    return float(carry_forward(months, died, at_month)[at_month])


def estimate_curve(months: IntArray, died: BoolArray, longest_month: int) -> FloatArray:
    """Estimate survival by month; as `carry_forward`, but only while somebody is at risk.

    Returns
    -------
    ndarray, shape=(longest_month + 1,)
        NaN from the month on at which nobody is at risk.
    """
    followed = np.arange(longest_month + 1) <= months.max(initial=-1)
    return np.where(followed, carry_forward(months, died, longest_month), np.nan)


def carry_forward(months: IntArray, died: BoolArray, longest_month: int) -> FloatArray:
    """Estimate survival by month, unchanged from where nobody is at risk.

    Parameters
    ----------
    months : ndarray of int, shape=(n_patients,)
        Observed times, which may lie beyond the longest month.
    died : ndarray of bool, shape=(n_patients,)

    Returns
    -------
    ndarray, shape=(longest_month + 1,)
        Product over the months up to each of 1 - deaths / at risk.
    """
    n_months = longest_month + 1
    within = np.minimum(months, n_months)  # whoever is followed for longer is at risk throughout
    deaths = np.bincount(within[died], minlength=n_months + 1)[:n_months]
    leaving = np.bincount(within, minlength=n_months + 1)
    at_risk = leaving[::-1].cumsum()[::-1][:n_months]
    survival: FloatArray = np.cumprod(1.0 - deaths / np.maximum(at_risk, 1))
    return survival
