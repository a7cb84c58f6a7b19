"""An attack on what a registry's bundle shows of the forest and the background.

The attacker has the bundle, and in most tests the registry too: what he finds must stand for at
least five patients. What remains: trees overlap, so that all of them together tell more than each
does. Whom a tree was grown on is not in the bundle; the seed and the registry would tell.
"""

import dataclasses
import itertools
from collections import Counter

import numpy as np
import pytest

from models.terms import Linear
from models.timegrid import TimeGrid
from studies.simulated_registry import SimulatedPopulation
from training.estimators.cohort import Cohort
from training.registry.fits import bags as module
from training.registry.fits.background import background_of
from training.registry.fits.bags import TreeGrowth, within_grid
from training.registry.fits.counted_leaves import CountedLeaf, boxes_of_leaves
from training.registry.fits.design import design_matrix
from training.registry.fits.forest import (
    RegistryForestPlan,
    forest_columns,
    grow_registry_forest,
    prepare_groves,
)
from training.registry.fits.lattice import PRECISION
from training.registry.fits.microaggregation import microaggregate
from training.registry.registry import EVENT

GRID = TimeGrid(60)
TINY_LEAVES = TreeGrowth(min_samples_leaf=5)
"""As small as leaves may ever be configured."""

OUTLIER = {"age_years": 117.0, "nodule_count": 480.0, "largest_nodule_cm": 29.0}


@pytest.fixture(scope="module", params=[60, 300, 2_000])
def attacked(request):
    """Train on a registry with one conspicuous patient and one rare histology."""
    registry, _ = SimulatedPopulation().draw(np.random.default_rng(7), request.param)
    for factor, value in OUTLIER.items():
        registry.factors[factor][0] = value
    registry.factors["histology"][:4] = "epithelioid_sarcoma"
    columns = forest_columns(registry.factors, list(registry.factors))
    follow_up = registry.follow_up["overall_survival"]
    design = design_matrix(columns, registry.factors)
    cohort = Cohort(design, follow_up.months, follow_up.cause == EVENT)
    groups = microaggregate(registry.factors)
    background = background_of(groups, columns, 1)
    plan = RegistryForestPlan(
        columns, "overall_survival", GRID, 1, n_bags=10, trees_per_bag=5, growth=TINY_LEAVES
    )
    samples = []
    with pytest.MonkeyPatch.context() as patched:
        original = module.Grove.tree_on

        def recorded(self, patients, growth, rng):
            samples.append(patients)
            return original(self, patients, growth, rng)

        patched.setattr(module.Grove, "tree_on", recorded)
        forest = grow_registry_forest(
            prepare_groves([cohort], columns, GRID), background, plan, n_jobs=1
        )
    return registry, within_grid(cohort, 60), forest, groups, samples


def trees_of(forest):
    """Give each tree's leaves."""
    ends = [*forest.first_leaf[1:], len(forest.leaf_survival)]
    return [slice(first, end) for first, end in zip(forest.first_leaf, ends, strict=True)]


def test_every_leaf_holds_five_with_the_event_and_five_without(attacked):
    """Of the very patients that its tree was grown on, all different; the root alone may not."""
    _, cohort, forest, _, samples = attacked
    held = forest.leaves.contains(cohort.design)
    for tree, sample in zip(trees_of(forest), samples, strict=True):
        assert len(sample) == len(set(sample))
        inside = held[tree][:, sample]
        with_event = (inside & cohort.died[sample]).sum(axis=1)
        if tree.stop - tree.start > 1:
            assert with_event.min() >= 5
            assert (inside.sum(axis=1) - with_event).min() >= 5


def clock_of(cohort, sample):
    """Give the share of a tree's sample that has had the event, as coarse as a leaf's curve."""
    patients = Cohort(cohort.design[sample], cohort.months[sample], cohort.died[sample])
    unbounded = np.full(cohort.design.shape[1], np.inf)
    root = CountedLeaf(-unbounded, unbounded, np.arange(len(sample)))
    return 1.0 - boxes_of_leaves([root], patients, 60, 5).survival[0]


def bends_of(curve, clock):
    """Find where a curve's slope against a clock changes, more than rounding explains."""
    steps = np.maximum(np.diff(clock), 1e-9)
    slopes, blur = np.diff(curve) / steps, 2e-5 / steps
    return np.flatnonzero(np.abs(np.diff(slopes)) > blur[1:] + blur[:-1]) + 1


def deaths_between(cohort, patients, bends):
    deaths = np.bincount(cohort.months[patients][cohort.died[patients]], minlength=61)
    return [deaths[a + 1 : b + 1].sum() for a, b in itertools.pairwise([0, *bends, 60])]


def test_between_two_bends_of_a_leaf_s_curve_lie_five_events(attacked):
    """And before the first, and after the last: read off the served curves.

    Between its bends a leaf follows its tree's whole sample, whose bends are as coarse.
    """
    _, cohort, forest, _, samples = attacked
    held = forest.leaves.contains(cohort.design)
    for tree, sample in zip(trees_of(forest), samples, strict=True):
        clock = clock_of(cohort, sample)
        if cohort.died[sample].sum() >= 5:
            assert min(deaths_between(cohort, sample, bends_of(clock, np.arange(61)))) >= 5
        for leaf in range(tree.start, tree.stop if tree.stop - tree.start > 1 else tree.start):
            bends = bends_of(forest.leaf_survival[leaf], clock)
            assert min(deaths_between(cohort, sample[held[leaf, sample]], bends)) >= 5


def test_no_cut_is_between_two_patients_values(attacked):
    """Each lies on the lattice, and no cut sets fewer than five patients apart from the next."""
    registry, _, forest, _, _ = attacked
    for column, term in enumerate(forest.columns.terms):
        bounds = np.concatenate([forest.leaves.low[:, column], forest.leaves.high[:, column]])
        cuts = np.unique(bounds[np.isfinite(bounds)])
        if not isinstance(term, Linear):
            assert set(cuts.tolist()) <= {0.5}
            continue
        values = registry.factors[term.factor]
        points = cuts / PRECISION.get(term.factor, 1.0)
        np.testing.assert_array_equal(np.round(points), points)
        between = np.histogram(values, [-np.inf, *np.nextafter(cuts, np.inf), np.inf])[0]
        assert between.min() >= 5


def test_midpoints_of_neighbouring_records_are_not_found():
    """A tree left to itself cuts there: ages with odd fractions, of which no cut shows one."""
    registry, _ = SimulatedPopulation().draw(np.random.default_rng(3), 300)
    age = np.sort(np.random.default_rng(4).uniform(20, 80, 300))
    registry.factors["age_years"][:] = age
    columns = forest_columns(registry.factors, ["age_years"])
    follow_up = registry.follow_up["overall_survival"]
    cohort = Cohort(age[:, None], follow_up.months, follow_up.cause == EVENT)
    (grove,) = prepare_groves([cohort], columns, GRID)
    midpoints = ((age[1:] + age[:-1]) / 2).astype(np.float32)

    assert not np.isin(grove.bins.cuts[0].astype(np.float32), midpoints).any()


def test_the_conspicuous_patient_leaves_no_trace(attacked):
    """No cut and no profile comes near his age, nodules and size.

    The mean of his group would, had the highest values not been brought to the fifth.
    """
    registry, _, forest, groups, _ = attacked
    for factor in OUTLIER:
        (column,) = forest.columns.of(factor)
        finite = forest.leaves.low[:, column][np.isfinite(forest.leaves.low[:, column])]
        fifth = np.sort(registry.factors[factor])[-5]
        step = PRECISION.get(factor, 1.0)

        assert finite.max(initial=0.0) <= fifth + step
        assert groups.factors[factor].max() <= fifth + 2 * step


def test_the_rare_histology_is_named_nowhere(attacked):
    """Four patients: no term, no profile."""
    _, _, forest, groups, _ = attacked

    assert not any("epithelioid" in term.name for term in forest.columns.terms)
    assert "epithelioid_sarcoma" not in set(groups.factors["histology"])


def test_shares_of_the_background_are_of_five_patients_at_least(attacked):
    """Times the number of patients, in the table and in that of every imputation."""
    registry, _, forest, _, _ = attacked
    n_patients = len(registry.factors["sex"])
    for shares in (forest.background.weights, *forest.background.cohort_weights):
        assert (shares * n_patients).min() >= 5 - 1e-9


def test_differences_of_shares_are_of_nobody(attacked):
    """Subtracting one imputation's table from the pooled one gives zeros."""
    _, _, forest, _, _ = attacked
    difference = forest.background.cohort_weights - forest.background.weights

    assert not difference.any()


def test_no_profile_is_a_record_of_fewer_than_five(attacked):
    """Compared as the terms encode both."""
    _, cohort, forest, _, _ = attacked
    records = Counter(map(tuple, cohort.design.tolist()))
    alike = [records[tuple(profile)] for profile in forest.background.profiles.tolist()]

    assert all(count == 0 or count >= 5 for count in alike)


def test_one_patient_more_or_less_moves_no_cut_far(attacked):
    """Without the conspicuous patient the cuts stay on the same lattice, at most one point off."""
    registry, cohort, forest, _, _ = attacked
    columns = forest.columns
    without = dataclasses.replace(
        cohort, design=cohort.design[1:], months=cohort.months[1:], died=cohort.died[1:]
    )
    (one,) = prepare_groves([cohort], columns, GRID)
    (other,) = prepare_groves([without], columns, GRID)
    for factor in OUTLIER:
        (column,) = columns.of(factor)
        here, there = one.bins.cuts[column], other.bins.cuts[column]
        distance = np.abs(here[:, None] - there).min(axis=1) if len(there) else np.zeros(1)

        assert np.median(distance) <= PRECISION.get(factor, 1.0)
    assert len(registry.factors["sex"]) - 1 == len(without.months)
