import pytest

from training.registry.reading.header import normalised, place_of


@pytest.mark.parametrize(
    ("index", "place"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (255, "IV")]
)
def test_place_is_the_one_of_a_spreadsheet(index, place):
    """IV was the last of 256 columns in spreadsheets of old."""
    assert f"column {place}" == place_of(index)


@pytest.mark.parametrize("text", [" Age Years", "age-years ", "AGE_YEARS", "age\u00a0years"])
def test_name_is_the_same_whatever_joins_its_words(text):
    assert "age_years" == normalised(text)
