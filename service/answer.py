"""What is answered: the shapes of every successful response about patients.

They are declared once and checked where they are built, by the type checker: an answer is made of
plain dictionaries, and nothing checks it again before it is written. The OpenAPI document derives
from the same declarations.
"""

from typing import Annotated, Any, Literal, NotRequired

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, Field, GetPydanticSchema, with_config
from typing_extensions import TypedDict

from models.factors import FactorValue
from models.manifest import Provenance
from models.outcome import Outcome
from service.problems import Problem

Probability = float
Status = Literal["used", "unused", "unknown"]

closed = with_config(ConfigDict(extra="forbid"))
"""A shape has no other members than those declared."""


def _listed(kind: Any) -> GetPydanticSchema:  # noqa: ANN401  # a type
    """Describe an array as what it is written as: a list of a kind of number."""
    return GetPydanticSchema(lambda _, handler: handler(list[kind]))


Months = Annotated[NDArray[np.int64], _listed(int)]
Probabilities = Annotated[NDArray[np.float64], _listed(Probability)]


@closed
class Limitation(TypedDict):
    """What holds for every answer of a bundle."""

    code: str
    message: str


@closed
class BundleAnswer(TypedDict):
    """Which trained models answered, and what holds for every answer of theirs."""

    id: Annotated[str, Field(description="First 12 digits of `sha256`.", examples=["3f1c0a9be27d"])]
    version: Annotated[str, Field(description="Version of pulmet that trained the bundle.")]
    sha256: Annotated[str, Field(description="SHA-256 of the bundle's manifest.")]
    provenance: Provenance
    clinical_use: Annotated[
        bool, Field(description="Whether the bundle is meant for clinical use.")
    ]
    limitations: list[Limitation]


@closed
class CurveAnswer(TypedDict):
    """Survival by month after the operation, with pointwise 95 % limits."""

    months: Months
    survival: Probabilities
    lower: Probabilities
    upper: Probabilities


@closed
class ScenarioAnswer(TypedDict):
    """The patient's probability at 60 months if the cohort's mean were another one."""

    average: Annotated[
        Probability,
        Field(description="Assumed mean survival of the cohort 60 months after the operation."),
    ]
    survival: Probability


@closed
class HorizonAnswer(TypedDict):
    """The probability at one horizon; of what, the request's outcome says."""

    months: Annotated[int, Field(description="Counted from the operation.")]
    survival: Probability
    lower: Annotated[
        Probability,
        Field(
            description=(
                "Lower limit of the 95 % interval for the average survival of such patients, given "
                "this model."
            )
        ),
    ]
    upper: Probability
    average: Annotated[Probability, Field(description="The cohort's average at this horizon.")]
    scenarios: Annotated[
        list[ScenarioAnswer], Field(description="At 60 months only; empty elsewhere.")
    ]


@closed
class RangeAnswer(TypedDict):
    """How far the probability could move if an unknown factor were known."""

    factor: str
    months: int
    lowest: Probability
    highest: Probability


@closed
class ContributionAnswer(TypedDict):
    """What one factor adds to, or takes from, the survival probability."""

    factor: str
    value: FactorValue
    contribution: Annotated[
        float, Field(description="Fraction, with sign; 0 when unknown or unused.")
    ]
    log_hazard: NotRequired[
        Annotated[
            float | None, Field(description="Its part of the log hazard; for Cox models only.")
        ]
    ]
    text: str


@closed
class HorizonExplanationAnswer(TypedDict):
    """Contributions that add up to the unconditional probability minus `average`."""

    months: int
    average: Probability
    contributions: list[ContributionAnswer]


@closed
class ExplanationAnswer(TypedDict):
    """Exact interventional Shapley values of the unconditional survival probability."""

    horizons: list[HorizonExplanationAnswer]


@closed
class WhatIfAnswer(TypedDict):
    """A different patient, who differs in `changes`."""

    changes: dict[str, FactorValue]
    horizons: list[HorizonAnswer]


@closed
class PredictionAnswer(TypedDict):
    """What one model says of the patient."""

    model: str
    experimental: bool
    curve: NotRequired[
        Annotated[CurveAnswer | None, Field(description="Left out of a batch unless asked for.")]
    ]
    horizons: list[HorizonAnswer]
    median_months: Annotated[
        int | None,
        Field(description="Month at which survival comes down to one half; null when not reached."),
    ]
    restricted_mean_months: Annotated[
        float,
        Field(
            description=(
                "Area under the curve until `restricted_to_month`, counted from the operation: for "
                "`overall_survival` the mean of the months lived, for `disease_free_survival` of "
                "those lived free of disease."
            )
        ),
    ]
    restricted_to_month: int
    range_if_known: list[RangeAnswer]
    explanation: NotRequired[
        Annotated[ExplanationAnswer | None, Field(description="Left out when `explain` is false.")]
    ]
    what_if: list[WhatIfAnswer]


@closed
class InputAnswer(TypedDict):
    """What became of one factor."""

    factor: str
    status: Status
    used_by: Annotated[list[str], Field(description="Models that the value bears on.")]


@closed
class WarningAnswer(TypedDict):
    """What must be known about this patient's prediction."""

    code: str
    message: str
    factor: str | None


@closed
class PatientAnswer(TypedDict):
    """What is answered of one patient, alone or in a batch."""

    predictions: list[PredictionAnswer]
    inputs: list[InputAnswer]
    warnings: list[WarningAnswer]
    summary: str


@closed
class Answer(PatientAnswer):
    """The answer about one patient."""

    request_id: str
    bundle: BundleAnswer
    outcome: Outcome


@closed
class BatchProblem(TypedDict):
    """Why one patient of a batch has no answer."""

    problem: Problem


@closed
class BatchAnswer(TypedDict):
    """Answers in the order of the patients."""

    request_id: str
    bundle: BundleAnswer
    outcome: Outcome
    results: list[PatientAnswer | BatchProblem]
