"""Procedures as evidence: operations on the sarcoma, and on its lung metastases.

An operation is known by its category, and what it was for by its reason. An operation on a lung
for a sarcoma counts as one for its metastases.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.factors import FactorValue
from service.fhir.codes import (
    HISTOLOGY,
    LUNG_EXCISION,
    LUNG_METASTASIS,
    RESIDUAL,
    SURGERY,
    LungExcision,
    Residual,
)
from service.fhir.conditions import Condition, body_sides, sides_of
from service.fhir.dates import DateRead, date_of
from service.fhir.elements import child_of, children_of, codings_of, references_of, text_of
from service.fhir.evidence import Evidence, Resource

COURSE_DAYS = 91
"""Stages within three months are one course (see the glossary: time zero)."""

Conditions = Mapping[str, Condition]
"""Conditions by every reference that may mean them."""


@dataclass(frozen=True)
class Operation:
    """A completed operation on the sarcoma or on its lung metastases."""

    resource: Resource
    performed: DateRead
    is_on_lung: bool
    sides: frozenset[str]
    excisions: tuple[LungExcision, ...]
    residuals: tuple[Residual, ...]


def read_operation(resource: Resource, conditions: Conditions) -> Operation | None:
    """Read a Procedure; None for what is no completed operation of this kind."""
    content = resource.content
    category = codings_of(child_of(content, "category"))
    if text_of(content, "status") != "completed" or not any(SURGERY.find(category)):
        return None
    known = [conditions[r] for r in _reasons(resource) if r in conditions]
    reasons = [condition for condition in known if condition.reason is None]
    codings = [c for reason in children_of(content, "reasonCode") for c in codings_of(reason)]
    for_metastases = any(c.is_lung_metastasis for c in reasons) or any(
        True for _ in LUNG_METASTASIS.find(codings)
    )
    for_sarcoma = any(c.is_primary for c in reasons) or any(HISTOLOGY.find(codings))
    if not (for_metastases or for_sarcoma):
        return None
    excisions = tuple(LUNG_EXCISION.find(codings_of(child_of(content, "code"))))
    lung = list(body_sides(content))
    return Operation(
        resource=resource,
        performed=date_of(content, "performedDateTime", "performedPeriod"),
        is_on_lung=for_metastases or bool(excisions or lung),
        sides=sides_of(lung),
        excisions=excisions,
        residuals=tuple(RESIDUAL.find(codings_of(child_of(content, "outcome")))),
    )


def _reasons(resource: Resource) -> Iterator[str]:
    """Give the references to reasons, absolute addresses in their relative form too."""
    for reference in references_of(resource.content, "reasonReference"):
        yield reference
        yield "/".join(reference.split("/")[-2:])


@dataclass(frozen=True)
class LungSurgery:
    """The lung operations of a record, of which the last course is the one asked about.

    Attributes
    ----------
    course : tuple of Operation
        The stages of the last course, the first one first.
    start : date or None
        Day of its first stage: time zero.
    earlier : tuple of Operation
        Those of earlier courses.
    """

    course: tuple[Operation, ...] = ()
    start: date | None = None
    earlier: tuple[Operation, ...] = ()


def find_courses(operations: Sequence[Operation], today: date) -> LungSurgery:
    """Gather the lung operations whose day is known, and not to come, into courses."""
    dated = sorted(
        (
            (performed.first, operation)
            for operation in operations
            for performed in [operation.performed.value]
            if operation.is_on_lung
            and performed is not None
            and performed.precise
            and not performed.is_after(today)
        ),
        key=lambda entry: (entry[0], entry[1].resource.name),
    )
    courses: list[list[tuple[date, Operation]]] = []
    for day, operation in dated:
        if not courses or (day - courses[-1][0][0]).days > COURSE_DAYS:
            courses.append([])
        courses[-1].append((day, operation))
    if not courses:
        return LungSurgery()
    return LungSurgery(
        course=tuple(operation for _, operation in courses[-1]),
        start=courses[-1][0][0],
        earlier=tuple(operation for course in courses[:-1] for _, operation in course),
    )


def operated(surgery: LungSurgery) -> Iterator[Evidence]:
    """Give what the lung operations say of single factors."""
    for operation in surgery.earlier:
        yield _evidence(operation, "previous_lung_metastasectomy", value=True)
    for operation in surgery.course:
        yield _evidence(operation, "local_therapy", value="surgery")
        for excision in operation.excisions:
            if excision.approach:
                yield _evidence(operation, "approach", value=excision.approach)
            if excision.extent:
                yield _evidence(operation, "resection_extent", value=excision.extent)
        for residual in operation.residuals:
            if residual.margin:
                yield _evidence(operation, "resection_margin", value=residual.margin)
            if residual.complete is not None:
                yield _evidence(operation, "complete_resection", value=residual.complete)


def _evidence(operation: Operation, factor: str, value: FactorValue) -> Evidence:
    return Evidence(
        factor=factor,
        value=value,
        names=(operation.resource.name,),
        date=operation.performed.value,
        converted=True,
        lasting=True,
    )
