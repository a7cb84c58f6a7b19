r"""The 95 % interval of a survival probability: pointwise, complementary log-log, total variance.

.. math:: T = W + (1 + 1/K)\,B

W is the variance within: what sampling of patients leaves uncertain. B is the variance between
K reconstructions: what the publication does not determine. Both are taken on
log(-log(S)) of the final quantity, an average over unknown inputs or a conditional
probability included. Source: Rubin, Multiple Imputation for Nonresponse in Surveys, 1987, 3.1;
for the scale, Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2002, 1.4.
"""

from dataclasses import dataclass
from math import log, log1p
from statistics import NormalDist

import numpy as np

from models.terms import FloatArray

NORMAL_975 = NormalDist().inv_cdf(0.975)

_NEVER_ZERO = 1e-12
"""Keeps log(-log(S)) finite where a draw's S is 0 or 1 in floating point."""

LOG_LOG_LIMITS = (log(-log1p(-_NEVER_ZERO)), log(-log(_NEVER_ZERO)))
"""What log(-log(S)) is clamped to with it."""


@dataclass(frozen=True)
class Variance:
    """Variance of log(-log(S)), its two parts apart, shape=(..., n_months) each."""

    within: FloatArray
    between: FloatArray
    n_reconstructions: int

    @property
    def total(self) -> FloatArray:
        """W + (1 + 1/K) B."""
        return self.within + (1.0 + 1.0 / self.n_reconstructions) * self.between


@dataclass(frozen=True)
class Limits:
    """Lower and upper limits, shape=(..., n_months) each."""

    lower: FloatArray
    upper: FloatArray


def complementary_log_log(survival: FloatArray, margin: float = _NEVER_ZERO) -> FloatArray:
    """Compute log(-log(S)) of S clamped to [margin, 1 - margin]."""
    clamped: FloatArray = np.clip(survival, margin, 1.0 - margin)
    return np.log(-np.log(clamped))


def variance_of(within: FloatArray, between: FloatArray, n_patients: int) -> Variance:
    """Estimate both parts of the variance.

    A reconstruction's curve may not have left 1 yet (a forest's, where nobody has died), so
    that it is clamped to [1/2n, 1 - 1/2n]. The draws are not: clamped, draws near 1 would all
    become equal, and the interval would vanish where little is known.

    Parameters
    ----------
    within : ndarray, shape=(n_draws, n_months)
        The final quantity on draws of the model's parameters.
    between : ndarray, shape=(n_reconstructions, n_months)
        The final quantity in each reconstruction alone.
    n_patients : int
        Patients in one cohort.
    """
    return Variance(
        within=complementary_log_log(within).var(axis=0, ddof=1),
        between=variance_between(between, n_patients),
        n_reconstructions=len(between),
    )


def variance_between(between: FloatArray, n_patients: int) -> FloatArray:
    """Variance of log(-log(S)) between reconstructions; 0 where there is one cohort only.

    Parameters
    ----------
    between : ndarray, shape=(n_reconstructions, n_months)
    """
    if len(between) == 1:
        return np.zeros(between.shape[1:])
    variance: FloatArray = complementary_log_log(between, 0.5 / n_patients).var(axis=0, ddof=1)
    return variance


def limits_of(survival: FloatArray, variance: Variance, n_patients: int) -> Limits:
    """Compute the pointwise 95 % limits of a curve.

    Where the curve begins with exactly 1, at the operation or at the month survived, so do
    its limits. Elsewhere the centre is clamped to [1/2n, 1 - 1/2n]; a point beyond the clamp
    widens the interval, so that it never lies outside.

    Parameters
    ----------
    survival : ndarray, shape=(..., n_months)
        Curves that begin with 1.
    """
    centre = complementary_log_log(survival, 0.5 / n_patients)
    half_width = NORMAL_975 * np.sqrt(variance.total)
    lower = np.minimum(np.exp(-np.exp(centre + half_width)), survival)
    upper = np.maximum(np.exp(-np.exp(centre - half_width)), survival)
    lower[..., 0] = upper[..., 0] = 1.0
    return Limits(lower, upper)
