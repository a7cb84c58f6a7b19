import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.registry.reading.cells import read_boolean, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3.0), ("3.50", 3.5), ("3,5", 3.5), ("0,125", 0.125), ("1.234", 1.234), ("+2", 2.0)],
)
def test_number_is_read_with_point_or_comma(text, value):
    assert (value, None) == read_number(text)


def test_negative_zero_is_zero():
    value, _ = read_number("-0")

    assert "0.0" == str(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.234,5", "ambiguous_number"),
        ("1,234.5", "ambiguous_number"),
        ("1,234", "ambiguous_number"),
        ("1 234", "ambiguous_number"),
        ("1'234", "ambiguous_number"),
        ("3 cm", "not_a_number"),
        (">10", "not_a_number"),
        ("1e5", "not_a_number"),
        ("inf", "not_a_number"),
        ("9" * 400, "not_a_number"),
        ("\u0663", "not_a_number"),
        ("#REF!", "not_a_number"),
        ("01-Feb", "date_instead_of_number"),
    ],
)
def test_what_is_no_plain_number_is_a_fault(text, code):
    assert (None, code) == read_number(text)


@pytest.mark.parametrize("text", ["true", "TRUE", "Yes", "1", "1.0"])
def test_true_is_read(text):
    assert (True, None) == read_boolean(text)


@pytest.mark.parametrize("text", ["false", "No", "NO", "0", "0.0"])
def test_false_is_read(text):
    assert (False, None) == read_boolean(text)


@pytest.mark.parametrize("text", ["j", "2", "y", "true?"])
def test_other_texts_are_no_booleans(text):
    assert (None, "not_a_boolean") == read_boolean(text)


@given(st.text())
def test_number_or_code_but_never_both(text):
    value, code = read_number(text)

    assert (value is None) == (code is not None)
