"""The simulated registry: its truth is the truth, and its patients can be."""

import numpy as np
import pytest

from models.applicability import require_applicable
from models.factors import FACTORS, Patient
from studies.simulated_registry import SimulatedPopulation
from training.registry.registry import COMPETING, EVENT

COMPETING_CAUSES = SimulatedPopulation(other_hazard_60=0.05)
HORIZONS = np.array([12, 36, 60])


@pytest.fixture(scope="module")
def drawn():
    """Draw 20,000 patients with competing causes of death."""
    return COMPETING_CAUSES.draw(np.random.default_rng(1), 20_000)


def kaplan_meier(months, event, at):
    """Estimate survival, deaths before censorings."""
    grid = np.arange(1, at + 1)
    deaths = np.bincount(months[event], minlength=at + 1)[1 : at + 1]
    at_risk = (months[:, None] >= grid).sum(axis=0)
    return np.prod(1 - deaths / at_risk)


def test_observed_survival_is_the_true_one(drawn):
    """Kaplan-Meier over 20,000 within 0.015 of the mean truth: four standard errors."""
    registry, truth = drawn
    follow_up = registry.follow_up["overall_survival"]
    expected = [kaplan_meier(follow_up.months, follow_up.cause == EVENT, t) for t in HORIZONS]

    np.testing.assert_allclose(truth.survival(HORIZONS).mean(axis=0), expected, atol=0.015)


def test_observed_incidence_of_cancer_death_is_the_true_one():
    """Nobody leaves before month 60: the share who died of the sarcoma is the incidence."""
    everyone = SimulatedPopulation(
        other_hazard_60=0.05, shortest_follow_up_months=61.0, longest_follow_up_months=62.0
    )
    registry, truth = everyone.draw(np.random.default_rng(2), 20_000)
    follow_up = registry.follow_up["cancer_specific_survival"]
    expected = [((follow_up.cause == EVENT) & (follow_up.months <= t)).mean() for t in HORIZONS]

    np.testing.assert_allclose(truth.cancer_incidence(HORIZONS).mean(axis=0), expected, atol=0.015)


def test_without_other_causes_the_survivals_agree():
    """Then only overall survival is recorded."""
    registry, truth = SimulatedPopulation().draw(np.random.default_rng(3), 100)

    assert ["overall_survival"] == list(registry.follow_up)
    np.testing.assert_array_equal(truth.survival(HORIZONS), truth.cancer_survival(HORIZONS))
    np.testing.assert_allclose(1 - truth.survival(HORIZONS), truth.cancer_incidence(HORIZONS))


def test_causes_add_up_to_deaths(drawn):
    """Whoever died, died of the sarcoma or of something else, in the same month."""
    registry, _ = drawn
    overall, specific = (
        registry.follow_up[name] for name in ("overall_survival", "cancer_specific_survival")
    )

    np.testing.assert_array_equal(overall.months, specific.months)
    np.testing.assert_array_equal(overall.cause == EVENT, specific.cause > 0)
    assert {EVENT, COMPETING} < set(specific.cause.tolist())


def test_every_patient_can_be(drawn):
    """Factors, levels and ranges as declared; nobody contradictory or beyond the models."""
    registry, _ = drawn
    for row in range(500):
        values = {
            name: int(column[row]) if FACTORS[name].kind == "integer" else column[row]
            for name, column in registry.factors.items()
        }
        values = {
            name: float(v) if FACTORS[name].kind == "number" else v for name, v in values.items()
        }
        require_applicable(Patient.model_validate(values), "overall_survival")


def test_values_become_unknown_as_often_as_asked():
    """30 %, above the median age 1.5 times as often as below; the truth keeps them."""
    population = SimulatedPopulation(missing={"largest_nodule_cm": 0.3, "histology": 0.3})
    registry, truth = population.draw(np.random.default_rng(4), 20_000)
    unknown = np.isnan(registry.factors["largest_nodule_cm"])
    old = registry.factors["age_years"] > np.median(registry.factors["age_years"])

    assert 0.3 == pytest.approx(unknown.mean(), abs=0.015)
    assert 1.5 == pytest.approx(unknown[old].mean() / unknown[~old].mean(), abs=0.1)
    assert 0.3 == pytest.approx(
        np.mean([level is None for level in registry.factors["histology"]]), abs=0.015
    )
    assert not np.isnan(truth.factors["largest_nodule_cm"]).any()


def test_the_seed_decides():
    """The same gives the same registry."""
    one, two = (SimulatedPopulation().draw(np.random.default_rng(5), 50)[0] for _ in range(2))

    for name, column in one.factors.items():
        np.testing.assert_array_equal(column, two.factors[name])
    np.testing.assert_array_equal(
        one.follow_up["overall_survival"].months, two.follow_up["overall_survival"].months
    )
