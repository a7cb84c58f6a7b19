"""The leaves of a forest as boxes, and the conditions that the paths to them ask.

A leaf is a box: on each column a half-open interval (low, high]. A factor's *condition* in a leaf
is that all its columns lie in their intervals; a factor that the path to the leaf never asks about
has none. Of a row and a leaf only matters which conditions the row satisfies: a mask.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray, IntArray, SingleArray
from models.averaging.background import Linked
from models.kernels.forests import Lookup


@dataclass(frozen=True, eq=False)
class Leaves:
    """All leaves of a forest, as boxes.

    Attributes
    ----------
    low, high : ndarray, shape=(n_leaves, n_columns)
        A row lies in a leaf when low < row <= high on every column.
    factor_of_column : tuple of str
        The factor from which each column derives.
    """

    low: FloatArray
    high: FloatArray
    factor_of_column: tuple[str, ...]

    @cached_property
    def factors(self) -> tuple[str, ...]:
        """The factors behind the columns, each once, in order."""
        return tuple(dict.fromkeys(self.factor_of_column))

    @cached_property
    def has_condition(self) -> BoolArray:
        """Whether a leaf asks about a factor, shape=(n_leaves, n_factors)."""
        bounded = np.isfinite(self.low) | np.isfinite(self.high)
        return np.stack([bounded[:, self._columns(f)].any(axis=1) for f in self.factors], axis=1)

    @cached_property
    def n_conditions(self) -> IntArray:
        """How many conditions each leaf has, shape=(n_leaves,)."""
        count: IntArray = self.has_condition.sum(axis=1)
        return count

    @cached_property
    def width(self) -> int:
        """The most conditions of a leaf, at least one."""
        return max(1, int(self.n_conditions.max()))

    @cached_property
    def conditions(self) -> IntArray:
        """Factors with a condition, by leaf; -1 fills up. Shape=(n_leaves, width)."""
        order = np.argsort(~self.has_condition, axis=1, kind="stable")[:, : self.width]
        return np.where(np.take_along_axis(self.has_condition, order, axis=1), order, -1)

    @cached_property
    def slots(self) -> IntArray:
        """Which of its leaf's conditions a factor's is, shape=(n_factors, n_leaves).

        Only meant where there is one.
        """
        return (np.cumsum(self.has_condition, axis=1) - 1).T.copy()

    @cached_property
    def bits(self) -> IntArray:
        """The bit of a factor's condition in the leaf's masks, or 0; as `slots`."""
        return np.where(self.has_condition.T, 1 << self.slots, 0)

    @cached_property
    def places(self) -> IntArray:
        """The place of a factor's condition in the leaf's states, or 0; as `slots`."""
        return np.where(self.has_condition.T, 3 ** np.maximum(self.slots, 0), 0)

    @cached_property
    def first_columns(self) -> list[int]:
        """The first column of each factor; its values are known or unknown together."""
        return [self.factor_of_column.index(factor) for factor in self.factors]

    def number_of(self, factors: frozenset[str]) -> int:
        """Give the number of the one factor; n_factors where it has no column or there is none."""
        return next((i for i, f in enumerate(self.factors) if f in factors), len(self.factors))

    def bits_of(self, factors: frozenset[str]) -> IntArray:
        """Give the bit of the one factor's condition, or 0, shape=(n_leaves,)."""
        number = self.number_of(factors)
        return self.bits[number] if number < len(self.factors) else np.zeros_like(self.bits[0])

    def by_factor(
        self, parts: FloatArray, leaf: IntArray, link: Linked | None = None
    ) -> FloatArray:
        """Arrange what conditions get, and the two further players of a link, by factor.

        Parameters
        ----------
        parts : ndarray, shape=(width + 2, n_rows)
        leaf : ndarray of int, shape=(n_rows,)
            The leaf whose conditions a row is about.

        Returns
        -------
        ndarray, shape=(n_rows, n_factors + 1)
            Last what belongs to no column.
        """
        result = np.zeros((len(leaf), len(self.factors) + 1))
        row = np.arange(len(leaf))
        for slot, factor in enumerate(self.conditions.T):
            result[row, factor[leaf]] += parts[slot]  # 0 where there is no condition
        if link is not None:
            result[:, self.number_of(link.inside)] += parts[-2]
            result[:, self.number_of(link.outside)] += parts[-1]
        return result

    def _columns(self, factor: str) -> list[int]:
        return [i for i, name in enumerate(self.factor_of_column) if name == factor]

    @cached_property
    def _limits(self) -> tuple[SingleArray, SingleArray]:
        """Limits in single precision, by column: a row in single precision cannot tell."""
        return _single_below(self.low).T.copy(), _single_below(self.high).T.copy()

    @cached_property
    def _by_factor(self) -> tuple[list[int], list[int]] | None:
        """Columns in the order of their factors, and where each factor begins."""
        columns = [self._columns(factor) for factor in self.factors]
        if all(own == [i] for i, own in enumerate(columns)):
            return None
        first = np.cumsum([0, *map(len, columns[:-1])]).tolist()
        return [i for own in columns for i in own], first

    def lookup(self) -> Lookup:
        """Prepare to number the states of all leaves for rows of known values."""
        numbers = [self.factors.index(factor) for factor in self.factor_of_column]
        return Lookup(*self._limits, np.array(numbers, dtype=np.int64), self.places)

    def satisfies(self, rows: FloatArray) -> BoolArray:
        """Tell whose values a leaf's condition holds of; all, where it has none.

        Parameters
        ----------
        rows : ndarray, shape=(n_rows, n_columns)
            Compared in single precision, as the fitted trees do. NaN satisfies nothing.

        Returns
        -------
        ndarray of bool, shape=(n_rows, n_factors, n_leaves)
        """
        low, high = self._limits
        values = rows.astype(np.float32)[:, :, None]
        inside = (values > low) & (values <= high)
        if self._by_factor is None:
            return inside
        order, first = self._by_factor
        by_factor: BoolArray = np.logical_and.reduceat(inside[:, order], first, axis=1)
        return by_factor

    def meets(self, rows: FloatArray) -> BoolArray:
        """Tell which leaves' conditions hold of all that is known.

        Parameters
        ----------
        rows : ndarray, shape=(n_rows, n_columns)
            In all of them the same columns are NaN, which is unknown. Each different value of a
            factor is compared once.

        Returns
        -------
        ndarray of bool, shape=(n_rows, n_leaves)
        """
        low, high = self._limits
        meets = np.ones((len(rows), len(self.low)), dtype=bool)
        for column in np.flatnonzero(~np.isnan(rows[0])):
            values, of_row = np.unique(rows[:, column].astype(np.float32), return_inverse=True)
            inside = (values[:, None] > low[column]) & (values[:, None] <= high[column])
            meets &= inside if len(values) == 1 else inside[of_row]
        return meets

    def contains(self, rows: FloatArray) -> BoolArray:
        """Find which leaf holds which row.

        Parameters
        ----------
        rows : ndarray, shape=(n_rows, n_columns)
            Compared in single precision, as the fitted trees do.

        Returns
        -------
        ndarray of bool, shape=(n_leaves, n_rows)
        """
        inside = np.ones((len(self.low), len(rows)), dtype=bool)
        low, high = self._limits
        for column, values in enumerate(rows.astype(np.float32).T):
            inside &= values > low[column, :, None]
            inside &= values <= high[column, :, None]
        return inside

    def masks(self, rows: FloatArray) -> IntArray:
        """Encode which conditions of each leaf each row satisfies.

        Bit j stands for the leaf's condition j; bits without a condition are set. NaN satisfies
        no condition.

        Returns
        -------
        ndarray of int, shape=(n_leaves, n_rows)
        """
        every = (1 << self.width) - 1
        masks = np.full((len(self.low), len(rows)), every, dtype=np.min_scalar_type(every))
        for number, row in enumerate(rows):
            failed = ~self.satisfies(row[None])[0]
            masks[:, number] -= (failed * self.bits).sum(axis=0).astype(masks.dtype)
        return masks

    def distinct(self) -> tuple["Leaves", NDArray[np.intp]]:
        """Merge leaves that are the same box.

        Returns
        -------
        Leaves, ndarray of int, shape=(n_leaves,)
            The distinct boxes, and the number of each leaf's box.
        """
        limits = np.concatenate(self._limits).T + np.float32(0.0)  # -0 becomes 0
        rows = np.ascontiguousarray(limits).view(f"V{limits.itemsize * limits.shape[1]}").ravel()
        _, first, box = np.unique(rows, return_index=True, return_inverse=True)
        if len(first) == len(rows):
            return self, np.arange(len(rows))
        return Leaves(self.low[first], self.high[first], self.factor_of_column), box


def _single_below(limits: FloatArray) -> SingleArray:
    """Round down to single precision, which no value in single precision can tell."""
    rounded = limits.astype(np.float32)
    return np.where(rounded > limits, np.nextafter(rounded, np.float32(-np.inf)), rounded)
