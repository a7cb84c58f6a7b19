"""What is read off a survival curve on the monthly grid.

`survival[..., t]` is the probability of being alive t months after the operation, and index
equals month. A time of death of ceil(days / 30.4375) months lies beyond t exactly when the day
does, so that the values are those of the curve in continuous time, read at whole months.
"""

from models.arrays import FloatArray
from models.kernels import intervals


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


def medians_and_restricted_means(
    survival: FloatArray, first_month: int = 0
) -> tuple[list[int | None], list[float]]:
    """Summarise curves by their median and their restricted mean, in months from the operation.

    The median is the first month at which survival is at most one half. The restricted mean is the
    mean of min(time of death, last month): the area under the curve from `first_month` to the last
    month, by the trapezoidal rule (within a month deaths are taken to be spread evenly), plus the
    months already survived. Source: Royston and Parmar, BMC Med Res Methodol 2013;13:152.

    Parameters
    ----------
    survival : ndarray, shape=(n_rows, n_months)
        Curves that begin at `first_month` with 1.

    Returns
    -------
    list of int or None
        None where the curve does not come down to one half.
    list of float
    """
    places, areas = intervals.summaries(survival)
    medians = [place + first_month if place else None for place in places]
    return medians, [first_month + area for area in areas]
