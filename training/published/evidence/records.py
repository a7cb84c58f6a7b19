"""The evidence records, read from the tables beside this file."""

import tomllib
from importlib import resources
from typing import Any, Literal

from training.published.evidence.contrast import AdjustedContrast, Contrast, EvidenceRecord, Figure


class Survival(Figure):
    """A survival probability with approximate 95 % limits of its own status."""

    value: float
    lower: float
    upper: float
    limits_status: Literal["printed", "inferred"]
    limits_basis: str


class Deaths(Figure):
    """The range in which the total number of deaths lies."""

    lowest: int
    highest: int


class Interval(Figure):
    """Centre and range of a time, in months."""

    centre: float
    lowest: float
    highest: float


class PublishedScenario(Figure):
    """One reading of the cohort's mean survival at 60 months."""

    survival_60: float
    source: str


class Margin(Figure):
    """Patients in each level of one baseline characteristic."""

    name: str
    counts: dict[str, int]


class PublishedCohort(EvidenceRecord):
    """Everything one publication says, as far as the models need it.

    Attributes
    ----------
    accrual_months : int
        Length of the window over which patients were operated on.
    survival_60 : Survival
        Overall survival at 60 months.
    contrasts : tuple of Contrast
        The univariable rows, in the order of the publication.
    adjusted : tuple of AdjustedContrast
        The rows of the multivariable model, in its order.
    """

    key: str
    doi: str
    title: str
    design: str
    n_patients: int
    n_screened: int
    n_excluded: int
    accrual_months: int
    accrual_basis: str
    time_zero: str
    software: str
    issues: tuple[str, ...]
    survival_60: Survival
    deaths: Deaths
    disease_free_interval_months: Interval
    scenarios: tuple[PublishedScenario, ...]
    contrasts: tuple[Contrast, ...]
    adjusted: tuple[AdjustedContrast, ...]
    baseline: tuple[Margin, ...]

    @property
    def deaths_lowest(self) -> int:
        """Fewest deaths that the published standard errors allow."""
        return self.deaths.lowest

    @property
    def deaths_highest(self) -> int:
        """Most deaths that the published figures allow."""
        return self.deaths.highest

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the record that carries a status and issues."""
        single = (self.survival_60, self.deaths, self.disease_free_interval_months)
        return single + self.scenarios + self.contrasts + self.adjusted + self.baseline


class Effect(EvidenceRecord):
    """What an external series says about one factor; the size may be unknown."""

    factor: str
    contrast: str
    kind: Literal["hazard_ratio", "survival", "medians", "direction", "derived"]
    hazard_ratio: float | None = None
    lower: float | None = None
    upper: float | None = None
    note: str = ""


class Series(EvidenceRecord):
    """One external series; `survival_60` is its survival at 60 months if known."""

    key: str
    citation: str
    n_patients: int
    population: str
    survival_60: float | None = None
    effect: Effect | None = None
    issues: tuple[str, ...] = ()


class Prior(EvidenceRecord):
    """Normal prior of a log hazard ratio, and the series it was judged from."""

    hazard_ratio: float
    standard_deviation: float
    standard_deviation_status: Literal["judgement"]
    basis: str
    series: tuple[str, ...]
    issues: tuple[str, ...]


class ExternalEvidence(EvidenceRecord):
    """What is taken from the literature beside the main cohort."""

    dfi_prior: Prior
    series: tuple[Series, ...]


class Issue(EvidenceRecord):
    """Something wrong or unclear in the published figures, and what follows."""

    id: str
    topic: str
    severity: Literal["low", "medium", "high", "critical"]
    finding: str
    action: str


def load_published_cohort() -> PublishedCohort:
    """Read the cohort whose tables are reconstructed."""
    return PublishedCohort.model_validate(_read("ntuh_2024.toml"), strict=False)


def load_external() -> ExternalEvidence:
    """Read the external series and the prior judged from them."""
    return ExternalEvidence.model_validate(_read("external.toml"), strict=False)


def load_issues() -> tuple[Issue, ...]:
    """Read the issues found in the published figures, in the order of their ids."""
    return tuple(Issue.model_validate(row) for row in _read("issues.toml")["issues"])


def _read(name: str) -> dict[str, Any]:
    text = resources.files("training.published.evidence").joinpath(name).read_text("utf-8")
    return tomllib.loads(text)
