"""Where the time goes: answers in process and requests through the app, by cProfile."""

import asyncio
import cProfile
import pstats
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from benchmarks.answering import ask_one
from benchmarks.asgi import ask
from benchmarks.layers import measure_layers, without_threads
from benchmarks.measuring import Plan
from benchmarks.noop_service import PATH, with_noop
from benchmarks.question import body_of, read_default
from benchmarks.section import BenchmarkSection, write_number, write_table
from benchmarks.serving import ONE
from service.app import create_app

TOP = 15

TEXT = """\
cProfile over {answers:,} answers each; functions by the time spent in themselves, in microseconds
for each answer. The profiler itself slows Python's functions down, small ones most. *Requests* go
through the whole app in process, without a socket; what runs in threads is run at once there, or
the profiler would not see it."""

STEPS = """\
The steps of one request to the default model, each timed alone, without the profiler; then whole
requests through the app in process, with the threads that it uses and without."""


@dataclass(frozen=True)
class ProfilePlan:
    """How many answers to profile."""

    answers: int = 2000


def measure_profile(plan: ProfilePlan, timing: Plan) -> BenchmarkSection:
    """Run the part."""
    bundle, _, _ = read_default()
    profiled = {
        "answer in process, Cox (default)": ask_one(bundle),
        "answer in process, forest": ask_one(bundle, models=["forest"]),
    }
    blocks = [STEPS, measure_layers(bundle, timing), TEXT.format(answers=plan.answers)]
    for name, act in profiled.items():
        blocks += [f"**{name}**", _table(_profile(act, plan.answers), plan.answers)]
    requests = {
        "request, no-op": (PATH, body_of(explain=True)),
        "request, `explain=false`": (ONE, body_of(explain=False)),
        "request, `explain=true`": (ONE, body_of(explain=True)),
    }
    app = with_noop(create_app, bundle)
    for name, (path, body) in requests.items():
        stats = _profile_requests(app, path, body, plan.answers)
        blocks += [f"**{name}**", _table(stats, plan.answers)]
    return BenchmarkSection("Profiles", tuple(blocks))


def _profile(act: Callable[[], object], times: int) -> pstats.Stats:
    act()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        act()
    profile.disable()
    return pstats.Stats(profile)


def _profile_requests(app: ASGIApp, path: str, body: str, times: int) -> pstats.Stats:
    request = ask(app, path, body)

    async def repeat(n: int) -> None:
        for _ in range(n):
            await request()

    async def run() -> pstats.Stats:
        await repeat(1)
        profile = cProfile.Profile()
        profile.enable()
        await repeat(times)
        profile.disable()
        return pstats.Stats(profile)

    with without_threads():
        return asyncio.run(run())


def _table(stats: pstats.Stats, answers: int) -> str:
    by_own_time = sorted(stats.stats.items(), key=lambda item: -item[1][2])[:TOP]
    rows = [
        [
            f"`{_name_of(place)}`",
            write_number(calls / answers),
            write_number(1e6 * own / answers),
            write_number(1e6 * whole / answers),
        ]
        for place, (_, calls, own, whole, _) in by_own_time
    ]
    return write_table(("function", "calls", "own, µs", "with what it calls, µs"), rows)


def _name_of(place: tuple[str, int, str]) -> str:
    """Name a function without the machine's folders."""
    file, _, function = place
    if file == "~":
        return function.replace("|", "\\|")
    path = Path(file)
    return f"{path.parent.name}/{path.name}:{function}"
