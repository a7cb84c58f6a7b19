"""Leaves as boxes, and their Shapley values against the sum over all orderings."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest

from models.averaging.background import Linked
from models.forest.leaf_masks import contributions
from models.forest.leaf_tables import histogram
from models.forest.leaves import Leaves

INF = np.inf
COLUMNS = ("age", "count", "count", "side")
"""Four columns of three factors: one factor has two columns."""


def grow(generator, low, high, depth):
    """Split a box at random until it is a leaf; every row then lies in one leaf."""
    column, cut = generator.integers(len(low)), generator.choice([0.5, 1.5])
    if depth == 0 or not low[column] < cut < high[column]:
        return [(low, high)]
    left_high, right_low = high.copy(), low.copy()
    left_high[column] = right_low[column] = cut
    return [
        *grow(generator, low, left_high, depth - 1),
        *grow(generator, right_low, high, depth - 1),
    ]


def random_tree(seed):
    """Give the leaves of a random tree, and nine rows of 0, 1 and 2 with their weights."""
    generator = np.random.default_rng(seed)
    boxes = grow(generator, np.full(4, -INF), np.full(4, INF), depth=5)
    low, high = (np.array(side) for side in zip(*boxes, strict=True))
    rows = generator.integers(0, 3, (9, 4)).astype(float)
    return Leaves(low, high, COLUMNS), rows, generator.dirichlet(np.ones(9))


def share_in_leaves(leaves, rows, weights):
    """Find each row's leaf by its limits, and add up the weights in each."""
    shares = np.zeros(len(leaves.low))
    for row, weight in zip(rows, weights, strict=True):
        for number, (low, high) in enumerate(zip(leaves.low, leaves.high, strict=True)):
            shares[number] += weight * bool((low < row).all() and (row <= high).all())
    return shares


def share_over_orderings(leaves, known, weighted_rows):
    """Sum over all orderings what each known factor adds to the share in each leaf.

    `weighted_rows` gives the background's rows and weights for a coalition.
    """

    def value(coalition):
        rows, weights = weighted_rows(coalition)
        mixed = rows.copy()
        for factor in coalition:
            mixed[:, [i for i, name in enumerate(COLUMNS) if name == factor]] = known[factor]
        return share_in_leaves(leaves, mixed, weights)

    total = {factor: np.zeros(len(leaves.low)) for factor in known}
    for ordering in permutations(known):
        for i, factor in enumerate(ordering):
            total[factor] += value(ordering[: i + 1]) - value(ordering[:i])
    return {factor: worth / factorial(len(known)) for factor, worth in total.items()}


def found_contributions(leaves, known, rows, weights, linked=()):
    """Give each known factor's column; the last is that of a factor without columns."""
    values = np.full(len(COLUMNS), np.nan)
    for factor, own in known.items():
        values[[i for i, name in enumerate(COLUMNS) if name == factor]] = own
    found = contributions(leaves, leaves.masks(rows), values, weights, linked)
    return {
        factor: found[:, leaves.factors.index(factor) if factor in leaves.factors else -1]
        for factor in known
    }


KNOWN = [
    {"age": np.array([1.0])},
    {"age": np.array([2.0]), "count": np.array([1.0, 0.0])},
    {"count": np.array([2.0, 2.0]), "side": np.array([0.0])},
    {"age": np.array([0.0]), "count": np.array([1.0, 1.0]), "side": np.array([1.0])},
    {"age": np.array([0.0]), "count": np.array([0.0, 2.0]), "elsewhere": np.array([])},
]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("known", KNOWN, ids="-".join)
def test_contributions_equal_the_sum_over_all_orderings(known, seed):
    """Leaf by leaf; a factor without a column gets nothing."""
    leaves, rows, weights = random_tree(seed)
    expected = share_over_orderings(leaves, known, lambda _: (rows, weights))
    found = found_contributions(leaves, known, rows, weights)

    assert expected.keys() == found.keys()
    for factor, shares in expected.items():
        np.testing.assert_allclose(shares, found[factor], rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("known", "inside", "outside"),
    [
        (KNOWN[3], {"side"}, {"count"}),
        (KNOWN[3], {"count"}, {"side"}),
        (KNOWN[3], {"age"}, set()),
        (KNOWN[2], {"side"}, set()),
        (KNOWN[4], {"elsewhere"}, {"count"}),
        (KNOWN[4], {"elsewhere"}, set()),
    ],
    ids=[
        "side without count",
        "count without side",
        "age",
        "side",
        "no column without count",
        "no column",
    ],
)
def test_linked_coalitions_average_over_their_own_rows(known, inside, outside, seed):
    """The coalitions with `inside` and without `outside` leave some rows out."""
    leaves, rows, weights = random_tree(seed)
    fewer = np.where(rows[:, 1] == 0, 0.0, weights)
    fewer /= fewer.sum()

    def weighted_rows(coalition):
        is_linked = inside <= set(coalition) and not outside & set(coalition)
        return rows, fewer if is_linked else weights

    expected = share_over_orderings(leaves, known, weighted_rows)
    linked = (Linked(frozenset(inside), frozenset(outside), fewer),)
    found = found_contributions(leaves, known, rows, weights, linked)

    for factor, shares in expected.items():
        np.testing.assert_allclose(shares, found[factor], rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_every_row_lies_in_one_leaf_of_a_tree(seed):
    """The one whose limits hold it."""
    leaves, rows, weights = random_tree(seed)
    contains = leaves.contains(rows)

    assert [1] * len(rows) == contains.sum(axis=0).tolist()
    np.testing.assert_allclose(share_in_leaves(leaves, rows, weights), contains @ weights)


def test_a_leaf_is_open_below_and_closed_above():
    """As a tree splits: at most the cut goes left."""
    leaves = Leaves(np.array([[-INF], [0.5]]), np.array([[0.5], [INF]]), ("age",))
    rows = np.array([[0.4], [0.5], [0.6]])

    assert [[True, True, False], [False, False, True]] == leaves.contains(rows).tolist()


def test_rows_are_compared_in_single_precision():
    """What a fitted tree cannot tell from its cut lies on the cut's side."""
    cut = float(np.float32(0.1))
    leaves = Leaves(np.array([[-INF], [cut]]), np.array([[cut], [INF]]), ("age",))

    assert cut > 0.1
    assert [[True], [False]] == leaves.contains(np.array([[np.nextafter(cut, 1.0)]])).tolist()


def test_a_factor_that_no_path_asks_about_has_no_condition():
    """Leaf 0 asks about the age, leaf 1 about both, leaf 2 about nothing."""
    low = np.array([[0.5, -INF], [0.5, -INF], [-INF, -INF]])
    high = np.array([[INF, INF], [INF, 0.5], [INF, INF]])
    leaves = Leaves(low, high, ("age", "side"))

    assert [[0, -1], [0, 1], [-1, -1]] == leaves.conditions.tolist()


def test_the_histogram_weighs_the_background_by_conditions_met():
    """Old is bit 1, left is bit 2: of four rows one meets none, two one each, one both."""
    leaves = Leaves(np.array([[0.5, -INF]]), np.array([[INF, 0.5]]), ("age", "side"))
    rows = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 0.0], [1.0, 0.0]])
    weights = np.array([0.1, 0.2, 0.3, 0.4])

    masks = leaves.masks(rows)

    assert [0, 1, 2, 3] == masks[0].tolist()
    assert [weights.tolist()] == histogram(masks, weights[None], 2).tolist()
