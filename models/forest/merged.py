"""The leaves of a forest, merged where they are the same box.

Averages and Shapley values are linear in the leaves, so that leaves of different trees that are
the same box count as one, with the sum of their curves. Only the spread between trees needs each
leaf by itself.
"""

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IndexArray
from models.forest.leaves import Leaves


@dataclass(frozen=True, eq=False)
class Parts:
    """Distinct boxes by cohort, in the order of the cohorts.

    Attributes
    ----------
    leaf, cohort : ndarray of int, shape=(n_parts,)
        Which distinct box it is, and in which cohort.
    """

    leaf: IndexArray
    cohort: IndexArray


@dataclass(frozen=True, eq=False)
class Merged:
    """Distinct boxes, and the summed curves of the leaves that are such a box.

    Attributes
    ----------
    boxes : Leaves
    box_of_leaf : ndarray of int, shape=(n_leaves,)
    survival : ndarray, shape=(n_boxes, n_months)
        Summed over all trees.
    parts : Parts
    part_survival : ndarray, shape=(n_parts, n_months)
        Summed over the trees of the part's cohort.
    """

    boxes: Leaves
    box_of_leaf: IndexArray
    survival: FloatArray
    parts: Parts
    part_survival: FloatArray


def merge(leaves: Leaves, leaf_survival: FloatArray, cohort: IndexArray) -> Merged:
    """Merge equal leaves.

    Parameters
    ----------
    leaf_survival : ndarray, shape=(n_leaves, n_months)
    cohort : ndarray of int, shape=(n_leaves,)
        In rising order.
    """
    boxes, box = leaves.distinct()
    numbers, part = np.unique(cohort * len(boxes.low) + box, return_inverse=True)
    parts = Parts(numbers % len(boxes.low), numbers // len(boxes.low))
    part_survival = _summed(leaf_survival, part, len(numbers))
    survival = _summed(part_survival, parts.leaf, len(boxes.low))
    return Merged(boxes, box, survival, parts, part_survival)


def _summed(rows: FloatArray, group: IndexArray, n_groups: int) -> FloatArray:
    """Add up the rows of each group; none is empty. The rows themselves, where each is one."""
    if np.array_equal(group, np.arange(n_groups)):
        return rows
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], np.arange(n_groups))
    summed: FloatArray = np.add.reduceat(rows[order], first)
    return summed
