"""Dates, written as YYYY-MM-DD and in no other way.

Whatever else a spreadsheet makes of a date leaves day, month or century open, and a month's error
is a month of survival. Each way is refused by a code of its own, so that it can be mended.
"""

import re
from datetime import date

EARLIEST = date(1900, 1, 1)

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?P<time>[T ].*)?")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?")
_SEPARATOR = r"[./ -]"
_WORD = r"[A-Za-z\u00c0-\u024f]{3,12}\.?"

_OTHERS = (
    (re.compile(r"[0-9]{5}([.,][0-9]+)?"), "date_as_serial"),
    (
        re.compile(rf"[0-9]{{1,2}}{_SEPARATOR}[0-9]{{1,2}}{_SEPARATOR}[0-9]{{4}}( .*)?"),
        "date_order_unknown",
    ),
    (
        re.compile(rf"[0-9]{{1,2}}{_SEPARATOR}([0-9]{{1,2}}|{_WORD}){_SEPARATOR}[0-9]{{2}}"),
        "date_two_digit_year",
    ),
    (re.compile(rf"{_WORD}{_SEPARATOR}[0-9]{{2,4}}"), "date_without_day"),
    (re.compile(rf"[0-9]{{1,2}}\.?{_SEPARATOR}{_WORD}"), "date_without_day"),
    (re.compile(r"[0-9]{1,2}[./-][0-9]{4}|[0-9]{4}[./-][0-9]{1,2}|[0-9]{4}"), "date_without_day"),
)


def read_date(text: str, today: date) -> date | str:
    """Read a date; where it is none, give the code of the fault.

    A time of day is accepted where it is midnight, which is how databases export a date.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return _fault_of(text)
    if match["time"] and not _MIDNIGHT.fullmatch(match["time"]):
        return "date_with_time"
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return "date_does_not_exist"
    if day < EARLIEST:
        return "date_before_1900"
    return "date_in_future" if day > today else day


def _fault_of(text: str) -> str:
    for pattern, code in _OTHERS:
        if pattern.fullmatch(text):
            return code
    return "not_a_date"


def is_like_date(text: str) -> bool:
    """Tell whether a spreadsheet may have made a date of a number: `01-Feb`, `Feb-01`."""
    return bool(_ISO.fullmatch(text)) or _fault_of(text) in (
        "date_order_unknown",
        "date_two_digit_year",
        "date_without_day",
    )
