"""Observations as evidence: coded by a standard, or by pulmet's own code system."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from models.factors import CODE_SYSTEM, FACTORS, Factor, FactorValue
from service.fhir.codes import ECOG, HISTOLOGY, OBSERVED_FACTOR, SMOKER, CodeTable
from service.fhir.dates import date_of
from service.fhir.elements import Element, child_of, codings_of, number_of, text_of
from service.fhir.evidence import Evidence, Reason, Resource, reason_of, validated
from service.fhir.units import read_quantity

FINAL = frozenset({"final", "amended", "corrected"})

STATED_FIRST = frozenset({"disease_free_interval_months", "laterality"})
"""What is stated goes before what is derived: a record may lack a metastasis or an operation."""

VALUE_TABLES: Mapping[str, CodeTable[FactorValue]] = {
    "ecog": ECOG,
    "smoker": SMOKER,
    "histology": HISTOLOGY,
}


@dataclass(frozen=True)
class ValueRead:
    """A value, or the reason why there is none."""

    value: FactorValue = None
    converted: bool = False
    reason: Reason | None = None


def observed(resource: Resource) -> Iterator[Evidence]:
    """Give what an Observation says, of every factor that its code names."""
    content = resource.content
    status = text_of(content, "status")
    if status == "entered-in-error":
        return
    for name in dict.fromkeys(OBSERVED_FACTOR.find(codings_of(child_of(content, "code")))):
        date = date_of(
            content, "effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued"
        )
        read = _read_value(FACTORS[name], content)
        reason: Reason | None = "not_final" if status not in FINAL else reason_of(date)
        reason = reason or read.reason
        yield Evidence(
            factor=name,
            value=None if reason else read.value,
            names=(resource.name,),
            date=date.value,
            reason=reason,
            converted=read.converted,
            preferred=name in STATED_FIRST,
        )


def _read_value(factor: Factor, content: Element) -> ValueRead:
    read = _read_coded(factor, content) or _BY_KIND[factor.kind](factor, content)
    if read.reason is not None:
        return read
    value = validated(factor.name, read.value)
    if value is None:
        return ValueRead(reason="no_level" if factor.kind == "level" else "out_of_range")
    return ValueRead(value, read.converted)


def _read_coded(factor: Factor, content: Element) -> ValueRead | None:
    """Read a value in a standard's codes; None where there is none."""
    table = VALUE_TABLES.get(factor.name)
    if table is None:
        return None
    values = list(dict.fromkeys(table.find(codings_of(child_of(content, "valueCodeableConcept")))))
    if not values:
        return None
    if len(values) > 1:
        return ValueRead(reason="several_values")
    return ValueRead(values[0], reason="unknown_value" if values[0] is None else None)


def _read_number(factor: Factor, content: Element) -> ValueRead:
    """Read a Quantity in its unit, or an integer, which is taken in the factor's own."""
    if "valueQuantity" in content:
        quantity = read_quantity(child_of(content, "valueQuantity"), factor.unit)
        return ValueRead(quantity.value, quantity.converted, quantity.reason)
    value = number_of(content, "valueInteger")
    return ValueRead(value, reason="no_value" if value is None else None)


def _read_boolean(_: Factor, content: Element) -> ValueRead:
    value = content.get("valueBoolean")
    return ValueRead(value) if isinstance(value, bool) else ValueRead(reason="no_value")


def _read_level(_: Factor, content: Element) -> ValueRead:
    concept = child_of(content, "valueCodeableConcept")
    levels = [code for system, code in codings_of(concept) if system == CODE_SYSTEM]
    value = levels[0] if len(set(levels)) == 1 else text_of(content, "valueString")
    if len(set(levels)) > 1:
        return ValueRead(reason="several_values")
    return ValueRead(value, reason="no_value" if value is None else None)


_BY_KIND: Mapping[str, Callable[[Factor, Element], ValueRead]] = {
    "number": _read_number,
    "integer": _read_number,
    "boolean": _read_boolean,
    "level": _read_level,
}
