import numpy as np
import pytest

from training.estimators.normal_draws import standard_normal_draws
from training.published.fits.assembly import N_DRAWS

N_DIMENSIONS = 4


def log_minus_log(survival):
    return np.log(-np.log(survival))


def test_drawn_coefficients_have_the_served_mean_and_covariance(cox, evidence, plan):
    """Sample mean and sample covariance are exactly those of the adjusted coefficients."""
    adjusted = evidence.pooled.adjusted(plan.adjustments)
    drawn = cox.draws.coefficients

    np.testing.assert_allclose(drawn.mean(axis=0), adjusted.values, atol=1e-12)
    np.testing.assert_allclose(np.cov(drawn, rowvar=False), adjusted.covariance, atol=1e-12)


def test_cohort_mean_of_each_draw_is_the_drawn_mean(cox, plan):
    """By the same standard normals: log(-log) of 0.629 plus their last column times its sd."""
    last = standard_normal_draws(N_DRAWS, N_DIMENSIONS, plan.seed)[:, -1]

    expected = np.exp(-np.exp(log_minus_log(0.629) + plan.anchor.log_sd * last))
    actual = cox.drawn_mean_survival(cox.background)[:, -1]
    np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-9)


def test_drawn_cohort_means_have_the_limits_of_the_anchor(cox):
    """By hand: mean +- 1.95996 sd on the log(-log) scale has the width of 0.51 to 0.75."""
    drawn = log_minus_log(cox.drawn_mean_survival(cox.background)[:, -1])

    width = 2 * 1.959964 * drawn.std(ddof=1)
    assert log_minus_log(0.51) - log_minus_log(0.75) == pytest.approx(width, abs=1e-6)
    assert log_minus_log(0.629) == pytest.approx(drawn.mean(), abs=1e-9)


def test_baseline_is_drawn_apart_from_the_coefficients(cox):
    """The drawn cohort mean is uncorrelated with every coefficient."""
    drawn = log_minus_log(cox.drawn_mean_survival(cox.background)[:, -1])
    together = np.column_stack([drawn, cox.draws.coefficients])

    np.testing.assert_allclose(np.corrcoef(together, rowvar=False)[0, 1:], 0.0, atol=1e-9)


def test_draws_scale_the_served_baseline_and_keep_its_shape(cox):
    """The publication has one month: a draw moves the baseline, it does not bend it."""
    served, drawn = cox.served.cumulative_hazard, cox.draws.cumulative_hazard

    expected = drawn[:, -1:] / served[-1] * served
    np.testing.assert_allclose(drawn, expected, rtol=1e-12)
