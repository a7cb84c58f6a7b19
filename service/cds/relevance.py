"""To whom a card is shown: a living patient with a sarcoma and a lung metastasis.

A service called for every chart that is opened must be silent about nearly all of them.
"""

from collections.abc import Sequence

from models.factors import Patient
from service.fhir.conditions import read_condition
from service.fhir.evidence import Resource


def is_relevant(resources: Sequence[Resource], patient: Patient) -> bool:
    """Whether the record tells of such a patient."""
    return _has_sarcoma(patient) and _has_lung_metastasis(resources, patient) and _lives(resources)


def _has_sarcoma(patient: Patient) -> bool:
    return patient.histology is not None or patient.primary_site is not None


def _has_lung_metastasis(resources: Sequence[Resource], patient: Patient) -> bool:
    if patient.nodule_count is not None or patient.laterality is not None:
        return True
    conditions = (read_condition(r) for r in resources if r.kind == "Condition")
    return any(c.is_lung_metastasis and c.reason is None for c in conditions if c)


def _lives(resources: Sequence[Resource]) -> bool:
    people = (resource.content for resource in resources if resource.kind == "Patient")
    return not any(
        person.get("deceasedBoolean") is True or person.get("deceasedDateTime") for person in people
    )
