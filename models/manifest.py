"""The manifest: what a bundle says of itself, enough to recompute any answer by hand.

`FORMAT_VERSION` is one number for the manifest and its arrays, that of what is written now. Every
version is read for ever. Raise it when what a field or an array means changes, or when an older
release would misread what is written; add what only some bundles have as an optional field instead,
and the number stays. To raise it:

1. keep two bundles of the version that ends, from the evidence and from the simulated registry of
   the tests, in `tests/models/formats/<version>/`;
2. raise the number, and append it to `FORMAT_VERSIONS`;
3. let the readers tell the versions apart by `format_version`, in as few places as they can
   (`models/factor_schema.py` has one), and write below what changed.

1: `factor_schema` is the digest of all factors of its day.
2: `factor_schema` is the digest of the factors and levels that the bundle uses.
"""

from collections.abc import Iterable
from math import isclose
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.factors import FACTORS, Patient
from models.outcome import Outcome
from models.terms import Term

FORMAT_VERSION: Literal[2] = 2
FORMAT_VERSIONS = (1, 2)

Provenance = Literal["reconstructed", "registry"]
Probability = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Matrix = tuple[tuple[float, ...], ...]


class Record(BaseModel):
    """Base of everything in a manifest: frozen, complete, nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _require(*, holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)


class BundleLimitation(Record):
    """What holds for every answer of a bundle."""

    code: str
    message: str


class Source(Record):
    """A publication that the bundle builds on, and the issues found in it."""

    doi: str
    title: str
    issues: tuple[str, ...]


class TrainingRange(Record):
    """The range of a factor in the training patients, where it is known."""

    lowest: float
    highest: float


class Coefficient(Record):
    """One term's log hazard ratio, as published, as reconstructed and as served.

    `shrinkage` is the factor on the pooled coefficient, None where a prior was used instead;
    `prior_mean` and `prior_sd` are that prior.
    """

    term: str
    published: float
    published_se: float
    pooled: float
    served: float
    served_se: float
    shrinkage: float | None
    prior_mean: float | None
    prior_sd: float | None


class Baseline(Record):
    """Baseline cumulative hazard for a profile of zeros, by month."""

    months: tuple[int, ...]
    cumulative_hazard: tuple[Annotated[float, Field(ge=0)], ...]


class Cell(Record):
    """One distinct profile of the background and its share of the cohort."""

    profile: tuple[float, ...]
    share: Probability


class ScenarioRecord(Record):
    """An assumed mean survival of the cohort and the factor on the baseline that gives it."""

    average: Probability
    hazard_factor: float = Field(gt=0)
    source: str


class CellSurvival(Record):
    """Survival of one cell at the last month, with its limits."""

    profile: tuple[float, ...]
    survival: float
    lower: float
    upper: float


class Sensitivity(Record):
    """The coefficients under another shrinkage, and what the cells would then be."""

    shrinkage: float
    coefficients: tuple[float, ...]
    survival: tuple[float, ...]


class CoxRecord(Record):
    """A Cox model, readable; its draws and reconstructions are in `arrays`."""

    kind: Literal["cox"] = "cox"
    experimental: bool
    n_patients: Count
    n_reconstructions: Count
    longest_month: Count
    terms: tuple[Term, ...]
    coefficients: tuple[Coefficient, ...]
    published_covariance: Matrix
    covariance: Matrix
    baseline: Baseline
    baseline_log_sd: float
    background: tuple[Cell, ...]
    scenarios: tuple[ScenarioRecord, ...]
    cells: tuple[CellSurvival, ...]
    sensitivity: tuple[Sensitivity, ...]
    metrics: dict[str, float]
    arrays: str

    @model_validator(mode="after")
    def _agree(self) -> Self:
        names = [term.name for term in self.terms]
        stated = [coefficient.term for coefficient in self.coefficients]
        _require(holds=stated == names, what="the coefficients must be those of the terms")
        _require_baseline(self.baseline, self.longest_month)
        _require_profiles(self.terms, self.background)
        return self


Event = Literal["death", "death_of_sarcoma", "death_of_another_cause", "relapse_or_death"]


class FittedCoefficient(Record):
    """One term's log hazard ratio, pooled over the imputations, with its total standard error."""

    term: str
    served: float
    served_se: float


class FittedHazard(Record):
    """One Cox model fitted on a registry.

    `covariance` is the total by Rubin's rules, of which `within_covariance` is the mean of the
    imputations' own. `penalty` is the ridge penalty on standardised terms, 0 where there is none.
    The baseline is for a profile of zeros, a straight line between months that lie at least 5
    events apart.
    """

    event: Event
    coefficients: tuple[FittedCoefficient, ...]
    covariance: Matrix
    within_covariance: Matrix
    penalty: float = Field(ge=0)
    baseline: Baseline


class _FittedRecord(Record):
    """What Cox models of one and of two hazards have in common."""

    experimental: bool
    n_patients: Count
    n_imputations: Count
    longest_month: Count
    terms: tuple[Term, ...]
    background: tuple[Cell, ...]
    metrics: dict[str, float]
    arrays: str

    def _require_agreement(self, hazards: Iterable[FittedHazard]) -> None:
        names = [term.name for term in self.terms]
        for hazard in hazards:
            stated = [coefficient.term for coefficient in hazard.coefficients]
            _require(holds=stated == names, what="the coefficients must be those of the terms")
            _require_baseline(hazard.baseline, self.longest_month)
        _require_profiles(self.terms, self.background)


class RegistryCoxRecord(_FittedRecord):
    """A Cox model fitted on a registry; its draws and imputations are in `arrays`."""

    kind: Literal["registry_cox"] = "registry_cox"
    hazard: FittedHazard

    @model_validator(mode="after")
    def _agree(self) -> Self:
        self._require_agreement([self.hazard])
        return self


class CauseSpecificRecord(_FittedRecord):
    """Two Cox models fitted on a registry: death from the sarcoma, and from another cause."""

    kind: Literal["cause_specific_cox"] = "cause_specific_cox"
    sarcoma: FittedHazard
    other: FittedHazard

    @model_validator(mode="after")
    def _agree(self) -> Self:
        self._require_agreement([self.sarcoma, self.other])
        return self


class ForestRecord(Record):
    """A random survival forest; its leaves are in `arrays`.

    `hyperparameters` are those of each bag's scikit-survival estimator.
    """

    kind: Literal["forest"] = "forest"
    experimental: bool
    n_patients: Count
    n_reconstructions: Count
    bags_per_reconstruction: int = Field(ge=2)
    trees_per_bag: int = Field(ge=2)
    longest_month: Count
    terms: tuple[Term, ...]
    hyperparameters: dict[str, int | float | str | bool]
    mean_survival: float
    background: tuple[Cell, ...]
    scenarios: tuple[ScenarioRecord, ...]
    metrics: dict[str, float]
    arrays: str

    @model_validator(mode="after")
    def _agree(self) -> Self:
        _require_profiles(self.terms, self.background)
        return self


def _require_baseline(baseline: Baseline, longest_month: int) -> None:
    months = tuple(range(longest_month + 1))
    _require(holds=baseline.months == months, what="the baseline must lie on the grid")
    hazards = baseline.cumulative_hazard
    _require(holds=len(hazards) == len(months), what="the baseline must have every month")
    rises = hazards[0] == 0.0 and list(hazards) == sorted(hazards)
    _require(holds=rises, what="the baseline must begin with 0 and never decrease")


def _require_profiles(terms: tuple[Term, ...], background: tuple[Cell, ...]) -> None:
    known = all(term.factor in FACTORS for term in terms)
    _require(holds=known, what="the terms must derive from declared factors")
    complete = all(len(cell.profile) == len(terms) for cell in background)
    _require(holds=complete, what="a profile must have a value for each term")
    total = sum(cell.share for cell in background)
    _require(holds=isclose(total, 1.0, abs_tol=1e-9), what="the shares must sum to 1")


ModelRecord = Annotated[
    CoxRecord | RegistryCoxRecord | CauseSpecificRecord | ForestRecord,
    Field(discriminator="kind"),
]


class GoldenHorizon(Record):
    """Probability and limits at one horizon."""

    months: int
    survival: Probability
    lower: Probability
    upper: Probability
    scenarios: tuple[Probability, ...]


class Golden(Record):
    """One stored question and its answer, reproduced whenever the bundle is loaded."""

    outcome: Outcome
    model: str
    patient: Patient
    survived_months: int
    horizons: Annotated[tuple[GoldenHorizon, ...], Field(min_length=1)]


class Manifest(Record):
    """Everything that a bundle says of itself, but its own hash.

    `report` names the file, an HTML page, that says what the models rest on; None where the
    bundle has none.
    """

    format_version: Literal[1, 2]
    pulmet_version: str
    provenance: Provenance
    clinical_use: Literal[False]
    factor_schema: Sha256
    files: dict[str, Sha256]
    report: str | None = None
    libraries: dict[str, str]
    sources: tuple[Source, ...]
    training: dict[str, Any]
    training_ranges: dict[str, TrainingRange]
    limitations: tuple[BundleLimitation, ...]
    outcomes: dict[Outcome, dict[str, ModelRecord]]
    golden: tuple[Golden, ...]

    @model_validator(mode="after")
    def _agree(self) -> Self:
        numeric = {name for name, factor in FACTORS.items() if factor.kind in {"number", "integer"}}
        ranged = set(self.training_ranges)
        _require(holds=ranged <= numeric, what="a training range needs a factor with numbers")
        return self
