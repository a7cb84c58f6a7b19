"""Days as months: the rule by which registries and patient records are read alike."""

import numpy as np
import pytest

from models.calendar import completed_months, disease_free_interval_months, months_of


@pytest.mark.parametrize(("days", "months"), [(0, 0.0), (30.4375, 1.0), (487, 16.0), (-974, -32.0)])
def test_a_month_is_a_twelfth_of_a_julian_year(days, months):
    """365.25 / 12 = 30.4375 days; 487 are 16 of them."""
    assert months == months_of(days)


@pytest.mark.parametrize(
    ("days", "months"),
    [(-400, 0), (0, 0), (30, 0), (31, 1), (365, 11), (366, 12), (913, 29), (914, 30)],
)
def test_completed_months_are_whole_ones(days, months):
    """366 / 30.4375 = 12.02 and 913 / 30.4375 = 29.996: a month that has begun does not count."""
    assert months == completed_months(days)


def test_the_interval_has_two_digits_on_the_right_side_of_twelve():
    """365 / 30.4375 = 11.9918, 366 / 30.4375 = 12.0246; 253 days are 8.3121 months."""
    days = np.array([-1.0, 0.0, 253.0, 365.0, 366.0])

    assert [0.0, 0.0, 8.31, 11.99, 12.02] == disease_free_interval_months(days).tolist()


def test_an_unknown_interval_stays_unknown():
    """A date that is missing is no synchronous metastasis."""
    assert np.isnan(disease_free_interval_months(np.array([np.nan]))).all()


def test_the_interval_is_the_decimal_rounding_of_every_day_of_a_century():
    """Against Python's own `round`, which rounds the exact value of a quotient."""
    days = np.arange(36_525)

    assert [round(day / 30.4375, 2) for day in range(36_525)] == (
        disease_free_interval_months(days.astype(float)).tolist()
    )
