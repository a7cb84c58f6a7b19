import numpy as np
import pytest

from models.terms import Linear, Spline
from training.registry.configuration.knots import QUANTILES, find_knots, spline_terms


def test_knots_lie_at_harrells_quantiles():
    """Of 0 to 100: 10, 50 and 90; 5, 35, 65 and 95."""
    values = np.arange(101.0)

    assert (10.0, 50.0, 90.0) == find_knots("age_years", values, 3)
    assert (5.0, 35.0, 65.0, 95.0) == find_knots("age_years", values, 4)


def test_knots_are_rounded():
    """No value of a patient shows: ages to years, sizes to half a centimetre."""
    values = np.arange(101.0) / 10 + 0.13

    assert (1.0, 5.0, 9.0) == find_knots("age_years", values, 3)
    assert (1.0, 5.0, 9.0) == find_knots("largest_nodule_cm", values, 3)
    assert (0.5, 2.5, 4.5) == find_knots("largest_nodule_cm", values / 2 + 0.1, 3)


def test_where_knots_coincide_there_are_fewer():
    """Half of the patients have one nodule."""
    values = np.concatenate([np.ones(30), np.arange(2.0, 42.0)])

    assert 3 == len(find_knots("nodule_count", values, 4))


def test_where_even_three_coincide_there_are_none():
    """Nearly all have one nodule: what is left is a line."""
    assert () == find_knots("nodule_count", np.array([1.0] * 90 + [7.0] * 10), 5)
    assert (Linear(factor="nodule_count"),) == spline_terms("nodule_count", ())


def test_a_spline_is_one_line_and_two_bends_fewer_than_knots():
    """Four knots, three columns."""
    knots = (1.0, 2.0, 5.0, 9.0)

    terms = spline_terms("age_years", knots)

    bends = [Spline(factor="age_years", knots=knots, number=number) for number in (1, 2)]
    assert (Linear(factor="age_years"), *bends) == terms


def test_the_table_is_harrells():
    """Regression Modeling Strategies, 2015, table 2.3, written down again."""
    printed = """
        3 .10 .5 .90
        4 .05 .35 .65 .95
        5 .05 .275 .5 .725 .95
        6 .05 .23 .41 .59 .77 .95
        7 .025 .1833 .3417 .5 .6583 .8167 .975
    """
    rows = [line.split() for line in printed.split("\n") if line.strip()]

    assert {int(n): tuple(map(float, rest)) for n, *rest in rows} == QUANTILES


@pytest.mark.parametrize(
    ("n_knots", "expected"),
    [
        (5, (10, 55, 100, 145, 190)),
        (6, (10, 46, 82, 118, 154, 190)),
        (7, (5, 37, 68, 100, 132, 163, 195)),  # 36.66, 68.34, 131.66, 163.34
    ],
)
def test_five_to_seven_knots_of_0_to_200(n_knots, expected):
    """Twice the percentages of the table, rounded to months."""
    assert expected == find_knots("disease_free_interval_months", np.arange(201.0), n_knots)
