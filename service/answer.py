"""What is answered: the shapes of every successful response about patients."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.factors import FactorValue
from models.manifest import Limitation, Provenance
from models.outcome import Outcome
from service.problems import Problem

Probability = float
Status = Literal["used", "unused", "unknown"]


class Shape(BaseModel):
    """Base of all response shapes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BundleAnswer(Shape):
    """Which trained models answered, and what holds for every answer of theirs."""

    id: str = Field(description="First 12 digits of `sha256`.", examples=["3f1c0a9be27d"])
    version: str = Field(description="Version of pulmet that trained the bundle.")
    sha256: str = Field(description="SHA-256 of the bundle's manifest.")
    provenance: Provenance
    clinical_use: bool = Field(description="Whether the bundle is meant for clinical use.")
    limitations: list[Limitation]


class CurveAnswer(Shape):
    """Survival by month after the operation, with pointwise 95 % limits."""

    months: list[int]
    survival: list[Probability]
    lower: list[Probability]
    upper: list[Probability]


class ScenarioAnswer(Shape):
    """The patient's probability at 60 months if the cohort's mean were another one."""

    average: Probability = Field(
        description="Assumed mean survival of the cohort 60 months after the operation."
    )
    survival: Probability


class HorizonAnswer(Shape):
    """The probability at one horizon; of what, the request's outcome says."""

    months: int = Field(description="Counted from the operation.")
    survival: Probability
    lower: Probability = Field(
        description=(
            "Lower limit of the 95 % interval for the average survival of such patients, given "
            "this model."
        )
    )
    upper: Probability
    average: Probability = Field(description="The cohort's average at this horizon.")
    scenarios: list[ScenarioAnswer] = Field(description="At 60 months only; empty elsewhere.")


class RangeAnswer(Shape):
    """How far the probability could move if an unknown factor were known."""

    factor: str
    months: int
    lowest: Probability
    highest: Probability


class ContributionAnswer(Shape):
    """What one factor adds to, or takes from, the survival probability."""

    factor: str
    value: FactorValue
    contribution: float = Field(description="Fraction, with sign; 0 when unknown or unused.")
    log_hazard: float | None = Field(
        None, description="Its part of the log hazard; for Cox models only."
    )
    text: str


class HorizonExplanationAnswer(Shape):
    """Contributions that add up to the unconditional probability minus `average`."""

    months: int
    average: Probability
    contributions: list[ContributionAnswer]


class ExplanationAnswer(Shape):
    """Exact interventional Shapley values of the unconditional survival probability."""

    horizons: list[HorizonExplanationAnswer]


class WhatIfAnswer(Shape):
    """A different patient, who differs in `changes`."""

    changes: dict[str, FactorValue]
    horizons: list[HorizonAnswer]


class PredictionAnswer(Shape):
    """What one model says of the patient."""

    model: str
    experimental: bool
    curve: CurveAnswer | None = Field(None, description="Left out of a batch unless asked for.")
    horizons: list[HorizonAnswer]
    median_months: int | None = Field(
        description="Month at which survival comes down to one half; null when not reached."
    )
    restricted_mean_months: float = Field(
        description=(
            "Area under the curve until `restricted_to_month`, counted from the operation: for "
            "`overall_survival` the mean of the months lived, for `disease_free_survival` of those "
            "lived free of disease."
        )
    )
    restricted_to_month: int
    range_if_known: list[RangeAnswer]
    explanation: ExplanationAnswer | None = Field(
        None, description="Left out when `explain` is false."
    )
    what_if: list[WhatIfAnswer]


class InputAnswer(Shape):
    """What became of one factor."""

    factor: str
    status: Status
    used_by: list[str] = Field(description="Models that the value bears on.")


class WarningAnswer(Shape):
    """What must be known about this patient's prediction."""

    code: str
    message: str
    factor: str | None


class PatientAnswer(Shape):
    """What is answered of one patient, alone or in a batch."""

    predictions: list[PredictionAnswer]
    inputs: list[InputAnswer]
    warnings: list[WarningAnswer]
    summary: str


class Answer(PatientAnswer):
    """The answer about one patient."""

    request_id: str
    bundle: BundleAnswer
    outcome: Outcome


class BatchProblem(Shape):
    """Why one patient of a batch has no answer."""

    problem: Problem


class BatchAnswer(Shape):
    """Answers in the order of the patients."""

    request_id: str
    bundle: BundleAnswer
    outcome: Outcome
    results: list[PatientAnswer | BatchProblem]
