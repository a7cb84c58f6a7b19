"""The design matrix: what is known of patients, in the columns of a model.

One row holds some factors at a patient's values and leaves the others open. It stands for a
patient as well as for a coalition of facts: the prediction with a factor unknown *is* the
coalition without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray, IntArray

EVERYONE, SEVERAL, ONE_SIDED = range(3)
"""Over whom is averaged: all; those with two nodules or more; those with nodules on one side."""


class RowPattern(NamedTuple):
    """Which columns are unknown, and whom the row excludes: equal for rows averaged alike."""

    is_unknown: tuple[bool, ...]
    excludes: int
    is_settled: bool
    stands_in: bool

    @property
    def admitted(self) -> int:
        """Over whom is averaged."""
        return EVERYONE if self.is_settled else self.excludes


@dataclass(frozen=True, eq=False)
class DesignMatrix:
    """The term values of patients, one row each, NaN where the factor is unknown.

    Attributes
    ----------
    values : ndarray, shape=(n_rows, n_terms)
        NaN where the factor is unknown.
    excludes : ndarray of int, shape=(n_rows,)
        Over whom a coalition is averaged that holds the one fact which leaves profiles out, and
        not the other, which settles it: both sides leaves `SEVERAL`, one nodule `ONE_SIDED`.
    is_settled : ndarray of bool, shape=(n_rows,)
        Whether the row holds both, so that it is itself averaged over everyone.
    stands_in : ndarray of bool, shape=(n_rows,)
        Whether the laterality stands in for the nodules in a model without a term for it.
    """

    values: FloatArray
    excludes: IntArray
    is_settled: BoolArray
    stands_in: BoolArray

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def complete(self) -> BoolArray:
        """Whether nothing of a row is unknown, so that nothing is averaged, shape=(n_rows,)."""
        complete: BoolArray = np.logical_and.reduce(~np.isnan(self.values), axis=1)
        return complete

    @cached_property
    def is_complete(self) -> bool:
        """Whether nothing of any row is unknown: a sum is NaN where one of its numbers is."""
        return not isnan(self.values.sum())

    def take(self, rows: slice | NDArray[np.intp]) -> "DesignMatrix":
        """Select rows."""
        return DesignMatrix(
            self.values[rows], self.excludes[rows], self.is_settled[rows], self.stands_in[rows]
        )

    def distinct(self) -> tuple["DesignMatrix", list[int]]:
        """Keep each different row once; say which of them each row is."""
        if len(self) == 1:
            return self, [0]
        numbers: dict[tuple[bytes, bool], int] = {}
        first, of = [], []
        for row, (values, stands_in) in enumerate(zip(self.values, self.stands_in, strict=True)):
            key = (values.tobytes(), bool(stands_in))
            if key not in numbers:
                numbers[key] = len(numbers)
                first.append(row)
            of.append(numbers[key])
        return self.take(np.array(first, dtype=np.intp)), of

    @property
    def exclusions(self) -> set[tuple[int, bool]]:
        """What rows exclude, and whether it is settled; nothing for those that exclude nobody."""
        both = zip(self.excludes.tolist(), self.is_settled.tolist(), strict=True)
        return {(excludes, settled) for excludes, settled in both if excludes != EVERYONE}

    @cached_property
    def patterns(self) -> dict[RowPattern, NDArray[np.intp]]:
        """Group the rows by pattern."""
        columns = (self.values, self.excludes, self.is_settled, self.stands_in)
        grouped: dict[RowPattern, list[int]] = {}
        for number, (values, *others) in enumerate(
            zip(*(c.tolist() for c in columns), strict=True)
        ):
            is_unknown = tuple([value != value for value in values])  # noqa: PLR0124  # as NaN is
            grouped.setdefault(RowPattern(is_unknown, *others), []).append(number)
        return {pattern: np.array(rows, dtype=np.intp) for pattern, rows in grouped.items()}

    def chunks(self, n_rows: int) -> Iterator["DesignMatrix"]:
        """Take so many rows at a time."""
        if len(self) <= n_rows:
            yield self
            return
        for start in range(0, len(self), n_rows):
            yield self.take(slice(start, start + n_rows))

    @cached_property
    def admitted(self) -> IntArray:
        """Over whom each row is averaged, shape=(n_rows,)."""
        return np.where(self.is_settled, EVERYONE, self.excludes)
