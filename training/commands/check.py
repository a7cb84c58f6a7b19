"""`check`: what would be read of a registry, or every reason why nothing is."""

import sys
from collections.abc import Iterator
from pathlib import Path

from training.commands.refusal import discard_faults, faults_file_of
from training.registry.reading.faults import count_of
from training.registry.reading.reading import read_registry
from training.registry.reading.table import known
from training.registry.registry import COMPETING, EVENT, FollowUp, Registry


def check_registry(path: Path, *, exclude_faulty_rows: bool = False) -> None:
    """Read a registry, and print the counts that follow; nothing is kept.

    Raises
    ------
    RegistryRefused
        With every fault.
    """
    registry = read_registry(path, exclude_faulty_rows=exclude_faulty_rows)
    discard_faults(faults_file_of(path))
    sys.stdout.write("".join(f"{line}\n" for line in describe(registry)))


def describe(registry: Registry) -> Iterator[str]:
    """Write what was read, in counts: rows, outcomes, columns with their gaps, notices."""
    n_patients = registry.n_patients
    yield _line("rows in the file", registry.n_rows)
    for step in registry.flow:
        yield _line(f"left out: {step.code}", step.n_left_out)
    yield _line("patients", n_patients)
    yield ""
    yield "outcome"
    for outcome, follow_up in registry.follow_up.items():
        yield f"  {outcome:<34}{_describe_outcome(follow_up)}"
    yield ""
    yield _line("factor", "unknown")
    for name, column in registry.factors.items():
        n_unknown = int((~known(column)).sum())
        yield _line(f"  {name}", f"{n_unknown} ({n_unknown / n_patients:.0%})")
    if registry.notices:
        yield ""
        yield "notice"
    for notice in registry.notices:
        count = f" ({notice.count})" if notice.count is not None else ""
        place = f"{notice.column}: " if notice.column else ""
        yield f"  {place}{notice.message}{count}"


def _line(name: str, value: object) -> str:
    return f"{name:<46}{value!s:>14}"


def _describe_outcome(follow_up: FollowUp) -> str:
    cause = follow_up.cause[follow_up.included]
    n_events, n_other = int((cause == EVENT).sum()), int((cause == COMPETING).sum())
    text = f"{count_of(len(cause), 'patient')}, {count_of(n_events, 'event')}"
    return f"{text}, {count_of(n_other, 'death')} of another cause" if n_other else text
