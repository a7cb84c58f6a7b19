"""Event loop latency: a task wakes in every turn of the loop, and its longest pause is reported.

A program of its own, because it sets the interpreter as the service does. It reads questions as
JSON, one to a line, each with a path, the bodies that are posted to it at the same moment and how
often, and writes the longest pause of each time, in seconds.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise

from benchmarks.asgi import ask
from benchmarks.question import BUNDLE
from models.bundle import read_bundle
from service.app import create_app
from service.interpreter import tune_interpreter


async def longest_pause(request: Callable[[], Awaitable[object]]) -> float:
    """Wake in every turn while a request is answered; give the longest pause in seconds."""
    wakings = [time.perf_counter()]

    async def wake() -> None:
        while True:
            await asyncio.sleep(0)
            wakings.append(time.perf_counter())

    probe = asyncio.create_task(wake())
    await asyncio.sleep(0)
    await request()
    await asyncio.sleep(0)
    probe.cancel()
    return max(after - before for before, after in pairwise(wakings))


def at_once(requests: Sequence[Callable[[], Awaitable[object]]]) -> Callable[[], Awaitable[object]]:
    """Make one request of several at the same moment."""

    async def ask_all() -> None:
        await asyncio.gather(*(request() for request in requests))

    return ask_all


def main() -> int:
    """Answer the requests that are read."""
    app = create_app(read_bundle(BUNDLE))
    tune_interpreter()
    with asyncio.Runner() as runner:
        for line in sys.stdin:
            asked = json.loads(line)
            request = at_once([ask(app, asked["path"], body) for body in asked["bodies"]])
            runner.run(longest_pause(request))  # what is made when first needed
            pauses = [runner.run(longest_pause(request)) for _ in range(asked["times"])]
            print(json.dumps(pauses), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
