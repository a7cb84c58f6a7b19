"""The probe that measures how long the event loop is held."""

import asyncio
import time

from benchmarks.event_loop_latency import at_once, longest_pause


async def blocking():
    """Keep the loop to itself."""
    time.sleep(0.1)  # noqa: ASYNC251  # what is to be noticed


async def giving_way():
    """Wait as long, and let others go on."""
    await asyncio.sleep(0.1)


def test_what_keeps_the_loop_to_itself_is_noticed():
    """All of its 0.1 s."""

    assert 0.1 <= asyncio.run(longest_pause(blocking)) < 0.2


def test_what_gives_way_is_not():
    """The probe wakes meanwhile."""

    assert asyncio.run(longest_pause(giving_way)) < 0.09


def test_requests_at_once_are_noticed_as_one():
    """The loop is held by what is computed for all of them."""

    assert 0.2 <= asyncio.run(longest_pause(at_once([blocking, blocking]))) < 0.4
