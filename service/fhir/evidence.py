"""What one resource says of one factor, before it is decided what is used."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import ValidationError

from models.factors import FactorValue, Patient
from service.fhir.dates import DateRead, RecordDate
from service.fhir.elements import Element

Reason = Literal[
    "no_value",
    "unknown_value",
    "no_level",
    "out_of_range",
    "comparator",
    "unit_missing",
    "unit_unknown",
    "date_invalid",
    "date_in_future",
    "date_not_precise",
    "after_operation",
    "undated",
    "refuted",
    "not_confirmed",
    "not_final",
    "not_current",
    "several_operations",
    "several_values",
    "sides_contradict",
]
"""Why something was not used, or is stale although its date is unknown."""

NOT_INVALID = frozenset({"refuted", "not_confirmed", "not_final", "not_current", "after_operation"})
"""Reasons that say nothing against the value itself."""


@dataclass(frozen=True)
class Resource:
    """One resource of a record.

    Attributes
    ----------
    kind : str
        Its resource type.
    name : str
        A reference to it (`Observation/ecog-1`), or its place in the record (`entry/17`).
    known_as : frozenset of str
        Every reference by which other resources may mean it.
    """

    kind: str
    name: str
    content: Element = field(repr=False)
    known_as: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Evidence:
    """What a resource says of a factor.

    Attributes
    ----------
    value : factor value or None
        None where there is a reason not to use it.
    names : tuple of str
        The resources it comes from, the deciding one first.
    converted : bool
        Whether it was converted from another unit, or derived from other facts.
    preferred : bool
        Whether it goes before what is not preferred, whatever the dates.
    lasting : bool
        Whether it holds until something else is said, so that it does not become stale.
    """

    factor: str
    value: FactorValue
    names: tuple[str, ...]
    date: RecordDate | None = None
    reason: Reason | None = None
    converted: bool = False
    preferred: bool = False
    lasting: bool = False


def validated(factor: str, value: FactorValue) -> FactorValue:
    """Give a value as the factor has it; None for one that it may not have."""
    try:
        patient = Patient.model_validate({factor: value})
    except ValidationError:
        return None
    checked: FactorValue = getattr(patient, factor)
    return checked


def reason_of(date: DateRead) -> Reason | None:
    """Give the reason why a date is not used, if it is one that cannot be read."""
    return "date_invalid" if date.invalid else None
