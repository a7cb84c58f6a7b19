"""`GET /v1/models`, `/v1/models/{name}` and its report: what is served, and what it rests on."""

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from models.bundle import Bundle
from models.errors import Fault
from models.manifest import (
    CauseSpecificRecord,
    CoxRecord,
    ForestRecord,
    RegistryCoxRecord,
    Source,
    TrainingRange,
)
from models.outcome import Outcome
from service.answer import BundleAnswer
from service.dependencies import ServedBundle, SpokenCatalogue
from service.openapi import problems
from service.panel import describe_bundle
from service.problems import ModelNotFound, ReportNotFound

router = APIRouter(prefix="/v1", tags=["models"])

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The report has its styles and pictures in itself; it loads, runs and sends nothing."""

Name = Annotated[str, Path(description="Name of the model.", examples=["cox"])]
Report = Annotated[
    str | None,
    Field(
        description="Where the report of what the model rests on is; null where there is none.",
        examples=["/v1/models/cox/report"],
    ),
]


class ModelSummary(BaseModel):
    """One model that is served."""

    model_config = ConfigDict(frozen=True)

    name: str
    outcome: Outcome
    kind: str
    experimental: bool = Field(description="Answers only when asked for by name.")
    factors: list[str] = Field(description="The factors that the model uses.")
    longest_month: int
    report: Report


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
    report: Report


class CoxAnswer(CoxRecord, Served):
    """A Cox model in full.

    With h the baseline's cumulative hazard, b the served coefficients (in the order of `terms`)
    and x a profile of term values, survival at month t is exp(-h[t] * exp(sum(b * x))). Unknown
    factors: take each profile of `background`, put in the patient's known values, leave out what
    is impossible (one nodule on both sides), and average the survival with the shares, made to
    sum to 1.
    """


class RegistryCoxAnswer(RegistryCoxRecord, Served):
    """A Cox model that was fitted on a registry, in full.

    A profile x has one value for each of `terms`. A threshold is 1 beyond its cut and 0 elsewhere,
    a level 1 where the factor has it and 0 elsewhere, a linear term the factor's own value v. Term
    number j of a spline with the knots k1 < ... < km is, with (z)+ = max(z, 0),
    ((v - kj)+^3 - (v - k(m-1))+^3 * (km - kj) / (km - k(m-1)) + (v - km)+^3 * (k(m-1) - kj) /
    (km - k(m-1))) / (km - k1)^2.

    With h the cumulative hazard of `hazard.baseline` and b the served coefficients of `hazard` (in
    the order of `terms`), survival at month t is exp(-h[t] * exp(sum(b * x))). Unknown factors:
    take each profile of `background`, put in the terms of the patient's known factors, leave out
    what is impossible (fewer than two nodules on both sides), and average the survival with the
    shares, made to sum to 1. Given s months survived, divide that average by the one at s.
    """


class CauseSpecificAnswer(CauseSpecificRecord, Served):
    """Cancer-specific survival by two Cox models, in full.

    Profiles are those of a `registry_cox` model. With h the baseline's cumulative hazard and b the
    served coefficients of `sarcoma`, death from the sarcoma has the cumulative hazard
    H1[t] = h[t] * exp(sum(b * x)); `other` gives H2 of death from another cause likewise. With
    A[t] = exp(-H1[t] - H2[t]), the probability of being alive, and h1[u] = H1[u] - H1[u-1], h2[u]
    alike, the probability of having died of the sarcoma is
    F[t] = sum over u = 1, ..., t of (A[u-1] - A[u]) * h1[u] / (h1[u] + h2[u]),
    in which a month without any hazard adds 0. Cancer-specific survival is 1 - F[t].

    Unknown factors: average F and A over the background, each by itself, as for a `registry_cox`
    model. Given s months survived, it is 1 - (F[t] - F[s]) / A[s] with these averages: of those
    alive at s, who has not died of the sarcoma by t.
    """


class ForestAnswer(ForestRecord, Served):
    """A random survival forest: its terms, how it was grown, and its background.

    `n_reconstructions` counts the cohorts that it was grown on: reconstructions, or the imputations
    of one registry.
    """


ModelAnswer = Annotated[
    CoxAnswer | RegistryCoxAnswer | CauseSpecificAnswer | ForestAnswer,
    Field(discriminator="kind"),
]

_ANSWERS: dict[str, type[CoxAnswer | RegistryCoxAnswer | CauseSpecificAnswer | ForestAnswer]] = {
    "cox": CoxAnswer,
    "registry_cox": RegistryCoxAnswer,
    "cause_specific_cox": CauseSpecificAnswer,
    "forest": ForestAnswer,
}


@router.get("/models", operation_id="list_models", responses=problems())
def list_models(bundle: ServedBundle, catalogue: SpokenCatalogue) -> ModelsAnswer:
    """List the models that are served."""
    return ModelsAnswer(
        bundle=describe_bundle(bundle, catalogue),
        models=[
            ModelSummary(
                name=name,
                outcome=outcome,
                kind=record.kind,
                experimental=record.experimental,
                factors=list(bundle.models[outcome][name].columns.factors),
                longest_month=record.longest_month,
                report=_report_of(bundle, name),
            )
            for outcome, records in bundle.manifest.outcomes.items()
            for name, record in records.items()
        ],
    )


@router.get("/models/{name}", operation_id="get_model", responses=problems(404, 422))
def get_model(
    bundle: ServedBundle,
    catalogue: SpokenCatalogue,
    name: Name,
    outcome: Annotated[Outcome, Query(description="What it predicts.")] = "overall_survival",
) -> ModelAnswer:
    """Give one model in full: terms, coefficients, covariance, baseline and background."""
    names = bundle.models_for(outcome)
    if name not in names:
        raise _not_found(names)
    record = bundle.manifest.outcomes[outcome][name]
    manifest = bundle.manifest
    return _ANSWERS[record.kind](
        **{field: getattr(record, field) for field in type(record).model_fields},
        name=name,
        outcome=outcome,
        bundle=describe_bundle(bundle, catalogue),
        sources=manifest.sources,
        training=manifest.training,
        training_ranges=manifest.training_ranges,
        report=_report_of(bundle, name),
    )


@router.get(
    "/models/{name}/report",
    operation_id="get_report",
    response_class=HTMLResponse,
    responses=problems(404, 422),
)
def get_report(bundle: ServedBundle, name: Name) -> Response:
    """Show what the models rest on: one page, the same for every model of the bundle."""
    names = {name for records in bundle.manifest.outcomes.values() for name in records}
    if name not in names:
        raise _not_found(names)
    if bundle.report is None:
        raise ReportNotFound([Fault("report_absent", field="")])
    return HTMLResponse(bundle.report, headers={"Content-Security-Policy": REPORT_POLICY})


def _report_of(bundle: Bundle, name: str) -> str | None:
    if bundle.report is None:
        return None
    return f"{router.prefix}/models/{quote(name, safe='')}/report"


def _not_found(names: Iterable[str]) -> ModelNotFound:
    allowed = sorted(names)
    return ModelNotFound([Fault("model_unsupported", field="", details={"allowed": allowed})])
