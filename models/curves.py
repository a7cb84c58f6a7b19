"""What is read off a survival curve on the monthly grid.

`survival[..., t]` is the probability of being alive t months after the operation, and index
equals month. A time of death of ceil(days / 30.4375) months lies beyond t exactly when the day
does, so that the values are those of the curve in continuous time, read at whole months.
"""

import numpy as np

from models.terms import FloatArray

HALF = 0.5


def given_survived(survival: FloatArray, survived_months: int) -> FloatArray:
    """Restart curves at a month survived: S(t) / S(s) for t >= s.

    For an average over several profiles, pass the averaged curve: the mean of S(t) over the
    mean of S(s) is the survival of the mixture of those who are still alive at s, which the
    mean of the ratios is not.

    Returns
    -------
    ndarray, shape=(..., n_months - survived_months)
    """
    return survival[..., survived_months:] / survival[..., survived_months, None]


def median_months(survival: FloatArray, first_month: int = 0) -> int | None:
    """First month, counted from the operation, at which survival is at most one half.

    Parameters
    ----------
    survival : ndarray, shape=(n_months,)
        A curve that begins at `first_month` with 1.

    Returns
    -------
    int or None
        None when the curve does not come down to one half.
    """
    reached = np.flatnonzero(survival <= HALF)
    return int(reached[0]) + first_month if reached.size else None


def restricted_mean_months(survival: FloatArray, first_month: int = 0) -> float:
    """Mean of min(time of death, last month), counted from the operation.

    The area under the curve from `first_month` to the last month, by the trapezoidal rule (within
    a month deaths are taken to be spread evenly), plus the months already survived.
    Source: Royston and Parmar, BMC Med Res Methodol 2013;13:152.

    Parameters
    ----------
    survival : ndarray, shape=(n_months,)
        A curve that begins at `first_month` with 1.
    """
    return first_month + float(np.trapezoid(survival))
