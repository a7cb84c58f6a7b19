import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter

from training.estimators.batched_likelihood import (
    RiskSets,
    score_and_information,
    standard_errors,
)

# Two die in month 2 (one exposed), one unexposed dies in month 3, an exposed is censored there.
MONTHS = np.array([2, 2, 3, 3])
DIED = np.array([True, True, True, False])
EXPOSED = np.array([1.0, 0.0, 0.0, 1.0])
HAZARD_RATIO = 3.0


def random_cohort(seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 2, size=(80, 3)).astype(float)
    return x, rng.integers(1, 25, size=80), rng.uniform(size=80) < 0.6


def test_risk_sets_remove_tied_deaths_piece_by_piece():
    """Of two tied deaths the second sees both dying patients counted by half."""
    expected = [[1, 1, 1, 1], [0.5, 0.5, 1, 1], [0, 0, 1, 1]]

    assert expected == RiskSets.of(MONTHS, DIED).weights.tolist()


def test_score_and_information_equal_a_hand_calculation():
    """With weights 3, 1, 1, 3 the exposed shares of the three risk sets are 6/8, 4.5/6, 3/4."""
    shares = np.array([6 / 8, 4.5 / 6, 3 / 4])

    score, information = score_and_information(
        RiskSets.of(MONTHS, DIED), EXPOSED[None, :, None], np.log([HAZARD_RATIO])
    )

    assert 1 - shares.sum() == pytest.approx(score.item(), abs=1e-12)
    assert (shares * (1 - shares)).sum() == pytest.approx(information.item(), abs=1e-12)


def test_candidates_are_evaluated_independently():
    """A stack of tables gives what each gives alone."""
    x, months, died = random_cohort(seed=3)
    risk_sets = RiskSets.of(months, died)
    stack = np.stack([x, 1 - x, x[::-1]])
    beta = np.array([0.5, -1.0, 0.2])

    together = score_and_information(risk_sets, stack, beta)

    for candidate, table in enumerate(stack):
        alone = score_and_information(risk_sets, table[None], beta)
        np.testing.assert_allclose(together[0][candidate], alone[0][0], atol=1e-10)
        np.testing.assert_allclose(together[1][candidate], alone[1][0], atol=1e-10)


def test_information_is_the_slope_of_the_score():
    """I = -dU/dbeta, checked by central differences."""
    x, months, died = random_cohort(seed=4)
    risk_sets, beta, step = RiskSets.of(months, died), np.array([0.3, -0.7, 0.1]), 1e-5

    def score_at(shift):
        return score_and_information(risk_sets, x[None], beta + shift)[0][0]

    slopes = [(score_at(-h) - score_at(h)) / (2 * step) for h in step * np.eye(3)]

    information = score_and_information(risk_sets, x[None], beta)[1][0]
    np.testing.assert_allclose(information, slopes, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_score_and_standard_errors_agree_with_lifelines(seed):
    """At the coefficients that lifelines fits the score is 0 and standard errors are equal."""
    x, months, died = random_cohort(seed)
    frame = pd.DataFrame(x, columns=["a", "b", "c"]).assign(months=months, died=died)
    fit = CoxPHFitter().fit(
        frame, "months", "died", fit_options={"precision": 1e-12, "r_precision": 1e-14}
    )
    risk_sets, beta = RiskSets.of(months, died), fit.params_.to_numpy()

    score, _ = score_and_information(risk_sets, x[None], beta)

    # lifelines stops at coefficients that are good to 1e-6; the information is about 10.
    np.testing.assert_allclose(score, 0, atol=1e-5)
    np.testing.assert_allclose(
        standard_errors(risk_sets, x, beta), fit.standard_errors_.to_numpy(), rtol=1e-6
    )
