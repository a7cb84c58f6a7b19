"""How far curves reach: ten at risk and five events, each bound at, below and above it."""

import numpy as np
import pytest

from training.registry.configuration.horizon import find_longest_month
from training.registry.fits.refusals import FollowUpTooShort


def followed(*leaving, events=5):
    """Give times: events in month 1, and so many others (all censored) until each month."""
    months = [1] * events + [month for month, n in leaving for _ in range(n)]
    return np.array(months), np.array([True] * events + [False] * (len(months) - events))


def test_curves_reach_the_last_month_with_ten_at_risk():
    """Who leaves in a month is at risk in it: ten until 40, nine until 90."""
    assert 40 == find_longest_month(*followed((40, 1), (90, 9)), None)
    assert 90 == find_longest_month(*followed((40, 1), (90, 10)), None)


def test_nine_at_risk_carry_nothing():
    """Not even the first horizon."""
    with pytest.raises(FollowUpTooShort, match="10 patients at risk then and 5 events"):
        find_longest_month(*followed((90, 9)), None)


def test_five_events_are_needed_and_enough():
    """Four are too few, wherever they end."""
    assert 60 == find_longest_month(*followed((60, 10), events=5), None)
    with pytest.raises(FollowUpTooShort):
        find_longest_month(*followed((60, 10), events=4), None)


@pytest.mark.parametrize("last", [12, 13])
def test_the_first_horizon_is_month_12(last):
    """Reached, it carries a model."""
    assert last == find_longest_month(*followed((last, 10)), None)


def test_a_month_before_the_first_horizon_is_too_short():
    """Eleven."""
    with pytest.raises(FollowUpTooShort, match="first horizon is 12"):
        find_longest_month(*followed((11, 10)), None)


@pytest.mark.parametrize(("last", "reached"), [(119, 119), (120, 120), (121, 120), (300, 120)])
def test_curves_reach_120_months_at_most_unless_more_is_wanted(last, reached):
    """Ten years."""
    assert reached == find_longest_month(*followed((last, 10)), None)


def test_a_wanted_month_is_taken_where_the_data_reach_it():
    """Also beyond 120; a month more is refused with the last that can be had."""
    times = followed((150, 10))

    assert 150 == find_longest_month(*times, 150)
    assert 30 == find_longest_month(*times, 30)
    with pytest.raises(FollowUpTooShort, match="at most 150"):
        find_longest_month(*times, 151)
