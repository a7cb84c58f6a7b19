"""Dates as FHIR writes them: `2024`, `2024-05`, `2024-05-17`, or with a time.

A date that does not exist (`2024-02-30`) is not read. A partial date is placed on its first day,
so that it never counts as newer than it may be, and is not precise enough to count days from.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from models.calendar import completed_months, disease_free_interval_months
from service.fhir.elements import Element, child_of, text_of

STALE_DAYS = 90
TIME_ZONES_SPAN = timedelta(days=1)
"""The local date of a record may be tomorrow's where the service runs."""

_DATE = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)(?P<time>T\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
    r"(Z|[+-]\d\d:\d\d)?)?)?)?"
)


@dataclass(frozen=True)
class RecordDate:
    """One date of a record.

    Attributes
    ----------
    first : date
        The day, or the first day of a month or year.
    precise : bool
        Whether the day is known.
    instant : float or None
        Seconds since 1970 where a time with its zone is known.
    """

    first: date
    precise: bool = True
    instant: float | None = None
    written: str = ""

    @property
    def label(self) -> str:
        """The date without a time, as precise as it was written."""
        return self.written or self.first.isoformat()

    def is_after(self, day: date) -> bool:
        """Whether the date surely lies after a day, in whatever time zone it was written."""
        return self.first > day + TIME_ZONES_SPAN


@dataclass(frozen=True)
class DateRead:
    """What became of a date: absent, not a date, or read."""

    value: RecordDate | None = None
    invalid: bool = False


def read_date(text: str) -> RecordDate | None:
    """Read one date; None for what is not a date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        instant = _instant(text) if match["time"] else None
    except (ValueError, OverflowError):
        return None
    return RecordDate(first, day is not None, instant, text[:10])


def _instant(text: str) -> float | None:
    moment = datetime.fromisoformat(text)
    return None if moment.tzinfo is None else moment.astimezone(UTC).timestamp()


def date_of(element: Element, *names: str) -> DateRead:
    """Read the first date there is among members, which may be dates or periods.

    Of a period, its start counts.
    """
    for written in _written(element, names):
        value = read_date(written)
        return DateRead(value, invalid=value is None)
    return DateRead()


def _written(element: Element, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        text = text_of(element, name) or text_of(child_of(element, name), "start")
        if text is not None:
            yield text


def disease_free_interval(resection: date, metastasis: date) -> float:
    """Count months to the first metastasis, by the rule that registries are read by."""
    days = np.array((metastasis - resection).days, dtype=np.float64)
    return float(disease_free_interval_months(days))


def years_completed(birth: date, day: date) -> int:
    """Count completed years of age."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def months_after(day: date, months: int) -> date:
    """Give the day that many calendar months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def months_since(operation: date | None, today: date) -> int:
    """Count the whole months since an operation; 0 if it is unknown or lies ahead."""
    return completed_months((today - operation).days) if operation else 0
