"""The command line: `python -m benchmarks [PART ...] --output DIR`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.explanation import measure_explanation
from benchmarks.growth import measure_growth
from benchmarks.measuring import Plan
from benchmarks.page import write_page
from benchmarks.prediction import measure_prediction
from benchmarks.process import ProcessPlan, measure_process
from benchmarks.profiling import ProfilePlan, measure_profile
from benchmarks.question import N_BATCH
from benchmarks.responsiveness import ResponsivenessPlan, measure_responsiveness
from benchmarks.section import BenchmarkSection
from benchmarks.serving import HttpPlan, measure_serving


@dataclass(frozen=True)
class Plans:
    """How thoroughly each part is measured."""

    timing: Plan
    n_batch: int
    http: HttpPlan
    responsiveness: ResponsivenessPlan
    process: ProcessPlan
    profile: ProfilePlan


FULL = Plans(Plan(), N_BATCH, HttpPlan(), ResponsivenessPlan(), ProcessPlan(), ProfilePlan())
QUICK = Plans(
    timing=Plan(rounds=3, turn_seconds=0.05),
    n_batch=50,
    http=HttpPlan(rounds=2, seconds=1, batch_seconds=2),
    responsiveness=ResponsivenessPlan(patients=5, batches=2),
    process=ProcessPlan(rounds=3, requests=2000),
    profile=ProfilePlan(answers=100),
)

PARTS: Mapping[str, Callable[[Plans], BenchmarkSection]] = {
    "prediction": lambda plans: measure_prediction(plans.timing, plans.n_batch),
    "explanation": lambda plans: measure_explanation(plans.timing),
    "serving": lambda plans: measure_serving(plans.http),
    "responsiveness": lambda plans: measure_responsiveness(plans.responsiveness),
    "process": lambda plans: measure_process(plans.process),
    "growth": lambda plans: measure_growth(plans.timing),
    "profile": lambda plans: measure_profile(plans.profile, plans.timing),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are named, or all, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--quick", action="store_true", help="short turns, for a look only")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    plans = QUICK if asked.quick else FULL
    sections = []
    for part in asked.parts or PARTS:
        print(f"measuring: {part}", file=sys.stderr, flush=True)
        sections.append(PARTS[part](plans))
    asked.output.mkdir(parents=True, exist_ok=True)
    for name, text in write_page(sections).items():
        (asked.output / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"written to {asked.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
