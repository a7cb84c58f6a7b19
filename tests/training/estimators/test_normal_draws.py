import numpy as np
import pytest

from training.estimators.normal_draws import standard_normal_draws
from training.published.fits.assembly import N_DRAWS

N_DIMENSIONS = 4


def test_standard_normals_have_mean_0_and_covariance_1_exactly():
    """In the sample, not only in expectation."""
    draws = standard_normal_draws(N_DRAWS, N_DIMENSIONS, seed=3)

    assert (N_DRAWS, N_DIMENSIONS) == draws.shape
    np.testing.assert_allclose(draws.mean(axis=0), 0.0, atol=1e-13)
    np.testing.assert_allclose(np.cov(draws, rowvar=False), np.eye(N_DIMENSIONS), atol=1e-12)


def test_standard_normals_of_one_dimension_have_variance_1():
    """One dimension is no special case."""
    draws = standard_normal_draws(10, 1, seed=3)

    assert 1.0 == pytest.approx(draws.var(ddof=1))


def test_standard_normals_come_in_pairs_of_opposite_sign():
    """Odd moments vanish: a curved quantity gets no bias from a lopsided sample."""
    draws = standard_normal_draws(10, 2, seed=3)

    np.testing.assert_allclose(draws[:5], -draws[5:], atol=1e-14)


def test_standard_normals_depend_on_the_seed_alone():
    """The same seed gives the same draws, another seed others."""
    first, second, other = (standard_normal_draws(10, 2, seed) for seed in (3, 3, 4))

    np.testing.assert_array_equal(first, second)
    assert not np.allclose(first, other)
