"""Mean curves of trees, for one row and for several."""

import numpy as np

from models.trees import Trees

FIRST_LEAF = np.array([0, 2, 3, 7])
SURVIVAL = np.random.default_rng(1).random((9, 4))
WEIGHTS = np.random.default_rng(2).random((3, 9))
TREES = Trees.of(SURVIVAL, FIRST_LEAF)


def test_a_tree_s_mean_is_the_weighted_sum_of_its_leaves():
    """Trees of two, one, four and two leaves."""
    expected = [
        [WEIGHTS[0, first:end] @ SURVIVAL[first:end]]
        for first, end in ((0, 2), (2, 3), (3, 7), (7, 9))
    ]

    found = TREES.means(WEIGHTS[:1], range(4))

    np.testing.assert_allclose(np.array(expected)[:, 0], found[:, :, 0], rtol=1e-14)


def test_rows_together_are_as_each_alone():
    """At some months only, in another order."""
    together = TREES.means(WEIGHTS, (3, 0))
    alone = [TREES.means(row[None], range(4))[:, [3, 0], 0] for row in WEIGHTS]

    np.testing.assert_allclose(np.moveaxis(together, 2, 0), alone, rtol=1e-14)


def test_one_leaf_in_each_tree_is_that_leaf_s_curve():
    """Bit by bit, as for a patient of whom everything is known."""
    weights = np.zeros(9)
    weights[[1, 2, 5, 7]] = 1.0

    assert SURVIVAL[[1, 2, 5, 7]].tolist() == TREES.means(weights[None], range(4))[..., 0].tolist()
