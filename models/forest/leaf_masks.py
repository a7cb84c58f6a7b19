"""Exact Shapley weights of leaves from their masks, for forests of any size.

A question passes once over all leaves and background profiles, and then only over the few that
count: where every condition is met by the patient or satisfied by the background.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray, IntArray
from models.averaging.averaging import Averaging
from models.averaging.background import Linked
from models.averaging.design_matrix import EVERYONE, DesignMatrix, RowPattern
from models.forest.leaves import Leaves
from models.forest.merged import Parts
from models.forest.shapley_weights import leaf_shapley_weights

AT_ONCE = 1 << 18
"""Leaves times profiles that are looked at together: numpy keeps Python's lock while it looks."""

COMPARED = 1 << 20
"""Leaves times rows that are compared together."""


@dataclass(frozen=True, eq=False)
class MatchedLeaves:
    """Leaves, with the conditions that one patient satisfies and those that the background does.

    Attributes
    ----------
    masks : ndarray of int, shape=(n_leaves, n_profiles)
        Which conditions the background satisfies.
    met, broken : ndarray of int, shape=(n_leaves,)
        Masks of the conditions that the patient's known values satisfy, or do not.
    weights : ndarray, shape=(n_profiles,)
    also_needed, also_barred : ndarray of int, shape=(n_leaves,)
        1 where a player without a condition in the leaf must be in the coalition, or must not.
    """

    masks: IntArray
    met: IntArray
    broken: IntArray
    weights: FloatArray
    also_needed: IntArray
    also_barred: IntArray

    @classmethod
    def of(
        cls, leaves: Leaves, masks: IntArray, values: FloatArray, weights: FloatArray
    ) -> "MatchedLeaves":
        """Set one row of known values against the leaves; NaN is unknown."""
        is_known = ~np.isnan(values[leaves.first_columns])
        satisfied = leaves.satisfies(values[None])[0]
        met, broken = (
            np.where(is_known[:, None] & one, leaves.bits, 0).sum(axis=0).astype(masks.dtype)
            for one in (satisfied, ~satisfied)
        )
        nobody = np.zeros(len(masks), dtype=np.int64)
        return cls(masks, met, broken, weights, nobody, nobody)

    def linked(self, leaves: Leaves, link: Linked) -> "MatchedLeaves":
        """Correct the coalitions that hold `inside` and not `outside`.

        They are weighed as if the background never satisfied the one condition, and the patient
        never the other.
        """
        inside, outside = (
            leaves.bits_of(factors).astype(self.masks.dtype)
            for factors in (link.inside, link.outside)
        )
        return replace(
            self,
            masks=self.masks & ~inside[:, None],
            met=self.met & ~outside,
            broken=self.broken | outside,
            weights=link.weights - self.weights,
            also_needed=(inside == 0).astype(np.int64),
            also_barred=((outside == 0) & bool(link.outside)).astype(np.int64),
        )

    def shapley_weights(self, n_conditions: int) -> FloatArray:
        """Weigh each leaf, shape=(n_conditions + 2, n_leaves); see `leaf_shapley_weights`."""
        every = (1 << n_conditions) - 1
        parts = np.zeros((n_conditions + 2, len(self.masks)))
        step = max(1, AT_ONCE // self.masks.shape[1])
        for start in range(0, len(self.masks), step):
            block = slice(start, start + step)
            leaf, profile = np.nonzero((self.masks[block] | self.met[block, None]) == every)
            if not leaf.size:
                continue
            leaf += start
            mask = self.masks[leaf, profile]
            shared = leaf_shapley_weights(
                self.met[leaf] & ~mask,
                self.broken[leaf] & mask,
                n_conditions,
                self.also_needed[leaf],
                self.also_barred[leaf],
            )
            shared *= self.weights[profile]
            first = np.flatnonzero(np.diff(leaf, prepend=-1))
            parts[:, leaf[first]] = np.add.reduceat(shared, first, axis=1)
        return parts


def contributions(
    leaves: Leaves,
    masks: IntArray,
    values: FloatArray,
    weights: FloatArray,
    linked: tuple[Linked, ...] = (),
) -> FloatArray:
    """Compute what each leaf's value weighs in each known factor's Shapley value.

    Parameters
    ----------
    masks : ndarray of int, shape=(n_leaves, n_profiles)
        Which conditions the background satisfies.
    values : ndarray, shape=(n_columns,)
        Known values; NaN is unknown.
    weights : ndarray, shape=(n_profiles,)
        The background's weights, which sum to 1.
    linked : tuple of Linked
        Coalitions with other weights; each names at most one factor inside and one outside.

    Returns
    -------
    ndarray, shape=(n_leaves, n_factors + 1)
        The Shapley value of a factor is the sum over leaves of these times the leaf's value. The
        last column is that of a linked factor without columns.
    """
    matched = MatchedLeaves.of(leaves, masks, values, weights)
    every = np.arange(len(masks))
    total = leaves.by_factor(matched.shapley_weights(leaves.width), every)
    for link in linked:
        corrected = matched.linked(leaves, link)
        total += leaves.by_factor(corrected.shapley_weights(leaves.width), every, link)
    return total


@dataclass(frozen=True, eq=False)
class LeafMasks:
    """The leaves and which of their conditions the background satisfies; see `LeafTables`.

    Attributes
    ----------
    masks : ndarray of int, shape=(n_leaves, n_profiles)
    parts : Parts
        The leaves of each cohort.
    """

    leaves: Leaves
    averaging: Averaging
    masks: IntArray
    parts: Parts

    @property
    def cost(self) -> int:
        """Count what one explanation passes over."""
        return self.masks.size

    def means(self, design: DesignMatrix, values: FloatArray) -> FloatArray:
        """Average what leaves are worth over whom each row is averaged.

        Parameters
        ----------
        values : ndarray, shape=(n_leaves, n_values)

        Returns
        -------
        ndarray, shape=(n_rows, n_values)
        """
        found = np.empty((len(design), values.shape[1]))
        for pattern, rows, leaf, meets in self._met(design):
            remain = self._open(pattern, leaf) @ self.averaging.weights[pattern.admitted]
            found[rows] = meets @ (remain[:, None] * values[leaf])
        return found

    def shares(self, design: DesignMatrix) -> FloatArray:
        """Give the share of those over whom is averaged that falls into each leaf.

        Returns
        -------
        ndarray, shape=(n_rows, n_leaves)
        """
        shares = np.zeros((len(design), len(self.masks)))
        for pattern, rows, leaf, meets in self._met(design):
            remain = self._open(pattern, leaf) @ self.averaging.weights[pattern.admitted]
            shares[rows[:, None], leaf] = meets * remain
        return shares

    def own_shares(self, design: DesignMatrix) -> FloatArray:
        """Give the same in each cohort alone, shape=(n_rows, n_parts)."""
        shares = np.zeros((len(design), len(self.parts.leaf)))
        place = np.full(len(self.masks), -1)
        for pattern, rows, leaf, meets in self._met(design):
            alone = self._open(pattern, leaf) @ self.averaging.cohort_weights[pattern.admitted].T
            place[:] = -1
            place[leaf] = np.arange(len(leaf))
            part = np.flatnonzero(place[self.parts.leaf] >= 0)
            here = place[self.parts.leaf[part]]
            remain = alone[here, self.parts.cohort[part]]
            shares[rows[:, None], part] = meets[:, here] * remain
        return shares

    def _met(
        self, design: DesignMatrix
    ) -> Iterator[tuple[RowPattern, NDArray[np.intp], NDArray[np.intp], BoolArray]]:
        """Find the leaves whose conditions hold of what is known of rows of one pattern.

        Yields
        ------
        Pattern, rows, leaves, and whether each row meets each leaf, shape=(n_rows, n_leaves)
        """
        step = max(1, COMPARED // len(self.masks))
        for pattern, rows in design.patterns.items():
            for start in range(0, len(rows), step):
                some = rows[start : start + step]
                meets = self.leaves.meets(design.values[some])
                leaf = np.flatnonzero(meets.any(axis=0))
                yield pattern, some, leaf, meets[:, leaf]

    def contributions(self, design: DesignMatrix) -> FloatArray:
        """Give what each leaf weighs in each factor's Shapley value.

        Returns
        -------
        ndarray, shape=(n_rows, n_leaves, n_factors + 1)
            Last that of a laterality which stands in.
        """
        weights = self.averaging.weights[EVERYONE]
        found = []
        for values, excludes, is_settled in zip(
            design.values, design.excludes.tolist(), design.is_settled.tolist(), strict=True
        ):
            linked = self.averaging.linked(excludes, is_settled=is_settled)
            found.append(contributions(self.leaves, self.masks, values, weights, linked))
        return np.stack(found)

    def inside(self, pattern: RowPattern, row: FloatArray) -> tuple[NDArray[np.intp], FloatArray]:
        """Find which profiles fall into which leaves, once they take one row's known values.

        Returns
        -------
        ndarray of int, ndarray, shape=(n_leaves,) and (n_leaves, n_profiles)
            The leaves whose conditions the known values meet, and 1 where a profile is inside.
        """
        leaf = np.flatnonzero(self.leaves.meets(row[None])[0])
        return leaf, self._open(pattern, leaf)

    def _open(self, pattern: RowPattern, leaf: NDArray[np.intp]) -> FloatArray:
        """Find who satisfies a leaf's conditions on what is unknown, 1 where a profile does.

        Returns
        -------
        ndarray, shape=(n_leaves, n_profiles)
        """
        is_known = ~np.array(pattern.is_unknown)[self.leaves.first_columns]
        ask_no_more = self.leaves.bits[is_known][:, leaf].sum(axis=0).astype(self.masks.dtype)
        every = (1 << self.leaves.width) - 1
        satisfied = (self.masks[leaf] | ask_no_more[:, None]) == every
        one: FloatArray = satisfied.astype(np.float64)
        return one
