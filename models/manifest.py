"""The manifest: what a bundle says of itself, enough to recompute any answer by hand.

`FORMAT_VERSION` is one number for the manifest and its arrays. Raise it whenever a bundle
written before can no longer be read by the code after; add what only some bundles have as an
optional field instead, and the number stays. Keep a bundle of every version for the tests.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.factors import Patient
from models.terms import Term

FORMAT_VERSION: Literal[1] = 1

Outcome = Literal["overall_survival", "cancer_specific_survival", "disease_free_survival"]
Provenance = Literal["reconstructed", "registry"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Matrix = tuple[tuple[float, ...], ...]


class Record(BaseModel):
    """Base of everything in a manifest: frozen, complete, nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Limitation(Record):
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
    cumulative_hazard: tuple[float, ...]


class Cell(Record):
    """One distinct profile of the background and its share of the cohort."""

    profile: tuple[float, ...]
    share: float


class ScenarioRecord(Record):
    """An assumed mean survival of the cohort and the factor on the baseline that gives it."""

    average: float
    hazard_factor: float
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
    n_patients: int
    n_reconstructions: int
    longest_month: int
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


class ForestRecord(Record):
    """A random survival forest; its leaves are in `arrays`.

    `hyperparameters` are those of each bag's scikit-survival estimator.
    """

    kind: Literal["forest"] = "forest"
    experimental: bool
    n_patients: int
    n_reconstructions: int
    bags_per_reconstruction: int
    trees_per_bag: int
    longest_month: int
    terms: tuple[Term, ...]
    hyperparameters: dict[str, int | float | str | bool]
    mean_survival: float
    background: tuple[Cell, ...]
    scenarios: tuple[ScenarioRecord, ...]
    metrics: dict[str, float]
    arrays: str


ModelRecord = Annotated[CoxRecord | ForestRecord, Field(discriminator="kind")]


class GoldenHorizon(Record):
    """Probability and limits at one horizon."""

    months: int
    survival: float
    lower: float
    upper: float


class Golden(Record):
    """One stored question and its answer, reproduced whenever the bundle is loaded."""

    outcome: Outcome
    model: str
    patient: Patient
    survived_months: int
    horizons: tuple[GoldenHorizon, ...]


class Manifest(Record):
    """Everything that a bundle says of itself, but its own hash."""

    format_version: Literal[1]
    pulmet_version: str
    provenance: Provenance
    clinical_use: Literal[False]
    factor_schema: Sha256
    files: dict[str, Sha256]
    libraries: dict[str, str]
    sources: tuple[Source, ...]
    training: dict[str, Any]
    training_ranges: dict[str, TrainingRange]
    limitations: tuple[Limitation, ...]
    outcomes: dict[Outcome, dict[str, ModelRecord]]
    golden: tuple[Golden, ...]
