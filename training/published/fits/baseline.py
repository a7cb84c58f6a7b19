"""The baseline, moved until the cohort's mean survival is what it is anchored to."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from models.arrays import FloatArray
from models.cox.curves import CoxCurves
from models.interval import NORMAL_975, complementary_log_log
from models.timegrid import TimeGrid


@dataclass(frozen=True)
class Anchor:
    """The cohort's mean survival at the last month, with approximate 95 % limits."""

    survival: float
    lower: float
    upper: float

    @property
    def log_sd(self) -> float:
        """Standard deviation of log(-log(survival)), from the distance of the limits."""
        low, high = complementary_log_log(np.array([self.upper, self.lower]))
        return float((high - low) / (2 * NORMAL_975))


def weibull_shape(grid: TimeGrid, shape: float) -> FloatArray:
    """Give a Weibull cumulative hazard up to a factor: (t / last month) ** shape.

    Returns
    -------
    ndarray, shape=(n_months,)
        0 at month 0 and 1 at the last month.
    """
    hazard: FloatArray = (grid.months / grid.longest_month) ** shape
    return hazard


def hazard_factor(survivals: FloatArray, weights: FloatArray, survival: float) -> float:
    """Find the factor on all cumulative hazards that gives a mean survival.

    Parameters
    ----------
    survivals : ndarray, shape=(n_profiles,)
        Survival of each profile, as it is without the factor.
    weights : ndarray, shape=(n_profiles,)
        Shares of the profiles in the cohort, which sum to 1.
    survival : float
        Wanted mean over the cohort, strictly between 0 and 1.
    """

    def excess(log_factor: float) -> float:
        return float(weights @ survivals ** np.exp(log_factor)) - survival

    return float(np.exp(brentq(excess, -20.0, 20.0, xtol=1e-13, rtol=1e-14)))


def anchored(
    curves: CoxCurves, profiles: FloatArray, weights: FloatArray, survival: float
) -> CoxCurves:
    """Scale the baseline so that the cohort's mean survival at the last month is given."""
    factor = hazard_factor(curves.survival(profiles)[:, -1], weights, survival)
    return CoxCurves(curves.coefficients, factor * curves.cumulative_hazard)
