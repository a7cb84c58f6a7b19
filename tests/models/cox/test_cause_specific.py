"""Cancer-specific survival: by the matrix exponential, by hand, and conditional on being alive."""

import numpy as np
import pytest
from scipy.linalg import expm

from models.averaging.background import Background
from models.cox.cause_specific import CauseSpecificCurves, CauseSpecificModel
from models.cox.curves import CoxCurves
from models.factors import Patient
from models.prediction import predict
from models.terms import Columns, Level, Linear
from models.timegrid import TimeGrid

PROFILES = np.array([[50.0, 0.0], [70.0, 0.0], [60.0, 1.0]])
WEIGHTS = np.array([0.5, 0.2, 0.3])
SARCOMA, OTHER = [0.0, 0.1, 0.1, 0.4, 0.9], [0.0, 0.02, 0.1, 0.1, 0.3]
EFFECTS = {"sarcoma": [0.01, 0.6], "other": [0.05, -0.1]}


def stack(hazard, effects, n, rng):
    """Scatter one model into several."""
    hazards = np.array(hazard) * rng.uniform(0.8, 1.25, (n, 1))
    return CoxCurves(np.array(effects) + rng.normal(0, 0.01, (n, 2)), hazards)


@pytest.fixture
def model():
    """Give a model of age and local recurrence on four months, of two imputations."""
    rng = np.random.default_rng(3)
    sizes = {"draws": 5, "cohort_curves": 2}
    stacks = {
        part: CauseSpecificCurves(
            stack(SARCOMA, EFFECTS["sarcoma"], n, rng), stack(OTHER, EFFECTS["other"], n, rng)
        )
        for part, n in sizes.items()
    }
    return CauseSpecificModel(
        name="cox",
        outcome="cancer_specific_survival",
        experimental=False,
        n_patients=400,
        grid=TimeGrid(4),
        columns=Columns((Linear(factor="age_years"), Level(factor="local_recurrence", level=True))),
        background=Background(PROFILES, WEIGHTS, np.array([WEIGHTS, [0.4, 0.3, 0.3]])),
        served=CauseSpecificCurves(
            CoxCurves(np.array(EFFECTS["sarcoma"]), np.array(SARCOMA)),
            CoxCurves(np.array(EFFECTS["other"]), np.array(OTHER)),
        ),
        **stacks,
    )


def by_matrix_exponential(profile):
    """Give (alive, dead of the sarcoma, dead of another cause) by month."""
    state, states = np.array([1.0, 0.0, 0.0]), [np.array([1.0, 0.0, 0.0])]
    first, second = (np.exp(np.dot(EFFECTS[cause], profile)) for cause in ("sarcoma", "other"))
    for a, b in zip(first * np.diff(SARCOMA), second * np.diff(OTHER), strict=True):
        state = state @ expm(np.array([[-a - b, a, b], [0, 0, 0], [0, 0, 0]]))
        states.append(state)
    return np.array(states).T


@pytest.mark.parametrize("profile", PROFILES.tolist())
def test_incidence_is_that_of_the_matrix_exponential(model, profile):
    """By scipy's expm, month by month; in month 2 nobody dies of the sarcoma, in 3 of the rest."""
    alive, of_sarcoma, _ = by_matrix_exponential(profile)
    row = np.array([profile])

    np.testing.assert_allclose(model.served.alive(row)[0], alive, rtol=0, atol=1e-14)
    np.testing.assert_allclose(model.served.incidence(row)[0], of_sarcoma, rtol=0, atol=1e-14)


def test_mean_is_that_of_the_profiles(model):
    """Weighted by their shares."""
    expected = sum(
        weight * (1 - by_matrix_exponential(profile)[1])
        for weight, profile in zip(WEIGHTS, PROFILES, strict=True)
    )

    np.testing.assert_allclose(model.cohort_survival, expected, rtol=0, atol=1e-14)


def test_given_alive_is_of_those_still_alive_whatever_others_died_of(model):
    """1 - P(sarcoma death in (2, t]) / P(alive at 2); the ratio of the curves is another number."""
    states = [by_matrix_exponential(profile) for profile in PROFILES]
    alive, of_sarcoma = (
        sum(w * state[i] for w, state in zip(WEIGHTS, states, strict=True)) for i in (0, 1)
    )
    expected = 1 - (of_sarcoma[2:] - of_sarcoma[2]) / alive[2]

    found = model.mean_survival(model.background, 2)

    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-14)
    assert abs(found[-1] - model.cohort_survival[4] / model.cohort_survival[2]) > 0.01


def test_without_other_deaths_it_is_the_cox_model(model):
    """exp(-H exp(b x)), when nobody dies of anything else."""
    alone = CauseSpecificCurves(model.served.sarcoma, CoxCurves(np.zeros(2), np.zeros(5)))

    expected = model.served.sarcoma.survival(PROFILES)

    np.testing.assert_allclose(1 - alone.incidence(PROFILES), expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("facts", [{}, {"age_years": 64.0}, {"local_recurrence": True}])
@pytest.mark.parametrize("survived", [0, 2])
def test_a_prediction_obeys_the_laws(model, facts, survived):
    """It begins with 1, never rises, lies in its limits, and its contributions add up."""
    prediction = predict(model, Patient(**facts), (3, 4), survived_months=survived)
    curve = prediction.curve

    assert 1.0 == curve.survival[0]
    assert (np.diff(curve.survival) <= 1e-15).all()
    assert (curve.lower <= curve.survival).all()
    assert (curve.survival <= curve.upper).all()
    whole = predict(model, Patient(**facts), (3, 4)).horizons
    for explained, horizon in zip(prediction.explanation, whole, strict=True):
        added = sum(part.contribution for part in explained.contributions)
        assert horizon.survival - horizon.average == pytest.approx(added, abs=1e-12)
        assert {None} == {part.log_hazard for part in explained.contributions}


def test_variance_between_is_that_of_the_imputations(model):
    """Each imputation's own mean, over its own background, on log(-log S)."""
    means = [
        weights
        @ (
            1
            - CauseSpecificCurves(
                CoxCurves(
                    model.cohort_curves.sarcoma.coefficients[k],
                    model.cohort_curves.sarcoma.cumulative_hazard[k],
                ),
                CoxCurves(
                    model.cohort_curves.other.coefficients[k],
                    model.cohort_curves.other.cumulative_hazard[k],
                ),
            ).incidence(PROFILES)
        )
        for k, weights in enumerate(model.background.cohort_weights)
    ]
    expected = np.log(-np.log(np.array(means)[:, 4])).var(ddof=1)

    assert expected == pytest.approx(model.variance(model.background).between[4], rel=1e-10)


def test_given_alive_holds_where_hardly_anyone_is(model):
    """Ages at which exp(-H) is 0 in floating point: those who fare best are who is left."""
    profiles = np.array([[[700.0, 0.0], [650.0, 0.0]]])
    weights = np.array([0.5, 0.5])

    found = model.served.mean_survival(profiles, weights, (3, 4))
    best = model.served.mean_survival(profiles[:, 1:], np.ones(1), (3, 4))

    assert 0.0 == model.served.alive(profiles[0])[:, 3].max()
    np.testing.assert_allclose(best, found, rtol=0, atol=1e-14)


@pytest.mark.parametrize("months", [(2, 4), (0,), (4, 1, 3)])
def test_survival_at_months_is_one_minus_the_incidence(model, months):
    """That of the matrix exponential, in the order of the months asked for."""
    found = model.served.survival_at(PROFILES, months)

    expected = [1 - by_matrix_exponential(profile)[1][list(months)] for profile in PROFILES]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-14)
