import numpy as np
import pytest

from training.estimators.batched_likelihood import RiskSets, score_and_information
from training.estimators.cox_likelihood import CoxLikelihood, _climb, maximise


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


def test_what_the_times_contribute_adds_up_to_score_and_information():
    """Over the times with events; times with none but censorings contribute nothing."""
    design, months, died = simulate()
    beta = np.array([0.3, -0.2, 0.1])
    likelihood = CoxLikelihood.of(design, months.astype(float), died)
    by_time = likelihood.by_time(beta)
    score, information = likelihood.score_and_information(beta)

    assert np.unique(months[died]).tolist() == by_time.times.tolist()
    assert died.sum() == by_time.n_events.sum()
    np.testing.assert_allclose(by_time.residuals.sum(axis=0), score, atol=1e-11)
    np.testing.assert_allclose(by_time.information.sum(axis=0), information, atol=1e-11)


def test_residuals_and_information_by_hand_with_tied_deaths():
    """As in the likelihood by hand: of x = 1, 0, 0 with weights 2, 1, 1 the first two die at 1.

    m = 2/4 and 1/2.5, so that the residual is 1 + 0 - 0.5 - 0.4 = 0.1; V = 0.5 - 0.25 and
    0.4 - 0.16, together 0.49. The death at 3 is alone: residual and information are 0.
    """
    likelihood = CoxLikelihood.of(
        np.array([[1.0], [0.0], [0.0]]), np.array([1.0, 1.0, 3.0]), np.array([True] * 3)
    )
    by_time = likelihood.by_time(np.array([np.log(2.0)]))

    assert [1.0, 3.0] == by_time.times.tolist()
    assert [2.0, 1.0] == by_time.n_events.tolist()
    np.testing.assert_allclose([[0.1], [0.0]], by_time.residuals, atol=1e-15)
    np.testing.assert_allclose([[[0.49]], [[0.0]]], by_time.information, atol=1e-15)


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


def test_a_step_too_far_is_halved_until_it_leads_up():
    """From 0, a hundred times Newton's step leads down; halved it ends above where it began."""
    likelihood = CoxLikelihood.of(*simulate())
    penalty, start = 5.0, np.zeros(3)
    score, information = likelihood.score_and_information(start)
    newton = np.linalg.solve(information + penalty * np.eye(3), score)

    def penalised(beta):
        return likelihood.log_likelihood(beta) - penalty / 2 * beta @ beta

    before = penalised(start)
    there, value, rise = _climb(likelihood, penalty, (start, before), 100 * newton)
    halvings = np.log2(100 * newton[0] / there[0])

    assert penalised(100 * newton) < before < penalised(there)
    assert (penalised(there), penalised(there) - before) == pytest.approx((value, rise))
    assert halvings == pytest.approx(round(halvings))
    assert penalised(2 * there) < before  # one halving fewer would have led down


def test_where_no_step_leads_up_nothing_moves():
    """At the maximum, against the slope of the penalty."""
    likelihood = CoxLikelihood.of(*simulate())
    best = maximise(likelihood, 0.0)
    before = likelihood.log_likelihood(best)
    there, value, rise = _climb(likelihood, 1e12, (best, before), np.ones(3))

    assert (best.tolist(), before, 0.0) == (there.tolist(), value, rise)
