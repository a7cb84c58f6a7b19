"""Fitted trees as boxes: what `models.forest.leaves` reads."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sksurv.ensemble import RandomSurvivalForest
from sksurv.tree import SurvivalTree

from models.arrays import FloatArray
from models.timegrid import TimeGrid

LEAF = -1
"""What scikit-learn gives as the child of a leaf."""

SURVIVAL = 1
"""Where scikit-survival keeps a node's survival, beside its cumulative hazard."""


@dataclass(frozen=True, eq=False)
class Boxes:
    """All leaves of several trees, one tree after the other.

    Attributes
    ----------
    low, high : ndarray, shape=(n_leaves, n_terms)
        A row lies in a leaf when low < row <= high on every term.
    survival : ndarray, shape=(n_leaves, n_months)
    first_leaf : ndarray of int, shape=(n_trees,)
    """

    low: FloatArray
    high: FloatArray
    survival: FloatArray
    first_leaf: NDArray[np.int64]


def boxes_of(bags: Iterable[RandomSurvivalForest], grid: TimeGrid) -> Boxes:
    """Read the leaves of every tree of every bag, their curves on the monthly grid."""
    trees = [_boxes_of_tree(tree, grid) for bag in bags for tree in bag.estimators_]
    low, high, survival = (np.concatenate(parts) for parts in zip(*trees, strict=True))
    n_leaves = [len(tree[0]) for tree in trees]
    return Boxes(low, high, survival, np.cumsum([0, *n_leaves[:-1]]))


def _boxes_of_tree(
    fitted: SurvivalTree, grid: TimeGrid
) -> tuple[FloatArray, FloatArray, FloatArray]:
    tree = fitted.tree_
    lows, highs, leaves = [], [], []
    unbounded = np.full(fitted.n_features_in_, np.inf)
    stack = [(0, -unbounded, unbounded)]
    while stack:
        node, low, high = stack.pop()
        if tree.children_left[node] == LEAF:
            lows.append(low)
            highs.append(high)
            leaves.append(node)
            continue
        term, threshold = tree.feature[node], tree.threshold[node]
        below, above = high.copy(), low.copy()
        below[term] = min(below[term], threshold)
        above[term] = max(above[term], threshold)
        stack.append((tree.children_right[node], above, high))
        stack.append((tree.children_left[node], low, below))
    return np.array(lows), np.array(highs), _on_grid(fitted, tree.value[leaves, :, SURVIVAL], grid)


def _on_grid(fitted: SurvivalTree, survival: FloatArray, grid: TimeGrid) -> FloatArray:
    """Read right-continuous survival curves at the months of the grid."""
    from_one = np.column_stack([np.ones(len(survival)), survival])
    return from_one[:, np.searchsorted(fitted.unique_times_, grid.months, side="right")]
