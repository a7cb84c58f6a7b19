"""Addresses of what pulmet defines in FHIR, and the types that its answers have."""

BASE = "https://pulmet.example/fhir"
MEDIA_TYPE = "application/fhir+json"
MEDIA_TYPES = (MEDIA_TYPE, "application/json")
FHIR_VERSION = "4.0.1"

OPERATION = f"{BASE}/OperationDefinition/pulmet-survival"
SURVIVAL_INTERVAL = f"{BASE}/StructureDefinition/survival-interval"
LEDGER_ENTRY = f"{BASE}/StructureDefinition/ledger-entry"
MODEL_SYSTEM = f"{BASE}/CodeSystem/model"
OUTCOME_SYSTEM = f"{BASE}/CodeSystem/outcome"
WARNING_SYSTEM = f"{BASE}/CodeSystem/warning"
FAULT_SYSTEM = f"{BASE}/CodeSystem/fault"

Content = dict[str, object]
"""A resource or an element as it is written; members without a value are left out."""


def coding(system: str, code: str, **more: str) -> Content:
    """Write a code of a code system as FHIR's `Coding`; `more` are `display` and the like."""
    return {"system": system, "code": code, **more}
