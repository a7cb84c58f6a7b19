"""Standard normals, drawn in pairs and whitened."""

import numpy as np

from models.arrays import FloatArray


def standard_normal_draws(n_draws: int, n_dimensions: int, seed: int) -> FloatArray:
    """Draw standard normals whose sample mean is 0 and sample covariance the identity, exactly.

    Pairs of opposite sign give the mean, whitening the covariance, so that a few hundred
    draws suffice for a variance.

    Returns
    -------
    ndarray, shape=(n_draws, n_dimensions)
        `n_draws` must be even.
    """
    half = np.random.default_rng(seed).standard_normal((n_draws // 2, n_dimensions))
    draws = np.concatenate([half, -half])
    covariance = np.atleast_2d(np.cov(draws, rowvar=False))
    whitened: FloatArray = np.linalg.solve(np.linalg.cholesky(covariance), draws.T).T
    return whitened
