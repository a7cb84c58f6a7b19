"""Errors as RFC 9457 problems: the one file that knows which error is which status.

A problem names the field and what is allowed. It never repeats what was submitted; an unknown
field is named only where its name looks like one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from models.errors import Contradictory, Fault, InputError, NotApplicable, Unsupported
from models.factors import FACTORS
from service.body import BodyError, Malformed, TooLarge, UnsupportedMedia
from service.catalogue import Catalogue
from service.errors import DataMissing, NotOpen, TokenRefused
from service.language import catalogue_of

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 50

STATUS: Mapping[str, int] = {
    "malformed": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "precondition_failed": 412,
    "too_large": 413,
    "unsupported_media": 415,
    "invalid_request": 422,
    "contradictory": 422,
    "not_applicable": 422,
    "unsupported": 422,
    "internal": 500,
}


class ModelNotFound(InputError):
    """An address names a model that is not served."""


class ReportNotFound(InputError):
    """The bundle served has no report."""


CODE_OF: Mapping[type[Exception], str] = {
    TokenRefused: "unauthorized",
    NotOpen: "forbidden",
    DataMissing: "precondition_failed",
    ModelNotFound: "not_found",
    ReportNotFound: "not_found",
    Malformed: "malformed",
    TooLarge: "too_large",
    UnsupportedMedia: "unsupported_media",
    Contradictory: "contradictory",
    NotApplicable: "not_applicable",
    Unsupported: "unsupported",
    InputError: "invalid_request",
}

_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class ProblemError(BaseModel):
    """One fault."""

    model_config = ConfigDict(frozen=True)

    pointer: str = Field(description="JSON pointer into the request; empty for the whole.")
    factor: str | None = Field(description="The factor at fault, if it is one.")
    code: str
    message: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:pulmet:problem:invalid_request",
                    "title": "The request does not follow the contract",
                    "status": 422,
                    "errors": [
                        {
                            "pointer": "/patient/nodule_count",
                            "factor": "nodule_count",
                            "code": "out_of_range",
                            "message": (
                                "The value lies outside the range. Allowed: a whole number from "
                                "1 to 500, or null."
                            ),
                        }
                    ],
                }
            ]
        },
    )

    type: str = Field(description="`urn:pulmet:problem:<code>`")
    title: str
    status: int
    errors: list[ProblemError]


class ProblemResponse(Response):
    """`application/problem+json`, with the problem's status."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.model_dump_json(), problem.status, dict(headers or {}))


def problem_of(catalogue: Catalogue, code: str, faults: Iterable[ProblemError]) -> Problem:
    """Compose a problem of one type, titled in the catalogue's language."""
    return Problem(
        type=f"urn:pulmet:problem:{code}",
        title=catalogue.say("problems", code),
        status=STATUS[code],
        errors=list(faults),
    )


def problem_of_error(
    catalogue: Catalogue, error: InputError | BodyError, patient_pointer: str = "/patient"
) -> Problem:
    """Make a problem of an error of the core or of the body's reader.

    Parameters
    ----------
    patient_pointer : str
        Where in the request the patient stands whose factors are at fault.
    """
    faults = (error.fault,) if isinstance(error, BodyError) else error.faults
    code = next(CODE_OF[kind] for kind in type(error).__mro__ if kind in CODE_OF)
    located = [_located(catalogue, fault, patient_pointer) for fault in faults]
    return problem_of(catalogue, code, located)


def _located(catalogue: Catalogue, fault: Fault, patient_pointer: str) -> ProblemError:
    if fault.field is None:
        pointer = f"{patient_pointer}/{fault.factor}"
    else:
        pointer = f"/{fault.field}" if fault.field else ""
    details = {
        name: catalogue.list_items(value) if isinstance(value, (list, tuple)) else value
        for name, value in fault.details.items()
    }
    message = catalogue.say("faults", fault.code, **details)
    return ProblemError(pointer=pointer, factor=fault.factor, code=fault.code, message=message)


_CODE_OF_TYPE: Mapping[str, str] = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "literal_error": "unknown_level",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "finite_number": "out_of_range",
    "too_long": "wrong_length",
    "too_short": "wrong_length",
}


def problem_of_validation(
    catalogue: Catalogue,
    errors: Sequence[Mapping[str, Any]],
    known_fields: Iterable[str],
    base: str = "",
) -> Problem:
    """Make a problem of pydantic's faults, without the input that they carry.

    Parameters
    ----------
    errors : sequence of mapping
        As pydantic's `ValidationError.errors()` gives them, `loc` relative to `base`.
    known_fields : iterable of str
        Fields allowed at the top of the request.
    base : str
        JSON pointer to where the validated part stands.
    """
    fields = tuple(known_fields)
    located = [_validation_fault(catalogue, error, fields, base) for error in errors[:MAX_ERRORS]]
    return problem_of(catalogue, "invalid_request", located)


def _validation_fault(
    catalogue: Catalogue, error: Mapping[str, Any], fields: Sequence[str], base: str
) -> ProblemError:
    path = [
        part
        for part in error["loc"]
        if isinstance(part, int) or part in fields or _FIELD_NAME.fullmatch(part)
    ]
    kind = error["type"]
    code = _CODE_OF_TYPE.get(kind, "wrong_type" if kind.endswith("_type") else "invalid")
    names = [part for part in path if isinstance(part, str)]
    factor = names[-1] if names and names[-1] in FACTORS else None
    if code == "unknown_field":
        in_patient = base or len(error["loc"]) > 1
        allowed = catalogue.list_items(FACTORS if in_patient else fields)
    else:
        allowed = catalogue.allowed_at(names[-1] if names else "patient" if base else "")
    return ProblemError(
        pointer=base + "".join(f"/{part}" for part in path),
        factor=factor,
        code=code,
        message=catalogue.say("faults", code, allowed=allowed),
    )


def _fields_of(request: Request) -> tuple[str, ...]:
    body_field = getattr(request.scope.get("route"), "body_field", None)
    model = getattr(getattr(body_field, "field_info", None), "annotation", None)
    return tuple(getattr(model, "model_fields", ()))


async def _answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # what it is registered for
    errors = [{**fault, "loc": fault["loc"][1:]} for fault in error.errors()]
    problem = problem_of_validation(catalogue_of(request), errors, _fields_of(request))
    return ProblemResponse(problem)


async def _answer_input_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, (InputError, BodyError))  # noqa: S101  # what it is registered for
    headers = {"www-authenticate": "Bearer"} if isinstance(error, TokenRefused) else None
    return ProblemResponse(problem_of_error(catalogue_of(request), error), headers)


_HTTP_PROBLEMS: Mapping[int, tuple[str, str]] = {
    404: ("not_found", "route_unknown"),
    405: ("method_not_allowed", "method_unknown"),
}


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # what it is registered for
    code, fault = _HTTP_PROBLEMS.get(error.status_code, ("malformed", "not_read"))
    allowed = (error.headers or {}).get("Allow", "")
    catalogue = catalogue_of(request)
    message = catalogue.say("faults", fault, allowed=allowed)
    located = ProblemError(pointer="", factor=None, code=fault, message=message)
    return ProblemResponse(problem_of(catalogue, code, [located]), error.headers)


def internal_problem(catalogue: Catalogue) -> Problem:
    """Make the problem of a defect, which says nothing of the request."""
    message = catalogue.say("faults", "failed")
    located = ProblemError(pointer="", factor=None, code="failed", message=message)
    return problem_of(catalogue, "internal", [located])


def answer_with_problems(app: FastAPI) -> None:
    """Have every error of an app answered by a problem."""
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(InputError, _answer_input_error)
    app.add_exception_handler(BodyError, _answer_input_error)
    app.add_exception_handler(HTTPException, _answer_http_error)
