"""The default forest: its bags by scikit-survival, their mean, and what they were grown on."""

import joblib
import numpy as np
import pytest

from models.forest.leaves import Leaves
from training.estimators.boxes import boxes_of
from training.published.pipeline import TrainingSettings, train_forest
from training.published.plan import DEFAULT_RECONSTRUCTIONS, DEFAULT_SEED, FOREST_CONTRASTS

N_PATIENTS = 1_000
NEAR_THE_CUT = [
    0.5,
    np.nextafter(0.5, 1),
    np.nextafter(0.5, 0),
    float(np.nextafter(np.float32(0.5), np.float32(1))),
    float(np.nextafter(np.float32(0.5), np.float32(0))),
]
"""Every cut of a column of zeros and ones is one half."""


@pytest.fixture(scope="session")
def trained(evidence):
    """Give the bags and the forest of the default plan."""
    bags, model, _ = train_forest(
        evidence, TrainingSettings(DEFAULT_SEED, DEFAULT_RECONSTRUCTIONS, 1)
    )
    return bags, model


@pytest.fixture(scope="session")
def bags(trained):
    """Give all bags of the default forest in one list."""
    return [bag for alone in trained[0] for bag in alone]


@pytest.fixture(scope="session")
def forest(trained):
    return trained[1]


def random_patients(n_columns):
    """Draw 600 patients of zeros and ones, 200 of numbers between, 200 at the cuts."""
    generator = np.random.default_rng(4)
    return np.vstack(
        [
            generator.integers(0, 2, (600, n_columns)),
            generator.random((200, n_columns)),
            generator.choice(NEAR_THE_CUT, (200, n_columns)),
        ]
    )


@pytest.fixture(scope="session")
def patients(forest):
    rows = random_patients(len(forest.columns.terms))

    assert N_PATIENTS == len(rows)
    return rows


def predicted(bag, rows, grid):
    """Predict by scikit-survival, at every month."""
    curves = bag.predict_survival_function(rows, return_array=True)
    from_one = np.column_stack([np.ones(len(rows)), curves])
    return from_one[:, [(bag.unique_times_ <= month).sum() for month in grid.months]]


@pytest.fixture(scope="session")
def by_bag(bags, patients, forest):
    """Predict every patient by every bag, shape=(n_bags, n_patients, n_months)."""
    return np.array([predicted(bag, patients, forest.grid) for bag in bags])


def test_every_bag_s_arrays_predict_as_scikit_survival_does(forest, bags, by_bag, patients):
    """200 bags, 1,000 patients, months 0 to 60, from the arrays that are served."""
    leaves = forest.leaves
    ends = [*forest.first_leaf[1:], len(forest.leaf_survival)]
    n_trees = forest.trees_per_bag

    assert 200 == len(bags)
    for number, expected in enumerate(by_bag):
        first = forest.first_leaf[number * n_trees]
        part = slice(first, ends[(number + 1) * n_trees - 1])
        own = Leaves(leaves.low[part], leaves.high[part], leaves.factor_of_column)
        found = own.contains(patients).T @ forest.leaf_survival[part] / n_trees

        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


def test_step_functions_of_scikit_survival_agree(bags, patients, by_bag, forest):
    """Its other interface, for one bag: the months are read as it reads them itself."""
    functions = bags[0].predict_survival_function(patients[::20])
    expected = [function(forest.grid.months) for function in functions]

    np.testing.assert_allclose(by_bag[0, ::20], expected, rtol=0, atol=1e-12)


def test_the_forest_is_the_mean_of_its_bags(forest, by_bag, patients):
    """Each bag counts alike."""

    np.testing.assert_allclose(forest.survival(patients), by_bag.mean(axis=0), rtol=0, atol=1e-12)


def test_the_leaves_of_every_tree_hold_every_patient_once(forest, patients):
    """1,000 trees: so many leaves hold each patient, one in each tree."""
    in_tree = np.add.reduceat(forest.leaves.contains(patients).astype(int), forest.first_leaf)

    assert (1_000, N_PATIENTS) == in_tree.shape
    assert (in_tree == 1).all()


def test_the_plan_of_the_forest_holds(forest, published):
    """20 reconstructions, 10 bags in each, 5 trees in each; seven factors."""

    assert (20, 10, 5) == (
        forest.n_cohorts,
        forest.bags_per_cohort,
        forest.trees_per_bag,
    )
    assert published.n_patients == forest.n_patients
    assert [
        "disease_free_interval_months > 12",
        "local_recurrence",
        "nodule_count >= 2",
        "laterality == bilateral",
        "complete_resection",
        "largest_nodule_cm > 3",
        "primary_site == extremity",
    ] == [term.name for term in forest.columns.terms]
    assert forest.experimental


def test_a_bag_knows_half_of_the_patients_of_its_own_reconstruction(bags, cohorts):
    """55 of 110, and every time in it is one of that cohort's."""
    for number, bag in enumerate(bags):
        cohort = cohorts[number // 10]

        assert set(bag.unique_times_) <= set(cohort.months)
        assert 55 == bag.estimators_[0].tree_.weighted_n_node_samples[0]


def test_mean_predicted_survival_at_60_months_is_the_published_one(forest):
    """0.629 within 0.02: not anchored, only grown on patients of whom it holds."""
    mean = forest.mean_survival(forest.background)[60]

    assert 0.629 == pytest.approx(mean, abs=0.02)


def test_each_reconstruction_s_own_mean_is_near_the_published_one(forest):
    """Within 0.05 in each, on its own 50 trees and its own patients."""
    held = forest.leaves.contains(forest.background.profiles)
    trees = np.repeat(
        np.arange(len(forest.first_leaf)),
        np.diff([*forest.first_leaf, len(forest.leaf_survival)]),
    )
    for number, weights in enumerate(forest.background.cohort_weights):
        own = trees // 50 == number
        mean = (held[own] @ weights) @ forest.leaf_survival[own, 60] / 50

        assert 0.629 == pytest.approx(mean, abs=0.05)


def test_means_of_the_scenarios_equal_their_names(forest):
    """0.629, 0.47 and 0.38 at 60 months, over the background."""
    means = forest.scenario_mean_survival(forest.background)

    assert {0.629, 0.47, 0.38} == set(means)
    assert dict(zip(means, means, strict=True)) == pytest.approx(
        {average: curve[-1] for average, curve in means.items()}, abs=1e-9
    )


def test_shares_of_the_background_are_those_of_the_patients(forest, cohorts):
    """Every reconstruction's own exposures, counted."""
    for weights, cohort in zip(forest.background.cohort_weights, cohorts, strict=True):
        design = np.column_stack([cohort.exposure(name) for name in FOREST_CONTRASTS])

        np.testing.assert_allclose(
            weights @ forest.background.profiles, design.mean(axis=0), atol=1e-12
        )


def test_estimators_kept_for_research_are_those_of_the_bundle(bundle_folder, bundle):
    """The joblib file beside the bundle predicts what the bundle does, and has the same leaves."""
    kept = joblib.load(bundle_folder.with_name(f"{bundle_folder.name}.research") / "forest.joblib")
    served = bundle.models["overall_survival"]["forest"]
    bags = [bag for alone in kept for bag in alone]
    rows = random_patients(len(served.columns.terms))
    boxes = boxes_of(bags, served.grid)

    assert [10] * served.n_cohorts == [len(alone) for alone in kept]
    np.testing.assert_array_equal(boxes.survival, served.leaf_survival)
    np.testing.assert_allclose(
        served.survival(rows),
        np.mean([predicted(bag, rows, served.grid) for bag in bags], axis=0),
        rtol=0,
        atol=1e-12,
    )
