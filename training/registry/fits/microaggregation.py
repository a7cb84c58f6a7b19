"""Microaggregation: groups of at least five patients, and one made-up profile for each.

Nothing is averaged over a registry's patients: every average runs over the profiles of these
groups, so that no answer and no table counts fewer than five. The patients are divided again and
again in two, each time where that loses least: of all groups and all divisions, the one after
which patients are most like those of their group. Sources: LeFevre, DeWitt and Ramakrishnan,
ICDE 2006 (recursive division); Domingo-Ferrer and Mateo-Sanz, IEEE TKDE 2002;14:189-201
(microaggregation, its loss of information).
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.terms import Threshold
from training.registry.disclosure import SMALLEST_CELL
from training.registry.fits.representatives import represent
from training.registry.registry import FactorColumn

MOST_GROUPS = 256
"""Bounds the cost of every later answer."""

GAIN_DIGITS = 9
"""Gains are compared so far: the last digits depend on the number of threads."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Made-up profiles, each for a group of patients.

    Attributes
    ----------
    factors : mapping of str to ndarray, shape=(n_groups,)
        In the form of a registry's factors; complete.
    weights : ndarray, shape=(n_groups,)
        Shares of the patients, which sum to 1.
    group_of_row : ndarray of int, shape=(n_rows,)
        Which group each row is in. It never leaves the training machine.
    """

    factors: Mapping[str, FactorColumn]
    weights: FloatArray
    group_of_row: IntArray


@dataclass(frozen=True, eq=False)
class _Patients:
    """The rows, in the forms that dividing them needs.

    Attributes
    ----------
    coordinates : ndarray, shape=(n_rows, n_coordinates)
        Numbers by their ranks, levels by zeros and ones; each factor has a variance of 1.
    first : ndarray of bool, shape=(n_rows, n_first)
        Divisions that come before all others.
    levels : ndarray of bool, shape=(n_rows, n_levels)
        Whether a row has a level.
    numbers : ndarray, shape=(n_rows, n_numbers)
    """

    coordinates: FloatArray
    first: BoolArray
    levels: BoolArray
    numbers: FloatArray

    def best_division(self, rows: IntArray, fewest: int) -> tuple[float, BoolArray] | None:
        """Find how to divide a group; None when every division leaves too few on a side.

        Returns
        -------
        tuple of float and ndarray of bool, shape=(n_group,)
            What is gained, infinite for a division that comes first; and the one side.
        """
        for side in self.first[rows].T:
            if fewest <= side.sum() <= len(rows) - fewest:
                return np.inf, side
        numbers = self.numbers[rows]
        sides = np.column_stack([self.levels[rows], numbers <= np.median(numbers, axis=0)])
        sizes = sides.sum(axis=0)
        allowed = np.flatnonzero((sizes >= fewest) & (sizes <= len(rows) - fewest))
        if not len(allowed):
            return None
        gains = _gains(self.coordinates[rows], sides[:, allowed])
        best = int(gains.argmax())
        return float(gains[best]), sides[:, allowed[best]]


def _gains(coordinates: FloatArray, sides: BoolArray) -> FloatArray:
    """Compute by how much each division lowers the sum of squares within groups."""
    one, n = sides.sum(axis=0), len(sides)
    totals = coordinates.sum(axis=0)
    sums = sides.T.astype(np.float64) @ coordinates
    means = sums / one[:, None]
    others = (totals - sums) / (n - one)[:, None]
    gains: FloatArray = one * (n - one) / n * ((means - others) ** 2).sum(axis=1)
    return np.round(gains, GAIN_DIGITS)


def microaggregate(
    factors: Mapping[str, FactorColumn],
    *,
    cuts: Sequence[Threshold] = (),
    least: int = SMALLEST_CELL,
    most_groups: int = MOST_GROUPS,
    rows_per_patient: int = 1,
) -> Groups:
    """Group the patients and make up a profile for each group.

    Patients with one nodule are divided from those with several, and those without chemotherapy
    from those with it, before anything else; then come the cuts of the models' terms, so that a
    group straddles none of them while there are patients enough.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_rows,)
        Complete. Of several imputations, one below the other.
    cuts : sequence of Threshold
        Of the models that will be averaged.
    least : int
        Patients of a group, at least.
    rows_per_patient : int
        Imputations; so many rows are of one patient.
    """
    fewest = least * rows_per_patient
    patients = _prepare(factors, cuts)
    groups = _divide(patients, fewest, most_groups)
    group_of_row = np.empty(len(patients.coordinates), dtype=np.int64)
    for number, rows in enumerate(groups):
        group_of_row[rows] = number
    weights = np.array([len(rows) for rows in groups]) / len(group_of_row)
    profiles = represent(factors, group_of_row, cuts, fewest)
    return Groups(profiles, weights, group_of_row)


def _divide(patients: _Patients, fewest: int, most_groups: int) -> list[IntArray]:
    """Divide where most is gained until there are groups enough; in the order of the tree."""
    everybody = np.arange(len(patients.coordinates))
    done: list[tuple[str, IntArray]] = []
    heap: list[tuple[float, str, IntArray, BoolArray]] = []

    def add(path: str, rows: IntArray) -> None:
        division = patients.best_division(rows, fewest)
        if division is None:
            done.append((path, rows))
        else:
            heapq.heappush(heap, (-division[0], path, rows, division[1]))

    add("", everybody)
    while heap and len(done) + len(heap) < most_groups:
        _, path, rows, side = heapq.heappop(heap)
        add(f"{path}0", rows[side])
        add(f"{path}1", rows[~side])
    done.extend((path, rows) for _, path, rows, _ in heap)
    return [rows for _, rows in sorted(done, key=lambda item: item[0])]


def _prepare(factors: Mapping[str, FactorColumn], cuts: Sequence[Threshold]) -> _Patients:
    n_rows = len(next(iter(factors.values())))
    levels, numbers, coordinates = [], [], []
    for values in factors.values():
        if values.dtype == np.float64:
            numbers.append(values.astype(np.float64))
            coordinates.append(_scaled(_ranks(numbers[-1])[:, None]))
        else:
            has = np.column_stack([values == level for level in sorted(set(values), key=str)])
            levels.append(has)
            coordinates.append(_scaled(has.astype(np.float64)))
    return _Patients(
        np.column_stack(coordinates),
        _stack([*_kept_apart(factors), *_sides_of(factors, cuts)], n_rows),
        _stack(levels, n_rows),
        np.column_stack([np.empty((n_rows, 0)), *numbers]),
    )


def _kept_apart(factors: Mapping[str, FactorColumn]) -> Iterable[BoolArray]:
    """Mark what would become impossible if a profile mixed it."""
    if "nodule_count" in factors:
        yield factors["nodule_count"] == 1
    if "preoperative_chemotherapy" in factors:
        yield factors["preoperative_chemotherapy"] == True  # noqa: E712  # of an array of objects


def _sides_of(
    factors: Mapping[str, FactorColumn], cuts: Sequence[Threshold]
) -> Iterable[BoolArray]:
    for cut in cuts:
        if cut.factor in factors:
            values = factors[cut.factor]
            yield (values >= cut.cut) if cut.operator == ">=" else (values > cut.cut)


def _stack(sides: Iterable[BoolArray], n_rows: int) -> BoolArray:
    return np.column_stack([np.empty((n_rows, 0), dtype=bool), *sides])


def _ranks(values: FloatArray) -> FloatArray:
    """Give mid-ranks: a few patients with hundreds of nodules do not outweigh the rest."""
    _, position, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: FloatArray = (counts.cumsum() - (counts - 1) / 2)[position]
    return ranks


def _scaled(coordinates: FloatArray) -> FloatArray:
    variance = coordinates.var(axis=0).sum()
    return coordinates / np.sqrt(variance) if variance > 0 else coordinates * 0.0
