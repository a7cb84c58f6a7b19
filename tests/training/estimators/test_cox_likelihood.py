import numpy as np
import pytest

from training.estimators.cox_likelihood import CoxLikelihood, maximise
from training.estimators.partial_likelihood import RiskSets, score_and_information


def simulate(n_patients=200):
    rng = np.random.default_rng(3)
    design = rng.standard_normal((n_patients, 3))
    months = np.ceil(rng.exponential(30 * np.exp(-0.5 * design[:, 0]))).astype(int)
    return design, months, rng.random(n_patients) < 0.7


def test_likelihood_by_hand_with_tied_deaths():
    """Two deaths in month 1 of three patients: x = 1, 0, 0, beta = ln 2.

    Efron: 2 / (2 + 1 + 1) for the first, 1 / (4 - 3 / 2) for the second.
    """
    likelihood = CoxLikelihood.of(
        np.array([[1.0], [0.0], [0.0]]), np.array([1, 1, 2]), np.array([True, True, False])
    )

    actual = likelihood.log_likelihood(np.array([np.log(2.0)]))

    assert np.log(2 / 4) + np.log(1 / 2.5) == pytest.approx(actual, abs=1e-12)


def test_score_and_information_are_those_of_the_dense_sums():
    """The cumulative sums against one risk set for each death."""
    design, months, died = simulate()
    beta = np.array([0.3, -0.2, 0.1])

    score, information = CoxLikelihood.of(design, months, died).score_and_information(beta)

    dense = score_and_information(RiskSets.of(months, died), design[None], beta)
    np.testing.assert_allclose(score, dense[0][0], atol=1e-11)
    np.testing.assert_allclose(information, dense[1][0], atol=1e-11)


@pytest.mark.parametrize("penalty", [0.0, 5.0])
def test_at_the_maximum_the_penalised_score_vanishes(penalty):
    """U(beta) = penalty * beta."""
    likelihood = CoxLikelihood.of(*simulate())

    beta = maximise(likelihood, penalty)

    np.testing.assert_allclose(likelihood.score_and_information(beta)[0], penalty * beta, atol=1e-4)


def test_a_death_alone_in_its_risk_set_says_nothing():
    """The last death of all adds log 1 to the likelihood."""
    likelihood = CoxLikelihood.of(np.array([[1.0], [0.0]]), np.array([1, 2]), np.array([True] * 2))

    assert np.log(0.5) == pytest.approx(likelihood.log_likelihood(np.zeros(1)))
