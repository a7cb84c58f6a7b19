"""The Cox model as it is served, and all that its interval is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray
from models.averaging.averaging import Averaging
from models.averaging.background import Background, Facts
from models.averaging.coalitions import Coalitions, players_of, row_shapley_values
from models.averaging.design_matrix import DesignMatrix
from models.cox.curves import CoxCurves
from models.cox.hazards import mean_survivals, variances
from models.curves import given_survived
from models.explanation import Attribution, Contributions
from models.interval import Variance, variance_of
from models.kernels import hazards
from models.outcome import Outcome
from models.terms import Columns
from models.timegrid import Months, TimeGrid, numbers


@dataclass(frozen=True)
class CoxModel:
    """A served Cox model: its curves, and all that its interval is made of.

    Attributes
    ----------
    served : CoxCurves
        The pooled model, whose probabilities are reported.
    draws : CoxCurves
        Stack of `n_draws` models from the sampling distribution of coefficients and baseline.
    cohort_curves : CoxCurves
        Stack of the models of each cohort alone, a reconstruction or an imputation.
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
    cohort_curves: CoxCurves
    scenarios: Mapping[float, float]

    @cached_property
    def cohort_survival(self) -> FloatArray:
        """Mean survival over the background, shape=(n_months,)."""
        return self.mean_survival(self.background)

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean survival over the profiles, given months survived."""
        survival = over.weights @ self.served.survival(over.profiles)
        return given_survived(survival, survived_months)

    def drawn_mean_survival(self, over: Background) -> FloatArray:
        """Mean survival in each draw, shape=(n_draws, n_months)."""
        mean: FloatArray = np.einsum("p,dpt->dt", over.weights, self.draws.survival(over.profiles))
        return mean

    def cohort_mean_survivals(self, over: Background) -> FloatArray:
        """Mean survival in each cohort, shape=(n_cohorts, n_months)."""
        survival = self.cohort_curves.survival(over.profiles)
        mean: FloatArray = np.einsum("kp,kpt->kt", over.cohort_weights, survival)
        return mean

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean survival over profiles, given months survived."""
        return variance_of(
            given_survived(self.drawn_mean_survival(over), survived_months),
            given_survived(self.cohort_mean_survivals(over), survived_months),
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

    def mean_survivals(self, design: DesignMatrix, months: Months) -> FloatArray:
        """Mean survival of rows, given the first month, shape=(n_rows, n_months)."""
        return mean_survivals(self.averaging, self.served, design, months)

    def variances(self, design: DesignMatrix, months: Months) -> Variance:
        """Variance of the mean survival of rows, given the first month."""
        return variances(
            self.averaging, self.draws, self.cohort_curves, self.n_patients, design, months
        )

    def scenario_survivals(
        self, design: DesignMatrix, survived_months: int = 0
    ) -> dict[float, FloatArray]:
        """Survival at the last month in each scenario, given months survived, shape=(n_rows,)."""
        if not self.scenarios:
            return {}
        months = (survived_months, self.grid.longest_month)
        found = mean_survivals(self.averaging, self._scenario_curves, design, months)
        return dict(zip(self.scenarios, found[..., -1], strict=True))

    def contributions(self, design: DesignMatrix, months: Sequence[int]) -> Contributions:
        """Explain the mean survival of rows at some months, and the log hazard beside it.

        Every coalition of the facts is an average over the background. The cohorts
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

        shared = row_shapley_values(averaging, design, values_of, len(months) + 1)
        return Contributions(
            players=players_of(self.averaging),
            survival=shared[..., :-1],
            determined=np.ones(shared[..., :-1].shape, dtype=bool),
            log_hazard=shared[..., -1],
        )

    def explanation_cost(self, n_known: int) -> int:
        """Count the coalitions' profiles that one explanation passes over."""
        return len(self.background.weights) << n_known

    @cached_property
    def _scenario_curves(self) -> CoxCurves:
        factors = np.array(list(self.scenarios.values()))[:, None]
        coefficients = np.repeat(self.served.coefficients[None], len(factors), axis=0)
        return CoxCurves(coefficients, factors * self.served.cumulative_hazard)
