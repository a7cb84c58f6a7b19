"""FHIR R4: `POST /fhir/$pulmet-survival`, and what the service publishes of itself."""

from datetime import date

from fastapi import APIRouter, Request, Response

from models.bundle import Bundle
from service.catalogue import Catalogue
from service.dependencies import ServedBundle, SpokenCatalogue
from service.fhir.address import Content
from service.fhir.conformance import PUBLISHED, capability_statement
from service.fhir.operation import answer_question, read_question
from service.fhir.outcome import FhirResponse, OutcomeResponse
from service.fhir.records_route import FhirContent, Today
from service.fhir.route_class import FhirRoute
from service.language import catalogue_of
from service.problems import ProblemError, problem_of
from service.worker_pool import ONE_BY_ONE

# FHIR describes itself: the CapabilityStatement stands in for the OpenAPI document.
router = APIRouter(prefix="/fhir", route_class=FhirRoute, include_in_schema=False)

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


@router.post("/$pulmet-survival")
async def predict_survival(
    content: FhirContent, bundle: ServedBundle, catalogue: SpokenCatalogue, day: Today
) -> Response:
    """Predict from a record, from stated factors, or from both."""
    return FhirResponse(await ONE_BY_ONE.compute(_answer, content, bundle, catalogue, day))


@router.get("/metadata")
def get_metadata() -> Response:
    """Give the CapabilityStatement."""
    return FhirResponse(capability_statement())


@router.get("/{kind}/{identity}")
def get_published(request: Request, kind: str, identity: str) -> Response:
    """Give a resource that the service publishes."""
    write = PUBLISHED.get(f"{kind}/{identity}")
    return FhirResponse(write()) if write else _refuse(request, "not_found", "route_unknown")


@router.api_route("/{path:path}", methods=_METHODS)
def refuse(request: Request, path: str) -> Response:
    """Say that there is nothing here, or that it takes another method."""
    if path == "$pulmet-survival":
        return _refuse(request, "method_not_allowed", "method_unknown", "POST")
    if path in {"metadata", *PUBLISHED}:
        return _refuse(request, "method_not_allowed", "method_unknown", "GET")
    return _refuse(request, "not_found", "route_unknown")


def _answer(content: Content, bundle: Bundle, catalogue: Catalogue, day: date) -> Content:
    return answer_question(read_question(content, day), bundle, catalogue, day)


def _refuse(request: Request, kind: str, code: str, allowed: str = "") -> Response:
    catalogue = catalogue_of(request)
    message = catalogue.say("faults", code, allowed=allowed)
    error = ProblemError(pointer="", factor=None, code=code, message=message)
    headers = {"allow": allowed} if allowed else {}
    return OutcomeResponse(problem_of(catalogue, kind, [error]), headers)
