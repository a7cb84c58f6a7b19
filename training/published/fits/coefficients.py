"""Coefficients: pooled over the reconstructions, then shrunk or given a prior.

The factors were picked from 15 candidates in the same patients, so that the published
coefficients are too large on average (uniform shrinkage: van Houwelingen and le Cessie,
Stat Med 1990;9:1303-1325). Their standard errors are never scaled down by shrinkage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from training.published.fits.estimator import CoxFit


@dataclass(frozen=True)
class Shrinkage:
    """Multiply the coefficient; keep its standard error."""

    factor: float

    def apply(self, coefficient: float, standard_error: float) -> tuple[float, float]:
        """Give the served coefficient and its standard error."""
        return self.factor * coefficient, standard_error


@dataclass(frozen=True)
class NormalPrior:
    """Combine the coefficient with a normal prior by their precisions."""

    mean: float
    sd: float

    def apply(self, coefficient: float, standard_error: float) -> tuple[float, float]:
        """Give the posterior mean and standard deviation."""
        prior, data = self.sd**-2, standard_error**-2
        return (prior * self.mean + data * coefficient) / (prior + data), (prior + data) ** -0.5


Adjustment = Shrinkage | NormalPrior


@dataclass(frozen=True)
class Coefficients:
    """Coefficients of one Cox model with their covariance.

    Attributes
    ----------
    values, standard_errors : ndarray, shape=(n_terms,)
    correlation : ndarray, shape=(n_terms, n_terms)
    """

    values: FloatArray
    standard_errors: FloatArray
    correlation: FloatArray

    @property
    def covariance(self) -> FloatArray:
        """diag(SE) . R . diag(SE)."""
        return self.correlation * np.outer(self.standard_errors, self.standard_errors)

    def adjusted(self, adjustments: Sequence[Adjustment]) -> "Coefficients":
        """Apply one adjustment to each coefficient; the correlation stays."""
        pairs = [
            adjustment.apply(float(value), float(se))
            for adjustment, value, se in zip(
                adjustments, self.values, self.standard_errors, strict=True
            )
        ]
        values, standard_errors = np.array(pairs).T
        return Coefficients(values, standard_errors, self.correlation)


def pool(fits: Sequence[CoxFit], published_se: FloatArray) -> Coefficients:
    """Average the fits; take the size of the uncertainty from the publication.

    Parameters
    ----------
    published_se : ndarray, shape=(n_terms,)
        Published standard errors of the log hazard ratios.
    """
    return Coefficients(
        values=np.mean([fit.curves.coefficients for fit in fits], axis=0),
        standard_errors=published_se,
        correlation=np.mean([fit.correlation for fit in fits], axis=0),
    )
