from datetime import date

import pytest

from training.registry.reading.dates import is_like_date, read_date

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    "text", ["2020-02-29", "2020-02-29 00:00:00", "2020-02-29T00:00", "2020-02-29 00:00:00.000000"]
)
def test_iso_date_is_read_also_with_midnight(text):
    assert date(2020, 2, 29) == read_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("45123", "date_as_serial"),
        ("45123.25", "date_as_serial"),
        ("01.02.2020", "date_order_unknown"),
        ("1/2/2020", "date_order_unknown"),
        ("02/03/2020 00:00", "date_order_unknown"),
        ("02/03/20", "date_two_digit_year"),
        ("02-Mar-20", "date_two_digit_year"),
        ("Mar-20", "date_without_day"),
        ("M\u00e4r 2020", "date_without_day"),
        ("01-Feb", "date_without_day"),
        ("2020-03", "date_without_day"),
        ("03/2020", "date_without_day"),
        ("2020", "date_without_day"),
        ("2024-02-30", "date_does_not_exist"),
        ("2023-13-01", "date_does_not_exist"),
        ("2020-01-01 12:00", "date_with_time"),
        ("2020-01-01T00:00:00Z", "date_with_time"),
        ("1899-12-30", "date_before_1900"),
        ("2024-06-02", "date_in_future"),
        ("\u0662\u0660\u0662\u0660-01-01", "not_a_date"),
        ("soon", "not_a_date"),
    ],
)
def test_each_mangled_date_has_a_code_of_its_own(text, code):
    assert code == read_date(text, TODAY)


@pytest.mark.parametrize("text", ["01-Feb", "Feb-01", "1. Feb", "2024-02-01", "01.02.2024"])
def test_number_that_a_spreadsheet_made_a_date_is_told_apart(text):
    assert is_like_date(text)


@pytest.mark.parametrize("text", ["two", "3 cm", "1e5", ">10"])
def test_other_texts_are_not_like_dates(text):
    assert not is_like_date(text)


@pytest.mark.parametrize("day", [date(1900, 1, 1), TODAY])
def test_the_first_day_and_today_are_read(day):
    """The day before the one and the day after the other are not: see above."""
    assert day == read_date(day.isoformat(), TODAY)


def test_the_last_day_before_1900_is_not_read():
    assert "date_before_1900" == read_date("1899-12-31", TODAY)
