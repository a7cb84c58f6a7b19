"""Groups: how the patients are divided by one factor, in tables and curves alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.arrays import BoolArray
from models.factors import FACTORS, Factor
from models.terms import Threshold
from training.registry.registry import FactorColumn

BOUNDARIES: Mapping[str, Threshold] = MappingProxyType(
    {
        boundary.factor: boundary
        for boundary in (
            Threshold(factor="age_years", operator=">=", cut=65),
            Threshold(factor="ecog", operator=">=", cut=1),
            Threshold(factor="disease_free_interval_months", operator=">", cut=12),
            Threshold(factor="nodule_count", operator=">=", cut=2),
            Threshold(factor="largest_nodule_cm", operator=">", cut=3),
        )
    }
)
"""Where factors with a number are divided: the published cut points."""

_SIGNS = {">": (">", "\N{LESS-THAN OR EQUAL TO}"), ">=": ("\N{GREATER-THAN OR EQUAL TO}", "<")}


@dataclass(frozen=True, eq=False)
class Group:
    """Patients who are alike in one factor; `members` is of shape=(n_patients,)."""

    label: str
    members: BoolArray


@dataclass(frozen=True, eq=False)
class Grouping:
    """All groups of one factor that occur; those of whom it is unknown are in none.

    Attributes
    ----------
    factor : str
    groups : tuple of Group
        In the order of the factor's levels, `no` before `yes`, low before high.
    """

    factor: str
    groups: tuple[Group, ...]

    @property
    def label(self) -> str:
        """The factor's label."""
        return FACTORS[self.factor].label

    def counts(self, patients: BoolArray) -> list[int]:
        """Count some patients by group; last those of whom the factor is unknown."""
        parts = [int((group.members & patients).sum()) for group in self.groups]
        return [*parts, int(patients.sum()) - sum(parts)]


def group_by(factor: str, column: FactorColumn, *, divide: bool = True) -> Grouping:
    """Divide patients by a factor.

    Parameters
    ----------
    column : ndarray, shape=(n_patients,)
        As in a registry; known of one patient at least.
    divide : bool
        At the boundary, where the factor has one; else each whole number is a group.
    """
    if divide and factor in BOUNDARIES:
        return Grouping(factor, _divide(BOUNDARIES[factor], np.asarray(column, dtype=np.float64)))
    declared = FACTORS[factor]
    groups = (
        Group(label_of(declared, value), np.array([known == value for known in column]))
        for value in _values(declared)
    )
    return Grouping(factor, tuple(group for group in groups if group.members.any()))


def _values(factor: Factor) -> Sequence[object]:
    if factor.kind == "level":
        return tuple(factor.levels)
    if factor.kind == "boolean":
        return (False, True)
    if factor.lowest is None or factor.highest is None:
        raise ValueError("a factor without a range has no list of values")
    return range(int(factor.lowest), int(factor.highest) + 1)


def label_of(factor: Factor, value: object) -> str:
    """Write a value of a factor: a level's label, yes or no, a whole number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return factor.levels.get(str(value), str(value))


def _divide(
    boundary: Threshold, column: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[Group, ...]:
    known = ~np.isnan(column)
    beyond = known & (column > boundary.cut)
    if boundary.operator == ">=":
        beyond |= column == boundary.cut
    over, under = (boundary_label(boundary, beyond=side) for side in (True, False))
    groups = (Group(under, known & ~beyond), Group(over, beyond))
    return tuple(group for group in groups if group.members.any())


def boundary_label(boundary: Threshold, *, beyond: bool = True) -> str:
    """Write one side of a boundary, for example `> 12 months`."""
    unit = f" {unit}" if (unit := FACTORS[boundary.factor].unit) else ""
    sign = _SIGNS[boundary.operator][0 if beyond else 1]
    return f"{sign} {boundary.cut:g}{unit}"


def is_known(column: FactorColumn) -> BoolArray:
    """Tell of whom a factor is known, shape=(n_patients,)."""
    if column.dtype == np.float64:
        return ~np.isnan(column.astype(np.float64))
    return np.array([value is not None for value in column], dtype=np.bool_)
