r"""The Cox model in array form.

.. math:: S(t \mid x) = \exp\{-H_0(t)\,\exp(\beta^\top x)\}

Source: Cox, J R Stat Soc B 1972;34:187-220.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.background import Background, Facts, average_over
from models.curves import given_survived
from models.explanation import Attribution, Coalition, shapley_values
from models.interval import Variance, variance_of
from models.outcome import Outcome
from models.terms import Columns, FloatArray
from models.timegrid import TimeGrid


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
        """Explain the mean survival at each horizon, and the log hazard beside it.

        Every coalition of the facts is an average over the background. The reconstructions
        agree on the signs: each reproduces the published coefficients.
        """

        def value(coalition: Coalition) -> FloatArray:
            held = {factor: facts[factor] for factor in facts if factor in coalition}
            over = average_over(self.background, self.columns, held)
            survival = self.mean_survival(over)[list(horizons_months)]
            return np.append(survival, self.mean_log_hazard(over))

        values = shapley_values(facts, value)
        nothing = np.zeros(len(horizons_months) + 1)
        determined = np.ones(len(horizons_months), dtype=bool)
        attributed = {factor: values.get(factor, nothing) for factor in factors}
        return {
            factor: Attribution(part[:-1], determined, float(part[-1]))
            for factor, part in attributed.items()
        }

    def scenario_mean_survival(self, over: Background) -> dict[float, FloatArray]:
        """Mean survival if the cohort's mean were another one, by that mean."""
        return {
            average: over.weights
            @ CoxCurves(self.served.coefficients, factor * self.served.cumulative_hazard).survival(
                over.profiles
            )
            for average, factor in self.scenarios.items()
        }
