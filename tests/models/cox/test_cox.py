"""The Cox model in array form, against its formula written out."""

import math

import numpy as np
import pytest

from models.averaging.background import Background
from models.cox.cox import CoxModel
from models.cox.curves import CoxCurves
from models.terms import Columns, Level, Threshold
from models.timegrid import TimeGrid

BETA = (-0.8, 0.35)
HAZARD = (0.0, 0.1, 0.3, 0.46)
PROFILES = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
WEIGHTS = (0.4, 0.3, 0.2, 0.1)
CURVES = CoxCurves(np.array(BETA), np.array(HAZARD))


def survival_by_formula(beta, hazard, profile):
    """S(t | x) = exp(-H0(t) exp(beta x)), one number after the other."""
    log_hazard = sum(b * x for b, x in zip(beta, profile, strict=True))
    return [math.exp(-h * math.exp(log_hazard)) for h in hazard]


@pytest.fixture
def model():
    """Give a Cox model of two terms on four months, with two draws and three reconstructions."""
    generator = np.random.default_rng(1)
    hazards = np.cumsum(generator.uniform(0, 0.2, (5, 4)), axis=1) * [0, 1, 1, 1]
    coefficients = generator.normal(0, 0.5, (5, 2))
    return CoxModel(
        name="cox",
        outcome="overall_survival",
        experimental=False,
        n_patients=110,
        grid=TimeGrid(3),
        columns=Columns(
            (
                Threshold(factor="disease_free_interval_months", operator=">", cut=12.0),
                Level(factor="local_recurrence", level=True),
            )
        ),
        background=Background(
            np.array(PROFILES),
            np.array(WEIGHTS),
            np.array([[0.4, 0.3, 0.2, 0.1], [0.5, 0.3, 0.1, 0.1], [0.3, 0.3, 0.3, 0.1]]),
        ),
        served=CURVES,
        draws=CoxCurves(coefficients[:2], hazards[:2]),
        cohort_curves=CoxCurves(coefficients[2:], hazards[2:]),
        scenarios={0.629: 1.0, 0.38: 2.0},
    )


def test_log_hazard_is_the_weighted_sum_of_the_terms():
    """0, 0.35, -0.8 and -0.8 + 0.35 for the four profiles."""

    assert [0.0, 0.35, -0.8, -0.45] == pytest.approx(CURVES.log_hazard(np.array(PROFILES)))


def test_survival_follows_the_formula():
    """Each profile and each month, against the formula."""
    expected = [survival_by_formula(BETA, HAZARD, profile) for profile in PROFILES]

    np.testing.assert_allclose(expected, CURVES.survival(np.array(PROFILES)), rtol=1e-14)


def test_a_stack_of_models_is_evaluated_model_by_model():
    """Two models and four profiles on four months give an array of 2 x 4 x 4."""
    betas, hazards = [BETA, (0.1, 0.2)], [HAZARD, (0.0, 0.2, 0.2, 0.9)]
    stack = CoxCurves(np.array(betas), np.array(hazards))
    expected = [
        [survival_by_formula(beta, hazard, profile) for profile in PROFILES]
        for beta, hazard in zip(betas, hazards, strict=True)
    ]

    np.testing.assert_allclose(expected, stack.survival(np.array(PROFILES)), rtol=1e-14)


def test_mean_survival_averages_curves_not_hazards(model):
    """The mean of the four curves by weight, which exp(-mean hazard) is not."""
    curves = [survival_by_formula(BETA, HAZARD, profile) for profile in PROFILES]
    expected = [
        sum(w * curve[t] for w, curve in zip(WEIGHTS, curves, strict=True)) for t in range(4)
    ]

    np.testing.assert_allclose(expected, model.mean_survival(model.background), rtol=1e-14)


def test_each_draw_averages_over_the_same_weights(model):
    """A draw has its own coefficients and baseline, and the background's weights."""
    curves = [
        [survival_by_formula(beta, hazard, profile) for profile in PROFILES]
        for beta, hazard in zip(
            model.draws.coefficients, model.draws.cumulative_hazard, strict=True
        )
    ]
    expected = np.average(curves, axis=1, weights=WEIGHTS)

    np.testing.assert_allclose(expected, model.drawn_mean_survival(model.background), rtol=1e-14)


def test_each_cohort_averages_over_its_own_weights(model):
    """A reconstruction has its own patients too."""
    stack = model.cohort_curves
    expected = [
        np.average(
            [survival_by_formula(beta, hazard, profile) for profile in PROFILES],
            axis=0,
            weights=weights,
        )
        for beta, hazard, weights in zip(
            stack.coefficients,
            stack.cumulative_hazard,
            model.background.cohort_weights,
            strict=True,
        )
    ]

    np.testing.assert_allclose(expected, model.cohort_mean_survivals(model.background), rtol=1e-14)


def test_a_scenario_multiplies_the_baseline(model):
    """Twice the hazard squares the survival of every profile before averaging."""
    curves = np.array([survival_by_formula(BETA, HAZARD, profile) for profile in PROFILES])
    means = model.scenario_mean_survival(model.background)

    assert [0.629, 0.38] == list(means)
    np.testing.assert_allclose(np.average(curves, axis=0, weights=WEIGHTS), means[0.629])
    np.testing.assert_allclose(np.average(curves**2, axis=0, weights=WEIGHTS), means[0.38])
