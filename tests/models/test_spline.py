"""The columns of a restricted cubic spline, against R's `Hmisc::rcspline.eval`.

`rcspline.csv` is what `rcspline.R` made with R 4.2.2 and Hmisc 4.8-0: splines of three to six
knots, at values below, at, between and far beyond them.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from models.terms import Spline

KNOTS = [
    (1.0, 6.0, 24.0),
    (0.5, 3.0, 12.0, 40.0),
    (1.0, 2.5, 6.0, 17.5, 60.0),
    (2.0, 5.0, 9.0, 20.0, 36.0, 80.0),
]

with (Path(__file__).parent / "rcspline.csv").open(newline="") as file:
    TABLE = list(csv.DictReader(file))


def column(knots, number):
    return Spline(factor="age_years", knots=knots, number=number)


def test_the_table_holds_every_column_of_each_spline():
    """Two fewer than knots, each at 19 values."""
    expected = {(knots, j + 1) for knots in KNOTS for j in range(len(knots) - 2)}
    found = {(tuple(map(float, row["knots"].split())), int(row["number"])) for row in TABLE}

    assert expected == found
    assert 19 * len(expected) == len(TABLE)


@pytest.mark.parametrize(
    "row", TABLE, ids=lambda row: f"{row['knots']} | {row['number']} at {row['value']}"
)
def test_a_column_is_that_of_r(row):
    """To 12 digits; R prints 15."""
    term = column(tuple(map(float, row["knots"].split())), int(row["number"]))

    assert float(row["column"]) == pytest.approx(term.encode(float(row["value"])), rel=1e-12)


@pytest.mark.parametrize("knots", KNOTS, ids=len)
def test_a_column_is_zero_below_its_knot_and_straight_beyond_the_last(knots):
    """Second differences vanish there, on steps of one; between the knots they do not."""
    first, last = knots[0], knots[-1]
    for number in range(1, len(knots) - 1):
        term = column(knots, number)
        below = [term.encode(x) for x in np.linspace(first - 50, knots[number - 1], 7)]
        beyond = [term.encode(x) for x in last + np.arange(7.0)]
        within = [term.encode(x) for x in np.linspace(knots[number - 1], last, 7)]

        assert [0.0] * 7 == below
        np.testing.assert_allclose(np.diff(beyond, 2), 0.0, atol=1e-9)
        assert np.abs(np.diff(within, 2)).max() > 1e-2


@pytest.mark.parametrize("knots", KNOTS, ids=len)
def test_a_column_has_no_kink_at_a_knot(knots):
    """A jump of the slope by d shows as d h in a second difference, curvature as h squared."""
    h = 1e-4
    for number in range(1, len(knots) - 1):
        term = column(knots, number)
        for knot in knots:
            before, at, after = (term.encode(knot + step) for step in (-h, 0.0, h))

            assert abs(after - 2 * at + before) < 1e-5 * h


@pytest.mark.parametrize("knots", [(1.0, 2.0), (1.0, 2.0, 2.0), (1.0, 1.0, 2.0), (3.0, 2.0, 4.0)])
def test_fewer_than_three_knots_or_knots_that_do_not_rise_are_refused(knots):
    """Two knots bend nothing; of two equal ones the formula would divide by zero."""
    with pytest.raises(ValidationError):
        column(knots, 1)


@pytest.mark.parametrize("number", [-1, 0, 3, 4, 5, 6])
def test_four_knots_have_columns_one_and_two_only(number):
    """Two fewer than knots."""
    with pytest.raises(ValidationError):
        column((1.0, 2.0, 3.0, 4.0), number)


def test_a_column_is_named_by_its_number_of_so_many():
    """In the words of the schema."""
    assert "age_years spline 2 of 3" == column((1.0, 2.0, 3.0, 4.0, 5.0), 2).name
