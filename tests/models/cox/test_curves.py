"""Cox models of rows of which all is known: averages over one profile each."""

import numpy as np
import pytest

from models.cox.curves import CoxCurves
from models.cox.moments import Moments
from models.interval import NEVER_ZERO, complementary_log_log, log_log_limits
from models.timegrid import numbers

N_MODELS, N_TERMS, N_MONTHS = 40, 3, 8
RNG = np.random.default_rng(4)
COEFFICIENTS = RNG.normal(0, 0.4, (N_MODELS, N_TERMS))
HAZARD = np.cumsum(RNG.uniform(0.005, 0.1, (N_MODELS, N_MONTHS)), axis=1)
HAZARD[:, 0] = 0.0
DRAWS = CoxCurves(COEFFICIENTS, HAZARD)
ROWS = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 2.5], [0.0, 1.0, -1.0]])
MONTHS = [range(N_MONTHS), (0, 7, 3), range(2, N_MONTHS), (2, 5)]


def variance_of(curves, months, margin=NEVER_ZERO):
    """Ask for the variance of the rows, each its own and only profile."""
    return curves.log_log_variance(ROWS[:, None], np.ones(1), months, margin)


def by_definition(curves, months, margin=NEVER_ZERO):
    """Sample variance of log(-log(S)) of each row, S given the first month and clamped."""
    survival = curves.survival(ROWS)
    given = survival[..., list(months)] / survival[..., [months[0]]]
    return complementary_log_log(given, margin).var(axis=0, ddof=1)


def clamped_in_full(curves):
    """Sample variance of log H + beta x, clamped where S would be: 1 - 1e-12 is not exact."""
    with np.errstate(divide="ignore"):
        log_log = np.log(curves.cumulative_hazard)[:, None] + curves.log_hazard(ROWS)[..., None]
    return np.clip(log_log, *log_log_limits(NEVER_ZERO)).var(axis=0, ddof=1)


@pytest.mark.parametrize("months", MONTHS)
def test_survival_of_one_profile_is_the_mean_over_it_twice(months):
    """Of a stack and of one model; two equal profiles take the general way."""
    one = CoxCurves(COEFFICIENTS[0], HAZARD[0])
    twice = np.repeat(ROWS[:, None], 2, axis=1)

    for curves in (DRAWS, one):
        general = curves.mean_survival(twice, np.array([0.25, 0.75]), months)
        found = curves.mean_survival(ROWS[:, None], np.ones(1), months)
        np.testing.assert_allclose(found, general, rtol=1e-13)


@pytest.mark.parametrize("months", MONTHS)
def test_the_variance_of_known_rows_is_that_over_the_draws(months):
    """By moments, since nothing is clamped after the first month."""
    found = variance_of(DRAWS, months)

    np.testing.assert_allclose(found, by_definition(DRAWS, months), rtol=1e-9, atol=1e-14)
    assert [0.0] * 3 == found[:, 0].tolist()


@pytest.mark.parametrize("months", MONTHS)
def test_where_draws_are_clamped_the_variance_is_that_of_what_is_clamped(months):
    """A margin of 0.02 clamps early months of those who do well."""
    found = variance_of(DRAWS, months, 0.02)
    expected = by_definition(DRAWS, months, 0.02)

    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)
    assert not np.allclose(expected, by_definition(DRAWS, months))


def test_months_without_deaths_are_certain():
    """Nobody has died in any draw before month 4."""
    hazard = HAZARD.copy()
    hazard[:, :4] = 0.0
    curves = CoxCurves(COEFFICIENTS, hazard)
    found = variance_of(curves, range(N_MONTHS))

    np.testing.assert_allclose(found, by_definition(curves, range(N_MONTHS)), rtol=1e-9, atol=1e-14)
    assert not found[:, :4].any()


def test_a_month_without_deaths_in_some_draws_has_no_moments():
    """Its log hazard is infinite in them, so that it is clamped."""
    hazard = HAZARD.copy()
    hazard[:7, :3] = 0.0
    curves = CoxCurves(COEFFICIENTS, hazard)
    found = variance_of(curves, range(N_MONTHS))

    with np.errstate(divide="ignore"):
        assert Moments.of(COEFFICIENTS, np.log(hazard)) is None
    np.testing.assert_allclose(found, clamped_in_full(curves), rtol=1e-12, atol=1e-25)


def test_a_baseline_without_any_death_has_no_moments():
    """There is nothing of which to take them."""
    log_hazard = np.full((N_MODELS, 3), -np.inf)

    assert Moments.of(COEFFICIENTS, log_hazard) is None
    nobody = CoxCurves(COEFFICIENTS, np.zeros((N_MODELS, 3)))
    np.testing.assert_allclose(variance_of(nobody, range(3)), 0.0, atol=1e-25)


def test_a_row_far_off_is_clamped_as_the_general_way_clamps_it():
    """Its survival is 0 or 1 in floating point in every draw."""
    far = CoxCurves(np.full((N_MODELS, N_TERMS), 40.0) + COEFFICIENTS, HAZARD)
    found = variance_of(far, range(N_MONTHS))

    np.testing.assert_allclose(found, clamped_in_full(far), rtol=1e-9, atol=1e-13)


def test_a_draw_that_is_no_number_makes_the_variance_none():
    """By moments as well as clamped."""
    coefficients = COEFFICIENTS.copy()
    coefficients[0, 0] = np.nan
    curves = CoxCurves(coefficients, HAZARD)

    for margin in (NEVER_ZERO, 0.02):
        found = variance_of(curves, range(1, N_MONTHS), margin)
        assert np.isnan(found[1, 1:]).all()


def test_months_as_numbers_are_kept_and_cannot_be_changed():
    """They are shared by all who ask for the same."""

    assert numbers(range(3)) is numbers(range(3))
    assert [0, 12, 6] == numbers((0, 12, 6)).tolist()
    with pytest.raises(ValueError, match="read-only"):
        numbers(range(3))[0] = 1


@pytest.mark.parametrize("months", MONTHS)
def test_the_mean_over_profiles_is_numerator_and_denominator_apart(months):
    """sum w S(t) / sum w S(first), of three profiles for each of two rows; stack and one model."""
    profiles, weights = np.stack([ROWS, 0.5 * ROWS + 1.0]), np.array([0.2, 0.3, 0.5])

    for curves in (DRAWS, CoxCurves(COEFFICIENTS[0], HAZARD[0])):
        found = curves.mean_survival(profiles, weights, months)

        for row, of_row in enumerate(profiles):
            summed = np.tensordot(curves.survival(of_row), weights, ([-2], [0]))
            expected = summed[..., list(months)] / summed[..., [months[0]]]
            np.testing.assert_allclose(found[..., row, :], expected, rtol=1e-12)


def test_the_mean_over_profiles_of_one_term_is_not_that_of_the_first():
    """By hand: H = 1 at hazards of 1 and 2, half of either: (exp(-1) + exp(-2)) / 2."""
    curves = CoxCurves(np.array([np.log(2.0)]), np.array([0.0, 1.0]))

    found = curves.mean_survival(np.array([[[0.0], [1.0]]]), np.array([0.5, 0.5]), (0, 1))

    np.testing.assert_allclose(found, [[1.0, (np.exp(-1) + np.exp(-2)) / 2]], rtol=1e-12)
