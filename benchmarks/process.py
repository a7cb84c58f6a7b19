"""Part d: time to ready, memory after start and after many requests, size of the bundle."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks import target
from benchmarks.measuring import Measured, Spread, difference
from benchmarks.question import BUNDLE, bodies_of
from benchmarks.section import BenchmarkSection, write_number, write_spread, write_table
from benchmarks.server import BARE, SERVICE, serve
from benchmarks.serving import ONE
from benchmarks.target import Result
from benchmarks.wrk import post

CONNECTIONS = 16
TURN_SECONDS = 10
WARM_REQUESTS = 1000

TEXT = """\
`python -m service serve` with the default bundle and a bare FastAPI app with one route, both under
uvicorn, started in turn {rounds} times, until `GET /health/ready` answers. Memory is resident
memory (10^6 bytes) of the one process. After the start it is asked over {connections} connections
with `explain=true`. Growth counts from the start, before the first request, so that the threads'
memory and all that is made when first needed is in it."""


@dataclass(frozen=True)
class ProcessPlan:
    """How often to start, and how many requests to ask."""

    rounds: int = 11
    requests: int = 100_000


@dataclass(frozen=True)
class Memory:
    """Megabytes of a worker at three moments, and the requests answered by the last."""

    at_start: float
    warm: float
    at_end: float
    requests: int


def measure_process(plan: ProcessPlan) -> BenchmarkSection:
    """Run the part."""
    ours, bare = _start_in_turn(plan.rounds)
    beyond = difference(ours, bare)
    memory = measure_memory(plan.requests)
    size_mb = size_of(BUNDLE) / 1e6
    rows = [
        ["service, start to ready, s", write_spread(ours.spread)],
        ["bare FastAPI app, start to ready, s", write_spread(bare.spread)],
        ["beyond it, s", write_spread(beyond)],
        ["resident memory after start, MB", write_number(memory.at_start)],
        [f"after {WARM_REQUESTS:,} requests or more, MB", write_number(memory.warm)],
        [f"after {memory.requests:,} requests, MB", write_number(memory.at_end)],
        ["growth since the start, MB", write_number(memory.at_end - memory.at_start)],
        ["growth since it was warm, MB", write_number(memory.at_end - memory.warm)],
        ["bundle on disk, MB", write_number(size_mb)],
    ]
    text = TEXT.format(rounds=plan.rounds, connections=CONNECTIONS)
    return BenchmarkSection(
        "Process",
        (text, write_table(("figure", "measured (quartiles)"), rows)),
        (
            Result(target.READY, beyond),
            Result(target.MEMORY, _single(memory.at_end), f"after {memory.requests:,} requests"),
            Result(target.BUNDLE_SIZE, _single(size_mb)),
            Result(
                target.GROWTH,
                _single(memory.at_end - memory.at_start),
                f"{memory.requests:,} requests, from the start on",
            ),
            Result(
                target.GROWTH,
                _single(memory.at_end - memory.warm),
                f"from {WARM_REQUESTS:,} requests or more on",
            ),
        ),
    )


def measure_memory(requests: int) -> Memory:
    """Ask one worker many times; where threads and memory are first needed shows as warm."""
    with serve(SERVICE, BUNDLE) as server:
        at_start = server.memory_mb()
        answered = 0
        while answered < WARM_REQUESTS:
            answered += post(f"{server.url}{ONE}", bodies_of(), CONNECTIONS, 1).requests
        warm = server.memory_mb()
        while answered < requests:
            answered += post(f"{server.url}{ONE}", bodies_of(), CONNECTIONS, TURN_SECONDS).requests
        return Memory(at_start, warm, server.memory_mb(), answered)


def size_of(folder: Path) -> int:
    """Add up the bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.iterdir())


def _start_in_turn(rounds: int) -> tuple[Measured, Measured]:
    seconds: dict[tuple[str, ...], list[float]] = {SERVICE: [], BARE: []}
    for arguments in seconds:
        _seconds_to_ready(arguments)  # files come into the disk's cache
    for _ in range(rounds):
        for arguments, own in seconds.items():
            own.append(_seconds_to_ready(arguments))
    return Measured("service", tuple(seconds[SERVICE])), Measured("bare", tuple(seconds[BARE]))


def _seconds_to_ready(arguments: tuple[str, ...]) -> float:
    with serve(arguments, BUNDLE) as server:
        return server.seconds_to_ready


def _single(value: float) -> Spread:
    return Spread(value, value, value)
