"""The spread between little bags, against the definition on trees that are laid out."""

from itertools import pairwise

import numpy as np
import pytest

from models.forest.little_bags import LittleBags
from models.kernels import forests

N_RECONSTRUCTIONS, BAGS, TREES = 3, 4, 2
N_TREES = N_RECONSTRUCTIONS * BAGS * TREES
LEAVES_OF_TREE = np.random.default_rng(1).integers(1, 5, N_TREES)
FIRST_LEAF = np.cumsum([0, *LEAVES_OF_TREE])
N_BOXES, N_MONTHS = 9, 7
RNG = np.random.default_rng(2)
BOX_OF_LEAF = RNG.integers(0, N_BOXES, FIRST_LEAF[-1])
SURVIVAL = np.cumprod(RNG.uniform(0.7, 1.0, (FIRST_LEAF[-1], N_MONTHS)), axis=1)
LITTLE_BAGS = LittleBags(BOX_OF_LEAF, SURVIVAL, FIRST_LEAF, BAGS, TREES)


def trees_of(weights, months):
    """Lay out each tree's weighted sum of leaves, shape=(n_trees, n_months)."""
    leaves = weights[BOX_OF_LEAF][:, None] * SURVIVAL[:, list(months)]
    return np.array([leaves[first:end].sum(axis=0) for first, end in pairwise(FIRST_LEAF)])


def by_definition(trees):
    """Sample variances between bags, and between the trees of a bag, averaged."""
    by_bag = trees.reshape(N_RECONSTRUCTIONS, BAGS, TREES, -1)
    between = by_bag.mean(axis=2).var(axis=1, ddof=1).mean(axis=0)
    noise = by_bag.var(axis=2, ddof=1).mean(axis=(0, 1))
    return between - noise / TREES


def spread_of(weights, months):
    """Ask for one row's spread."""
    mean = trees_of(weights, months).mean(axis=0)[None]
    return LITTLE_BAGS.spread(weights[None], mean, months)[0]


@pytest.mark.parametrize("months", [range(N_MONTHS), (0, 5, 2), (0, 3, 2, 1)])
@pytest.mark.parametrize("seed", range(3))
def test_the_spread_is_that_of_the_trees_laid_out(seed, months):
    """Every box has a weight, so that every tree is a sum of its leaves."""
    weights = np.random.default_rng(seed).random(N_BOXES)

    expected = by_definition(trees_of(weights, months))
    np.testing.assert_allclose(spread_of(weights, months), expected, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("box", range(N_BOXES))
def test_where_one_box_only_has_a_weight_most_trees_have_one_leaf_or_none(box):
    """As for a patient of whom everything is known."""
    weights = np.zeros(N_BOXES)
    weights[box] = 0.5

    expected = by_definition(trees_of(weights, range(N_MONTHS)))
    np.testing.assert_allclose(
        spread_of(weights, range(N_MONTHS)), expected, rtol=1e-10, atol=1e-14
    )


@pytest.mark.parametrize("months", [range(2, N_MONTHS), (2, 6, 4)])
def test_given_a_month_survived_trees_count_by_their_influence(months):
    """R + (S_tree(t) - R S_tree(s)) / mean S(s)."""
    weights = np.random.default_rng(5).random(N_BOXES)
    trees = trees_of(weights, months)
    mean = trees.mean(axis=0)
    ratio = mean / mean[0]
    influence = ratio + (trees - ratio * trees[:, :1]) / mean[0]

    found = spread_of(weights, months)
    np.testing.assert_allclose(found, by_definition(influence), rtol=1e-9, atol=1e-14)
    assert abs(found[0]) < 1e-14


@pytest.mark.parametrize("number", range(0, N_TREES, 5))
def test_the_influence_is_how_the_ratio_changes_with_a_tree_s_weight(number):
    """The finite formula: S(6) / S(2) with a little more of one tree, less the ratio without."""
    trees = trees_of(np.random.default_rng(5).random(N_BOXES), (2, 6))
    step = 1e-7
    shares = np.full(N_TREES, (1 - step) / N_TREES)
    shares[number] += step
    now, later = shares @ trees
    mean_now, mean_later = trees.mean(axis=0)
    ratio = mean_later / mean_now
    influence = (trees[number, 1] - ratio * trees[number, 0]) / mean_now

    assert (later / now - ratio) / step == pytest.approx(influence, rel=1e-5, abs=1e-6)


def test_rows_together_are_as_each_alone():
    """Bit by bit."""
    weights = np.random.default_rng(3).random((4, N_BOXES))
    mean = np.array([trees_of(row, range(N_MONTHS)).mean(axis=0) for row in weights])
    together = LITTLE_BAGS.spread(weights, mean, range(N_MONTHS))

    assert together.tolist() == [spread_of(row, range(N_MONTHS)).tolist() for row in weights]


def test_curves_that_do_not_lie_in_one_piece_are_refused():
    """The compiled loop would read past them."""
    scattered = np.asfortranarray(SURVIVAL)
    arguments = (np.ones((1, N_BOXES)), BOX_OF_LEAF, FIRST_LEAF, scattered, SURVIVAL[:1])

    with pytest.raises(ValueError, match="follow one another in memory"):
        forests.spread(*arguments, BAGS, TREES, False)  # noqa: FBT003  # compiled: by place only
