"""OperationOutcome: problems, warnings and the ledger as FHIR says them."""

import json
from collections.abc import Iterable, Mapping

from fastapi import Response

from models.factors import CODE_SYSTEM, FACTORS
from service.answer import WarningAnswer
from service.catalogue import Catalogue
from service.fhir.address import (
    FAULT_SYSTEM,
    LEDGER_ENTRY,
    MEDIA_TYPE,
    WARNING_SYSTEM,
    Content,
    coding,
)
from service.fhir.dates import STALE_DAYS
from service.fhir.ledger import LedgerEntry
from service.problems import Problem, ProblemError

ISSUE_TYPES: Mapping[str, str] = {
    "malformed": "structure",
    "not_found": "not-found",
    "method_not_allowed": "not-supported",
    "too_large": "too-long",
    "unsupported_media": "not-supported",
    "invalid_request": "invalid",
    "contradictory": "business-rule",
    "not_applicable": "business-rule",
    "unsupported": "not-supported",
}
"""The kind of issue that each kind of problem is."""

SILENT = frozenset({"found", "given", "not_found"})
"""What became of a factor without anything being wrong."""


def outcome_of(issues: Iterable[Content]) -> Content:
    """Wrap issues, each as `OperationOutcome.issue` has them."""
    return {"resourceType": "OperationOutcome", "issue": list(issues)}


def outcome_of_problem(problem: Problem) -> Content:
    """Translate a problem (RFC 9457), one issue for each of its faults."""
    kind = ISSUE_TYPES[problem.type.rpartition(":")[2]]
    return outcome_of(_issue_of_fault(kind, error) for error in problem.errors)


class OutcomeResponse(Response):
    """A problem as a FHIR response."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        content = FhirResponse.write(outcome_of_problem(problem))
        super().__init__(content, problem.status, dict(headers or {}))


class FhirResponse(Response):
    """A FHIR resource as JSON, with FHIR's media type."""

    media_type = MEDIA_TYPE

    def __init__(self, content: Content) -> None:
        super().__init__(self.write(content))

    @staticmethod
    def write(content: Content) -> bytes:
        """Write a resource as JSON."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def _issue_of_fault(kind: str, error: ProblemError) -> Content:
    codes = [coding(FAULT_SYSTEM, error.code)]
    if error.factor:
        codes.append(coding(CODE_SYSTEM, error.factor))
    issue = _issue("error", kind, codes, error.message)
    expression = _expression_of(error.pointer)
    return {**issue, "expression": [expression]} if expression else issue


def _expression_of(pointer: str) -> str | None:
    """Say where in the Parameters a fault lies; a factor may have come from the record."""
    parts = pointer.split("/")
    in_parameters = len(parts) == len(("", "parameter", "number")) and parts[1] == "parameter"
    return f"Parameters.parameter[{parts[2]}]" if in_parameters else None


def issue_of_warning(warning: WarningAnswer) -> Content:
    """Write a warning about the patient."""
    return issue_of_note(warning["code"], warning["message"], warning["factor"], "warning")


def issue_of_note(
    code: str, message: str, factor: str | None = None, severity: str = "information"
) -> Content:
    """Write something that should be known about the answer."""
    codes = [coding(WARNING_SYSTEM, code)]
    if factor:
        codes.append(coding(CODE_SYSTEM, factor))
    return _issue(severity, "informational", codes, message)


def issue_of_entry(catalogue: Catalogue, entry: LedgerEntry) -> Content:
    """Write an entry of the ledger, in words and as an extension."""
    message = catalogue.say(
        "ledger",
        entry.status,
        label=catalogue.factors[entry.factor].label,
        resource=entry.resource,
        reason=entry.reason,
        days=STALE_DAYS,
    )
    severity = "information" if entry.status in SILENT else "warning"
    issue = _issue(severity, "informational", [coding(CODE_SYSTEM, entry.factor)], message)
    return {"extension": [_extension_of(entry)], **issue}


def _issue(severity: str, kind: str, codes: list[Content], text: str) -> Content:
    return {"severity": severity, "code": kind, "details": {"coding": codes, "text": text}}


def _extension_of(entry: LedgerEntry) -> Content:
    parts: list[Content] = [
        {"url": "factor", "valueCode": entry.factor},
        {"url": "status", "valueCode": entry.status},
        {"url": "converted", "valueBoolean": entry.converted},
    ]
    if entry.value is not None:
        parts.append({"url": "value", **_value_of(entry)})
    if entry.resource is not None:
        parts.append({"url": "resource", "valueString": entry.resource})
    if entry.date is not None:
        parts.append({"url": "date", "valueDateTime": entry.date})
    if entry.reason is not None:
        parts.append({"url": "reason", "valueCode": entry.reason})
    parts += [{"url": "basis", "valueString": name} for name in entry.basis]
    return {"url": LEDGER_ENTRY, "extension": parts}


_VALUE_MEMBERS = {
    "number": "valueDecimal",
    "integer": "valueInteger",
    "boolean": "valueBoolean",
    "level": "valueCode",
}


def _value_of(entry: LedgerEntry) -> Content:
    return {_VALUE_MEMBERS[FACTORS[entry.factor].kind]: entry.value}
