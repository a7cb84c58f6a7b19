r"""Cox models in array form: coefficients and a baseline.

.. math:: S(t \mid x) = \exp\{-H_0(t)\,\exp(\beta^\top x)\}

Source: Cox, J R Stat Soc B 1972;34:187-220.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from models.hazards import blocks, weigh_survivors
from models.interval import LOG_LOG_LIMITS, complementary_log_log
from models.kernels import hazards
from models.moments import Moments
from models.terms import FloatArray
from models.timegrid import Months, at, numbers

REMEMBERED = 8
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
        """Mean survival over profiles, given the first month; see `models.hazards.Curves`."""
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

    def log_log(self, profiles: FloatArray, weights: FloatArray, months: Months) -> FloatArray:
        """Compute log(-log(S)) of `mean_survival`; of one profile, without leaving that scale."""
        if profiles.shape[1] > 1:
            return complementary_log_log(self.mean_survival(profiles, weights, months))
        log_log = self._log_cumulative_hazard(months)[..., None, :] + self.log_hazards(profiles)
        return np.clip(log_log, *LOG_LOG_LIMITS, out=log_log)

    def _log_cumulative_hazard(self, months: Months) -> FloatArray:
        hazard = self.cumulative_hazard[..., at(months)]
        if not months[0]:
            return self._log_hazards_since_0[..., at(months)]
        with np.errstate(divide="ignore"):
            return np.log(hazard - hazard[..., :1])

    @cached_property
    def _log_hazards_since_0(self) -> FloatArray:
        with np.errstate(divide="ignore"):
            return np.log(self.cumulative_hazard)

    def survival_of_known(self, values: FloatArray, months: Months) -> FloatArray:
        """Survival of rows of which all is known, given the first month.

        Parameters
        ----------
        values : ndarray, shape=(n_rows, n_terms)

        Returns
        -------
        ndarray, shape=(..., n_rows, n_months)
        """
        coefficients, hazard = self.stacked
        found: FloatArray = hazards.survival(values, coefficients, hazard, numbers(months))
        return found if self.coefficients.ndim > 1 else found[0]

    def variance_of_known(
        self, values: FloatArray, months: Months, limits: tuple[float, float] = LOG_LOG_LIMITS
    ) -> FloatArray:
        """Variance over a stack of log(-log(S)), clamped, of rows of which all is known.

        That is log H(t), of a model drawn, plus its linear predictor: where nothing is clamped,
        the variance is a quadratic form in the row, whose coefficients do not depend on it.

        Returns
        -------
        ndarray, shape=(n_rows, n_months)
        """
        return self._log_log_variance(months[0]).of(values, numbers(months, months[0]), *limits)

    @cached_property
    def stacked(self) -> tuple[FloatArray, FloatArray]:
        """Coefficients and hazards as of a stack, shape=(n_models, ...), whole in memory."""
        coefficients, hazard = np.atleast_2d(self.coefficients, self.cumulative_hazard)
        return np.ascontiguousarray(coefficients), np.ascontiguousarray(hazard)

    @cached_property
    def _log_log_variance(self) -> Callable[[int], hazards.LogLogVariance]:
        return lru_cache(REMEMBERED)(self._prepare_log_log_variance)

    def _prepare_log_log_variance(self, first: int) -> hazards.LogLogVariance:
        coefficients, hazard = self.stacked
        log_hazard = self._log_cumulative_hazard(range(first, hazard.shape[1]))
        moments = Moments.of(coefficients, log_hazard)
        return hazards.LogLogVariance(coefficients, np.ascontiguousarray(log_hazard), moments)
