"""Part c: throughput and latency over HTTP, the server on one core and the load on another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks import naive_service, noop_service, target
from benchmarks.measuring import Measured, find, ratio
from benchmarks.question import BUNDLE, N_BATCH, N_TURNS, batch_body_of, bodies_of, draw_patients
from benchmarks.section import BenchmarkSection, write_number, write_spread, write_table
from benchmarks.server import NAIVE, WITH_NOOP, MeasuredServer, serve
from benchmarks.target import Result
from benchmarks.wrk import Load, post

ONE = "/v1/predictions"
BATCH = "/v1/predictions/batch"
CONCURRENCIES = (1, 16)
BOTH = ("cox", "forest")

NOOP, NOOP_EXPLAINED = "no-op, size of `explain=false`", "no-op, size of `explain=true`"
PLAIN, EXPLAINED = "`explain=false`", "`explain=true`"
BOTH_PLAIN, BOTH_EXPLAINED = "both models, `explain=false`", "both models, `explain=true`"
FULL_BATCH = f"batch of {N_BATCH:,}, `explain=true`"
NAIVE_COX, NAIVE_BOTH = "naive service, Cox", "naive service, Cox and forest"

TEXT = """\
One worker on one core, wrk with one thread on the other; a turn lasts {seconds} s, {rounds}
rounds, contenders in turn; a turn begins when both servers are idle. {patients} different patients
take turns, of whom all is known, so that requests that the service answers together are about
different ones. All but the naive service are
routes of one process, started as `python -m service serve` starts it. Without a note the default
model answers, the Cox model, with 11 factors given. The *no-op* validates the same body and
serialises an answer of the same model and size with the same serialiser, does nothing else, and
needs neither a thread nor a dependency. The *naive service* keeps scikit-survival's estimators
behind FastAPI and gives curves only; it is compared with the same two models and `explain=false`,
although ours then still gives intervals, scenarios and warnings. Its Cox model alone stands in the
table too: there is little to compute in it, so that HTTP is what is measured. Batches are counted
as requests; 0 where none of {connections} at once was answered in a turn of {batch_seconds} s."""


@dataclass(frozen=True)
class HttpPlan:
    """How long to measure over HTTP; a turn with batches is longer, so that some are answered."""

    rounds: int = 5
    seconds: int = 3
    batch_seconds: int = 6


@dataclass(frozen=True)
class HttpContender:
    """A contender over HTTP."""

    name: str
    url: str
    bodies: Sequence[str]


def contenders(service_url: str, naive_url: str) -> list[HttpContender]:
    """Name who is asked, where, and what."""
    noop, one = f"{service_url}{noop_service.PATH}", f"{service_url}{ONE}"
    naive = f"{naive_url}{naive_service.PATH}"
    patients = [
        naive_service.NaivePatient.model_validate(facts).model_dump_json()
        for facts in draw_patients(N_TURNS, unknown=0.0)
    ]
    return [
        HttpContender(NOOP, noop, bodies_of(explain=False)),
        HttpContender(PLAIN, one, bodies_of(explain=False)),
        HttpContender(NOOP_EXPLAINED, noop, bodies_of(explain=True)),
        HttpContender(EXPLAINED, one, bodies_of(explain=True)),
        HttpContender(BOTH_PLAIN, one, bodies_of(explain=False, models=BOTH)),
        HttpContender(BOTH_EXPLAINED, one, bodies_of(explain=True, models=BOTH)),
        HttpContender(FULL_BATCH, f"{service_url}{BATCH}", [batch_body_of(explain=True)]),
        HttpContender(NAIVE_COX, f"{naive}/cox", patients),
        HttpContender(NAIVE_BOTH, naive, patients),
    ]


def measure_serving(plan: HttpPlan) -> BenchmarkSection:
    """Run the part."""
    with serve(WITH_NOOP, BUNDLE) as service, serve(NAIVE, BUNDLE) as naive:
        asked = contenders(service.url, naive.url)
        loads = {c: _measure(asked, c, plan, (service, naive)) for c in CONCURRENCIES}
    blocks = [
        TEXT.format(
            seconds=plan.seconds,
            rounds=plan.rounds,
            patients=N_TURNS,
            connections=CONCURRENCIES[-1],
            batch_seconds=plan.batch_seconds,
        )
    ]
    for connections, found in loads.items():
        blocks += [f"**Concurrency {connections}**", _table(asked, found)]
    return BenchmarkSection("HTTP", tuple(blocks), _results(_throughputs(asked, loads[16])))


def _measure(
    asked: Sequence[HttpContender],
    connections: int,
    plan: HttpPlan,
    servers: Sequence[MeasuredServer],
) -> list[list[Load]]:
    def take_turn(one: HttpContender, seconds: int) -> Load:
        for server in servers:
            server.wait_until_idle()
        return post(one.url, one.bodies, connections, seconds)

    for one in asked:
        if one.name != FULL_BATCH:
            take_turn(one, 1)  # warm
    return [
        [
            take_turn(one, plan.batch_seconds if one.name == FULL_BATCH else plan.seconds)
            for one in asked
        ]
        for _ in range(plan.rounds)
    ]


def _throughputs(
    asked: Sequence[HttpContender], rounds: Sequence[Sequence[Load]]
) -> list[Measured]:
    return [
        Measured(one.name, tuple(loads[place].each_second for loads in rounds))
        for place, one in enumerate(asked)
    ]


def _table(asked: Sequence[HttpContender], rounds: Sequence[Sequence[Load]]) -> str:
    throughputs = _throughputs(asked, rounds)
    latencies = np.array([[(load.median_ms, load.p99_ms) for load in loads] for loads in rounds])
    median, p99 = np.moveaxis(np.median(latencies, axis=0), -1, 0)
    rows = [
        [
            one.name,
            write_spread(one.spread),
            write_number(median[place]),
            write_number(p99[place]),
            write_spread(ratio(one, find(throughputs, _baseline(one.name)))),
        ]
        for place, one in enumerate(throughputs)
    ]
    header = ("contender", "requests/s (quartiles)", "median ms", "p99 ms", "against the no-op")
    return write_table(header, rows)


def _baseline(name: str) -> str:
    return NOOP_EXPLAINED if name in {NOOP_EXPLAINED, EXPLAINED, BOTH_EXPLAINED} else NOOP


def _results(throughputs: Sequence[Measured]) -> tuple[Result, ...]:
    def against(ours: str, theirs: str, wanted: target.Target, note: str = "") -> Result:
        return Result(wanted, ratio(find(throughputs, ours), find(throughputs, theirs)), note)

    return (
        against(PLAIN, NOOP, target.WITHOUT_EXPLANATION),
        against(EXPLAINED, NOOP_EXPLAINED, target.WITH_EXPLANATION),
        against(BOTH_PLAIN, NAIVE_BOTH, target.NAIVE, "both models on both sides, c=16"),
    )
