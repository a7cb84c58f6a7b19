"""Table 1: who the patients are, by tableone, after disclosure control.

tableone counts and takes quantiles, but shows every count as it is, and quantiles that are
patients' own values. So numbers are grouped before they go in, and its cells are read back, as
counts, and rounded before anything goes out.

References
----------
Pollard, Johnson, Raffa and Mark, JAMIA Open 2018;1:26.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame
from tableone import TableOne

from models.arrays import FloatArray
from models.factors import FACTORS
from training.registry.description.grouping import Grouping, group_by, is_known
from training.registry.disclosure import (
    FEWEST_AT_RISK,
    Shown,
    group_values,
    share_of,
    show_count,
    show_parts,
)
from training.registry.registry import FactorColumn

_COUNT = re.compile(r"(\d+) \(\d+\.\d\)")
_QUARTILES = re.compile(r"(-?\d+\.\d) \[(-?\d+\.\d),(-?\d+\.\d)\]")

NUMBERS = tuple(
    name for name, factor in FACTORS.items() if factor.kind == "number" or name == "nodule_count"
)
"""Factors told by quartiles; whole numbers with few values are told one by one."""


@dataclass(frozen=True)
class LevelCount:
    """How many patients have a level, and which share of those of whom the factor is known."""

    label: str
    count: Shown
    share: float | None


@dataclass(frozen=True)
class Quartiles:
    """Of a factor with a number; each is a mean of at least 5 patients' values."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class TableOneFactor:
    """One factor in Table 1.

    Attributes
    ----------
    levels : tuple of LevelCount
        Empty for a factor with a number.
    quartiles : Quartiles or None
        None for a factor with levels, and where fewer than 10 patients have a value.
    unknown : Shown
    """

    factor: str
    levels: tuple[LevelCount, ...]
    quartiles: Quartiles | None
    unknown: Shown

    @property
    def label(self) -> str:
        """The factor's label."""
        return FACTORS[self.factor].label


def make_table_one(
    factors: Mapping[str, FactorColumn], n_patients: int
) -> tuple[TableOneFactor, ...]:
    """Summarise every factor that the registry has a column for.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_patients,)
    n_patients : int
    """
    groupings = {
        name: group_by(name, column, divide=False)
        for name, column in factors.items()
        if name not in NUMBERS and is_known(column).any()
    }
    numbers = {
        name: _grouped(np.asarray(column, dtype=np.float64))
        for name, column in factors.items()
        if name in NUMBERS and is_known(column).sum() >= FEWEST_AT_RISK
    }
    cells = _summarise(groupings, numbers, n_patients)
    return tuple(
        _levels(groupings[name], cells[name], n_patients)
        if name in groupings
        else _number(name, cells.get(name), column)
        for name, column in factors.items()
    )


def _grouped(column: FloatArray) -> FloatArray:
    grouped, known = column.copy(), is_known(column)
    grouped[known] = group_values(column[known])
    return grouped


def _summarise(
    groupings: Mapping[str, Grouping], numbers: Mapping[str, FloatArray], n_patients: int
) -> dict[str, dict[str, str]]:
    """Ask tableone; the cells of a factor by level, a number's one cell under ''."""
    if not groupings and not numbers:
        return {}
    table = DataFrame(
        {name: _labels(grouping, n_patients) for name, grouping in groupings.items()}
        | dict(numbers)
    )
    told = TableOne(
        table,
        columns=list(table),
        categorical=list(groupings),
        continuous=list(numbers),
        nonnormal=list(numbers),
        include_null=False,
        label_suffix=False,
    ).tableone
    cells: dict[str, dict[str, str]] = {}
    for (name, level), cell in zip(told.index, told["Overall"], strict=True):
        cells.setdefault(name, {})[level] = str(cell)
    return cells


def _labels(grouping: Grouping, n_patients: int) -> FactorColumn:
    labels = np.full(n_patients, None, dtype=object)
    for group in grouping.groups:
        labels[group.members] = group.label
    return labels


def _levels(grouping: Grouping, cells: Mapping[str, str], n_patients: int) -> TableOneFactor:
    counts = [read_count(cells[group.label]) for group in grouping.groups]
    *shown, unknown = show_parts([*counts, n_patients - sum(counts)])
    known = show_count(sum(counts))
    levels = tuple(
        LevelCount(group.label, count, share_of(count, known))
        for group, count in zip(grouping.groups, shown, strict=True)
    )
    return TableOneFactor(grouping.factor, levels, None, unknown)


def _number(name: str, cells: Mapping[str, str] | None, column: FactorColumn) -> TableOneFactor:
    n_known = int(is_known(column).sum())
    _, unknown = show_parts([n_known, len(column) - n_known])
    return TableOneFactor(name, (), read_quartiles(cells[""]) if cells else None, unknown)


def read_count(cell: str) -> int:
    """Read `19 (47.5)`; whatever else stands there is a defect."""
    found = _COUNT.fullmatch(cell)
    if found is None:
        raise ValueError("a cell of tableone is no count with its percentage")
    return int(found[1])


def read_quartiles(cell: str) -> Quartiles:
    """Read `61.7 [53.5,68.7]`; whatever else stands there is a defect."""
    found = _QUARTILES.fullmatch(cell)
    if found is None:
        raise ValueError("a cell of tableone is no median with quartiles")
    return Quartiles(*(float(number) for number in found.groups()))
