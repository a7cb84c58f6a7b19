"""Each tree's mean curve: the one thing for which equal leaves cannot be merged."""

from dataclasses import dataclass

import numpy as np

from models.known import IntArray
from models.terms import FloatArray
from models.timegrid import Months, at


@dataclass(frozen=True, eq=False)
class Trees:
    """The curves of all leaves by tree, filled up to the tree with most of them.

    Attributes
    ----------
    leaf : ndarray of int, shape=(n_trees, width)
        The leaves of each tree; the number of leaves fills up.
    survival : ndarray, shape=(n_trees, width, n_months)
        Their curves; 0 fills up.
    leaf_survival : ndarray, shape=(n_leaves, n_months)
        The same, leaf by leaf.
    """

    leaf: IntArray
    survival: FloatArray
    leaf_survival: FloatArray

    @classmethod
    def of(cls, leaf_survival: FloatArray, first_leaf: IntArray) -> "Trees":
        """Arrange leaves that stand in the order of their trees."""
        n_leaves = np.diff(first_leaf, append=len(leaf_survival))[:, None]
        place = np.arange(n_leaves.max())
        leaf = np.where(place < n_leaves, first_leaf[:, None] + place, len(leaf_survival))
        filled = np.concatenate([leaf_survival, np.zeros((1, leaf_survival.shape[1]))])
        return cls(leaf, filled[leaf], leaf_survival)

    def means(self, leaf_weights: FloatArray, months: Months) -> FloatArray:
        """Weighted sums of each tree's leaves.

        Parameters
        ----------
        leaf_weights : ndarray, shape=(n_rows, n_leaves)

        Returns
        -------
        ndarray, shape=(n_trees, n_months, n_rows)
        """
        if len(leaf_weights) == 1:
            return self._mean_of_one(leaf_weights[0], months)[:, :, None]
        filled = np.concatenate([leaf_weights.T, np.zeros((1, len(leaf_weights)))])
        by_tree = filled[self.leaf]
        survival = self.survival[:, :, at(months)]
        trees = np.empty((len(self.leaf), len(months), len(leaf_weights)))
        for number in range(len(months)):
            np.einsum("tlr,tl->tr", by_tree, survival[:, :, number], out=trees[:, number])
        return trees

    def _mean_of_one(self, weights: FloatArray, months: Months) -> FloatArray:
        falls_into = np.flatnonzero(weights)
        if len(falls_into) == len(self.leaf):  # one leaf in each tree, so that its weight is 1
            one: FloatArray = self.leaf_survival[falls_into][:, at(months)]
            return one
        filled = np.append(weights, 0.0)[self.leaf]
        mean: FloatArray = np.matmul(filled[:, None], self.survival[:, :, at(months)])
        return mean[:, 0]
