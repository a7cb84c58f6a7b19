"""The lattice of rounded values on which a registry's numbers are shown, and cut into bins.

Neither a cut of a tree nor a profile of the background is ever one patient's own value: both lie
on the lattice, and between two neighbouring cuts lie at least five patients.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.terms import Columns, Linear
from training.registry.disclosure import SMALLEST_CELL

PRECISION = {"largest_nodule_cm": 0.5}
"""Distance of the lattice's points, where it is not 1: a year, a month, a nodule, a grade."""

MOST_BINS = 32
"""Bins of one column; bounds what a cut costs, however many patients there are."""

HALF = 0.5


def round_to_lattice(factor: str, values: FloatArray) -> FloatArray:
    """Give the lattice's nearest points; halves go to the even multiple."""
    step = PRECISION.get(factor, 1.0)
    nearest: FloatArray = np.round(values / step) * step
    return nearest


@dataclass(frozen=True)
class Bins:
    """The possible cuts of every column, in rising order.

    Attributes
    ----------
    cuts : tuple of ndarray
        For each column. A value lies in bin k when it is above exactly k of its cuts, so that
        "bin <= k" is "value <= cuts[k]".
    """

    cuts: tuple[FloatArray, ...]

    def number(self, design: FloatArray) -> FloatArray:
        """Give the number of each value's bin, in the single precision that trees are grown in.

        Parameters
        ----------
        design : ndarray, shape=(n_patients, n_terms)

        Returns
        -------
        ndarray of float32, shape=(n_patients, n_terms)
        """
        single = design.astype(np.float32).astype(np.float64)
        numbers = [
            np.searchsorted(cuts, column) for cuts, column in zip(self.cuts, single.T, strict=True)
        ]
        return np.column_stack(numbers).astype(np.float32)

    def highest(self, numbers: FloatArray) -> FloatArray:
        """Give the highest value of each bin, infinite for a column's last.

        Parameters
        ----------
        numbers : ndarray, shape=(n_patients, n_terms)
        """
        ends = [
            np.append(cuts, np.inf)[column.astype(np.int64)]
            for cuts, column in zip(self.cuts, numbers.T, strict=True)
        ]
        return np.column_stack(ends)

    def cut(self, column: int, threshold: float) -> float:
        """Give the cut for which "number <= threshold" is "value <= cut"."""
        return float(self.cuts[column][int(np.floor(threshold))])


def choose_bins(
    designs: Sequence[FloatArray],
    columns: Columns,
    *,
    least: int = SMALLEST_CELL,
    most_bins: int = MOST_BINS,
) -> Bins:
    """Cut every column where its quantiles lie, rounded; a column of zeros and ones once.

    Parameters
    ----------
    designs : sequence of ndarray, shape=(n_patients, n_terms)
        One for each imputation; their cuts are common.
    least : int
        Patients of a bin, at least.
    """
    stacked = np.concatenate(designs)
    return Bins(
        tuple(
            _choose_cuts(term.factor, stacked[:, i], least * len(designs), most_bins)
            if isinstance(term, Linear)
            else np.array([HALF])
            for i, term in enumerate(columns.terms)
        )
    )


def _choose_cuts(factor: str, values: FloatArray, least: int, most_bins: int) -> FloatArray:
    ordered = np.sort(values.astype(np.float32).astype(np.float64))
    quantiles = np.quantile(ordered, np.arange(1, most_bins) / most_bins)
    kept: list[float] = []
    for cut in np.unique(round_to_lattice(factor, quantiles)):
        if _divides(ordered, [*kept, float(cut)], least):
            kept.append(float(cut))
    return np.array(kept)


def _divides(ordered: FloatArray, cuts: Sequence[float], least: int) -> bool:
    """Tell whether the bins on both sides of the last cut hold enough values."""
    below = bisect_left(ordered, np.nextafter(cuts[-2], np.inf)) if len(cuts) > 1 else 0
    here: int = bisect_left(ordered, np.nextafter(cuts[-1], np.inf))
    return here - below >= least and len(ordered) - here >= least
