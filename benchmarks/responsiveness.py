"""How long one question keeps all others waiting."""

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks import target
from benchmarks.measuring import Spread
from benchmarks.question import batch_body_of, body_of, draw_patients
from benchmarks.section import BenchmarkSection, write_spread, write_table
from benchmarks.serving import BATCH, ONE
from benchmarks.target import Result
from service.event_loop import MOST_HORIZONS_IN_LOOP
from service.micro_batcher import MAX_BATCH_SIZE
from service.request import MAX_HORIZONS

BOTH = ["cox", "forest"]
ALL_HORIZONS = list(range(1, MAX_HORIZONS + 1))
PARTLY_UNKNOWN = 0.3

TEXT = """\
The longest time for which the event loop is held while one request is answered, by a task that
wakes in every turn of it (asked {patients} times about patients, {batches} times in batches). Quick
answers are computed in the loop, so that it is held for the whole of them; others in threads, which
let it go on. What comes at once is answered together, like a batch: about different patients, of
whom a part of the facts are unknown, which takes longest. The interpreter is set as the service
sets it. The verdict is on the longest of all."""


@dataclass(frozen=True)
class ResponsivenessPlan:
    """How often to ask."""

    patients: int = 200
    batches: int = 10


def measure_responsiveness(plan: ResponsivenessPlan) -> BenchmarkSection:
    """Run the part."""
    of_one = {
        "one patient, `explain=true`": [body_of()],
        "one patient, both models": [body_of(models=BOTH)],
        "one patient, both models, all horizons": [
            body_of(models=BOTH, horizons_months=ALL_HORIZONS)
        ],
        "nothing known, both models": [json.dumps({"patient": {}, "models": BOTH})],
        "one patient and two others, both models": [
            body_of(models=BOTH, what_if=[{"nodule_count": 1}, {"local_recurrence": True}])
        ],
    }
    of_several = {
        f"{MAX_BATCH_SIZE} patients at once, `explain=true`": _at_once(),
        f"{MAX_BATCH_SIZE} patients at once, both models": _at_once(models=BOTH),
        f"{MAX_BATCH_SIZE} patients at once, both models, a dozen horizons": _at_once(
            models=BOTH, horizons_months=ALL_HORIZONS[:MOST_HORIZONS_IN_LOOP]
        ),
        f"{MAX_BATCH_SIZE} patients at once, both models, all horizons": _at_once(
            models=BOTH, horizons_months=ALL_HORIZONS
        ),
    }
    of_batch = {
        "batch of 1,000, `explain=true`": [batch_body_of(explain=True)],
        "batch of 1,000, forest": [batch_body_of(explain=True, models=["forest"])],
    }
    several = of_one | of_several
    asked = [
        *({"path": ONE, "bodies": bodies, "times": plan.patients} for bodies in several.values()),
        *({"path": BATCH, "bodies": bodies, "times": plan.batches} for bodies in of_batch.values()),
    ]
    pauses = dict(zip([*several, *of_batch], _ask(asked), strict=True))
    rows = [
        [name, write_spread(Spread.of(found), 1e3), f"{1e3 * max(found):.2f}"]
        for name, found in pauses.items()
    ]
    text = TEXT.format(patients=plan.patients, batches=plan.batches)
    return BenchmarkSection(
        "Responsiveness",
        (text, write_table(("question", "held, ms (quartiles)", "longest, ms"), rows)),
        (
            Result(target.HELD_BY_ONE, _longest([pauses[name] for name in of_one])),
            Result(
                target.HELD_BY_BATCH, _longest([pauses[name] for name in (*of_several, *of_batch)])
            ),
        ),
    )


def _at_once(**options: object) -> list[str]:
    """Write requests that are as much work as so many can be."""
    patients = draw_patients(MAX_BATCH_SIZE, PARTLY_UNKNOWN)
    return [json.dumps({"patient": facts, **options}) for facts in patients]


def _ask(asked: list[dict[str, object]]) -> list[list[float]]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.event_loop_latency"],
        input="".join(f"{json.dumps(one)}\n" for one in asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _longest(pauses: list[list[float]]) -> Spread:
    longest = 1e3 * max(max(found) for found in pauses)
    return Spread(longest, longest, longest)
