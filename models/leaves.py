r"""The leaves of a forest, and exact interventional Shapley values over them.

A leaf is a box: on each column a half-open interval (low, high]. A factor's *condition* in a leaf
is that all its columns lie in their intervals; a factor that the path to the leaf never asks about
has none. For a patient x and a background row z, the row with x's values on a coalition S and z's
elsewhere falls into a leaf iff x satisfies the conditions in S and z those outside. So of a leaf
only the condition masks matter: which x satisfies, and a histogram of which the background does.
With A the conditions that x alone satisfies and B those that z alone does, the leaf's value enters
for exactly the coalitions that hold A and miss B, and

.. math::
    \phi_i \mathrel{+}= \frac{(|A|-1)!\,|B|!}{(|A|+|B|)!}\,v \quad (i \in A), \qquad
    \phi_i \mathrel{-}= \frac{|A|!\,(|B|-1)!}{(|A|+|B|)!}\,v \quad (i \in B).

Sources: Lundberg et al., Nat Mach Intell 2020;2:56-67 (interventional tree values); Laberge and
Pequignot, arXiv:2209.15123 (the sums over coalitions).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import factorial

import numpy as np
from numpy.typing import NDArray

from models.background import Linked
from models.terms import FloatArray

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


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
    def conditions(self) -> IntArray:
        """Factors with a condition, by leaf; -1 fills up. Shape=(n_leaves, n_conditions)."""
        bounded = np.isfinite(self.low) | np.isfinite(self.high)
        has = np.stack([bounded[:, self._columns(f)].any(axis=1) for f in self.factors], axis=1)
        width = max(1, int(has.sum(axis=1).max()))
        order = np.argsort(~has, axis=1, kind="stable")[:, :width]
        return np.where(np.take_along_axis(has, order, axis=1), order, -1)

    def _columns(self, factor: str) -> list[int]:
        return [i for i, name in enumerate(self.factor_of_column) if name == factor]

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
        for column, values in enumerate(_single(rows).T):
            inside &= values > self.low[:, column, None]
            inside &= values <= self.high[:, column, None]
        return inside

    def masks(self, rows: FloatArray) -> IntArray:
        """Encode which conditions of each leaf each row satisfies.

        Bit j stands for the leaf's condition j; bits without a condition are set. NaN satisfies
        no condition.

        Returns
        -------
        ndarray of int, shape=(n_leaves, n_rows)
        """
        values = _single(rows)
        satisfied = np.ones((len(self.factors) + 1, len(self.low), len(values)), dtype=bool)
        for number, factor in enumerate(self.factors):
            for column in self._columns(factor):
                satisfied[number] &= values[:, column] > self.low[:, column, None]
                satisfied[number] &= values[:, column] <= self.high[:, column, None]
        masks = np.zeros((len(self.low), len(values)), dtype=np.int64)
        leaf = np.arange(len(self.low))
        for bit, condition in enumerate(self.conditions.T):
            masks |= satisfied[condition, leaf].astype(np.int64) << bit
        return masks

    def histogram(self, profiles: FloatArray, weights: FloatArray) -> FloatArray:
        """Weigh the background by the conditions that it satisfies.

        Returns
        -------
        ndarray, shape=(n_leaves, 2 ** n_conditions)
        """
        masks = self.masks(profiles)
        n_masks = 1 << self.conditions.shape[1]
        flat = (np.arange(len(masks))[:, None] * n_masks + masks).ravel()
        spread = np.broadcast_to(weights, masks.shape).ravel()
        counted: FloatArray = np.bincount(flat, spread, len(masks) * n_masks).astype(np.float64)
        return counted.reshape(len(masks), n_masks)

    def leaf_contributions(
        self,
        known: Mapping[str, FloatArray],
        profiles: FloatArray,
        weights: FloatArray,
        linked: Sequence[Linked] = (),
    ) -> dict[str, FloatArray]:
        """Compute what each leaf's value weighs in each known factor's Shapley value.

        Parameters
        ----------
        known : mapping of str to ndarray
            The players: each known factor's column values; empty for one without columns.
        profiles : ndarray, shape=(n_profiles, n_columns)
        weights : ndarray, shape=(n_profiles,)
            The background's weights, which sum to 1.
        linked : sequence of Linked
            Coalitions with other weights.

        Returns
        -------
        dict of str to ndarray, shape=(n_leaves,)
            The Shapley value of factor i is the sum over leaves of these times the leaf's value.
        """
        query = _Query(self, known)
        total = query.contributions(self.histogram(profiles, weights), frozenset(), frozenset())
        for link in linked:
            correction = self.histogram(profiles, link.weights - weights)
            part = query.contributions(correction, link.inside, link.outside)
            total = {factor: total[factor] + part[factor] for factor in total}
        return total


class _Query:
    """One patient against the leaves: whose conditions hold, and whose factors are players."""

    def __init__(self, leaves: Leaves, known: Mapping[str, FloatArray]) -> None:
        self._leaves = leaves
        self._players = tuple(known)
        row = np.full((1, len(leaves.factor_of_column)), np.nan)
        for factor, values in known.items():
            row[0, leaves._columns(factor)] = values  # noqa: SLF001  # one unit with Leaves
        self._satisfied = leaves.masks(row)  # (n_leaves, 1)
        is_known = np.array([*(factor in known for factor in leaves.factors), False])
        bits = 1 << np.arange(leaves.conditions.shape[1])
        self._known = (is_known[leaves.conditions] * bits).sum(axis=1, keepdims=True)

    def contributions(
        self, histogram: FloatArray, inside: frozenset[str], outside: frozenset[str]
    ) -> dict[str, FloatArray]:
        """Sum over the coalitions that hold `inside` and miss `outside`."""
        n_conditions = self._leaves.conditions.shape[1]
        background = np.arange(1 << n_conditions)[None]
        every = (1 << n_conditions) - 1
        own = self._known & self._satisfied
        alive = (~background & ~own & every) == 0
        needed = ~background & own  # A: must be in the coalition
        barred = background & self._known & ~self._satisfied  # B: must not be
        n_needed, n_barred = _count_bits(needed), _count_bits(barred)
        for factor in inside:
            alive &= ~self._holds(factor, barred)
            n_needed = n_needed + ~self._holds(factor, needed)
        for factor in outside:
            alive &= ~self._holds(factor, needed)
            n_barred = n_barred + ~self._holds(factor, barred)
        weight = np.where(alive, histogram, 0.0)
        most = n_conditions + len(inside) + len(outside)
        gain, loss = _shapley_weights(most)
        gain_here, loss_here = weight * gain[n_needed, n_barred], weight * loss[n_needed, n_barred]
        result = {}
        for player in self._players:
            in_needed = self._holds(player, needed) | (player in inside)
            in_barred = self._holds(player, barred) | (player in outside)
            result[player] = (gain_here * in_needed - loss_here * in_barred).sum(axis=1)
        return result

    def _holds(self, factor: str, masks: IntArray) -> BoolArray:
        """Tell where a leaf's mask contains the factor's condition."""
        if factor not in self._leaves.factors:
            return np.zeros(masks.shape, dtype=bool)
        is_factor = self._leaves.conditions == self._leaves.factors.index(factor)
        bit = (is_factor * (1 << np.arange(is_factor.shape[1]))).sum(axis=1, keepdims=True)
        holds: BoolArray = (masks & bit) != 0
        return holds


def _single(rows: FloatArray) -> FloatArray:
    return rows.astype(np.float32).astype(np.float64)


def _count_bits(masks: IntArray) -> IntArray:
    return np.bitwise_count(masks).astype(np.int64)


def _shapley_weights(most: int) -> tuple[FloatArray, FloatArray]:
    """Tabulate (a-1)! b! / (a+b)! and a! (b-1)! / (a+b)!, 0 where undefined."""
    gain = np.zeros((most + 1, most + 1))
    for a in range(1, most + 1):
        for b in range(most + 1):
            gain[a, b] = factorial(a - 1) * factorial(b) / factorial(a + b)
    return gain, gain.T.copy()
