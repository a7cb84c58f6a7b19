"""What every survival model offers, whatever its kind."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from models.arrays import FloatArray
from models.averaging.averaging import Averaging
from models.averaging.background import Background, Facts
from models.averaging.design_matrix import DesignMatrix
from models.explanation import Attribution, Contributions
from models.interval import Variance
from models.outcome import Outcome
from models.terms import Columns
from models.timegrid import Months, TimeGrid


class SurvivalModel(Protocol):
    """A model of one outcome; all curves live on its grid, shape=(n_months,)."""

    @property
    def name(self) -> str:
        """Name by which a request asks for it."""
        ...

    @property
    def outcome(self) -> Outcome:
        """The event that its curves are free of: death, death of the sarcoma, relapse or death."""
        ...

    @property
    def experimental(self) -> bool:
        """Whether it answers only when asked for by name."""
        ...

    @property
    def n_patients(self) -> int:
        """Patients in one training cohort."""
        ...

    @property
    def grid(self) -> TimeGrid:
        """The months it supports."""
        ...

    @property
    def columns(self) -> Columns:
        """The terms, in the order of coefficients and profiles."""
        ...

    @property
    def background(self) -> Background:
        """Who unknown factors are averaged over."""
        ...

    @property
    def scenarios(self) -> Mapping[float, float]:
        """The factor on every cumulative hazard that brings another mean about, by that mean."""
        ...

    @property
    def cohort_survival(self) -> FloatArray:
        """Mean survival over the background: the cohort average."""
        ...

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean survival over profiles, given months survived and from that month on."""
        ...

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean survival over profiles, given months survived."""
        ...

    def scenario_mean_survival(self, over: Background) -> Mapping[float, FloatArray]:
        """Mean survival if the cohort's mean were another one, by that mean."""
        ...

    def attribute(
        self, facts: Facts, factors: Collection[str], horizons_months: Sequence[int]
    ) -> Mapping[str, Attribution]:
        """Explain the unconditional mean survival by the facts; other factors get exactly 0."""
        ...

    @property
    def averaging(self) -> Averaging:
        """The background in its columns."""
        ...

    def mean_survivals(self, design: DesignMatrix, months: Months) -> FloatArray:
        """Mean survival of rows, given the first month, shape=(n_rows, n_months)."""
        ...

    def variances(self, design: DesignMatrix, months: Months) -> Variance:
        """Variance of the mean survival of rows, given the first month."""
        ...

    def scenario_survivals(
        self, design: DesignMatrix, survived_months: int = 0
    ) -> Mapping[float, FloatArray]:
        """Survival at the last month in each scenario, given months survived, shape=(n_rows,)."""
        ...

    def contributions(self, design: DesignMatrix, months: Sequence[int]) -> Contributions:
        """Explain the unconditional mean survival of rows at some months."""
        ...

    def explanation_cost(self, n_known: int) -> int:
        """Count the numbers that one exact explanation passes over."""
        ...
