"""A patient's record, read into factors and a ledger."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from models.errors import Fault, InputError
from models.factors import FACTORS, Patient
from service.fhir.conditions import diagnosed, read_condition
from service.fhir.derivations import interval, laterality, of_person
from service.fhir.elements import Element, child_of, text_of
from service.fhir.evidence import Evidence, Resource
from service.fhir.ledger import Calendar, LedgerEntry, decide_factor, not_found
from service.fhir.observations import observed
from service.fhir.procedures import find_courses, operated, read_operation

KINDS = frozenset({"Patient", "Condition", "Observation", "Procedure"})
"""What is read; every other resource is passed over."""

_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_REFERENCE = re.compile(r"(?:.*/)?([A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64})(?:/_history/.{1,64})?")
LONGEST_REFERENCE = 2048
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class RecordRefused(InputError):
    """The Bundle as a whole is refused; no entry of it is used."""


@dataclass(frozen=True)
class RecordReading:
    """What a record says.

    Attributes
    ----------
    patient : Patient
        The factors that were found.
    ledger : tuple of LedgerEntry
        At least one entry for each factor, in their order; the first one of a factor decides.
    subject : str or None
        A reference to the patient, where the record gives one.
    operation_date : date or None
        Time zero, where it is known.
    """

    patient: Patient
    ledger: tuple[LedgerEntry, ...]
    subject: str | None = None
    operation_date: date | None = None

    @property
    def deciding(self) -> dict[str, LedgerEntry]:
        """The deciding entry of each factor."""
        return {name: next(group) for name, group in groupby(self.ledger, lambda e: e.factor)}

    @property
    def basis(self) -> tuple[str, ...]:
        """Every resource that a value in use rests on."""
        used = [entry for entry in self.deciding.values() if entry.value is not None]
        return tuple(dict.fromkeys(name for entry in used for name in entry.basis))


def collect(*contents: object) -> tuple[Resource, ...]:
    """Gather the resources of a record from Bundles, single resources, and lists of them.

    What is none of these, an OperationOutcome or null in a prefetch for one, holds nothing.
    """
    found = enumerate(_walk(contents, ""))
    return tuple(
        _name(number, content, full_url)
        for number, (content, full_url) in found
        if content.get("resourceType") in KINDS
    )


def _walk(contents: Iterable[object], full_url: str) -> Iterator[tuple[Element, str]]:
    for content in contents:
        if isinstance(content, list):
            yield from _walk(content, "")
        elif isinstance(content, dict) and content.get("resourceType") == "Bundle":
            entries = content.get("entry")
            for entry in entries if isinstance(entries, list) else ():
                element = entry if isinstance(entry, dict) else {}
                yield from _walk([child_of(element, "resource")], text_of(element, "fullUrl") or "")
        elif isinstance(content, dict):
            yield content, full_url


def _name(number: int, content: Element, full_url: str) -> Resource:
    kind, identity = text_of(content, "resourceType") or "", text_of(content, "id") or ""
    names = [f"{kind}/{identity}"] if _ID.fullmatch(identity) else []
    address = _relative(full_url)
    if address and address.startswith(f"{kind}/"):
        names.append(address)
    elif _UUID.fullmatch(full_url):
        names.append(full_url)
    known_as = frozenset([*names, full_url] if full_url else names)
    return Resource(kind, names[0] if names else f"entry/{number}", content, known_as)


def read_record(
    resources: Sequence[Resource], today: date, operation_date: date | None = None
) -> RecordReading:
    """Read a record.

    Parameters
    ----------
    resources : sequence of Resource
        As `collect` gives them, of one patient.
    today : date
        Decides what is stale and what lies in the future.
    operation_date : date, optional
        Time zero; without it, the first stage of the record's last course of lung operations.

    Raises
    ------
    RecordRefused
        When the resources are of more than one patient.
    """
    person, subject = _one_patient(resources)
    conditions = [c for c in map(read_condition, _of_kind(resources, "Condition")) if c]
    by_reference = {name: c for c in conditions for name in c.resource.known_as}
    operations = [
        operation
        for resource in _of_kind(resources, "Procedure")
        for operation in [read_operation(resource, by_reference)]
        if operation
    ]
    surgery = find_courses(operations, today)
    calendar = Calendar(today, operation_date or surgery.start)
    evidence = [
        *(of_person(person, calendar.operation or today) if person else ()),
        *(item for c in conditions for item in diagnosed(c)),
        *(item for resource in _of_kind(resources, "Observation") for item in observed(resource)),
        *operated(surgery),
        *interval(conditions, operations, today),
    ]
    stated = [item for item in evidence if item.factor == "laterality"]
    evidence += laterality(conditions, surgery, stated, today)
    ledger = _settle_all(evidence, calendar)
    deciding = {name: next(group) for name, group in groupby(ledger, lambda e: e.factor)}
    values = {name: e.value for name, e in deciding.items() if e.value is not None}
    return RecordReading(Patient.model_validate(values), ledger, subject, calendar.operation)


def _of_kind(resources: Iterable[Resource], kind: str) -> Iterator[Resource]:
    return (resource for resource in resources if resource.kind == kind)


def _settle_all(evidence: Sequence[Evidence], calendar: Calendar) -> tuple[LedgerEntry, ...]:
    by_factor: dict[str, list[Evidence]] = {name: [] for name in FACTORS}
    for item in evidence:
        by_factor[item.factor].append(item)
    return tuple(
        entry
        for name, items in by_factor.items()
        for entry in (decide_factor(name, items, calendar) if items else [not_found(name)])
    )


def _one_patient(resources: Sequence[Resource]) -> tuple[Resource | None, str | None]:
    """Give the record's Patient and a reference to it.

    A resource about somebody else must not be read as the patient's: such a record is refused.
    """
    people = {p.name: p for p in _of_kind(resources, "Patient")}
    aliases = {alias: p.name for p in people.values() for alias in p.known_as}
    subjects = {
        aliases.get(subject, subject)
        for resource in resources
        if resource.kind != "Patient"
        for subject in [_subject_of(resource)]
        if subject
    }
    named = {name for name, p in people.items() if p.known_as}
    if len(people) > 1 or len(named | subjects) > 1:
        raise RecordRefused([Fault("several_patients", field="")])
    person = next(iter(people.values()), None)
    return person, next(iter(named | subjects), None)


def _subject_of(resource: Resource) -> str | None:
    reference = text_of(child_of(resource.content, "subject"), "reference") or ""
    relative = _relative(reference)
    if relative and relative.startswith("Patient/"):
        return relative
    return reference if _UUID.fullmatch(reference) else None


def _relative(reference: str) -> str | None:
    """Give a reference in its relative form, without server and version."""
    match = _REFERENCE.fullmatch(reference) if len(reference) <= LONGEST_REFERENCE else None
    return match[1] if match else None
