"""The forest of a registry, written and read as a bundle does, answers as any other."""

import itertools

import numpy as np
import pytest

from models.factors import Patient
from models.manifest import Cell, ForestRecord
from models.prediction import predict
from models.reading import read_forest
from models.timegrid import TimeGrid
from studies.simulated_registry import SimulatedPopulation
from training.bundle.arrays import forest_arrays
from training.estimators.cohort import Cohort
from training.registry.fits.background import background_of
from training.registry.fits.design import design_matrix
from training.registry.fits.forest import (
    RegistryForestPlan,
    forest_columns,
    grow_registry_forest,
    prepare_groves,
)
from training.registry.fits.microaggregation import microaggregate
from training.registry.registry import EVENT

GRID = TimeGrid(36)
FACTORS = ("disease_free_interval_months", "nodule_count", "laterality", "complete_resection")
PATIENT = Patient(disease_free_interval_months=8.0, nodule_count=3, complete_resection=True)


@pytest.fixture(scope="module")
def forest():
    registry, _ = SimulatedPopulation().draw(np.random.default_rng(1), 300)
    columns = forest_columns(registry.factors, FACTORS)
    follow_up = registry.follow_up["overall_survival"]
    design = design_matrix(columns, registry.factors)
    cohort = Cohort(design, follow_up.months, follow_up.cause == EVENT)
    chosen = {factor: registry.factors[factor] for factor in FACTORS}
    background = background_of(microaggregate(chosen), columns, 1)
    plan = RegistryForestPlan(columns, "overall_survival", GRID, 1, n_bags=10, trees_per_bag=5)
    return grow_registry_forest(prepare_groves([cohort], columns, GRID), background, plan, n_jobs=1)


def test_what_is_read_is_what_was_written(forest):
    """Every profile of the background, to the last digit."""
    record = ForestRecord(
        experimental=False,
        n_patients=forest.n_patients,
        n_reconstructions=1,
        bags_per_reconstruction=forest.bags_per_cohort,
        trees_per_bag=forest.trees_per_bag,
        longest_month=36,
        terms=forest.columns.terms,
        hyperparameters=RegistryForestPlan(
            forest.columns, "overall_survival", GRID, 1
        ).growth.as_dict(),
        mean_survival=float(forest.cohort_survival[-1]),
        background=tuple(
            Cell(profile=tuple(profile), share=share)
            for profile, share in zip(
                forest.background.profiles.tolist(), forest.background.weights, strict=True
            )
        ),
        scenarios=(),
        metrics={},
        arrays="forest.npz",
    )
    read = read_forest("forest", "overall_survival", record, forest_arrays(forest))
    profiles = forest.background.profiles

    np.testing.assert_array_equal(forest.survival(profiles), read.survival(profiles))


def test_contributions_add_up(forest):
    """To the prediction minus the cohort average, at every horizon."""
    for horizon in predict(forest, PATIENT, (12, 36)).explanation:
        total = sum(one.contribution for one in horizon.contributions)
        answer = next(
            h for h in predict(forest, PATIENT, (12, 36)).horizons if h.months == horizon.months
        )

        assert answer.survival - horizon.average == pytest.approx(total, abs=1e-6)


def test_an_interval_holds_its_prediction(forest):
    """With everything known, something unknown, and nothing known."""
    for patient in (PATIENT, Patient(nodule_count=1), Patient(laterality="bilateral"), Patient()):
        for horizon in predict(forest, patient, (12, 36)).horizons:
            assert 0 <= horizon.lower <= horizon.survival <= horizon.upper <= 1


def test_bilateral_patients_are_averaged_over_several_nodules(forest):
    """The average without knowing the nodules is that over the profiles with two or more."""
    (count,), (side,) = forest.columns.of("nodule_count"), forest.columns.of("laterality")
    profiles = forest.background.profiles.copy()
    profiles[:, side] = 1.0
    several = profiles[:, count] >= 2
    weights = forest.background.weights[several] / forest.background.weights[several].sum()
    expected = weights @ forest.survival(profiles[several])[:, 36]
    (horizon,) = predict(forest, Patient(laterality="bilateral"), (36,)).horizons

    assert expected == pytest.approx(horizon.survival, abs=1e-9)


def test_more_nodules_with_less_time_are_worse(forest):
    """The simulated truth, roughly: no order of these is turned round by more than 0.05."""
    survivals = [
        predict(forest, Patient(nodule_count=n, disease_free_interval_months=d), (36,))
        .horizons[0]
        .survival
        for n, d in ((1, 60.0), (3, 20.0), (12, 0.0))
    ]

    assert all(after < before + 0.05 for before, after in itertools.pairwise(survivals))
