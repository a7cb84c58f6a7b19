from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.registry.disclosure import (
    Shown,
    coarse_months,
    coarse_share,
    group_values,
    last_shown_month,
    share_of,
    show_count,
    show_parts,
)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "<5"), (4, "<5"), (5, "5"), (7, "5"), (8, "10"), (97, "95"), (98, "100")],
)
def test_counts_are_rounded_to_five(count, shown):
    """To the nearest multiple; below 5 only that it is."""
    assert shown == str(show_count(count))


@given(st.integers(0, 10_000))
def test_a_count_lies_within_what_it_is_shown_as(count):
    """The limits that an attacker computes are right."""
    low, high = show_count(count).limits

    assert low <= count <= high


def test_a_complement_of_a_rounded_count_is_not_exact():
    """97 of 100 leaves 1 to 4, not 3."""
    assert ["95", "<5"] == [str(part) for part in show_parts([97, 3])]


def test_a_part_that_would_give_another_away_is_withheld():
    """47, 47 and 4 of 98: 45 and 45 of 100 would leave 4 only, since 93 at most and 98 at least."""
    assert ["withheld", "45", "<5"] == [str(part) for part in show_parts([47, 47, 4])]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_three_values_are_left_for_every_small_part(parts):
    """Whatever the parts are: the attacker enumerates what agrees with what is shown."""
    shown = show_parts(parts)
    low_whole, high_whole = show_count(sum(parts)).limits
    for i, part in enumerate(shown):
        others = [other.limits for j, other in enumerate(shown) if j != i]
        left = [
            value
            for value in range(1, 5)
            if value + sum(low for low, _ in others) <= high_whole
            and value + sum(high for _, high in others) >= low_whole
        ]
        assert not part.is_small or len(left) >= 3 or all(o.nearest is None for o in shown)


def test_shares_are_of_shown_counts():
    """97 of 98 is 95 of 100; a count that is not shown has no share."""
    assert 0.95 == share_of(show_count(97), show_count(98))
    assert share_of(Shown(None), show_count(98)) is None


def test_shares_are_multiples_of_five_patients():
    """Of 20 patients, 5 are a quarter."""
    assert [1, 0.75, 0.5, 0] == coarse_share(np.array([0.99, 0.8, 0.6, 0.1]), 20).tolist()


def test_no_share_of_fewer_than_five_is_shown():
    """It is a defect to ask for one."""
    with pytest.raises(ValueError, match="fewer than 5"):
        coarse_share(np.array([0.5]), 4)


@pytest.mark.parametrize(
    ("events", "months"),
    [
        ({3: 5, 7: 5, 9: 2}, [0, 3, 9]),
        ({3: 5, 7: 5}, [0, 3, 7]),
        ({1: 2, 2: 2, 3: 2, 4: 9}, [0, 3, 4]),
        ({3: 4}, [0]),
        ({}, [0]),
    ],
)
def test_curves_are_told_where_five_more_events_have_happened(events, months):
    """An interval that is not full belongs to the one before."""
    by_month = np.zeros(13, dtype=np.int64)
    by_month[list(events)] = list(events.values())

    assert months == coarse_months(by_month).tolist()


@given(st.lists(st.integers(0, 7), min_size=1, max_size=80))
def test_at_least_five_events_lie_between_two_months(events):
    """And none after the last, where there is more than one."""
    events = np.array([0, *events])
    months = coarse_months(events)
    between = [events[a + 1 : b + 1].sum() for a, b in pairwise(months)]

    assert all(count >= 5 for count in between)
    assert len(months) == 1 or events[months[-1] + 1 :].sum() == 0


def test_curves_end_at_a_whole_year_with_ten_at_risk():
    """Ten of eleven are seen until month 30: the last year is 24."""
    assert 24 == last_shown_month(np.array([5] + [30] * 9 + [90]))
    assert 0 == last_shown_month(np.array([90] * 9))


def test_values_are_means_of_five_in_rank():
    """1 to 5, then 6 to 11 with the odd one: 3 and 8.5."""
    values = np.array([11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6.0])

    assert [8.5, 3, 8.5, 3, 8.5, 3, 8.5, 3, 8.5, 3, 8.5] == group_values(values).tolist()


def test_fewer_than_five_values_have_no_mean():
    """It is a defect to ask for one."""
    with pytest.raises(ValueError, match="fewer than 5"):
        group_values(np.ones(4))


@pytest.mark.parametrize(
    ("shown", "limits"),
    [
        (Shown(None), (0, 4)),
        (Shown(None, withheld=True), (5, np.inf)),
        (Shown(5), (5, 7)),
        (Shown(10), (8, 12)),
    ],
)
def test_limits_are_the_counts_that_are_shown_alike(shown, limits):
    """0 to 4 as `<5`; 5 to 7 as 5, and 8 to 12 as 10."""
    assert limits == shown.limits


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        # 5 to 7 of 3 to 7 leave 1 and 2: too few.
        ([5, 1], "withheld <5"),
        # 3 * 8 to 3 * 12 of 23 to 27 leave 1, 2 and 3: enough.
        ([8, 8, 8, 1], "10 10 10 <5"),
        # 3 * 43 to 3 * 47 of 143 to 147 leave 2, 3 and 4: enough.
        ([47, 47, 47, 4], "45 45 45 <5"),
    ],
)
def test_three_values_left_are_enough_and_two_are_not(parts, shown):
    """The smallest of the parts above 5 is withheld, and no more than is needed."""
    assert shown.split() == [str(part) for part in show_parts(parts)]
