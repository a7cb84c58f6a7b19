r"""The 95 % interval of a survival probability: pointwise, complementary log-log, total variance.

.. math:: T = W + (1 + 1/K)\,B

W is the variance within: what sampling of patients leaves uncertain. B is the variance between
K cohorts: what the publication does not determine. Both are taken on
log(-log(S)) of the final quantity, an average over unknown inputs or a conditional
probability included. Source: Rubin, Multiple Imputation for Nonresponse in Surveys, 1987, 3.1;
for the scale, Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2002, 1.4.
"""

from dataclasses import dataclass
from math import log, log1p
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from models.arrays import FloatArray
from models.kernels import intervals

NORMAL_975 = NormalDist().inv_cdf(0.975)

NEVER_ZERO = 1e-12
"""Keeps log(-log(S)) finite where a draw's S is 0 or 1 in floating point."""


def log_log_limits(margin: float) -> tuple[float, float]:
    """Give what log(-log(S)) is clamped to where S is clamped to [margin, 1 - margin]."""
    return log(-log1p(-margin)), log(-log(margin))


@dataclass(frozen=True)
class Variance:
    """Variance of log(-log(S)), its two parts apart, shape=(..., n_months) each."""

    within: FloatArray
    between: FloatArray
    n_cohorts: int

    @property
    def inflation(self) -> float:
        """The factor of B, 1 + 1/K."""
        return 1.0 + 1.0 / self.n_cohorts

    @property
    def total(self) -> FloatArray:
        """W + (1 + 1/K) B."""
        return self.within + self.inflation * self.between


class Limits(NamedTuple):
    """Lower and upper limits, shape=(..., n_months) each."""

    lower: FloatArray
    upper: FloatArray


def complementary_log_log(survival: FloatArray, margin: float = NEVER_ZERO) -> FloatArray:
    """Compute log(-log(S)) of S clamped to [margin, 1 - margin]."""
    scale: FloatArray = np.minimum(np.maximum(survival, margin), 1.0 - margin)
    np.log(scale, out=scale)
    np.negative(scale, out=scale)
    return np.log(scale, out=scale)


def sample_variance(values: FloatArray) -> FloatArray:
    """Sample variance over the first axis."""
    return intervals.variance(values.reshape(len(values), -1)).reshape(values.shape[1:])


def variance_of(within: FloatArray, between: FloatArray, n_patients: int) -> Variance:
    """Estimate both parts of the variance.

    A cohort's curve may not have left 1 yet (a forest's, where nobody has died), so
    that it is clamped to [1/2n, 1 - 1/2n]. The draws are not: clamped, draws near 1 would all
    become equal, and the interval would vanish where little is known.

    Parameters
    ----------
    within : ndarray, shape=(n_draws, n_months)
        The final quantity on draws of the model's parameters.
    between : ndarray, shape=(n_cohorts, n_months)
        The final quantity in each cohort alone.
    n_patients : int
        Patients in one cohort.
    """
    return Variance(
        within=sample_variance(complementary_log_log(within)),
        between=variance_between(between, n_patients),
        n_cohorts=len(between),
    )


def variance_between(between: FloatArray, n_patients: int) -> FloatArray:
    """Variance of log(-log(S)) between cohorts; 0 where there is one cohort only.

    Parameters
    ----------
    between : ndarray, shape=(n_cohorts, ..., n_months)
    """
    if len(between) == 1:
        return np.zeros(between.shape[1:])
    return sample_variance(complementary_log_log(between, 0.5 / n_patients))


def limits_of(survival: FloatArray, variance: Variance, n_patients: int) -> Limits:
    """Compute the pointwise 95 % limits of a curve.

    Where the curve begins with exactly 1, at the operation or at the month survived, so do
    its limits. Elsewhere the centre is clamped to [1/2n, 1 - 1/2n]; a point beyond the clamp
    widens the interval, so that it never lies outside.

    Parameters
    ----------
    survival : ndarray, shape=(n_months,) or (n_rows, n_months)
        Curves that begin with 1.
    """
    if survival.ndim == 1:
        parts = Variance(variance.within[None], variance.between[None], variance.n_cohorts)
        (lower,), (upper,) = limits_of(survival[None], parts, n_patients)
        return Limits(lower, upper)
    margin, inflation = 0.5 / n_patients, variance.inflation
    return Limits(
        *intervals.limits(
            survival, variance.within, variance.between, inflation, margin, NORMAL_975
        )
    )
