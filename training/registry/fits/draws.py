r"""Draws of a registry's Cox model: what the variance within an interval is taken on.

A draw takes one imputation k, coefficients from their sampling distribution, and, given these, the
rise of the baseline in each month with deaths from a gamma distribution, independently:

.. math:: \beta^* \sim N(\hat\beta_k, V_k), \qquad
    h^*(u) \mid \beta^* \sim
    \mathrm{Gamma}\bigl(d_u,\ \sum_{j: T_j \ge u} e^{\beta^{*\top} x_j}\bigr)

This is the posterior under a vague gamma process: Kalbfleisch, J R Stat Soc B 1978;40:214-221,
with deaths of one month counted as Breslow does. The variance of the cumulative hazard is, to
first order, that of Tsiatis, Ann Stat 1981;9:93-108. Where deaths are few it is larger on the log
scale: the log of a gamma variable of shape d has the variance trigamma(d), not 1 / d.

Only what differs between beta* and its own imputation is kept and laid around the pooled model,
so that the draws hold the variance within imputations and nothing of that between them. Each
rises from month to month, being a sum of positive parts.
"""

from collections.abc import Sequence

import numpy as np

from models.arrays import FloatArray
from models.cox.curves import CoxCurves
from training.estimators.normal_draws import standard_normal_draws
from training.registry.fits.imputed_fit import ImputedFit
from training.registry.fits.monthly import MonthlyTimes

N_DRAWS = 256


def draw_registry_cox(
    fits: Sequence[ImputedFit],
    centred_designs: Sequence[FloatArray],
    times: MonthlyTimes,
    central: CoxCurves,
    seed: int,
) -> CoxCurves:
    """Draw models around the pooled one.

    Parameters
    ----------
    fits : sequence of ImputedFit
        One for each imputation; the draws are dealt to them in turn.
    centred_designs : sequence of ndarray, shape=(n_patients, n_terms)
        The columns of each imputation less the centre.
    central : CoxCurves
        The pooled model; its cumulative hazard is that of a patient at the centre.

    Returns
    -------
    CoxCurves
        A stack of N_DRAWS models; their hazards, too, are those at the centre.
    """
    deviations = _coefficient_deviations(fits, seed)
    factors = np.ones((N_DRAWS, len(times.deaths)))
    rng = np.random.default_rng([seed, 1])
    deadly = times.deaths > 0
    factors[:, deadly] = rng.gamma(times.deaths[deadly], size=(N_DRAWS, deadly.sum()))
    factors[:, deadly] /= times.deaths[deadly]
    fitted = [
        times.at_risk(np.exp(design @ fit.coefficients))[deadly]
        for fit, design in zip(fits, centred_designs, strict=True)
    ]
    for draw in range(N_DRAWS):
        k = _imputation(draw, len(fits))
        relative_hazard = np.exp(centred_designs[k] @ (fits[k].coefficients + deviations[draw]))
        factors[draw, deadly] *= fitted[k] / times.at_risk(relative_hazard)[deadly]
    rises = np.diff(central.cumulative_hazard, prepend=0.0)
    return CoxCurves(central.coefficients + deviations, np.cumsum(rises * factors, axis=1))


def _coefficient_deviations(fits: Sequence[ImputedFit], seed: int) -> FloatArray:
    """Draw beta* - beta_k, shape=(N_DRAWS, n_terms)."""
    normals = standard_normal_draws(N_DRAWS, len(fits[0].coefficients), seed)
    spreads = [_root(fit.covariance) for fit in fits]
    return np.array(
        [spreads[_imputation(draw, len(fits))] @ normal for draw, normal in enumerate(normals)]
    )


def _root(covariance: FloatArray) -> FloatArray:
    """Factor a covariance; that of coefficients that were not fitted is 0."""
    root: FloatArray = covariance
    if covariance.any():
        root = np.linalg.cholesky(covariance).astype(np.float64)
    return root


def _imputation(draw: int, n_imputations: int) -> int:
    """Deal out both draws of a pair of opposite sign to one imputation."""
    return draw % (N_DRAWS // 2) % n_imputations
