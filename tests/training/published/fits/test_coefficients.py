import math

import numpy as np
import pytest

from training.published.fits.coefficients import Coefficients, NormalPrior, Shrinkage

PUBLISHED = [math.log(0.267), math.log(1.901), math.log(1.841)]
"""The adjusted hazard ratios of doi:10.3389/fsurg.2024.1470784, its multivariable table."""

PUBLISHED_SE = [
    math.log(0.652 / 0.110) / 3.92,
    math.log(3.502 / 1.032) / 3.92,
    math.log(3.505 / 0.967) / 3.92,
]
"""From the 95 % limits in the same table, which lie 3.92 standard errors apart."""


@pytest.fixture(scope="module")
def served(evidence, plan):
    return evidence.pooled.adjusted(plan.adjustments)


def test_shrinkage_scales_the_coefficient_and_never_its_standard_error():
    """By hand: 0.55 x 0.64 = 0.352, beside the same 0.312."""
    value, standard_error = Shrinkage(0.55).apply(0.64, 0.312)

    assert 0.352 == pytest.approx(value)
    assert 0.312 == standard_error


def test_prior_and_data_of_equal_precision_meet_halfway():
    """By hand: N(0, 1) and 1 (SE 1) give 1/2 and 1 / sqrt(2)."""
    assert (0.5, pytest.approx(math.sqrt(0.5))) == NormalPrior(0.0, 1.0).apply(1.0, 1.0)


def test_prior_weighs_by_precision():
    """By hand: N(0, 0.5) weighs 4, the data 3 (SE 1) weigh 1: 3/5, and 1 / sqrt(5)."""
    value, standard_error = NormalPrior(0.0, 0.5).apply(3.0, 1.0)

    assert 0.6 == pytest.approx(value)
    assert 1 / math.sqrt(5) == pytest.approx(standard_error)


def test_covariance_is_the_correlation_between_standard_errors():
    """By hand: diag(2, 3) R diag(2, 3) with R = 0.5 off its diagonal."""
    coefficients = Coefficients(
        np.array([1.0, 1.0]), np.array([2.0, 3.0]), np.array([[1.0, 0.5], [0.5, 1.0]])
    )

    np.testing.assert_allclose(coefficients.covariance, [[4.0, 3.0], [3.0, 9.0]])


def test_adjustment_is_term_by_term_and_leaves_the_correlation():
    """The first coefficient by its prior, the second shrunk, both with the correlation 0.5."""
    correlation = np.array([[1.0, 0.5], [0.5, 1.0]])
    coefficients = Coefficients(np.array([3.0, 2.0]), np.array([1.0, 0.7]), correlation)

    adjusted = coefficients.adjusted((NormalPrior(0.0, 0.5), Shrinkage(0.5)))

    np.testing.assert_allclose(adjusted.values, [0.6, 1.0])
    np.testing.assert_allclose(adjusted.standard_errors, [1 / math.sqrt(5), 0.7])
    np.testing.assert_array_equal(adjusted.correlation, correlation)


def test_pooled_coefficients_are_the_published_ones(evidence):
    """Within 0.03, by construction: this proves the chain, not the model."""
    np.testing.assert_allclose(evidence.pooled.values, PUBLISHED, rtol=0, atol=0.03)


def test_pooled_coefficients_are_the_mean_over_lifelines_fits(evidence, refits):
    """The same mean from an independent implementation."""
    expected = np.mean([refit.params_.to_numpy() for refit in refits], axis=0)

    np.testing.assert_allclose(evidence.pooled.values, expected, rtol=0, atol=1e-5)


def test_pooled_standard_errors_are_the_published_ones(evidence):
    """Not those of the reconstructions."""
    np.testing.assert_allclose(evidence.pooled.standard_errors, PUBLISHED_SE, rtol=1e-9)


def test_pooled_correlation_is_the_mean_over_lifelines_fits(evidence, refits):
    """Each fit's variance matrix by lifelines, as a correlation, averaged."""
    variances = [refit.variance_matrix_.to_numpy() for refit in refits]
    scales = [np.sqrt(np.diag(variance)) for variance in variances]

    expected = np.mean(
        [v / np.outer(sd, sd) for v, sd in zip(variances, scales, strict=True)], axis=0
    )
    np.testing.assert_allclose(evidence.pooled.correlation, expected, rtol=0, atol=1e-4)


def test_served_disease_free_interval_is_the_prior_and_the_data_by_their_precisions(
    served, evidence
):
    """By hand: N(ln 0.60, 0.35^2) and the pooled coefficient with the published 0.4540.

    Precisions 1 / 0.35^2 = 8.163 and 1 / 0.4540^2 = 4.852, so that with -1.3205 the mean is
    (8.163 x -0.5108 + 4.852 x -1.3205) / 13.016 = -0.813 and the SE 1 / sqrt(13.016) = 0.277.
    """
    prior, data = 1 / 0.35**2, 1 / PUBLISHED_SE[0] ** 2
    pooled = evidence.pooled.values[0]
    expected = (prior * math.log(0.60) + data * pooled) / (prior + data)

    assert expected == pytest.approx(served.values[0], rel=1e-12)
    assert 1 / math.sqrt(prior + data) == pytest.approx(served.standard_errors[0], rel=1e-9)
    assert -0.81 == pytest.approx(served.values[0], abs=0.03)
    assert 0.28 == pytest.approx(served.standard_errors[0], abs=0.02)


def test_served_local_recurrence_and_nodules_are_shrunk_by_0_55(served, evidence):
    """0.55 of the pooled ones exactly, of the published ones within 0.55 x 0.03."""
    np.testing.assert_allclose(served.values[1:], 0.55 * evidence.pooled.values[1:], rtol=1e-12)
    np.testing.assert_allclose(served.values[1:], 0.55 * np.array(PUBLISHED[1:]), atol=0.0165)


def test_served_covariance_never_loses_the_published_standard_errors(served, evidence):
    """diag(SE) R diag(SE): R pooled, SE published, for the DFI that of its posterior."""
    posterior = 1 / math.sqrt(1 / 0.35**2 + 1 / PUBLISHED_SE[0] ** 2)
    scale = np.diag([posterior, *PUBLISHED_SE[1:]])

    expected = scale @ evidence.pooled.correlation @ scale
    np.testing.assert_allclose(served.covariance, expected, rtol=1e-9)
