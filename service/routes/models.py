"""`GET /v1/models` and `/v1/models/{name}`: what is served, recomputable by hand."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from models.errors import Fault
from models.manifest import CoxRecord, ForestRecord, Outcome, Source, TrainingRange
from service.answer import BundleAnswer
from service.answering import describe_bundle
from service.openapi import problems
from service.problems import ModelNotFound
from service.routes.served import ServedBundle

router = APIRouter(prefix="/v1", tags=["models"])


class ModelSummary(BaseModel):
    """One model that is served."""

    model_config = ConfigDict(frozen=True)

    name: str
    outcome: Outcome
    kind: str
    experimental: bool = Field(description="Answers only when asked for by name.")
    factors: list[str] = Field(description="The factors that the model uses.")
    longest_month: int


class ModelsAnswer(BaseModel):
    """All models that are served, and their bundle."""

    model_config = ConfigDict(frozen=True)

    bundle: BundleAnswer
    models: list[ModelSummary]


class Served(BaseModel):
    """Which model of which bundle is described."""

    name: str
    outcome: Outcome
    bundle: BundleAnswer
    sources: tuple[Source, ...]
    training: dict[str, object]
    training_ranges: dict[str, TrainingRange]


class CoxAnswer(CoxRecord, Served):
    """A Cox model in full.

    With h the baseline's cumulative hazard, b the served coefficients (in the order of `terms`)
    and x a profile of term values, survival at month t is exp(-h[t] * exp(sum(b * x))). Unknown
    factors: take each profile of `background`, put in the patient's known values, leave out what
    is impossible (one nodule on both sides), and average the survival with the shares, made to
    sum to 1.
    """


class ForestAnswer(ForestRecord, Served):
    """A random survival forest: its terms, how it was grown, and its background."""


ModelAnswer = Annotated[CoxAnswer | ForestAnswer, Field(discriminator="kind")]


@router.get("/models", operation_id="list_models", responses=problems())
def list_models(bundle: ServedBundle) -> ModelsAnswer:
    """List the models that are served."""
    return ModelsAnswer(
        bundle=describe_bundle(bundle),
        models=[
            ModelSummary(
                name=name,
                outcome=outcome,
                kind=record.kind,
                experimental=record.experimental,
                factors=list(bundle.models[outcome][name].columns.factors),
                longest_month=record.longest_month,
            )
            for outcome, records in bundle.manifest.outcomes.items()
            for name, record in records.items()
        ],
    )


@router.get("/models/{name}", operation_id="get_model", responses=problems(404, 422))
def get_model(
    bundle: ServedBundle,
    name: Annotated[str, Path(description="Name of the model.", examples=["cox"])],
    outcome: Annotated[Outcome, Query(description="What it predicts.")] = "overall_survival",
) -> ModelAnswer:
    """Give one model in full: terms, coefficients, covariance, baseline and background."""
    allowed = sorted(bundle.models_for(outcome))
    if name not in allowed:
        raise ModelNotFound([Fault("model_unsupported", field="", details={"allowed": allowed})])
    record = bundle.manifest.outcomes[outcome][name]
    manifest = bundle.manifest
    answer = CoxAnswer if isinstance(record, CoxRecord) else ForestAnswer
    return answer(
        **{field: getattr(record, field) for field in type(record).model_fields},
        name=name,
        outcome=outcome,
        bundle=describe_bundle(bundle),
        sources=manifest.sources,
        training=manifest.training,
        training_ranges=manifest.training_ranges,
    )
