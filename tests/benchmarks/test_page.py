"""The page of all parts."""

import pytest

from benchmarks.measuring import Spread
from benchmarks.page import write_page
from benchmarks.section import BenchmarkSection, write_number, write_spread
from benchmarks.target import Result, Target

SECTION = BenchmarkSection(
    "Prediction",
    ("A paragraph.",),
    (Result(Target("a ratio", 50, 300, "x"), Spread(120.0, 110.0, 130.0), "a note"),),
    {"picture.svg": "<svg/>"},
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.00123456, "0.00123"), (12.345, "12.3"), (1234.5, "1,234"), (-0.5, "-0.500")],
)
def test_numbers_have_three_digits(value, text):
    """And no exponent."""
    assert text == write_number(value)


def test_a_spread_is_written_with_its_quartiles():
    """In the unit that is asked for."""
    assert "1.50 (1.00 to 2.00)" == write_spread(Spread(0.0015, 0.001, 0.002), 1e3)


def test_the_page_sets_every_figure_beside_its_target():
    """Measured, asked, aim, verdict."""
    page = write_page([SECTION])["bench.md"]

    row = "| a ratio (a note) | 120 (110 to 130) x | ≥ 50 x | ≥ 300 x | **met** |"

    assert row in page.splitlines()
    assert "## Prediction\nA paragraph.\n" in page


def test_pictures_lie_beside_the_page():
    """Under the names that the section gave."""
    assert "<svg/>" == write_page([SECTION])["picture.svg"]
