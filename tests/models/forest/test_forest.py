"""The forest in array form, on eight small trees worked out number by number."""

from math import log
from statistics import mean, variance

import numpy as np
import pytest

from models.averaging.background import Background
from models.forest.forest import ForestModel
from models.forest.leaves import Leaves
from models.terms import Columns, Level, Threshold
from models.timegrid import TimeGrid

INF = np.inf
N = 1000  # many, so that the floor of the variance within lies below what the trees show

# Two reconstructions of two bags of two trees. Every tree is one split: on its column, with the
# survival at months 0, 1 and 2 on the left (term 0) and on the right (term 1).
TREES = [
    (0, (1.0, 0.80, 0.60), (1.0, 0.90, 0.80)),
    (1, (1.0, 0.90, 0.70), (1.0, 0.70, 0.40)),
    (0, (1.0, 0.70, 0.30), (1.0, 0.95, 0.90)),
    (0, (1.0, 0.80, 0.40), (1.0, 0.85, 0.70)),
    (1, (1.0, 0.75, 0.50), (1.0, 0.80, 0.55)),
    (0, (1.0, 0.90, 0.60), (1.0, 0.90, 0.70)),
    (1, (1.0, 0.85, 0.80), (1.0, 0.60, 0.30)),
    (1, (1.0, 0.80, 0.75), (1.0, 0.65, 0.20)),
]
PROFILES = [(0, 0), (0, 1), (1, 0), (1, 1)]
WEIGHTS = [0.4, 0.3, 0.2, 0.1]
ALONE = [[0.5, 0.3, 0.1, 0.1], [0.3, 0.3, 0.3, 0.1]]
DFI, RECURRENCE = "disease_free_interval_months", "local_recurrence"


def build(trees=TREES, alone=ALONE, **others):
    """Put the trees into arrays."""
    low, high, survival = [], [], []
    for column, left, right in trees:
        for side, curve in ((0, left), (1, right)):
            low.append([0.5 if (i == column and side) else -INF for i in (0, 1)])
            high.append([0.5 if (i == column and not side) else INF for i in (0, 1)])
            survival.append(curve)
    columns = Columns(
        (
            Threshold(factor=DFI, operator=">", cut=12.0),
            Level(factor=RECURRENCE, level=True),
        )
    )
    settings = {"bags_per_cohort": 2, "trees_per_bag": 2, **others}
    return ForestModel(
        name="forest",
        outcome="overall_survival",
        experimental=True,
        n_patients=N,
        grid=TimeGrid(2),
        columns=columns,
        background=Background(np.array(PROFILES, float), np.array(WEIGHTS), np.array(alone)),
        leaves=Leaves(np.array(low), np.array(high), columns.factors),
        leaf_survival=np.array(survival),
        first_leaf=np.arange(0, 2 * len(trees), 2),
        scenarios={0.629: 1.0, 0.38: 2.0},
        **settings,
    )


@pytest.fixture
def forest():
    """Give the eight trees as a model."""
    return build()


def tree_survival(tree, profile, month):
    """Read one tree at one profile."""
    column, left, right = tree
    return (right if profile[column] else left)[month]


def tree_means(month, weights=WEIGHTS, trees=TREES):
    """Average each tree over the profiles."""
    return [
        sum(w * tree_survival(tree, p, month) for w, p in zip(weights, PROFILES, strict=True))
        for tree in trees
    ]


def test_survival_is_the_mean_of_the_trees(forest):
    """Of the curves, not of the hazards."""
    expected = [
        [mean(tree_survival(tree, profile, month) for tree in TREES) for month in range(3)]
        for profile in PROFILES
    ]

    np.testing.assert_allclose(expected, forest.survival(np.array(PROFILES, float)), rtol=1e-14)


def test_mean_survival_is_weighted(forest):
    """The background's weights, the trees alike."""
    expected = [mean(tree_means(month)) for month in range(3)]

    np.testing.assert_allclose(expected, forest.mean_survival(forest.background), rtol=1e-14)


def test_reconstructions_are_counted(forest):
    """Eight trees, two to a bag, two bags to a reconstruction."""

    assert 2 == forest.n_cohorts


def test_a_scenario_raises_every_profile_s_survival_to_its_power(forest):
    """Twice the cumulative hazard squares the survival before averaging."""
    squared = [
        sum(
            w * mean(tree_survival(tree, p, month) for tree in TREES) ** 2
            for w, p in zip(WEIGHTS, PROFILES, strict=True)
        )
        for month in range(3)
    ]
    means = forest.scenario_mean_survival(forest.background)

    np.testing.assert_allclose(forest.mean_survival(forest.background), means[0.629])
    np.testing.assert_allclose(squared, means[0.38])


def within_by_hand(parts, survival):
    """Between the bags less the trees' noise, on the complementary log-log scale."""
    bags = [parts[i : i + 2] for i in range(0, 8, 2)]
    means = [mean(bag) for bag in bags]
    between_bags = mean([variance(means[:2]), variance(means[2:])])
    noise = mean(variance(bag) for bag in bags) / 2
    return max(between_bags - noise, 0.0) / (survival * log(survival)) ** 2


def between_by_hand(of_reconstruction):
    """Variance of log(-log(S)) over the reconstructions' own trees and own patients."""
    return variance(log(-log(value)) for value in of_reconstruction)


def test_the_variance_within_is_between_bags_less_the_noise_of_trees(forest):
    """At month 1, where something is left after the noise."""
    found = forest.variance(forest.background).within[1]
    expected = within_by_hand(tree_means(1), mean(tree_means(1)))

    assert expected > 0
    assert pytest.approx(expected) == found


def test_the_variance_within_is_at_least_that_of_as_many_patients_alike():
    """Bags that agree, of trees that do not: S (1 - S) / n remains, on the scale of the limits."""
    trees = [TREES[0], TREES[6], TREES[0], TREES[6]] * 2
    forest = build(trees)

    found = forest.variance(forest.background).within

    for month in (1, 2):
        survival = mean(tree_means(month, WEIGHTS, trees))
        expected = survival * (1 - survival) / N / (survival * log(survival)) ** 2

        assert pytest.approx(expected) == found[month]


@pytest.mark.parametrize("month", [1, 2])
def test_the_variance_between_is_that_of_the_reconstructions_alone(forest, month):
    """Each with its four trees and its own weights."""
    alone = [
        mean(tree_means(month, weights, trees))
        for weights, trees in zip(ALONE, (TREES[:4], TREES[4:]), strict=True)
    ]

    assert (
        pytest.approx(between_by_hand(alone)) == forest.variance(forest.background).between[month]
    )


def test_the_variance_of_conditional_survival_is_that_of_the_ratio(forest):
    """Linearised: a tree's part is R + (S(2) - R S(1)) / mean S(1)."""
    now, later = tree_means(1), tree_means(2)
    ratio = mean(later) / mean(now)
    parts = [ratio + (b - ratio * a) / mean(now) for a, b in zip(now, later, strict=True)]
    alone = [
        mean(tree_means(2, weights, trees)) / mean(tree_means(1, weights, trees))
        for weights, trees in zip(ALONE, (TREES[:4], TREES[4:]), strict=True)
    ]
    found = forest.variance(forest.background, survived_months=1)

    assert pytest.approx(within_by_hand(parts, ratio)) == found.within[1]
    assert pytest.approx(between_by_hand(alone)) == found.between[1]


def test_a_single_reconstruction_has_no_variance_between():
    """A registry is not reconstructed."""
    found = build(TREES[:4], ALONE[:1]).variance(build(TREES[:4], ALONE[:1]).background)

    assert [0.0, 0.0, 0.0] == found.between.tolist()


def test_contributions_of_two_factors_by_hand(forest):
    """Half of what each adds first, and half of what it adds second."""

    def value(dfi=None, recurrence=None):
        profiles = [
            (p[0] if dfi is None else dfi, p[1] if recurrence is None else recurrence)
            for p in PROFILES
        ]
        return sum(
            w * mean(tree_survival(tree, p, 2) for tree in TREES)
            for w, p in zip(WEIGHTS, profiles, strict=True)
        )

    expected = {
        DFI: (value(dfi=1) - value() + value(1, 1) - value(recurrence=1)) / 2,
        RECURRENCE: (value(recurrence=1) - value() + value(1, 1) - value(dfi=1)) / 2,
    }
    found = forest.attribute({DFI: 24.0, RECURRENCE: True}, (DFI, RECURRENCE), (2,))

    assert pytest.approx(expected) == {f: a.contribution[0] for f, a in found.items()}
    assert {None} == {a.log_hazard for a in found.values()}


def test_an_unknown_factor_contributes_exactly_nothing(forest):
    """And its sign is no question."""
    found = forest.attribute({DFI: 24.0}, (DFI, RECURRENCE), (1, 2))

    assert [0.0, 0.0] == found[RECURRENCE].contribution.tolist()
    assert [True, True] == found[RECURRENCE].determined.tolist()


@pytest.mark.parametrize(("opposed", "determined"), [(0, True), (1, True), (2, False), (5, False)])
def test_a_sign_in_which_reconstructions_differ_is_not_determined(opposed, determined):
    """One of ten may differ, two may not."""
    agreeing, other = (0, (1.0, 0.8, 0.2), (1.0, 0.9, 0.8)), (0, (1.0, 0.8, 0.6), (1.0, 0.9, 0.5))
    trees = [other] * opposed + [agreeing] * (10 - opposed)
    forest = build(trees, [WEIGHTS] * 10, bags_per_cohort=1, trees_per_bag=1)
    found = forest.attribute({DFI: 24.0}, (DFI,), (2,))[DFI]

    assert found.contribution[0] > 0
    assert [determined] == found.determined.tolist()


def test_the_mean_survival_is_that_of_the_profiles(forest):
    """Weighing the trees' leaves is weighing the profiles' curves."""
    expected = np.array(WEIGHTS) @ forest.survival(np.array(PROFILES, float))

    np.testing.assert_allclose(expected, forest.mean_survival(forest.background), rtol=1e-14)


def test_where_all_have_survived_only_the_floor_varies(forest):
    """Month 0 and the month survived: every tree has 1 there, clamped to 1 - 1/2n."""
    clamped = 1 - 1 / (2 * N)
    floor = clamped * (1 - clamped) / N / (clamped * log(clamped)) ** 2

    for survived in (0, 1):
        variance_there = forest.variance(forest.background, survived)

        assert pytest.approx(floor) == variance_there.within[0]
        assert pytest.approx(0.0, abs=1e-20) == variance_there.between[0]
