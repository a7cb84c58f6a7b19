"""The made-up profile of each group of patients: means and commonest levels, on the lattice.

A number is the group's mean, rounded, once the highest and the lowest values have been brought to
the fifth. Levels are handed out in the order of the groups so that
their shares over all groups stay what they were: each group takes the level, of those that occur
in it, of which most is still owed. (The commonest of every group would wipe out all that is
rare.) A level of fewer than five patients is handed out nowhere. A profile never is the very
record of one to four patients, and never is impossible.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from models.applicability import CONTRADICTORY
from models.arrays import FloatArray, IntArray
from models.factors import FACTORS, FactorValue, Patient
from models.terms import Threshold
from training.registry.fits.lattice import PRECISION, round_to_lattice
from training.registry.registry import FactorColumn

Profile = dict[str, FactorValue]

REPAIRS: Mapping[str, Profile] = {
    "bilateral_with_one_nodule": {"nodule_count": 2.0},
    "response_without_chemotherapy": {"preoperative_chemotherapy": True},
}
"""What makes a contradictory profile possible, by the rule that it breaks."""


def represent(
    factors: Mapping[str, FactorColumn],
    group_of_row: IntArray,
    cuts: Sequence[Threshold],
    fewest: int,
) -> dict[str, FactorColumn]:
    """Make up one profile for each group.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_rows,)
        Complete.
    cuts : sequence of Threshold
        Where all of a group lies on one side of a cut, so does its profile.
    fewest : int
        Rows that share a record before a profile may equal it.

    Returns
    -------
    dict of str to ndarray, shape=(n_groups,)
    """
    columns: dict[str, Any] = {
        factor: _means(
            factor, _without_extremes(values.astype(np.float64), fewest), group_of_row, cuts
        )
        if values.dtype == np.float64
        else _hand_out(values, group_of_row, fewest)
        for factor, values in factors.items()
    }
    for group in range(int(group_of_row.max()) + 1):
        profile = {factor: column[group] for factor, column in columns.items()}
        shown = _not_a_record(_possible(profile), factors, cuts, fewest)
        for factor, value in shown.items():
            columns[factor][group] = value
    return columns


def _without_extremes(values: FloatArray, fewest: int) -> FloatArray:
    """Bring the few highest and lowest values to the next: one of them could show in a mean."""
    ordered = np.sort(values)
    nearest = min(fewest, len(values)) - 1
    return np.clip(values, ordered[nearest], ordered[-1 - nearest])


def _means(
    factor: str, values: FloatArray, group_of_row: IntArray, cuts: Sequence[Threshold]
) -> FloatArray:
    counts = np.bincount(group_of_row)
    means = np.bincount(group_of_row, values) / counts
    rounded = _within_range(factor, round_to_lattice(factor, means))
    step = PRECISION.get(factor, 1.0)
    for cut in cuts:
        if cut.factor != factor:
            continue
        beyond = values >= cut.cut if cut.operator == ">=" else values > cut.cut
        share = np.bincount(group_of_row, beyond) / counts
        is_beyond = rounded >= cut.cut if cut.operator == ">=" else rounded > cut.cut
        rounded = np.where((share == 1.0) & ~is_beyond, rounded + step, rounded)
        rounded = np.where((share == 0.0) & is_beyond, rounded - step, rounded)
    return rounded


def _within_range(factor: str, values: FloatArray) -> FloatArray:
    declared = FACTORS[factor]
    lowest = declared.lowest or 0.0
    if declared.lowest_excluded:
        lowest += PRECISION.get(factor, 1.0)
    highest = np.inf if declared.highest is None else declared.highest
    return np.clip(values, lowest, highest)


def _hand_out(values: FactorColumn, group_of_row: IntArray, fewest: int) -> FactorColumn:
    """Give each group one level, so that the levels' shares stay."""
    levels = sorted(set(values), key=str)
    counts = np.array([np.bincount(group_of_row[values == level], minlength=group_of_row.max() + 1)
                       for level in levels], dtype=np.float64)  # fmt: skip
    common = counts.sum(axis=1) >= fewest
    counts[~common] = 0.0
    owed = np.zeros(len(levels))
    chosen = np.empty(counts.shape[1], dtype=object)
    for group, here in enumerate(counts.T):
        owed += here
        candidates = np.flatnonzero(here > 0) if here.any() else np.array([counts.sum(1).argmax()])
        best = candidates[owed[candidates].argmax()]
        owed[best] -= here.sum()
        chosen[group] = levels[best]
    return chosen


def _possible(profile: Profile) -> Profile:
    """Repair what no patient can be."""
    for rule in CONTRADICTORY:
        if rule.applies(Patient.model_construct(**profile)):  # type: ignore[arg-type]  # by name
            profile = {**profile, **REPAIRS[rule.code]}
    return profile


def _not_a_record(
    profile: Profile, factors: Mapping[str, FactorColumn], cuts: Sequence[Threshold], fewest: int
) -> Profile:
    """Move a profile a little where it is the record of a few patients."""
    for candidate in (profile, *_beside(profile, factors, cuts)):
        shared = _count_alike(candidate, factors)
        if not 0 < shared < fewest and candidate == _possible(candidate):
            return candidate
    return profile


def _beside(
    profile: Profile, factors: Mapping[str, FactorColumn], cuts: Sequence[Threshold]
) -> Iterator[Profile]:
    """Move one number by one point of the lattice, but not across a cut."""
    for factor, values in factors.items():
        if values.dtype != np.float64:
            continue
        own = [cut for cut in cuts if cut.factor == factor]
        for step in (1.0, -1.0, 2.0, -2.0):
            here = float(profile[factor])  # type: ignore[arg-type]  # a number
            moved = here + step * PRECISION.get(factor, 1.0)
            inside = moved == _within_range(factor, np.array([moved]))[0]
            if inside and all(cut.encode(moved) == cut.encode(here) for cut in own):
                yield {**profile, factor: moved}


def _count_alike(profile: Profile, factors: Mapping[str, FactorColumn]) -> int:
    rows = np.arange(len(next(iter(factors.values()))))
    for factor in sorted(factors, key=lambda name: factors[name].dtype != np.float64):
        rows = rows[factors[factor][rows] == profile[factor]]
    return len(rows)
