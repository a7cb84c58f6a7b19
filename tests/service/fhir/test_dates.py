"""Dates of records."""

from datetime import date

import pytest

from service.fhir.dates import (
    date_of,
    disease_free_interval,
    months_after,
    read_date,
    years_completed,
)


@pytest.mark.parametrize(
    ("text", "first", "precise"),
    [
        ("2024", date(2024, 1, 1), False),
        ("2024-05", date(2024, 5, 1), False),
        ("2024-05-17", date(2024, 5, 17), True),
        ("2024-05-17T23:59:59.123+02:00", date(2024, 5, 17), True),
        ("2024-05-17T23:59:59Z", date(2024, 5, 17), True),
    ],
)
def test_a_date_is_placed_on_its_first_day_and_knows_whether_it_is_one(text, first, precise):
    read = read_date(text)

    assert read is not None
    assert (first, precise) == (read.first, read.precise)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-02-30", "2024-13-01", "0000-01-01", "2024-5-1", "24", "", "yesterday"),
        *("2024-05-17T25:00:00Z", "2024-05-17T10:00:00+99:00", "2024-05-17\n", "9" * 10_000),
        "2024-05-17T10:00:00.123Z<script>",
    ],
)
def test_what_is_no_date_is_not_read(text: str):
    assert read_date(text) is None


def test_a_label_has_no_time_and_the_precision_of_what_was_written():
    labels = [read_date(t).label for t in ("2024", "2024-05", "2024-05-17T10:00:00Z")]

    assert ["2024", "2024-05", "2024-05-17"] == labels


def test_a_period_counts_from_its_start():
    read = date_of({"onsetPeriod": {"start": "2024-05-17", "end": "2025"}}, "onsetPeriod")

    assert date(2024, 5, 17) == read.value.first


@pytest.mark.parametrize("value", [None, 2024, [], {}, {"start": 1}, True])
def test_a_date_of_another_type_is_absent(value: object):
    read = date_of({"onsetDateTime": value}, "onsetDateTime")

    assert (None, False) == (read.value, read.invalid)


def test_366_days_are_more_than_12_months_and_365_are_not():
    """365 / 30.4375 = 11.9918 and 366 / 30.4375 = 12.0246."""
    day = date(2023, 3, 1)

    assert 11.99 == disease_free_interval(day, date(2024, 2, 29))
    assert 12.02 == disease_free_interval(day, date(2024, 3, 1))


def test_years_are_completed_on_the_birthday():
    birth = date(1971, 9, 30)

    assert 53 == years_completed(birth, date(2025, 9, 29))
    assert 54 == years_completed(birth, date(2025, 9, 30))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2024, 3, 15), 60, date(2029, 3, 15)),
        (date(2024, 12, 15), 12, date(2025, 12, 15)),
        (date(2023, 1, 30), 1, date(2023, 2, 28)),
    ],
)
def test_months_after_are_calendar_months(day: date, months: int, expected: date):
    assert expected == months_after(day, months)


@pytest.mark.parametrize(
    ("written", "expected"), [("2024-05-17", False), ("2024-05-18", False), ("2024-05-19", True)]
)
def test_tomorrow_may_be_today_elsewhere_and_the_day_after_is_not(written, expected):
    assert expected == read_date(written).is_after(date(2024, 5, 17))


@pytest.mark.parametrize(
    ("written", "instant"),
    [("1970-01-02T01:00:00+01:00", 86400.0), ("1970-01-02T01:00:00", None), ("1970-01-02", None)],
)
def test_a_time_with_its_zone_is_an_instant(written, instant):
    """A day after the beginning of 1970, which is an hour later east of Greenwich."""
    assert instant == read_date(written).instant


def test_what_is_no_date_is_told_from_one():
    faulty, good = (date_of({"on": text}, "on") for text in ("2024-02-30", "2024-02-29"))

    assert [(True, None), (False, date(2024, 2, 29))] == [
        (faulty.invalid, faulty.value),
        (good.invalid, good.value.first),
    ]
