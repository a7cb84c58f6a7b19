"""Factors that no resource states, derived from several: age, interval, laterality."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.factors import FACTORS, FactorValue
from service.fhir.conditions import Condition
from service.fhir.dates import RecordDate, date_of, disease_free_interval, years_completed
from service.fhir.elements import text_of
from service.fhir.evidence import Evidence, Reason, Resource, validated
from service.fhir.procedures import LungSurgery, Operation

INTERVAL = "disease_free_interval_months"


def of_person(person: Resource, day: date) -> Iterator[Evidence]:
    """Give sex, and age in completed years on a day."""
    gender = text_of(person.content, "gender")
    if gender is not None:
        known = gender in FACTORS["sex"].levels
        yield Evidence(
            factor="sex",
            value=gender if known else None,
            names=(person.name,),
            reason=None if known else "no_level",
            preferred=True,
            lasting=True,
        )
    birth = date_of(person.content, "birthDate")
    if birth.value or birth.invalid:
        yield _age(person, birth.value, day)


def _age(person: Resource, birth: RecordDate | None, day: date) -> Evidence:
    reason: Reason | None = None
    years = None
    if birth is None:
        reason = "date_invalid"
    elif birth.is_after(day):
        reason = "date_in_future"
    elif not birth.precise:
        reason = "date_not_precise"
    else:
        years = validated("age_years", max(0, years_completed(birth.first, day)))
        reason = "out_of_range" if years is None else None
    return Evidence(
        factor="age_years",
        value=years,
        names=(person.name,),
        date=RecordDate(day),
        reason=reason,
        converted=True,
        preferred=True,
        lasting=True,
    )


def interval(
    conditions: Sequence[Condition], operations: Sequence[Operation], today: date
) -> Iterator[Evidence]:
    """Derive the disease-free interval from resection of the primary to the first metastasis.

    Both days must be known. A metastasis found before or at the resection gives 0. Nothing is
    derived while more than one day could be the resection's.
    """
    yield from _unusable(INTERVAL, conditions)
    metastases = [c for c in conditions if c.is_lung_metastasis and c.reason is None]
    resections = [operation for operation in operations if not operation.is_on_lung]
    if not metastases or not resections:
        return
    dated = sorted(
        ((c.onset.value, c.resource.name) for c in metastases if c.onset.value),
        key=lambda entry: (entry[0].first, entry[1]),
    )
    resection = resections[0]
    names = (dated[0][1] if dated else metastases[0].resource.name, resection.resource.name)
    found = dated[0][0] if dated else None
    performed = resection.performed.value
    reason = _interval_reason(metastases, resections, found, today)
    value = None
    if reason is None and found is not None and performed is not None:
        value = validated(INTERVAL, disease_free_interval(performed.first, found.first))
        reason = "out_of_range" if value is None else None
    yield Evidence(
        factor=INTERVAL,
        value=value,
        names=names,
        date=found,
        reason=reason,
        converted=True,
        lasting=True,
    )


def _unusable(factor: str, conditions: Sequence[Condition]) -> Iterator[Evidence]:
    """List the lung metastases that are refuted or not confirmed."""
    for c in conditions:
        if c.is_lung_metastasis and c.reason is not None:
            yield Evidence(factor, None, (c.resource.name,), c.date.value, c.reason)


def _interval_reason(
    metastases: Sequence[Condition],
    resections: Sequence[Operation],
    found: RecordDate | None,
    today: date,
) -> Reason | None:
    dates = [operation.performed.value for operation in resections]
    if any(c.onset.invalid for c in metastases) or any(o.performed.invalid for o in resections):
        return "date_invalid"
    if found is None or None in dates:
        return "undated"
    known = [day for day in (found, *dates) if day is not None]
    if any(day.is_after(today) for day in known):
        return "date_in_future"
    if not all(day.precise for day in known):
        return "date_not_precise"
    return "several_operations" if len({day.first for day in known[1:]}) > 1 else None


def laterality(
    conditions: Sequence[Condition], surgery: LungSurgery, stated: Sequence[Evidence], today: date
) -> Iterator[Evidence]:
    """Derive laterality from the sides that metastases and lung operations name.

    Nothing is used while a condition names opposite sides in its code and its body site, or a
    stated `unilateral` stands against metastases on both sides.
    """
    yield from _unusable("laterality", conditions)
    metastases = [
        c
        for c in conditions
        if c.is_lung_metastasis
        and c.reason is None
        and not c.is_past
        and c.sides
        and not (c.date.value and c.date.value.is_after(today))
    ]
    operated = [operation for operation in surgery.course if operation.sides]
    sides = frozenset[str]().union(*(c.sides for c in metastases), *(o.sides for o in operated))
    if not sides:
        return
    value = "bilateral" if len(sides) > 1 else "unilateral"
    contradict = any(c.sides_contradict for c in metastases) or (
        value == "bilateral" and _newest(stated) == "unilateral"
    )
    dates = [c.date.value for c in metastases] + [o.performed.value for o in operated]
    names = tuple(
        dict.fromkeys([c.resource.name for c in metastases] + [o.resource.name for o in operated])
    )
    yield Evidence(
        factor="laterality",
        value=None if contradict else value,
        names=names,
        date=max((day for day in dates if day), key=lambda day: day.first, default=None),
        reason="sides_contradict" if contradict else None,
        converted=True,
        lasting=True,
    )


def _newest(stated: Sequence[Evidence]) -> FactorValue:
    """Give the newest of the values that were stated."""
    valid = [item for item in stated if item.value is not None]
    first = {item: item.date.first if item.date else date.min for item in valid}
    return max(valid, key=lambda item: first[item]).value if valid else None
