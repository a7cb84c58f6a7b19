r"""Moments of drawn Cox models: what the variance of log(-log(S)) of any row is made of.

A drawn model has log(-log(S(t | x))) = log H(t) + beta x, so that over the draws

.. math:: \operatorname{Var} = \operatorname{Var}\{\log H(t)\}
    + 2 x^\top \operatorname{Cov}\{\beta, \log H(t)\} + x^\top \operatorname{Cov}(\beta)\, x
"""

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Moments:
    """Variances and covariances of drawn log baselines and coefficients, given a month survived.

    Attributes
    ----------
    flat : int
        For so many months nobody dies in any model: H is 0, and certain.
    baseline : ndarray, shape=(n_months,)
        Variance of log H at the month survived, and at each later one.
    crossed : ndarray, shape=(n_terms, n_months)
        Covariance of each coefficient with log H.
    coefficients : ndarray, shape=(n_terms, n_terms)
        Covariance of the coefficients.
    least, greatest : float
        Bounds of log H where it is finite.
    """

    flat: int
    baseline: FloatArray
    crossed: FloatArray
    coefficients: FloatArray
    least: float
    greatest: float

    @classmethod
    def of(cls, coefficients: FloatArray, log_hazard: FloatArray) -> "Moments | None":
        """Take the moments; None where some models have deaths in a month and others not yet.

        Parameters
        ----------
        coefficients : ndarray, shape=(n_models, n_terms)
        log_hazard : ndarray, shape=(n_models, n_months)
            Log cumulative hazards since a month survived, which rise; -inf where nobody has died.
        """
        has_deaths = np.isfinite(log_hazard)
        flat = int((~has_deaths.any(axis=0)).sum())
        if flat == log_hazard.shape[1] or not has_deaths[:, flat:].all():
            return None
        rising = log_hazard[:, flat:]
        from_mean = np.zeros(log_hazard.shape)
        from_mean[:, flat:] = rising - rising.mean(axis=0)
        deviations = coefficients - coefficients.mean(axis=0)
        others = len(coefficients) - 1
        return cls(
            flat,
            (from_mean**2).sum(axis=0) / others,
            deviations.T @ from_mean / others,
            deviations.T @ deviations / others,
            float(rising.min()),
            float(rising.max()),
        )
