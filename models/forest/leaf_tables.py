"""Weights of leaves, tabulated by the state of their conditions, for forests that are small enough.

A condition is broken, met or open: a leaf with c conditions has 3 ** c states, whoever the patient
is. Its share of an average and its Shapley weights are linear in the histogram of the masks that
the background has there, by coefficients that only depend on c (`models.forest.shapley_weights`). A
question then looks each leaf up once.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.averaging.background import Linked
from models.averaging.design_matrix import EVERYONE, DesignMatrix
from models.forest.leaf_masks import LeafMasks
from models.forest.leaves import Leaves
from models.forest.merged import Parts
from models.forest.shapley_weights import mask_retention, tabulated_shapley_weights
from models.kernels import forests

AT_ONCE = 1 << 16
"""Shares of leaves that are held at once: there may be many rows, tried for what is unknown."""


@dataclass(frozen=True, eq=False)
class LeafTables(LeafMasks):
    """The same weights as `LeafMasks` computes, looked up."""

    @property
    def cost(self) -> int:
        """Count what one explanation looks up."""
        return self.leaves.has_condition.size

    def means(self, design: DesignMatrix, values: FloatArray) -> FloatArray:
        """Average what leaves are worth over whom each row is averaged."""
        step = max(1, AT_ONCE // len(self.masks))
        return np.concatenate(
            [forests.weighted_sums(self.shares(rows), values) for rows in design.chunks(step)]
        )

    def shares(self, design: DesignMatrix) -> FloatArray:
        """Look up each leaf's share of an average."""
        return self._look_up(design, self._shares, self._first, self._every)

    def own_shares(self, design: DesignMatrix) -> FloatArray:
        """Look up each part's share in its cohort."""
        return self._look_up(design, self._own_shares, self._first_of_part, self.parts.leaf)

    def contributions(self, design: DesignMatrix) -> FloatArray:
        """Look up each leaf's weights in the Shapley values."""
        states = self._lookup.states(design.values)
        found = self._contributions.take(self._first + states, axis=0)
        for excludes, is_settled in design.exclusions:
            rows = (design.excludes == excludes) & (design.is_settled == is_settled)
            link = self.averaging.link(excludes, is_settled=is_settled)
            barred = self._outside(design.values[rows], link)
            corrections = self._corrections[excludes, is_settled]
            found[rows] += corrections[self._first + states[rows] - barred]
        return found

    def _look_up(
        self, design: DesignMatrix, table: FloatArray, first: IntArray, leaf: IntArray
    ) -> FloatArray:
        states = self._lookup.states(design.values)
        found: FloatArray = forests.look_up(table, design.admitted, first, states, leaf)
        return found

    def _outside(self, values: FloatArray, link: Linked) -> IntArray | int:
        """Find what to take off a state, so that the condition of `outside` is broken."""
        number = self.leaves.number_of(link.outside)
        return 0 if number == len(self.leaves.factors) else self._lookup.part(values, number)

    @cached_property
    def _lookup(self) -> forests.Lookup:
        return self.leaves.lookup()

    @cached_property
    def _first(self) -> IntArray:
        return _offsets(self.leaves.n_conditions)

    @cached_property
    def _first_of_part(self) -> IntArray:
        return _offsets(self.leaves.n_conditions[self.parts.leaf])

    @cached_property
    def _shares(self) -> FloatArray:
        return self._tabulate_shares(self.masks, self.averaging.weights[:, None], self._every)

    @cached_property
    def _own_shares(self) -> FloatArray:
        alone = self.averaging.cohort_weights[:, self.parts.cohort]
        return self._tabulate_shares(self.masks[self.parts.leaf], alone, self.parts.leaf)

    @cached_property
    def _contributions(self) -> FloatArray:
        nobody = np.zeros_like(self._every)
        weights = self.averaging.weights[EVERYONE]
        return self._tabulate_contributions(self.masks, weights, nobody, nobody)

    @cached_property
    def _corrections(self) -> dict[tuple[int, bool], FloatArray]:
        """What linked coalitions change, by what is excluded and whether both facts are known."""
        return {
            (excludes, is_settled): self._correction(
                self.averaging.link(excludes, is_settled=is_settled)
            )
            for excludes in self.averaging.excluding
            for is_settled in (False, True)
        }

    def _correction(self, link: Linked) -> FloatArray:
        """Tabulate what a link corrects; see `models.forest.leaf_masks.MatchedLeaves.linked`."""
        inside, outside = (self.leaves.bits_of(one) for one in (link.inside, link.outside))
        return self._tabulate_contributions(
            self.masks & ~inside[:, None].astype(self.masks.dtype),
            link.weights - self.averaging.weights[EVERYONE],
            (inside == 0).astype(np.int64),
            ((outside == 0) & bool(link.outside)).astype(np.int64),
            link,
        )

    @property
    def _every(self) -> IntArray:
        return np.arange(len(self.masks))

    def _tabulate_shares(self, masks: IntArray, weights: FloatArray, leaf: IntArray) -> FloatArray:
        """Tabulate shares for some leaves, shape=(3, n_states).

        Parameters
        ----------
        weights : ndarray, shape=(3, 1 or n_leaves, n_profiles)
        """
        n_conditions = self.leaves.n_conditions[leaf]
        first = _offsets(n_conditions)
        table = np.zeros((len(weights), int((3**n_conditions).sum())))
        for c in np.unique(n_conditions).tolist():
            rows = np.flatnonzero(n_conditions == c)
            states = first[rows, None] + np.arange(3**c)
            for everyone, one in enumerate(weights):
                spread = np.broadcast_to(one, masks.shape)[rows]
                table[everyone, states] = histogram(masks[rows], spread, c) @ mask_retention(c)
        return table

    def _tabulate_contributions(
        self,
        masks: IntArray,
        weights: FloatArray,
        also_needed: IntArray,
        also_barred: IntArray,
        link: Linked | None = None,
    ) -> FloatArray:
        """Tabulate Shapley weights, shape=(n_states, n_factors + 1)."""
        n_conditions = self.leaves.n_conditions
        table = np.zeros((self.leaves.width + 2, int((3**n_conditions).sum())))
        kinds = np.column_stack([n_conditions, also_needed, also_barred])
        for kind in np.unique(kinds, axis=0):
            c, needed, barred = kind.tolist()
            rows = np.flatnonzero((kinds == kind).all(axis=1))
            coefficients = tabulated_shapley_weights(c, needed, barred)
            spread = np.broadcast_to(weights, masks.shape)[rows]
            parts = histogram(masks[rows], spread, c) @ coefficients.reshape(1 << c, -1)
            states = self._first[rows, None] + np.arange(3**c)
            parts = parts.reshape(len(rows), c + 2, 3**c).transpose(1, 0, 2)
            table[:c, states], table[-2:, states] = parts[:c], parts[c:]
        leaf = np.repeat(self._every, 3**n_conditions)
        return self.leaves.by_factor(table, leaf, link)


def n_tabulated(leaves: Leaves, parts: Parts) -> int:
    """Count the numbers that the tables would hold, without making them."""
    n_states = 3.0**leaves.n_conditions
    of_contributions = 5 * (len(leaves.factors) + 1) * n_states.sum()
    return int(of_contributions + 3 * n_states.sum() + 3 * n_states[parts.leaf].sum())


def histogram(masks: IntArray, weights: FloatArray, n_conditions: int) -> FloatArray:
    """Weigh the background by the conditions that it satisfies.

    Parameters
    ----------
    masks, weights : ndarray, shape=(n_leaves, n_profiles)

    Returns
    -------
    ndarray, shape=(n_leaves, 2 ** n_conditions)
    """
    n_masks = 1 << n_conditions
    flat = np.arange(len(masks))[:, None] * n_masks + (masks & (n_masks - 1))
    counted = np.bincount(flat.ravel(), weights.ravel(), len(masks) * n_masks)
    return counted.reshape(len(masks), n_masks).astype(np.float64, copy=False)


def _offsets(n_conditions: IntArray) -> IntArray:
    """Where each leaf's states begin in a table."""
    return np.cumsum(np.append(0, 3 ** n_conditions[:-1]))
