r"""The Cox model in array form.

.. math:: S(t \mid x) = \exp\{-H_0(t)\,\exp(\beta^\top x)\}

Source: Cox, J R Stat Soc B 1972;34:187-220.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from models.averaging import Averaging
from models.background import Background, Facts
from models.coalitions import Coalitions, players_of, share_out
from models.curves import given_survived
from models.explanation import Attribution, Contributions
from models.hazards import blocks, mean_survivals, variances, weigh_survivors
from models.interval import (
    LOG_LOG_LIMITS,
    Variance,
    complementary_log_log,
    log_log_limits,
    variance_of,
)
from models.kernels import hazards
from models.known import Known
from models.moments import Moments
from models.outcome import Outcome
from models.terms import Columns, FloatArray
from models.timegrid import Months, TimeGrid, at, numbers

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


@dataclass(frozen=True)
class CoxModel:
    """A served Cox model: its curves, and all that its interval is made of.

    Attributes
    ----------
    served : CoxCurves
        The pooled model, whose probabilities are reported.
    draws : CoxCurves
        Stack of `n_draws` models from the sampling distribution of coefficients and baseline.
    reconstructions : CoxCurves
        Stack of the models of each reconstruction alone.
    scenarios : mapping of float to float
        For each assumed mean survival of the cohort at the last month, the factor on the
        baseline hazard that brings it about.
    """

    name: str
    outcome: Outcome
    experimental: bool
    n_patients: int
    grid: TimeGrid
    columns: Columns
    background: Background
    served: CoxCurves
    draws: CoxCurves
    reconstructions: CoxCurves
    scenarios: Mapping[float, float]

    @cached_property
    def cohort_survival(self) -> FloatArray:
        """Mean survival over the background, shape=(n_months,)."""
        return self.mean_survival(self.background)

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean survival over the profiles, given months survived."""
        survival = over.weights @ self.served.survival(over.profiles)
        return given_survived(survival, survived_months)

    def mean_log_hazard(self, over: Background) -> float:
        """Mean log relative hazard over the profiles."""
        return float(over.weights @ self.served.log_hazard(over.profiles))

    def drawn_mean_survival(self, over: Background) -> FloatArray:
        """Mean survival in each draw, shape=(n_draws, n_months)."""
        mean: FloatArray = np.einsum("p,dpt->dt", over.weights, self.draws.survival(over.profiles))
        return mean

    def reconstructed_mean_survival(self, over: Background) -> FloatArray:
        """Mean survival in each reconstruction, shape=(n_reconstructions, n_months)."""
        survival = self.reconstructions.survival(over.profiles)
        mean: FloatArray = np.einsum("kp,kpt->kt", over.reconstruction_weights, survival)
        return mean

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean survival over profiles, given months survived."""
        return variance_of(
            given_survived(self.drawn_mean_survival(over), survived_months),
            given_survived(self.reconstructed_mean_survival(over), survived_months),
            self.n_patients,
        )

    def attribute(
        self, facts: Facts, factors: Collection[str], horizons_months: Sequence[int]
    ) -> dict[str, Attribution]:
        """Explain the mean survival at each horizon, and the log hazard beside it."""
        found = self.contributions(self.averaging.encode([facts]), horizons_months)
        return found.of(0, facts, factors)

    def scenario_mean_survival(self, over: Background) -> dict[float, FloatArray]:
        """Mean survival if the cohort's mean were another one, by that mean."""
        if not self.scenarios:
            return {}
        means = over.weights @ self._scenario_curves.survival(over.profiles)
        return dict(zip(self.scenarios, means, strict=True))

    @cached_property
    def averaging(self) -> Averaging:
        """The background in the model's columns."""
        return Averaging(self.background, self.columns)

    def mean_survivals(self, known: Known, months: Months) -> FloatArray:
        """Mean survival of rows, given the first month, shape=(n_rows, n_months)."""
        return self._mean_survivals(self.served, known, months)

    def variances(self, known: Known, months: Months) -> Variance:
        """Variance of the mean survival of rows, given the first month."""
        if known.is_complete:
            return self._variances_of_known(known.values, months)
        found = variances(
            self.averaging, self.draws, self.reconstructions, self.n_patients, known, months
        )
        if known.complete.any():
            own = self._variances_of_known(known.values[known.complete], months)
            found.within[known.complete], found.between[known.complete] = own.within, own.between
        return found

    def scenario_survivals(self, known: Known, survived_months: int = 0) -> dict[float, FloatArray]:
        """Survival at the last month in each scenario, given months survived, shape=(n_rows,)."""
        if not self.scenarios:
            return {}
        months = (survived_months, self.grid.longest_month)
        found = self._mean_survivals(self._scenario_curves, known, months)
        return dict(zip(self.scenarios, found[..., -1], strict=True))

    def contributions(self, known: Known, months: Sequence[int]) -> Contributions:
        """Explain the mean survival of rows at some months, and the log hazard beside it.

        Every coalition of the facts is an average over the background. The reconstructions
        agree on the signs: each reproduces the published coefficients.
        """
        (coefficients,), (baseline,) = self.served.stacked
        hazard = baseline.take(numbers(tuple(months)))
        averaging = self.averaging

        def values_of(coalitions: Coalitions, row: FloatArray) -> FloatArray:
            return hazards.coalition_values(
                row,
                averaging.everybody,
                coalitions.columns,
                averaging.weights,
                coalitions.admitted,
                coefficients,
                hazard,
            )

        shared = share_out(averaging, known, values_of, len(months) + 1)
        return Contributions(
            players=players_of(self.averaging),
            survival=shared[..., :-1],
            determined=np.ones(shared[..., :-1].shape, dtype=bool),
            log_hazard=shared[..., -1],
        )

    def explanation_cost(self, n_known: int) -> int:
        """Count the coalitions' profiles that one explanation passes over."""
        return len(self.background.weights) << n_known

    def _mean_survivals(self, curves: CoxCurves, known: Known, months: Months) -> FloatArray:
        """Average over what rows leave open; where one leaves nothing, as if it were alone."""
        if known.is_complete:
            return curves.survival_of_known(known.values, months)
        found = mean_survivals(self.averaging, curves, known, months)
        if known.complete.any():
            own = curves.survival_of_known(known.values[known.complete], months)
            found[..., known.complete, :] = own
        return found

    def _variances_of_known(self, values: FloatArray, months: Months) -> Variance:
        """Variance of rows of which all is known; see `models.interval.variance_of`."""
        within = self.draws.variance_of_known(values, months)
        n_reconstructions = len(self.reconstructions.coefficients)
        if n_reconstructions == 1:
            return Variance(within, np.zeros(within.shape), 1)
        limits = log_log_limits(0.5 / self.n_patients)
        between = self.reconstructions.variance_of_known(values, months, limits)
        return Variance(within, between, n_reconstructions)

    @cached_property
    def _scenario_curves(self) -> CoxCurves:
        factors = np.array(list(self.scenarios.values()))[:, None]
        coefficients = np.repeat(self.served.coefficients[None], len(factors), axis=0)
        return CoxCurves(coefficients, factors * self.served.cumulative_hazard)
