"""Quantities in the unit of a factor."""

import pytest

from service.fhir.units import UCUM, read_quantity


@pytest.mark.parametrize(
    ("value", "code", "unit", "expected"),
    [
        (24, "mm", "cm", 2.4),
        (2.4, "cm", "cm", 2.4),
        (0.024, "m", "cm", 2.4),
        (253, "d", "months", 8.312115),  # 253 / 30.4375
        (36, "wk", "months", 8.279261),  # 36 * 7 / 30.4375
        (8, "mo", "months", 8),
        (2, "a", "months", 24),
        (2, "a_j", "months", 24),
        (54, "a_j", "years", 54),
        (5, "mo_j", "months", 5),
        (54, "a", "years", 54),
        (648, "mo", "years", 54),
        (19724, "d", "years", 54.001369),  # 19724 / 365.25
    ],
)
def test_a_quantity_is_given_in_the_unit_of_the_factor(
    value: float, code: str, unit: str, expected: float
):
    read = read_quantity({"value": value, "system": UCUM, "code": code}, unit)

    assert expected == read.value
    assert (value != expected) == read.converted


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        *(("mm", "cm", 1.2), ("Millimeter", "cm", 1.2), ("centimetres", "cm", 12)),
        *(("months", "months", 12), ("Years", "months", 144), (" weeks ", "months", 2.759754)),
        ("years", "years", 12),
    ],
)
def test_a_common_text_stands_for_its_unit(text: str, unit: str, expected: float):
    assert expected == read_quantity({"value": 12, "unit": text}, unit).value


@pytest.mark.parametrize(
    ("quantity", "unit", "reason"),
    [
        ({"value": 30}, "cm", "unit_missing"),
        ({"value": 30, "unit": "kg"}, "cm", "unit_unknown"),
        ({"value": 30, "system": UCUM, "code": "mo"}, "cm", "unit_unknown"),
        ({"value": 30, "system": "urn:other", "code": "mm"}, "cm", "unit_unknown"),
        ({"value": 3, "unit": "mm"}, None, "unit_unknown"),
        ({"value": 3, "comparator": ">", "unit": "mm"}, "cm", "comparator"),
        ({"value": "3", "unit": "mm"}, "cm", "no_value"),
        ({"value": True, "unit": "mm"}, "cm", "no_value"),
        ({}, "cm", "no_value"),
    ],
)
def test_a_quantity_that_is_not_understood_has_a_reason(
    quantity: dict[str, object], unit: str | None, reason: str
):
    read = read_quantity(quantity, unit)

    assert (None, reason) == (read.value, read.reason)


@pytest.mark.parametrize("code", ["1", "{nodules}", "{score}"])
def test_a_count_may_have_a_unit_of_one(code: str):
    assert 3 == read_quantity({"value": 3, "system": UCUM, "code": code}, None).value
