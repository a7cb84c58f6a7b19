"""Patients' times on the monthly grid: deaths and risk sets of each month."""

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.timegrid import TimeGrid
from training.registry.disclosure import coarse_months


@dataclass(frozen=True, eq=False)
class MonthlyTimes:
    """Observed times, those beyond the grid in one month after its last.

    Attributes
    ----------
    month : ndarray of int, shape=(n_patients,)
    deaths : ndarray of int, shape=(n_months,)
    """

    month: IntArray
    deaths: IntArray

    @classmethod
    def of(cls, months: IntArray, died: BoolArray, grid: TimeGrid) -> "MonthlyTimes":
        """Count the deaths of each month of the grid."""
        n_months = grid.longest_month + 1
        month = np.minimum(months, n_months)
        return cls(month, np.bincount(month[died], minlength=n_months + 1)[:n_months])

    def at_risk(self, weights: FloatArray) -> FloatArray:
        """Sum weights over those whose time is not before each month, shape=(n_months,)."""
        n_months = len(self.deaths)
        leaving = np.bincount(self.month, weights, n_months + 1)
        summed: FloatArray = leaving[::-1].cumsum()[::-1]
        return summed[:n_months]

    def coarse_months(self) -> IntArray:
        """Choose the months at which a served baseline may bend.

        Between two of them lie at least five deaths; the last is the last month of the grid where
        there are fewer in all.
        """
        chosen = coarse_months(self.deaths)
        return chosen if len(chosen) > 1 else np.array([0, len(self.deaths) - 1])


def coarsened(cumulative_hazard: FloatArray, months: IntArray) -> FloatArray:
    """Draw straight lines between the months chosen; after the last of them nothing is added.

    Parameters
    ----------
    cumulative_hazard : ndarray, shape=(..., n_months)
    """
    grid = np.arange(cumulative_hazard.shape[-1])
    return np.apply_along_axis(
        lambda hazard: np.interp(grid, months, hazard[months]), -1, cumulative_hazard
    )
