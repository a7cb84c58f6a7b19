from dataclasses import replace

import numpy as np
import pytest

from models.cox.curves import CoxCurves
from models.prediction import interval
from training.published.fits.assembly import assemble_cox
from training.published.plan import GRID
from training.published.record import cell_survivals, single_profile

# Survival at 60 months and its 95 % limits, by DFI > 12, local recurrence and nodules >= 2.
# Computed from the printed figures of doi:10.3389/fsurg.2024.1470784 alone, with independent
# factors and an exponential baseline: section 1.11 of the notes on the published evidence.
FROM_PRINTED_FIGURES = {
    (0, 0, 0): (0.74, 0.57, 0.86),
    (0, 0, 1): (0.58, 0.40, 0.74),
    (0, 1, 0): (0.57, 0.32, 0.77),
    (0, 1, 1): (0.35, 0.15, 0.57),
    (1, 0, 0): (0.92, 0.80, 0.97),
    (1, 0, 1): (0.86, 0.69, 0.95),
    (1, 1, 0): (0.86, 0.66, 0.95),
    (1, 1, 1): (0.76, 0.49, 0.90),
}

EVERY_CELL = pytest.mark.parametrize("cell", FROM_PRINTED_FIGURES, ids=str)


def log_minus_log(survival):
    """log(-log(S)): the logarithm of the cumulative hazard."""
    return np.log(-np.log(survival))


@EVERY_CELL
def test_no_interval_before_shrinkage_and_prior_is_much_narrower(cell, published_scale_cox):
    """At least three quarters of the width from the printed figures, in probability and cloglog.

    The limits from the printed figures are rounded to two digits; both bounds hold for every
    cell with those digits.
    """
    cells = {tuple(map(int, c.profile)): c for c in cell_survivals(published_scale_cox)}
    _, lower, upper = FROM_PRINTED_FIGURES[cell]
    ours = cells[cell]

    assert ours.upper - ours.lower >= 0.75 * (upper - lower)
    width, expected = (
        np.log(np.log(low) / np.log(high))
        for low, high in ((ours.lower, ours.upper), (lower, upper))
    )
    assert width >= 0.75 * expected


@EVERY_CELL
def test_survival_before_shrinkage_and_prior_is_that_of_the_printed_figures(
    cell, published_scale_cox
):
    """Within 0.02: the factors of a reconstruction are not independent, so the baseline differs."""
    cells = {tuple(map(int, c.profile)): c for c in cell_survivals(published_scale_cox)}

    assert FROM_PRINTED_FIGURES[cell][0] == pytest.approx(cells[cell].survival, abs=0.02)


def test_mean_survival_at_60_months_is_the_published_one(cox):
    """0.629 over the background; 0.005 would do, the solver reaches 1e-9."""
    assert 0.629 == pytest.approx(cox.mean_survival(cox.background)[60], abs=1e-9)


def test_mean_survival_under_each_scenario_is_its_own(cox):
    """0.629, 0.47 and 0.38 (I04), each reached by its factor on the baseline."""
    curves = cox.scenario_mean_survival(cox.background)

    assert [0.629, 0.47, 0.38] == list(curves)
    np.testing.assert_allclose([curve[60] for curve in curves.values()], list(curves), atol=1e-9)


def test_scenario_of_the_published_mean_changes_nothing(cox):
    """Its factor is 1, and lower means need larger factors."""
    factors = list(cox.scenarios.values())

    assert 1.0 == pytest.approx(factors[0], abs=1e-9)
    assert factors[0] < factors[1] < factors[2]


def test_every_reconstruction_alone_has_the_published_mean(cox):
    """Under its own shares of the cells, its own coefficients and its own baseline."""
    means = cox.cohort_mean_survivals(cox.background)[:, 60]

    assert (20,) == means.shape
    np.testing.assert_allclose(means, 0.629, rtol=0, atol=1e-9)


def test_reconstructions_have_their_own_adjusted_coefficients(cox, fits, evidence):
    """Each fit's coefficients: the DFI by the prior, the others times 0.55."""
    own = np.array([fit.curves.coefficients for fit in fits])
    prior, data = 0.35**-2, evidence.pooled.standard_errors[0] ** -2

    by_prior = (prior * np.log(0.60) + data * own[:, 0]) / (prior + data)
    expected = np.column_stack([by_prior, 0.55 * own[:, 1:]])
    np.testing.assert_allclose(cox.cohort_curves.coefficients, expected, rtol=1e-12)


@EVERY_CELL
def test_each_reconstruction_s_curve_has_the_shape_assumed_for_it(cell, cox, fits):
    """log(-log S) rises by shape x ln(b / a) from month a to month b: a straight line on ln t."""
    curves = cox.cohort_curves.survival(np.array([cell], float))[:, 0, 1:]
    log_months = np.log(GRID.months[1:])

    slopes = np.diff(log_minus_log(curves)) / np.diff(log_months)
    expected = np.broadcast_to([[fit.cohort.hazard_shape] for fit in fits], slopes.shape)
    np.testing.assert_allclose(slopes, expected, rtol=1e-9)


def test_served_baseline_is_the_mean_of_the_reconstructions_anchored(cox):
    """Scaled as a whole, by the one factor under which the cohort's mean is 0.629."""
    mean = cox.cohort_curves.cumulative_hazard.mean(axis=0)

    factor = cox.served.cumulative_hazard[-1] / mean[-1]
    np.testing.assert_allclose(cox.served.cumulative_hazard, factor * mean, rtol=1e-12)

    relative_hazard = np.exp(cox.background.profiles @ cox.served.coefficients)
    survival = np.exp(-factor * mean[-1] * relative_hazard)
    assert 0.629 == pytest.approx(cox.background.weights @ survival, abs=1e-9)


def test_times_of_the_pseudo_cohorts_deaths_do_not_enter(cox, fits, evidence, plan):
    """Only month 60 was published: other times, and another fitted baseline, change no number."""
    rng = np.random.default_rng(5)
    others = [
        replace(
            fit,
            cohort=replace(fit.cohort, months=rng.permutation(fit.cohort.months)),
            curves=CoxCurves(fit.curves.coefficients, rng.random(len(GRID.months)).cumsum()),
        )
        for fit in fits
    ]
    other = assemble_cox(others, evidence.pooled, plan)

    for part in ("served", "draws", "cohort_curves"):
        expected, found = getattr(cox, part), getattr(other, part)
        np.testing.assert_array_equal(expected.coefficients, found.coefficients)
        np.testing.assert_array_equal(expected.cumulative_hazard, found.cumulative_hazard)


def test_nothing_is_uncertain_between_the_reconstructions_at_month_60(cox):
    """Each is anchored to 0.629 there: B of the cohort's mean is 0, but for rounding."""
    assert 0.0 == pytest.approx(cox.variance(cox.background).between[60], abs=1e-20)


@EVERY_CELL
def test_what_the_assumed_shape_leaves_uncertain_is_seen_before_month_60(cell, cox, fits):
    """B at 12 months is Var(shape) x ln(5)^2, as far as B at 60 months is 0.

    By hand: reconstruction k has log(-log S_k(t)) = c_k - shape_k ln(60 / t), where c_k is its
    log hazard of the cell plus the logarithm of its baseline at month 60. So B(60) = Var(c), and
    B(12) = V - 2 ln(5) Cov(c, shape) + Var(c) with V = Var(shape) ln(5)^2. The c_k differ only by
    coefficients that agree within rounding and by the shares of the cells: their standard
    deviation is below 0.003, under a hundredth of that of the anchor, 0.217. With
    |Cov| <= sd sd, B(12) is V within 2 sqrt(V B(60)) + B(60): 2 % of V at most.
    """
    between = cox.variance(single_profile(cox, np.array(cell, float))).between
    shapes = np.array([fit.cohort.hazard_shape for fit in fits])
    by_shape = shapes.var(ddof=1) * np.log(5) ** 2
    tolerance = 2 * np.sqrt(by_shape * between[60]) + between[60]

    assert between[60] < 0.003**2
    assert tolerance < 0.02 * by_shape
    assert by_shape == pytest.approx(between[12], abs=tolerance)


def test_interval_of_the_cohort_mean_has_the_width_of_the_anchor(cox):
    """By hand: log(-log 0.629) +- 1.96 x 0.21694, as wide as 0.51 to 0.75 but centred on 0.629.

    All reconstructions are anchored to one mean, so that nothing comes from between them.
    """
    limits = interval(cox, cox.background)
    centre, half_width = np.log(-np.log(0.629)), 0.21694 * 1.959964

    expected = np.exp(-np.exp([centre + half_width, centre - half_width]))
    np.testing.assert_allclose([limits.lower[60], limits.upper[60]], expected, atol=1e-4)
