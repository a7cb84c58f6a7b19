"""Timing side by side."""

import pytest

from benchmarks.measuring import (
    Contender,
    Measured,
    Plan,
    Spread,
    difference,
    find,
    measure,
    ratio,
)


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def acts():
    """Collect who acted, in order."""
    return []


@pytest.fixture
def contender(clock, acts):
    """Make contenders that take as long as they are told."""

    def make(name, seconds):
        def act():
            acts.append(name)
            clock.now += seconds

        return Contender(name, act)

    return make


def test_every_contender_has_its_turn_in_every_round(contender, clock, acts):
    """Rounds begin with another contender each; the first acts are warm-up."""
    three = [contender(name, 1.0) for name in "abc"]
    measure(three, Plan(rounds=3, turn_seconds=1.0), clock)

    assert ["abc", "abc", "bca", "cab"] == ["".join(acts[i : i + 3]) for i in range(0, 12, 3)]


def test_seconds_are_those_of_one_act(contender, clock):
    """Whatever the number of repeats."""
    both = [contender("fast", 0.125), contender("slow", 4.0)]
    measured = measure(both, Plan(rounds=5, turn_seconds=1.0), clock)

    assert (
        Measured("fast", (0.125,) * 5),
        Measured("slow", (4.0,) * 5),
    ) == measured


def test_fast_contenders_repeat_to_fill_their_turn(contender, clock, acts):
    """Two acts of warm-up, then eight in each turn of one second; the slow one acts once."""
    both = [contender("fast", 0.125), contender("slow", 4.0)]
    measure(both, Plan(rounds=5, turn_seconds=1.0), clock)

    assert (2 + 5 * 8, 1 + 5) == (acts.count("fast"), acts.count("slow"))


def test_a_spread_is_the_median_with_its_quartiles():
    """Of 1, 2, 3, 4, 100: 3, between 2 and 4."""
    assert Spread(3.0, 2.0, 4.0) == Spread.of([100.0, 3.0, 1.0, 4.0, 2.0])


def test_ratios_are_taken_within_rounds():
    """A round in which the machine was ten times slower for all changes no ratio."""
    slow, fast = Measured("slow", (8.0, 80.0, 8.0)), Measured("fast", (2.0, 20.0, 2.0))

    assert Spread(4.0, 4.0, 4.0) == ratio(slow, fast)


def test_differences_are_taken_within_rounds():
    """The medians alone would give 1."""
    more, less = Measured("more", (3.0, 13.0, 4.0)), Measured("less", (1.0, 11.0, 3.0))

    assert 2.0 == difference(more, less).median


def test_a_contender_is_found_by_its_name():
    """The other one is not."""
    one, other = Measured("one", (1.0,)), Measured("other", (2.0,))

    assert other == find([one, other], "other")
