"""Little bags: whose patients they are grown on, and what they depend on."""

import numpy as np
import pytest
from sksurv.ensemble import RandomSurvivalForest

from models.timegrid import TimeGrid
from training.estimators.boxes import boxes_of
from training.estimators.cohort import Cohort
from training.published.fits import bags as module
from training.published.fits.bags import Hyperparameters, grow_bags

N_BAGS = 4
SMALL = Hyperparameters()


def random_cohort(seed, n_patients=61):
    """Draw a cohort whose last column numbers its patients: 1000 * seed, 1000 * seed + 1, ..."""
    generator = np.random.default_rng(seed)
    design = (generator.random((n_patients, 4)) < 0.5).astype(float)
    design[:, -1] = 1000 * seed + np.arange(n_patients)
    return Cohort(design, generator.integers(1, 90, n_patients), generator.random(n_patients) < 0.6)


@pytest.fixture(scope="module")
def cohorts():
    return [random_cohort(seed) for seed in (1, 2)]


@pytest.fixture
def grown_on(monkeypatch, cohorts):
    """Grow bags and record what scikit-survival was given for each."""
    given = []

    class Recorded(RandomSurvivalForest):
        def fit(self, design, outcome):
            given.append((self.get_params(), design, outcome))
            return super().fit(design, outcome)

    monkeypatch.setattr(module, "RandomSurvivalForest", Recorded)
    grow_bags(cohorts, N_BAGS, SMALL, seed=1, n_jobs=1)
    return given


def arrays_of(bags):
    """Give every array of every tree."""
    boxes = boxes_of((bag for alone in bags for bag in alone), TimeGrid(60))
    return np.concatenate(
        [boxes.low.ravel(), boxes.high.ravel(), boxes.survival.ravel(), boxes.first_leaf]
    )


def test_each_cohort_has_as_many_bags(cohorts):
    """In the order of the cohorts, each of so many trees."""
    bags = grow_bags(cohorts, N_BAGS, SMALL, seed=1, n_jobs=1)

    assert [N_BAGS, N_BAGS] == [len(alone) for alone in bags]
    assert {SMALL.n_estimators} == {len(bag.estimators_) for alone in bags for bag in alone}


def test_a_bag_is_grown_on_half_of_its_own_cohort_without_replacement(grown_on, cohorts):
    """61 patients give 30, nobody twice, nobody of another cohort, each with their outcome."""
    for number, (_, design, outcome) in enumerate(grown_on):
        cohort = cohorts[number // N_BAGS]
        patients = (design[:, -1] - cohort.design[0, -1]).astype(int)

        assert 30 == len(set(patients)) == len(patients)
        np.testing.assert_array_equal(cohort.design[patients], design)
        np.testing.assert_array_equal(cohort.months[patients], outcome["time"])
        np.testing.assert_array_equal(cohort.died[patients], outcome["event"])


def test_bags_are_grown_on_different_halves_with_different_seeds(grown_on):
    """No half and no seed comes twice."""
    halves = {tuple(design[:, -1]) for _, design, _ in grown_on}
    seeds = {parameters["random_state"] for parameters, _, _ in grown_on}

    assert 2 * N_BAGS == len(halves) == len(seeds)


def test_every_patient_is_as_likely_to_be_in_a_half(monkeypatch):
    """400 halves of 20 patients: 200 times each, within 4.5 standard deviations of 10."""
    counted = np.zeros(20)

    class Counted:
        def __init__(self, **_):
            pass

        def fit(self, design, _):
            counted[(design[:, -1] - 3000).astype(int)] += 1

    monkeypatch.setattr(module, "RandomSurvivalForest", Counted)
    grow_bags([random_cohort(3, n_patients=20)], 400, SMALL, seed=2, n_jobs=1)

    assert 400 * 10 == counted.sum()
    assert np.abs(counted - 200).max() < 45


def test_hyperparameters_reach_scikit_survival(grown_on):
    """By name; each bag in one process."""
    parameters, _, _ = grown_on[0]

    assert SMALL.as_dict().items() <= parameters.items()
    assert 1 == parameters["n_jobs"]


def test_the_number_of_processes_does_not_matter(cohorts):
    """Two give the arrays that one gives."""
    one, two = (grow_bags(cohorts, N_BAGS, SMALL, seed=1, n_jobs=n) for n in (1, 2))

    np.testing.assert_array_equal(arrays_of(one), arrays_of(two))


def test_the_seed_decides(cohorts):
    """The same gives the same arrays, another others."""
    first, again, other = (
        arrays_of(grow_bags(cohorts, N_BAGS, SMALL, seed=seed, n_jobs=1)) for seed in (1, 1, 2)
    )

    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
