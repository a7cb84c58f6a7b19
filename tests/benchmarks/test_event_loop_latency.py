"""The probe that measures how long the event loop is blocked."""

import asyncio

import pytest

from benchmarks import event_loop_latency
from benchmarks.event_loop_latency import at_once, longest_pause


@pytest.fixture
def passing(monkeypatch):
    """Give the function that lets time pass; without it the clock stands still."""
    now = 0

    def let_pass(seconds):
        nonlocal now
        now += seconds

    monkeypatch.setattr(event_loop_latency.time, "perf_counter", lambda: now)
    return let_pass


@pytest.fixture
def blocking(passing):
    """Keep the loop to itself for 10 s."""

    async def keep():
        passing(10)

    return keep


def test_what_keeps_the_loop_to_itself_is_noticed(blocking):
    """All of its 10 s."""
    assert 10 == asyncio.run(longest_pause(blocking))


def test_what_gives_way_is_not(passing):
    """The probe runs in between: of ten times 1 s, one at a time."""

    async def giving_way():
        for _ in range(10):
            passing(1)
            await asyncio.sleep(0)

    assert 1 == asyncio.run(longest_pause(giving_way))


def test_requests_at_once_are_noticed_as_one(blocking):
    """The loop is blocked by what is computed for all of them."""
    assert 20 == asyncio.run(longest_pause(at_once([blocking, blocking])))
