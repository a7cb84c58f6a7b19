"""Quantities in the unit of a factor: UCUM codes, and the texts that people write for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.calendar import DAYS_PER_MONTH
from service.fhir.elements import Element, number_of, text_of
from service.fhir.evidence import Reason

UCUM = "http://unitsofmeasure.org"
DIGITS = 6
"""Removes what binary fractions add in a conversion: 24 mm are 2.4 cm, not 2.4000000000000004."""

_CENTIMETRE = {"mm": 0.1, "cm": 1.0, "m": 100.0}
_MONTH = {
    "d": 1 / DAYS_PER_MONTH,
    "wk": 7 / DAYS_PER_MONTH,
    "mo": 1.0,
    "mo_j": 1.0,
    "a": 12.0,
    "a_j": 12.0,
}
_YEAR = {unit: factor / 12 for unit, factor in _MONTH.items()}

FACTORS_OF: Mapping[str, Mapping[str, float]] = {
    "cm": _CENTIMETRE,
    "months": _MONTH,
    "years": _YEAR,
}
"""By the unit of a factor: what one of each UCUM unit is in it."""

TEXTS: Mapping[str, str] = {
    "millimeter": "mm",
    "millimeters": "mm",
    "millimetre": "mm",
    "millimetres": "mm",
    "centimeter": "cm",
    "centimeters": "cm",
    "centimetre": "cm",
    "centimetres": "cm",
    "day": "d",
    "days": "d",
    "week": "wk",
    "weeks": "wk",
    "month": "mo",
    "months": "mo",
    "year": "a",
    "years": "a",
    "yr": "a",
    "yrs": "a",
}
"""Common texts, and the UCUM code of each."""


@dataclass(frozen=True)
class QuantityRead:
    """A quantity in the unit of a factor, or the reason why it is not used."""

    value: float | None = None
    converted: bool = False
    reason: Reason | None = None


def read_quantity(quantity: Element, unit: str | None) -> QuantityRead:
    """Read a Quantity in a factor's unit.

    A quantity without a unit is not used where the factor has one: 30 may be mm. A comparator
    (`<`, `>`) makes a value a bound, and is not used either.
    """
    value = number_of(quantity, "value")
    if value is None:
        return QuantityRead(reason="no_value")
    if "comparator" in quantity:
        return QuantityRead(reason="comparator")
    written = _unit_of(quantity)
    if unit is not None and not written:
        return QuantityRead(reason="unit_missing")
    factor = _dimensionless(written) if unit is None else FACTORS_OF[unit].get(written)
    if factor is None:
        return QuantityRead(reason="unit_unknown")
    converted = factor != 1
    return QuantityRead(round(value * factor, DIGITS) if converted else value, converted)


def _dimensionless(written: str) -> float | None:
    """Take no unit, `1` and annotations such as `{score}` for a plain number."""
    return 1 if written in {"", "1"} or (written[0], written[-1]) == ("{", "}") else None


def _unit_of(quantity: Element) -> str:
    """Give the UCUM code; its own if the system is UCUM, else that of the unit's text."""
    code = text_of(quantity, "code")
    if code is not None:
        return code if text_of(quantity, "system") in {UCUM, None} else "another system"
    text = (text_of(quantity, "unit") or "").strip()
    return TEXTS.get(text.lower(), text)
