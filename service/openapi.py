"""The OpenAPI document: what FastAPI derives, with problems under their own media type."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.problems import MEDIA_TYPE, Problem

DESCRIPTION = """\
Survival of a patient with sarcoma who undergoes pulmonary metastasectomy: curves, intervals and
exact explanations.

The default bundle is trained on evidence reconstructed from published tables. It is **not for
clinical use**. Probabilities are fractions; months count from the operation. Every factor is
optional, and `null` means unknown: unknown factors are averaged over the cohort. Errors are
RFC 9457 problems that name the field and what is allowed, and never repeat what was sent.

Texts follow `Accept-Language`: English (`en`), or German (`de`), Spanish (`es`) and Traditional
Chinese (`zh-Hant`) in translations that are not clinically reviewed. Codes, names of factors and
levels are the same in every language.
"""

TAGS = [
    {"name": "predictions", "description": "Survival of one patient, or of up to 1,000."},
    {"name": "models", "description": "What is served: enough to recompute any answer by hand."},
    {"name": "factors", "description": "What may be said of a patient: enough to draw a form."},
    {"name": "records", "description": "Factors from a FHIR R4 record, and where they came from."},
    {"name": "operations", "description": "Whether the service lives and is ready."},
]

_MEANING = {
    400: "The body is not JSON as this service reads it",
    404: "There is no such thing",
    413: "The body has more than 1 MiB",
    415: "The body is not application/json in UTF-8",
    422: "The request does not follow the contract, or the models do not apply to the patient",
    500: "The service failed",
}


def problems(*status: int) -> dict[int | str, dict[str, Any]]:
    """Declare the problems that a route may answer with, besides a failure of the service."""
    return {code: {"model": Problem, "description": _MEANING[code]} for code in (*status, 500)}


def document(app: FastAPI) -> dict[str, Any]:
    """Generate the OpenAPI document, with problems as the media type of every error."""
    schema = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info=app.license_info,
    )
    for path in schema["paths"].values():
        for operation in path.values():
            for code, response in operation["responses"].items():
                if code >= "400":
                    (content,) = response["content"].values()
                    response["content"] = {MEDIA_TYPE: content}
    return schema
