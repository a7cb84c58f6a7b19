"""The ledger: for each factor, what the record says and what was used of it.

The newest valid value wins. What is not valid is listed, without its value, and skipped. Values
of the same time that differ are not used at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import Field

from models.factors import FACTORS, FactorValue
from service.fhir.dates import STALE_DAYS
from service.fhir.evidence import NOT_INVALID, Evidence, Reason
from service.shape import Shape

Status = Literal["found", "stale", "given", "not_found", "invalid", "not_used", "conflicting"]

MOST_SKIPPED = 10
"""So many skipped entries of one factor are listed; a record may hold thousands."""

UNCHANGING = frozenset(
    {
        "sex",
        "histology",
        "grade",
        "primary_site",
        "disease_free_interval_months",
        "previous_lung_metastasectomy",
    }
)
"""Facts that a later time does not change: never stale."""


class LedgerEntry(Shape):
    """What became of one factor, or of one value that was skipped."""

    factor: str
    value: FactorValue = Field(description="The value used; null where none is.")
    resource: str | None = Field(
        description="The resource it comes from, as a reference, or as its place in the record."
    )
    date: str | None = Field(description="Of the resource; as precise as it was written.")
    status: Status
    converted: bool = Field(
        description="Converted from another unit, or derived from other facts of the record."
    )
    reason: Reason | None = Field(description="Why it was not used, or is stale without a date.")
    basis: list[str] = Field(description="Every resource it rests on.")


@dataclass(frozen=True)
class Calendar:
    """The days that decide what counts.

    Attributes
    ----------
    today : date
    operation : date or None
        Time zero, where it is known.
    """

    today: date
    operation: date | None = None

    @property
    def reference(self) -> date:
        """The day as of which facts are wanted: the operation's, if it lies behind."""
        return min(self.today, self.operation) if self.operation else self.today


def decide_factor(
    factor: str, evidence: Sequence[Evidence], calendar: Calendar
) -> list[LedgerEntry]:
    """Decide what is used of a factor; its deciding entry comes first."""
    checked = sorted((_check(item, calendar) for item in evidence), key=_newness, reverse=True)
    valid = [
        item for item in checked if item.reason in {None, "undated"} and item.value is not None
    ]
    skipped = [_skipped(item) for item in checked if item not in valid][:MOST_SKIPPED]
    if any(entry.status == "conflicting" for entry in skipped):
        return sorted(skipped, key=lambda entry: entry.status != "conflicting")
    if valid:
        return [_decide(valid, calendar), *skipped]
    return skipped or [not_found(factor)]


def not_found(factor: str) -> LedgerEntry:
    """Make the entry of a factor of which the record says nothing."""
    return LedgerEntry(
        factor=factor,
        value=None,
        resource=None,
        date=None,
        status="not_found",
        converted=False,
        reason=None,
        basis=[],
    )


def given(factor: str, value: FactorValue) -> LedgerEntry:
    """Make the entry of a factor that the question itself states."""
    return not_found(factor).model_copy(update={"value": value, "status": "given"})


def _check(item: Evidence, calendar: Calendar) -> Evidence:
    if item.reason is not None or item.date is None:
        return item
    if item.date.is_after(calendar.today) and item.factor != "age_years":
        return replace(item, value=None, reason="date_in_future")
    if calendar.operation and _may_change(item) and item.date.is_after(calendar.operation):
        return replace(item, value=None, reason="after_operation")
    return item


def _may_change(item: Evidence) -> bool:
    """Whether what was found after the operation may not have been so before it."""
    derived = item.converted and item.lasting
    return FACTORS[item.factor].known == "before" and item.factor not in UNCHANGING and not derived


def _newness(item: Evidence) -> tuple[bool, date, float]:
    if item.date is None:
        return item.preferred, date.min, 0.0
    return item.preferred, item.date.first, item.date.instant or 0.0


def _skipped(item: Evidence) -> LedgerEntry:
    status: Status = "invalid"
    if item.reason in NOT_INVALID:
        status = "not_used"
    elif item.reason == "sides_contradict":
        status = "conflicting"
    return _entry(item, status, item.reason)


def _decide(valid: Sequence[Evidence], calendar: Calendar) -> LedgerEntry:
    newest = valid[0]
    rivals = [item for item in valid if item.value != newest.value and _same_time(item, newest)]
    if rivals:
        basis = list(dict.fromkeys(name for item in (newest, *rivals) for name in item.names))
        return _entry(replace(newest, value=None), "conflicting", "several_values").model_copy(
            update={"basis": basis}
        )
    if newest.lasting or newest.factor in UNCHANGING:
        return _entry(newest, "found", None)
    if newest.date is None:
        return _entry(newest, "stale", "undated")
    age_days = (calendar.reference - newest.date.first).days
    return _entry(newest, "stale" if age_days > STALE_DAYS else "found", None)


def _same_time(one: Evidence, other: Evidence) -> bool:
    if one.preferred != other.preferred:
        return False
    if one.date is None or other.date is None:
        return one.date is other.date
    instants = {one.date.instant, other.date.instant}
    return one.date.first == other.date.first and (None in instants or len(instants) == 1)


def _entry(item: Evidence, status: Status, reason: Reason | None) -> LedgerEntry:
    return LedgerEntry(
        factor=item.factor,
        value=item.value,
        resource=item.names[0],
        date=item.date.label if item.date else None,
        status=status,
        converted=item.converted,
        reason=reason,
        basis=list(item.names),
    )
