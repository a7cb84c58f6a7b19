r"""Cox models in array form: coefficients and a baseline.

.. math:: S(t \mid x) = \exp\{-H_0(t)\,\exp(\beta^\top x)\}

Source: Cox, J R Stat Soc B 1972;34:187-220.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from models.arrays import FloatArray
from models.cox.hazards import blocks, weigh_survivors
from models.cox.moments import Moments
from models.interval import complementary_log_log, log_log_limits, sample_variance
from models.kernels import hazards
from models.timegrid import Months, at, numbers

CACHE_SIZE = 8
"""Months survived for which the moments of the draws are kept."""


@dataclass(frozen=True)
class CoxCurves:
    """Coefficients and a baseline: one Cox model, or a stack of them.

    Attributes
    ----------
    coefficients : ndarray, shape=(..., n_terms)
        Log hazard ratios.
    cumulative_hazard : ndarray, shape=(..., n_months)
        Baseline cumulative hazard at months 0, 1, ... for a profile of zeros.
    """

    coefficients: FloatArray
    cumulative_hazard: FloatArray

    def log_hazard(self, profiles: FloatArray) -> FloatArray:
        """Log relative hazard against a profile of zeros, shape=(..., n_profiles)."""
        return self.coefficients @ profiles.T

    def survival(self, profiles: FloatArray) -> FloatArray:
        """Survival curves of profiles.

        Parameters
        ----------
        profiles : ndarray, shape=(n_profiles, n_terms)

        Returns
        -------
        ndarray, shape=(..., n_profiles, n_months)
        """
        relative_hazard = np.exp(self.log_hazard(profiles))
        return np.exp(-relative_hazard[..., None] * self.cumulative_hazard[..., None, :])

    def log_hazards(self, profiles: FloatArray) -> FloatArray:
        """Log relative hazards of rows of profiles.

        Parameters
        ----------
        profiles : ndarray, shape=(n_rows, n_profiles, n_terms)

        Returns
        -------
        ndarray, shape=(..., n_rows, n_profiles)
        """
        flat = self.log_hazard(profiles.reshape(-1, profiles.shape[-1]))
        return flat.reshape(*flat.shape[:-1], *profiles.shape[:-1])

    def mean_survival(
        self, profiles: FloatArray, weights: FloatArray, months: Months
    ) -> FloatArray:
        """Mean survival over profiles, given the first month; see `models.cox.hazards.Curves`."""
        if profiles.shape[1] == 1:
            return self._survival_of_one(profiles[:, 0], months)
        hazard = self.cumulative_hazard[..., None, None, :]
        first = hazard[..., months[0]]
        relative_hazard = np.exp(self.log_hazards(profiles))
        shares = weigh_survivors(weights[..., None, :], relative_hazard * first)
        since = hazard[..., at(months)] - first[..., None]
        mean = np.zeros((*relative_hazard.shape[:-1], len(months)))
        for some in blocks(relative_hazard.shape, len(months)):
            survival = np.exp(-relative_hazard[..., some, None] * since)
            mean += np.matmul(shares[..., None, some], survival)[..., 0, :]
        mean[..., 0] = 1.0
        return mean

    def log_log_variance(
        self, profiles: FloatArray, weights: FloatArray, months: Months, margin: float
    ) -> FloatArray:
        """Variance over a stack of models; see `models.cox.hazards.Curves`.

        Of one profile, log(-log(S)) is log H plus its linear predictor: where nothing is clamped,
        the variance is a quadratic form in the profile, whose coefficients do not depend on it.
        """
        if profiles.shape[1] > 1:
            survival = self.mean_survival(profiles, weights, months)
            return sample_variance(complementary_log_log(survival, margin))
        rows = np.ascontiguousarray(profiles[:, 0])
        places = numbers(months, months[0])
        return self._variance_of_one(months[0]).of(rows, places, *log_log_limits(margin))

    @cached_property
    def stacked(self) -> tuple[FloatArray, FloatArray]:
        """Coefficients and hazards as of a stack, shape=(n_models, ...), whole in memory."""
        coefficients, hazard = np.atleast_2d(self.coefficients, self.cumulative_hazard)
        return np.ascontiguousarray(coefficients), np.ascontiguousarray(hazard)

    def _survival_of_one(self, rows: FloatArray, months: Months) -> FloatArray:
        """Survival of one profile for each row, given the first month."""
        rows = np.ascontiguousarray(rows)
        found: FloatArray = hazards.survival(rows, *self.stacked, numbers(months))
        return found if self.coefficients.ndim > 1 else found[0]

    @cached_property
    def _variance_of_one(self) -> Callable[[int], hazards.LogLogVariance]:
        return lru_cache(CACHE_SIZE)(self._prepare_variance_of_one)

    def _prepare_variance_of_one(self, first: int) -> hazards.LogLogVariance:
        coefficients, hazard = self.stacked
        with np.errstate(divide="ignore"):
            log_hazard = np.log(hazard[:, first:] - hazard[:, [first]])
        return hazards.LogLogVariance(
            coefficients, log_hazard, Moments.of(coefficients, log_hazard)
        )
