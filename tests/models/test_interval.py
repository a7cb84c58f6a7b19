"""The interval: its variance by hand, its limits against lifelines, its ends."""

from math import exp, log, sqrt
from statistics import variance

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from lifelines import KaplanMeierFitter

from models.interval import (
    NORMAL_975,
    Variance,
    complementary_log_log,
    limits_of,
    log_log_limits,
    variance_between,
    variance_of,
)

N = 110


def cloglog(survival):
    """log(-log(S)), of one number."""
    return log(-log(survival))


def certain(n_months):
    """Give a variance of zero on every month."""
    return Variance(np.zeros(n_months), np.zeros(n_months), n_cohorts=20)


def with_sd(*sds):
    """Give a variance whose total has these standard deviations."""
    return Variance(np.square(sds), np.zeros(len(sds)), n_cohorts=20)


def test_the_quantile_is_that_of_the_normal_table():
    """97.5 % of a standard normal lie below 1.959964."""

    assert pytest.approx(1.959964, abs=1e-6) == NORMAL_975


def test_the_scale_is_the_complementary_log_log():
    """exp(-1) becomes 0, exp(-e) becomes 1."""

    assert [0.0, 1.0] == pytest.approx(complementary_log_log(np.exp([-1.0, -np.e])))


def test_the_scale_is_clamped():
    """1 and 0 become what 1 - 1/2n and 1/2n are."""
    expected = [cloglog(1 - 0.5 / N), cloglog(0.5 / N)]

    assert expected == pytest.approx(complementary_log_log(np.array([1.0, 0.0]), 0.5 / N))


def test_variance_within_and_between_are_sample_variances():
    """W over the draws, B over the reconstructions, each with its n - 1."""
    draws, alone = [0.55, 0.62, 0.7, 0.66], [0.60, 0.63, 0.66]
    found = variance_of(np.array(draws)[:, None], np.array(alone)[:, None], N)

    assert [variance(map(cloglog, draws))] == pytest.approx(found.within)
    assert [variance(map(cloglog, alone))] == pytest.approx(found.between)
    assert len(alone) == found.n_cohorts


def test_the_total_variance_is_rubin_s():
    """W + (1 + 1/K) B: 0.04 + (1 + 1/5) 0.01 = 0.052."""
    parts = Variance(np.array([0.04]), np.array([0.01]), n_cohorts=5)

    assert [0.052] == pytest.approx(parts.total)


def test_reconstructions_that_have_not_left_1_are_clamped():
    """A step function without deaths yet is taken as 1 - 1/2n, not as certainty."""
    alone = [1.0, 0.99, 0.98]
    found = variance_of(np.full((2, 1), 0.9), np.array(alone)[:, None], N)
    clamped = [1 - 0.5 / N, 0.99, 0.98]

    assert [variance(map(cloglog, clamped))] == pytest.approx(found.between)


def test_draws_near_1_are_not_clamped():
    """Draws within 1/2n of 1 still differ, so that the interval does not vanish there."""
    draws = [0.9990, 0.9999]
    found = variance_of(np.array(draws)[:, None], np.full((2, 1), 0.9), N)

    assert [variance(map(cloglog, draws))] == pytest.approx(found.within)


def test_draws_of_0_and_1_stay_finite():
    """A draw may reach 0 or 1 in floating point."""
    found = variance_of(np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]), N)

    assert np.isfinite(found.total).all()


def test_limits_of_one_half():
    """log(-log 0.5) = -0.36651; sd 0.2 gives -0.36651 -+ 0.39199, that is 0.6260 and 0.3585."""
    limits = limits_of(np.array([1.0, 0.5]), with_sd(0.0, 0.2), N)

    assert (0.3585, 0.6260) == pytest.approx((limits.lower[1], limits.upper[1]), abs=5e-5)


def test_limits_are_those_of_lifelines():
    """An independent implementation: Greenwood's variance on the same scale."""
    months = np.array([3, 3, 5, 8, 8, 8, 12, 14, 17, 20, 21, 24, 24, 24, 24, 24, 24, 24, 24, 24])
    died = months < 24
    fitter = KaplanMeierFitter().fit(months, died)
    times = fitter.survival_function_.index[fitter.survival_function_["KM_estimate"] < 1]
    curve = np.append(1.0, fitter.survival_function_at_times(times).to_numpy())
    greenwood = [0.0]
    for time in times:
        at_risk, deaths = (months >= time).sum(), ((months == time) & died).sum()
        greenwood.append(greenwood[-1] + deaths / (at_risk * (at_risk - deaths)))
    sds = [sqrt(g) / abs(log(s)) for g, s in zip(greenwood[1:], curve[1:], strict=True)]
    limits = limits_of(curve, with_sd(0.0, *sds), n_patients=1000)
    published = fitter.confidence_interval_.loc[times].to_numpy().T

    np.testing.assert_allclose(published[0], limits.lower[1:], rtol=1e-9)
    np.testing.assert_allclose(published[1], limits.upper[1:], rtol=1e-9)


def test_a_curve_begins_with_certainty():
    """At the operation, or at the month survived, everybody in question is alive."""
    limits = limits_of(np.array([1.0, 0.9, 0.8]), with_sd(0.5, 0.5, 0.5), N)

    assert (1.0, 1.0) == (limits.lower[0], limits.upper[0])


def test_without_variance_the_limits_are_the_point():
    """Where the point lies inside the clamp."""
    curve = np.array([1.0, 0.9, 0.5, 0.1])
    limits = limits_of(curve, certain(4), N)

    np.testing.assert_allclose(curve, limits.lower)
    np.testing.assert_allclose(curve, limits.upper)


def test_a_variance_that_is_no_number_never_looks_like_certainty():
    """Neither limit is a number then."""
    limits = limits_of(np.array([1.0, 0.5]), with_sd(0.0, np.nan), N)

    assert [1.0, 1.0] == [limits.lower[0], limits.upper[0]]
    assert np.isnan([limits.lower[1], limits.upper[1]]).all()


def test_a_point_beyond_the_clamp_widens_the_interval():
    """110 patients cannot tell 0.9999 from 1 - 1/220, nor 0.0001 from 1/220."""
    limits = limits_of(np.array([1.0, 0.9999, 0.0001]), certain(3), N)

    assert [1 - 1 / 220, 0.0001] == pytest.approx(limits.lower[1:])
    assert [0.9999, 1 / 220] == pytest.approx(limits.upper[1:])


def test_more_variance_gives_a_wider_interval():
    """On both sides."""
    curve = np.array([1.0, 0.6])
    narrow, wide = (limits_of(curve, with_sd(0.0, sd), N) for sd in (0.2, 0.4))

    assert wide.lower[1] < narrow.lower[1] < narrow.upper[1] < wide.upper[1]


def test_limits_are_asymmetric_as_the_scale_is():
    """exp(-exp(c -+ 1.96 sd)) around 0.9: farther down than up."""
    limits = limits_of(np.array([1.0, 0.9]), with_sd(0.0, 0.5), N)
    centre, step = cloglog(0.9), NORMAL_975 * 0.5

    assert exp(-exp(centre + step)) == pytest.approx(limits.lower[1])
    assert exp(-exp(centre - step)) == pytest.approx(limits.upper[1])


def test_limits_are_pointwise_and_need_not_be_monotone():
    """By hand: 0.6 with sd 0.4 and 0.59 with sd 0.1: the second has the higher lower limit.

    log(-log 0.6) = -0.67173, and exp(-exp(-0.67173 +- 0.78399)) = (0.3267, 0.7920);
    log(-log 0.59) = -0.63935, and exp(-exp(-0.63935 +- 0.19600)) = (0.5263, 0.6481).
    """
    limits = limits_of(np.array([1.0, 0.6, 0.59]), with_sd(0.0, 0.4, 0.1), N)
    alone = limits_of(np.array([1.0, 0.59]), with_sd(0.0, 0.1), N)

    assert [1.0, 0.3267, 0.5263] == pytest.approx(limits.lower, abs=5e-5)
    assert [1.0, 0.7920, 0.6481] == pytest.approx(limits.upper, abs=5e-5)
    assert (alone.lower[1], alone.upper[1]) == (limits.lower[2], limits.upper[2])


@pytest.mark.parametrize("alone", [[1.0, 0.9, 0.5], [1.0, 1.0, 0.0]])
def test_a_single_cohort_has_no_variance_between(alone):
    """Exactly 0, not 0/0: a registry is not reconstructed. Without a warning, which would fail."""
    found = variance_of(np.full((2, 3), 0.9), np.array([alone]), N)

    assert [0.0, 0.0, 0.0] == variance_between(np.array([alone]), N).tolist()
    assert [0.0, 0.0, 0.0] == found.between.tolist()
    assert (1, found.within.tolist()) == (found.n_cohorts, found.total.tolist())


curves = arrays(np.float64, 12, elements=st.floats(0.0, 1.0)).map(
    lambda steps: np.append(1.0, np.cumprod(steps))
)
variances = arrays(np.float64, (2, 13), elements=st.floats(0.0, 4.0)).map(
    lambda parts: Variance(*parts, n_cohorts=20)
)


@given(curves, variances)
def test_limits_hold_the_point(curve, parts):
    """Any curve that never increases, with any variance; both limits begin with 1."""
    limits = limits_of(curve, parts, N)

    assert (limits.lower >= 0).all()
    assert (limits.lower <= curve).all()
    assert (curve <= limits.upper).all()
    assert (limits.upper <= 1).all()
    assert (1.0, 1.0) == (limits.lower[0], limits.upper[0])


def test_limits_of_the_scale_are_those_of_the_clamp():
    """S of 0.99 and of 0.01: log(-log 0.99) = -4.6001, log(-log 0.01) = 1.5272."""
    assert pytest.approx((-4.6001, 1.5272), abs=1e-4) == log_log_limits(0.01)
