"""Conditions as evidence: the sarcoma, its metastases, and other diseases.

A condition that is refuted or not confirmed is no evidence of presence, and none of absence
either: the factor stays unknown, and the ledger says why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.factors import FactorValue
from service.fhir.codes import (
    COMORBIDITY,
    EXTRAPULMONARY_METASTASIS,
    HISTOLOGY,
    HISTOLOGY_EXTENSION,
    LATERALITY_EXTENSION,
    LUNG,
    LUNG_METASTASIS,
    PRIMARY_SITE,
    PRIMARY_SITE_OF_A_SARCOMA,
    SIDE,
    Side,
)
from service.fhir.dates import DateRead, date_of
from service.fhir.elements import Coding, Element, child_of, children_of, codings_of, text_of
from service.fhir.evidence import Evidence, Reason, Resource

VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
PAST = frozenset({"inactive", "remission", "resolved"})


@dataclass(frozen=True)
class Condition:
    """A Condition as far as pulmet understands it."""

    resource: Resource
    reason: Reason | None
    onset: DateRead
    recorded: DateRead
    is_past: bool
    histologies: tuple[str, ...]
    sites: tuple[str, ...]
    is_lung_metastasis: bool
    sides: frozenset[str]
    sides_contradict: bool
    is_extrapulmonary: bool
    is_comorbidity: bool

    @property
    def is_primary(self) -> bool:
        """Whether it is the sarcoma itself."""
        return bool(self.histologies or self.sites) and not self.is_lung_metastasis

    @property
    def date(self) -> DateRead:
        """Its onset, or when it was recorded."""
        return self.onset if self.onset.value else self.recorded


def read_condition(resource: Resource) -> Condition | None:
    """Read a Condition; None for one that was entered in error."""
    content = resource.content
    verification = child_of(content, "verificationStatus")
    statuses = [code for system, code in codings_of(verification) if system == VERIFICATION]
    if "entered-in-error" in statuses:
        return None
    codings = list(codings_of(child_of(content, "code")))
    histologies = tuple(dict.fromkeys(HISTOLOGY.find([*codings, *_histology_codings(content)])))
    sites = [*PRIMARY_SITE.find(codings)]
    if histologies:
        sites += PRIMARY_SITE_OF_A_SARCOMA.find(codings)
    lung_sides = list(LUNG_METASTASIS.find(codings))
    coded, placed = sides_of(lung_sides), sides_of(body_sides(content))
    clinical = {
        c for system, c in codings_of(child_of(content, "clinicalStatus")) if system == CLINICAL
    }
    return Condition(
        resource=resource,
        reason=_reason(verification, statuses),
        onset=date_of(content, "onsetDateTime", "onsetPeriod"),
        recorded=date_of(content, "recordedDate"),
        is_past=bool(clinical & PAST),
        histologies=histologies,
        sites=tuple(dict.fromkeys(sites)),
        is_lung_metastasis=bool(lung_sides),
        sides=coded | placed,
        sides_contradict=bool(coded and placed and not coded & placed),
        is_extrapulmonary=any(EXTRAPULMONARY_METASTASIS.find(codings)),
        is_comorbidity=any(COMORBIDITY.find(codings)),
    )


def _reason(verification: Element, statuses: Iterable[str]) -> Reason | None:
    """Take a status that is absent for confirmed, and one that says nothing known for not."""
    if "refuted" in statuses:
        return "refuted"
    return None if not verification or list(statuses) == ["confirmed"] else "not_confirmed"


def _histology_codings(content: Element) -> Iterator[Coding]:
    for extension in children_of(content, "extension"):
        if text_of(extension, "url") == HISTOLOGY_EXTENSION:
            yield from codings_of(child_of(extension, "valueCodeableConcept"))


def body_sides(content: Element) -> Iterator[Side]:
    """Give, for each body site that is a lung, the sides it names; None for a lung of no side."""
    for site in children_of(content, "bodySite"):
        codings = list(codings_of(site))
        lungs = list(LUNG.find(codings))
        yield from lungs
        if lungs:
            yield from SIDE.find(codings)
            for extension in children_of(site, "extension"):
                if text_of(extension, "url") == LATERALITY_EXTENSION:
                    yield from SIDE.find(codings_of(child_of(extension, "valueCodeableConcept")))


def sides_of(named: Iterable[Side]) -> frozenset[str]:
    """Gather sides: `both` is left and right."""
    sides = {side for side in named if side}
    return frozenset({"left", "right"} if "both" in sides else sides)


def diagnosed(condition: Condition) -> Iterator[Evidence]:
    """Give what a Condition says of single factors."""
    if condition.histologies:
        several = len(condition.histologies) > 1
        value = condition.histologies[0]
        yield _evidence(condition, "histology", value, "several_values" if several else None)
    if condition.sites:
        several = len(condition.sites) > 1
        value = condition.sites[0]
        yield _evidence(condition, "primary_site", value, "several_values" if several else None)
    past: Reason | None = "not_current" if condition.is_past else None
    if condition.is_extrapulmonary:
        yield _evidence(condition, "extrapulmonary_disease", value=True, reason=past)
    if condition.is_comorbidity:
        yield _evidence(condition, "comorbidity", value=True, reason=past)


def _evidence(
    condition: Condition, factor: str, value: FactorValue, reason: Reason | None
) -> Evidence:
    why = condition.reason or reason
    return Evidence(
        factor=factor,
        value=None if why else value,
        names=(condition.resource.name,),
        date=condition.date.value,
        reason=why,
        lasting=True,
    )
