"""Tuning out of bag: its score, its choice, and that nobody judges himself."""

import dataclasses

import numpy as np
import pytest

from models.terms import Columns, Linear
from models.timegrid import TimeGrid
from training.estimators.cohort import Cohort
from training.registry.fits.bags import TreeGrowth
from training.registry.fits.forest import prepare_groves
from training.registry.fits.tuning import (
    TuningBudget,
    integrated_brier_score,
    predict_out_of_bag,
    tune,
)

GRID = TimeGrid(24)
SMALL = TuningBudget(min_samples_leaf=(40, 10), max_features=(1.0,), n_trees=10)


@pytest.fixture(scope="module")
def grove():
    """Draw 600 patients; the hazard jumps at an age of 50."""
    rng = np.random.default_rng(1)
    age = rng.uniform(20, 80, 600)
    dies = rng.exponential(np.where(age > 50, 8.0, 60.0))
    leaves = rng.uniform(1, 60, 600)
    months = np.maximum(np.ceil(np.minimum(dies, leaves)), 1).astype(np.int64)
    cohort = Cohort(age[:, None], months, dies <= leaves)
    (prepared,) = prepare_groves([cohort], Columns((Linear(factor="age_years"),)), GRID)
    return prepared


def test_score_without_censoring_is_the_brier_score():
    """Deaths in months 1 and 2 of 3, one survivor: mean over three months, by hand."""
    months, died = np.array([1, 2, 3]), np.array([True, True, False])
    survival = np.array([[1, 0.5, 0.4, 0.3], [1, 0.8, 0.4, 0.3], [1, 0.9, 0.8, 0.7]])
    squares = [
        0.5**2 + 0.4**2 + 0.3**2,
        0.2**2 + 0.4**2 + 0.3**2,
        0.1**2 + 0.2**2 + 0.3**2,
    ]

    assert sum(squares) / 9 == pytest.approx(integrated_brier_score(survival, months, died))


def test_score_with_censoring_by_hand():
    """Of four, one leaves in month 1; the three others count 4/3 from then on.

    A death in month 1 counts as it is; so does who leaves, at month 1 alone.
    """
    months, died = np.array([1, 1, 2, 2]), np.array([True, False, True, False])
    survival = np.tile([1.0, 0.6, 0.5], (4, 1))
    first = (0.6**2 + 3 * 0.4**2) / 4
    stays = 2 / 3
    second = (0.5**2 + (0.5**2 + 0.5**2) / stays) / 4

    assert (first + second) / 2 == pytest.approx(integrated_brier_score(survival, months, died))


def test_score_with_censoring_estimates_the_score_without():
    """Ten thousand patients, a third of whom leave early: within 0.005."""
    rng = np.random.default_rng(2)
    dies = np.ceil(rng.exponential(30.0, 10_000)).astype(np.int64)
    leaves = np.ceil(rng.uniform(0, 72, 10_000)).astype(np.int64)
    survival = np.exp(-np.arange(25) / rng.uniform(15, 60, 10_000)[:, None])

    def score(leaves):
        months, died = np.minimum(dies, leaves), dies <= leaves
        return integrated_brier_score(survival, np.minimum(months, 24), died & (months <= 24))

    assert score(np.full(10_000, 24)) == pytest.approx(score(leaves), abs=0.005)


def test_true_survival_scores_best():
    """A proper score: shrunk or exaggerated, the true curves do worse."""
    rng = np.random.default_rng(3)
    rate = rng.uniform(0.01, 0.1, 5_000)
    dies = np.ceil(rng.exponential(1 / rate)).astype(np.int64)
    months, died = np.minimum(dies, 24), dies <= 24
    scores = [
        integrated_brier_score(
            np.exp(-(rate**power * 0.045 ** (1 - power))[:, None] * np.arange(25)), months, died
        )
        for power in (0.5, 1.0, 1.7)
    ]

    assert 1 == int(np.argmin(scores))


def test_nobody_is_predicted_by_a_tree_grown_on_him(grove):
    """A tree on everybody leaves nobody to predict."""
    everybody = TreeGrowth(sample_share=2.0, largest_sample=600)
    _, known = predict_out_of_bag(grove, np.arange(600), everybody, n_trees=2, seed=1)

    assert not known.any()


def test_predictions_out_of_bag_tell_the_old_from_the_young(grove):
    """At two years, and all are curves."""
    survival, known = predict_out_of_bag(grove, np.arange(600), TreeGrowth(), n_trees=20, seed=1)
    older = grove.numbers[:, 0] > np.median(grove.numbers[:, 0])

    assert known.all()
    np.testing.assert_array_equal(np.ones(600), survival[:, 0])
    assert (np.diff(survival, axis=1) <= 1e-12).all()
    assert survival[~older, 24].mean() - survival[older, 24].mean() > 0.3


def test_the_smallest_error_is_chosen(grove):
    """Every candidate has an error, in the order of the grid."""
    tuning = tune(grove, budget=SMALL, seed=1, n_jobs=1)
    best = min(tuning.candidates, key=lambda candidate: candidate.error)

    assert [40, 10] == [candidate.min_samples_leaf for candidate in tuning.candidates]
    assert best.min_samples_leaf == tuning.growth.min_samples_leaf
    assert (600, 600) == (tuning.n_patients, tuning.n_judged)


def test_tuning_does_not_depend_on_processes_and_follows_its_seed(grove):
    """Two give what one gives; another seed gives other errors."""
    one, two, other = (
        tune(grove, budget=SMALL, seed=seed, n_jobs=n) for seed, n in ((1, 1), (1, 2), (2, 1))
    )

    assert one == two
    assert one.candidates != other.candidates


def test_the_budget_bounds_the_patients(grove):
    """At most 100 grown on, at most 30 judged."""
    budget = dataclasses.replace(SMALL, most_patients=100, most_judged=30)
    tuning = tune(grove, budget=budget, seed=1, n_jobs=1)

    assert (100, 30) == (tuning.n_patients, tuning.n_judged)


def test_what_was_tried_can_be_written_down(grove):
    """Names and numbers only, for a manifest."""
    written = tune(grove, budget=SMALL, seed=1, n_jobs=1).as_dict()

    assert {"growth", "candidates", "budget", "n_patients", "n_judged", "measure"} == set(written)
    assert 2 == len(written["candidates"])
