"""Faults of a registry: where, and what is allowed there. Never what stands there."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FILE_HEADER = ("row", "column", "code", "message")


@dataclass(frozen=True, slots=True)
class RegistryFault:
    """One thing that is wrong.

    Attributes
    ----------
    row : int or None
        As a spreadsheet numbers it: the header is row 1. None where it is about a whole column,
        or the file.
    column : str or None
        A name that this program knows, or a place such as `column C`. Never text of the file.
    code : str
        Stable name of the rule that was broken.
    message : str
        What is allowed.
    """

    row: int | None
    column: str | None
    code: str
    message: str


@dataclass(frozen=True)
class FaultGroup:
    """One fault in many rows; none where it is about a whole column."""

    column: str | None
    code: str
    message: str
    rows: tuple[int, ...]


def group_faults(faults: Iterable[RegistryFault]) -> list[FaultGroup]:
    """Gather the faults that differ in the row only, those of whole columns first."""
    rows: dict[tuple[str | None, str, str], list[int]] = {}
    for fault in faults:
        found = rows.setdefault((fault.column, fault.code, fault.message), [])
        if fault.row is not None:
            found.append(fault.row)
    groups = [FaultGroup(*key, tuple(sorted(found))) for key, found in rows.items()]
    return sorted(groups, key=lambda g: (bool(g.rows), g.column or "", g.code))


def row_runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Join rising row numbers into runs of neighbours, each by its first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def name_rows(rows: Sequence[int], n_runs: int = 4) -> str:
    """Write row numbers as `2, 5, 9-12 and 40 more`.

    Parameters
    ----------
    rows : sequence of int
        In rising order.
    n_runs : int
        Runs that are written out.
    """
    shown = row_runs(rows)[:n_runs]
    text = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in shown)
    left = len(rows) - sum(b - a + 1 for a, b in shown)
    return f"{text} and {left} more" if left else text


def count_of(count: int, noun: str) -> str:
    """Format as `1 fault` or `2 faults`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def faults_csv(faults: Iterable[RegistryFault]) -> str:
    """Write every fault as CSV, by row, those of whole columns first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(FILE_HEADER)
    for fault in sorted(faults, key=lambda f: (f.row or 0, f.column or "", f.code)):
        writer.writerow((fault.row or "", fault.column or "", fault.code, fault.message))
    return buffer.getvalue()
