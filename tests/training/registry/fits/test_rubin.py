import numpy as np
import pytest

from training.registry.fits.rubin import pool_imputations


def test_pooling_by_hand():
    """Estimates 1 and 3 with variances 0.5 and 1.5: mean 2, W = 1, B = 2, T = 1 + 1.5 * 2 = 4."""
    pooled = pool_imputations([np.array([1.0]), np.array([3.0])], [[[0.5]], [[1.5]]])

    assert 2.0 == pytest.approx(pooled.coefficients[0])
    assert 1.0 == pytest.approx(pooled.within[0, 0])
    assert 2.0 == pytest.approx(pooled.between[0, 0])
    assert 4.0 == pytest.approx(pooled.total[0, 0])
    assert 2.0 == pytest.approx(pooled.standard_errors[0])


def test_pooling_three_imputations_of_two_terms_by_hand():
    """(1, 0), (2, 3), (6, 0): mean (3, 1); deviations (-2, -1), (-1, 2), (3, -1).

    B = 1/2 [[14, -3], [-3, 6]], T = I + 4/3 B.
    """
    each = [np.array([1.0, 0.0]), np.array([2.0, 3.0]), np.array([6.0, 0.0])]
    pooled = pool_imputations(each, [np.eye(2)] * 3)

    np.testing.assert_allclose([3.0, 1.0], pooled.coefficients)
    np.testing.assert_allclose([[7.0, -1.5], [-1.5, 3.0]], pooled.between)
    np.testing.assert_allclose([[1 + 28 / 3, -2.0], [-2.0, 5.0]], pooled.total)
    np.testing.assert_allclose(np.sqrt([31 / 3, 5.0]), pooled.standard_errors)


def test_one_imputation_has_no_variance_between():
    """Nothing was missing."""
    pooled = pool_imputations([np.array([1.0, 2.0])], [np.eye(2)])

    np.testing.assert_array_equal(np.zeros((2, 2)), pooled.between)
    np.testing.assert_array_equal(np.eye(2), pooled.total)
