"""What is read off a curve, against hand calculations and lifelines."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter, WeibullFitter
from lifelines.utils import median_survival_times, restricted_mean_survival_time

from models.curves import given_survived, medians_and_restricted_means

CURVE = np.array([1.0, 0.9, 0.8, 0.6, 0.4])

# Ten patients, none censored at a time of death, so that the estimate is plain: months, died.
MONTHS = np.array([1, 2, 2, 3, 4, 5, 5, 6, 7, 8])
DIED = np.array([1, 1, 0, 1, 1, 0, 1, 1, 0, 1])


def median_months(curve, **since):
    (median,), _ = medians_and_restricted_means(np.asarray(curve)[None], **since)
    return median


def restricted_mean_months(curve, **since):
    _, (mean,) = medians_and_restricted_means(np.asarray(curve)[None], **since)
    return mean


@pytest.fixture(scope="module")
def kaplan_meier():
    """Give the estimate of lifelines, and the same curve on the months 0 to 8."""
    fitter = KaplanMeierFitter().fit(MONTHS, DIED)
    return fitter, fitter.survival_function_at_times(range(9)).to_numpy()


def test_a_curve_restarts_at_the_months_survived():
    """0.8 at month 2 becomes 1; 0.6 and 0.4 become 0.75 and 0.5."""

    assert [1.0, 0.75, 0.5] == pytest.approx(given_survived(CURVE, 2))


def test_a_curve_from_the_operation_is_the_curve():
    """Nothing changes for someone who has survived 0 months."""

    assert CURVE.tolist() == given_survived(CURVE, 0).tolist()


def test_a_stack_restarts_curve_by_curve():
    """Each curve is divided by its own survival, not by another's."""
    stack = np.array([[1.0, 0.5, 0.25], [1.0, 0.8, 0.4]])

    np.testing.assert_allclose([[1.0, 0.5], [1.0, 0.5]], given_survived(stack, 1))


def test_a_mixture_restarts_by_its_mean():
    """Half the patients at 0.9 then 0.81, half at 0.1 then 0.01: 0.82, not the mean 0.5."""
    halves = np.array([[1.0, 0.9, 0.81], [1.0, 0.1, 0.01]])
    mixture = given_survived(halves.mean(axis=0), 1)

    assert (0.81 + 0.01) / (0.9 + 0.1) == pytest.approx(mixture[-1])
    assert given_survived(halves, 1)[:, -1].mean() == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        ([1.0, 0.9, 0.51, 0.49], 3),
        ([1.0, 0.5, 0.5, 0.2], 1),
        ([1.0, 0.9, 0.51], None),
        ([1.0, 0.0, 0.0], 1),
    ],
    ids=["between months", "exactly one half", "not reached", "at once"],
)
def test_the_median_is_the_first_month_at_one_half_or_below(curve, expected):
    """None where the curve stays above one half."""

    assert expected == median_months(np.array(curve))


def test_the_median_counts_from_the_operation():
    """A curve that begins at month 24 and halves after 3 has its median at month 27."""

    assert 27 == median_months(np.array([1.0, 0.9, 0.7, 0.5]), first_month=24)


def test_the_median_is_that_of_lifelines(kaplan_meier):
    """An independent implementation, on a Kaplan-Meier curve."""
    fitter, curve = kaplan_meier

    assert median_survival_times(fitter.survival_function_) == median_months(curve)


def test_the_restricted_mean_is_the_area_by_the_trapezoidal_rule():
    """0.95 + 0.85 + 0.7 + 0.5 = 3 of 4 months: each month has the mean of its two ends."""

    assert pytest.approx(3.0) == restricted_mean_months(CURVE)


def test_the_restricted_mean_counts_from_the_operation():
    """From month 2 on the area is 0.875 + 0.625 = 1.5, so that the mean is 3.5."""

    assert pytest.approx(3.5) == restricted_mean_months(given_survived(CURVE, 2), first_month=2)


def test_the_restricted_mean_is_the_mean_of_the_shorter_time():
    """One of four dies in month 1, one in month 2, two later: (0.5 + 1.5 + 3 + 3) / 4 of 3.

    A death in a month lies in its middle on average; two who are alive at month 3 count 3.
    """
    curve = np.array([1.0, 0.75, 0.5, 0.5])

    assert pytest.approx((0.5 + 1.5 + 3 + 3) / 4) == restricted_mean_months(curve)


def test_the_restricted_mean_of_certain_survivors_is_the_last_month():
    """From the operation on, or from month 24 on: 60."""

    assert [60.0, 60.0] == [
        restricted_mean_months(np.ones(61)),
        restricted_mean_months(np.ones(37), first_month=24),
    ]


@pytest.mark.parametrize("rate", [0.001, 0.0077, 0.02, 0.1])
@pytest.mark.parametrize("survived", [0, 24])
def test_the_restricted_mean_of_a_constant_hazard_is_the_integral(rate, survived):
    """By hand: the integral of exp(-rate t) over 60 - s months is (1 - exp(-rate (60 - s))) / rate.

    The rule is above it, because the curve is convex, by at most h^2 / 12 = 1/12 of the change
    of the slope, rate (1 - exp(-rate (60 - s))) (Euler-Maclaurin; the next term is negative).
    0.0077 a month is the hazard under which 62.9 % are alive at 60 months.
    """
    curve = np.exp(-rate * np.arange(61))
    died = 1 - np.exp(-rate * (60 - survived))
    mean = restricted_mean_months(given_survived(curve, survived), first_month=survived)
    excess, slack = mean - (survived + died / rate), 1e-12  # for sums in floating point

    assert -slack <= excess <= rate * died / 12 + slack


@pytest.mark.parametrize("shape", [0.7, 1.0, 1.5])
def test_the_restricted_mean_is_that_of_lifelines(shape):
    """Its integral of a Weibull curve with about 62.9 % alive at 60 months, as we assume them.

    Within 0.005 months: below shape 1 the slope at month 0 is infinite, where the rule is coarsest.
    """
    quantiles = (np.arange(100) + 0.5) / 100
    months = 60 * (np.log(quantiles) / np.log(0.629)) ** (1 / shape)
    weibull = WeibullFitter().fit(months)
    curve = weibull.survival_function_at_times(range(61)).to_numpy()

    assert 0.629 == pytest.approx(curve[60], abs=0.02)
    assert restricted_mean_survival_time(weibull, t=60) == pytest.approx(
        restricted_mean_months(curve), abs=0.005
    )


@pytest.mark.parametrize("last_month", [3, 5, 8])
def test_the_restricted_mean_is_half_a_month_a_death_below_that_of_lifelines(
    kaplan_meier, last_month
):
    """On a step curve lifelines has each death at the end of its month, we in its middle."""
    fitter, curve = kaplan_meier
    area = restricted_mean_survival_time(fitter, t=last_month)
    died = 1 - curve[last_month]

    assert area - died / 2 == pytest.approx(restricted_mean_months(curve[: last_month + 1]))


def test_curves_are_summarised_row_by_row():
    """Against numpy, on 40 curves at once; one comes down to exactly one half, one stays above."""
    steps = np.random.default_rng(3).uniform(0.8, 1.0, (40, 12))
    curves = np.cumprod(np.concatenate([np.ones((40, 1)), steps], axis=1), axis=1)
    curves[0, 5:], curves[1] = 0.5, np.linspace(1.0, 0.51, 13)
    below = [np.flatnonzero(curve <= 0.5) for curve in curves]
    medians, means = medians_and_restricted_means(curves, 6)

    assert (11, None) == (medians[0], medians[1])
    assert [6 + int(places[0]) if places.size else None for places in below] == medians
    assert (6 + np.trapezoid(curves, axis=1)).tolist() == pytest.approx(means, rel=1e-14)
