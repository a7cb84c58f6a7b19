r"""Rubin's rules: one estimate from the fits on several imputations.

.. math:: \bar\beta = \frac1m \sum_k \beta_k, \quad W = \frac1m \sum_k V_k, \quad
    B = \frac{1}{m-1} \sum_k (\beta_k - \bar\beta)(\beta_k - \bar\beta)^\top, \quad
    T = W + (1 + 1/m)\,B

Source: Rubin, Multiple Imputation for Nonresponse in Surveys, 1987, 3.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Pooled:
    """Coefficients pooled over imputations.

    Attributes
    ----------
    coefficients : ndarray, shape=(n_terms,)
    within, between : ndarray, shape=(n_terms, n_terms)
        `between` is 0 where there is one imputation only.
    """

    coefficients: FloatArray
    within: FloatArray
    between: FloatArray
    n_imputations: int

    @property
    def total(self) -> FloatArray:
        """W + (1 + 1/m) B."""
        return self.within + (1 + 1 / self.n_imputations) * self.between

    @property
    def standard_errors(self) -> FloatArray:
        """Square roots of the total variances."""
        return np.sqrt(np.diag(self.total))


def pool_imputations(
    coefficients: Sequence[FloatArray], covariances: Sequence[FloatArray]
) -> Pooled:
    """Pool the fits on each imputation."""
    each = np.array(coefficients)
    n_imputations, n_terms = each.shape
    between = np.zeros((n_terms, n_terms))
    if n_imputations > 1:
        away = each - each.mean(axis=0)
        between = away.T @ away / (n_imputations - 1)
    return Pooled(each.mean(axis=0), np.mean(covariances, axis=0), between, n_imputations)
