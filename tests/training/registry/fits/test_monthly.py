"""Deaths and risk sets by month, and a baseline that bends only where five have died."""

import numpy as np
import pytest

from models.timegrid import TimeGrid
from training.registry.fits.monthly import MonthlyTimes, coarsened

GRID = TimeGrid(4)
MONTHS = np.array([1, 1, 2, 4, 5, 9])
DIED = np.array([True, False, True, True, True, False])


def test_deaths_are_counted_by_month_and_those_beyond_the_grid_are_not():
    """One each in months 1, 2 and 4; the death of month 5 lies beyond 4."""
    times = MonthlyTimes.of(MONTHS, DIED, GRID)

    assert [0, 1, 1, 0, 1] == times.deaths.tolist()
    assert [1, 1, 2, 4, 5, 5] == times.month.tolist()


def test_whoever_leaves_in_a_month_is_at_risk_in_it():
    """Weights 1, 2, 4, ...: all at month 0 and 1; the first two are gone at 2, the third at 3."""
    times = MonthlyTimes.of(MONTHS, DIED, GRID)

    assert [63.0, 63.0, 60.0, 56.0, 56.0] == times.at_risk(2.0 ** np.arange(6)).tolist()


def test_a_baseline_bends_where_five_have_died():
    """Deaths 2, 3, 1, 4 in months 1 to 4: five are reached at month 2, five more at month 4."""
    months = np.repeat([1, 2, 3, 4], [2, 3, 1, 4])
    times = MonthlyTimes.of(months, np.ones(10, dtype=bool), GRID)

    assert [0, 2, 4] == times.coarse_months().tolist()


def test_with_fewer_than_five_deaths_it_is_one_straight_line():
    """From the operation to the last month."""
    times = MonthlyTimes.of(np.array([1, 2, 3, 4]), np.ones(4, dtype=bool), GRID)

    assert [0, 4] == times.coarse_months().tolist()


def test_between_bends_the_hazard_is_straight_and_after_the_last_it_is_level():
    """0, 0.1, 0.4, 0.5, 0.9 by way of months 0, 2 and 3: 0.2 at month 1, 0.5 from month 3 on."""
    hazard = np.array([[0.0, 0.1, 0.4, 0.5, 0.9], [0.0, 1.0, 2.0, 3.0, 4.0]])

    np.testing.assert_allclose(
        [[0.0, 0.2, 0.4, 0.5, 0.5], [0.0, 1.0, 2.0, 3.0, 3.0]],
        coarsened(hazard, np.array([0, 2, 3])),
    )


@pytest.mark.parametrize("month", [5, 6, 500])
def test_times_beyond_the_grid_are_one_month_after_its_last(month):
    """At risk on the whole grid."""
    times = MonthlyTimes.of(np.array([month]), np.array([True]), GRID)

    assert [5] == times.month.tolist()
    assert [1.0] * 5 == times.at_risk(np.ones(1)).tolist()
    assert [0] * 5 == times.deaths.tolist()


def test_the_grid_goes_on_where_everybody_has_left():
    """Nobody is at risk in months 3 and 4, and nobody dies."""
    times = MonthlyTimes.of(np.array([1, 2]), np.array([True, True]), GRID)

    assert [2.0, 2.0, 1.0, 0.0, 0.0] == times.at_risk(np.ones(2)).tolist()
    assert [0, 1, 1, 0, 0] == times.deaths.tolist()


def test_one_bend_is_enough():
    """All five deaths in month 3: straight up to it, and level from there on."""
    times = MonthlyTimes.of(np.array([3] * 5), np.ones(5, dtype=bool), GRID)

    assert [0, 3] == times.coarse_months().tolist()


def test_a_single_curve_is_drawn_like_a_stack():
    """And a stack of stacks."""
    hazard, months = np.array([0.0, 0.1, 0.4, 0.5, 0.9]), np.array([0, 2, 4])
    expected = [0.0, 0.2, 0.4, 0.65, 0.9]

    np.testing.assert_allclose(expected, coarsened(hazard, months))
    np.testing.assert_allclose([[expected]], coarsened(hazard[None, None], months))
