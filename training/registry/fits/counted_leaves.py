"""The leaves of a grown tree with the patients counted in them, none of them too few.

A registry's bundle shows every leaf and its curve. So a split is dropped, and its patients go
with the larger side, where it would leave fewer than five patients with the event, or fewer than
five without, in a leaf; and a curve bends only where at least five events lie between two bends.
With 1 in the place of 5, curves are those that scikit-survival gives the same tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sksurv.tree import SurvivalTree

from models.arrays import BoolArray, FloatArray, IntArray
from training.estimators.boxes import LEAF, Boxes
from training.estimators.cohort import Cohort
from training.estimators.kaplan_meier import carry_forward
from training.registry.disclosure import coarse_months
from training.registry.fits.lattice import Bins


@dataclass(frozen=True, eq=False)
class CountedLeaf:
    """One leaf of one tree, and who is in it.

    Attributes
    ----------
    low, high : ndarray, shape=(n_terms,)
        A row lies in the leaf when low < row <= high on every term.
    patients : ndarray of int
        Positions in the tree's sample.
    """

    low: FloatArray
    high: FloatArray
    patients: IntArray


def leaves_of(
    fitted: SurvivalTree, numbers: FloatArray, event: BoolArray, bins: Bins, least: int
) -> Iterator[CountedLeaf]:
    """Walk down a tree with the patients that it was grown on.

    Parameters
    ----------
    numbers : ndarray, shape=(n_patients, n_terms)
        Of the patients' bins, as the tree was given them.
    event : ndarray of bool, shape=(n_patients,)
        Who has the event within the time grid.
    least : int
        Patients with the event, and patients without, in a leaf.
    """
    tree = fitted.tree_
    unbounded = np.full(numbers.shape[1], np.inf)
    stack = [(0, CountedLeaf(-unbounded, unbounded, np.arange(len(numbers))))]
    while stack:
        node, here = stack.pop()
        if tree.children_left[node] == LEAF:
            yield here
            continue
        term, threshold = int(tree.feature[node]), float(tree.threshold[node])
        left, right = _divide(
            here, term, numbers[here.patients, term] <= threshold, bins, threshold
        )
        children = [(tree.children_right[node], right), (tree.children_left[node], left)]
        if all(_shows_enough(event[side.patients], least) for _, side in children):
            stack.extend(children)
        else:
            larger = max(children, key=lambda child: len(child[1].patients))[0]
            stack.append((larger, here))


def _divide(
    here: CountedLeaf, term: int, goes_left: BoolArray, bins: Bins, threshold: float
) -> tuple[CountedLeaf, CountedLeaf]:
    cut = bins.cut(term, threshold)
    high, low = here.high.copy(), here.low.copy()
    high[term], low[term] = min(high[term], cut), max(low[term], cut)
    return (
        CountedLeaf(here.low, high, here.patients[goes_left]),
        CountedLeaf(low, here.high, here.patients[~goes_left]),
    )


def _shows_enough(event: BoolArray, least: int) -> bool:
    if least <= 1:
        return True
    with_event = int(event.sum())
    return with_event >= least and len(event) - with_event >= least


def boxes_of_leaves(
    leaves: list[CountedLeaf], sample: Cohort, longest_month: int, least: int
) -> Boxes:
    """Give the leaves of one tree their curves.

    Parameters
    ----------
    sample : Cohort
        The patients that the tree was grown on, their times within the grid.
    """
    root = carry_forward(sample.months, sample.died, longest_month)
    clock = 1.0 - _coarsened(root, coarse_months(_deaths(sample, longest_month), least), None)
    curves = []
    for leaf in leaves:
        here = Cohort(sample.design, sample.months[leaf.patients], sample.died[leaf.patients])
        survival = carry_forward(here.months, here.died, longest_month)
        bends = coarse_months(_deaths(here, longest_month), least)
        curves.append(survival if least <= 1 else _coarsened(survival, bends, clock))
    return Boxes(
        np.array([leaf.low for leaf in leaves]),
        np.array([leaf.high for leaf in leaves]),
        np.array(curves),
        np.zeros(1, dtype=np.int64),
    )


def _deaths(cohort: Cohort, longest_month: int) -> IntArray:
    return np.bincount(cohort.months[cohort.died], minlength=longest_month + 1)


def _coarsened(survival: FloatArray, bends: IntArray, clock: FloatArray | None) -> FloatArray:
    """Draw straight lines through the middles of the steps at some months, and to the end.

    A bend lies where a death is: through the feet of the steps, the lines would run below the
    curve throughout. The last bend is left out, so that the month of the last death does not show.

    Parameters
    ----------
    clock : ndarray, shape=(n_months,), or None
        Against what the lines are straight: months, or the share of the whole sample that has had
        the event. In a leaf that share bends as survival does, where few events leave long lines.
    """
    last, inner = len(survival) - 1, bends[1:-1]
    against = np.arange(last + 1.0) if clock is None or clock[-1] <= 0 else clock
    middles = (survival[inner - 1] + survival[inner]) / 2.0
    values = [1.0, *middles, survival[last]]
    coarse: FloatArray = np.interp(against, against[[0, *inner, last]], values)
    return coarse
