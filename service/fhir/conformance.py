"""What pulmet publishes of itself in FHIR: capabilities, its operation, its code system."""

from importlib.metadata import version

from models.factors import CODE_SYSTEM, FACTORS, Factor
from service.fhir.address import (
    FHIR_VERSION,
    MEDIA_TYPES,
    OPERATION,
    Content,
)
from service.fhir.operation import OPTIONS, RECORD

REVISED = "2026-11-22"
"""The day on which what is published here last changed in meaning."""

PARAMETER_TYPES = {
    "number": "decimal",
    "integer": "integer",
    "boolean": "boolean",
    "level": "code",
}


def capability_statement() -> Content:
    """Write the CapabilityStatement of a running service."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": REVISED,
        "kind": "instance",
        "software": {"name": "pulmet", "version": version("pulmet")},
        "implementation": {
            "description": "Survival after pulmonary metastasectomy for sarcoma, explained"
        },
        "fhirVersion": FHIR_VERSION,
        "format": list(MEDIA_TYPES),
        "rest": [
            {
                "mode": "server",
                "resource": [
                    {"type": kind, "interaction": [{"code": "read"}]}
                    for kind in ("CodeSystem", "OperationDefinition")
                ],
                "operation": [{"name": "pulmet-survival", "definition": OPERATION}],
            }
        ],
    }


def operation_definition() -> Content:
    """Write the OperationDefinition of `$pulmet-survival`."""
    return {
        "resourceType": "OperationDefinition",
        "id": "pulmet-survival",
        "url": OPERATION,
        "version": version("pulmet"),
        "name": "PulmetSurvival",
        "title": "Survival after pulmonary metastasectomy for sarcoma",
        "status": "active",
        "kind": "operation",
        "experimental": True,
        "date": REVISED,
        "description": (
            "Predicts survival from a patient's record, from stated factors, or from both. The "
            "answer is a collection Bundle: a RiskAssessment for each model, and an "
            "OperationOutcome with warnings and the ledger of what was taken from where. Not for "
            "clinical use."
        ),
        "affectsState": False,
        "code": "pulmet-survival",
        "system": True,
        "type": False,
        "instance": False,
        "parameter": [_record_parameter(), *_option_parameters(), *_factor_parameters(), _answer()],
    }


def _record_parameter() -> Content:
    return _parameter(RECORD, "Bundle", "The patient's record.")


def _option_parameters() -> list[Content]:
    return [
        {
            **_parameter(name, option.type, f"As {name} in the plain API."),
            "max": "*" if option.repeats else "1",
        }
        if name != "operation_date"
        else _parameter(name, option.type, "Day of the operation, from which months count.")
        for name, option in OPTIONS.items()
    ]


def _factor_parameters() -> list[Content]:
    return [
        _parameter(factor.name, PARAMETER_TYPES[factor.kind], _describe(factor))
        for factor in FACTORS.values()
    ]


def _answer() -> Content:
    return {"name": "return", "use": "out", "min": 1, "max": "1", "type": "Bundle"}


def _parameter(name: str, kind: str, documentation: str) -> Content:
    return {
        "name": name,
        "use": "in",
        "min": 0,
        "max": "1",
        "documentation": documentation,
        "type": kind,
    }


def _describe(factor: Factor) -> str:
    """Describe a factor together with its unit."""
    return f"{factor.description} In {factor.unit}." if factor.unit else factor.description


def factor_code_system() -> Content:
    """Write the CodeSystem of the factors; each factor's levels stand below it."""
    return {
        "resourceType": "CodeSystem",
        "id": "factor",
        "url": CODE_SYSTEM,
        "version": version("pulmet"),
        "name": "PulmetFactor",
        "title": "Factors of survival after pulmonary metastasectomy for sarcoma",
        "status": "active",
        "experimental": True,
        "date": REVISED,
        "description": (
            "Codes for Observation.code, and for the levels in Observation.valueCodeableConcept."
        ),
        "caseSensitive": True,
        "hierarchyMeaning": "part-of",
        "content": "complete",
        "count": sum(1 + len(factor.levels) for factor in FACTORS.values()),
        "concept": [_concept(factor) for factor in FACTORS.values()],
    }


def _concept(factor: Factor) -> Content:
    concept: Content = {
        "code": factor.name,
        "display": factor.label,
        "definition": _describe(factor),
    }
    if factor.levels:
        concept["concept"] = [
            {"code": level, "display": label} for level, label in factor.levels.items()
        ]
    return concept


PUBLISHED = {
    "CodeSystem/factor": factor_code_system,
    "OperationDefinition/pulmet-survival": operation_definition,
}
"""What can be read, by its address below the base."""
