"""How a refused registry is told: a table for people, and every fault in a file."""

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from training.registry.reading.errors import FileRefused, RegistryRefused
from training.registry.reading.faults import (
    FILE_HEADER,
    FaultGroup,
    count_of,
    faults_csv,
    group_faults,
    name_rows,
)

SUFFIX = ".faults.csv"
MAX_GROUPS = 100
"""Lines of the table; only a file that is no registry has more kinds of faults."""

_WIDTH = 100
_FILE_OR_ROW = ("the file", "the whole row")


def faults_file_of(path: Path) -> Path:
    """Name the file of the faults, beside the registry or the output."""
    return path.parent / f"{path.name or 'registry'}{SUFFIX}"


def tell_refusal(refused: RegistryRefused, file: Path) -> None:
    """Print the faults in groups, and write each of them to a file, if that can be written.

    A file that cannot be read as a table has one fault, which fits a line.
    """
    sys.stderr.write("".join(f"{line}\n" for line in refusal_lines(refused)))
    if not isinstance(refused, FileRefused):
        is_written = _write(file, faults_csv(refused.faults))
        where = f"written to {file}" if is_written else f"{file} cannot be written to"
        sys.stderr.write(f"every fault by row: {where}\n")


def refusal_lines(refused: RegistryRefused) -> Iterator[str]:
    """Write the table of faults: one entry for each column and kind of fault."""
    if isinstance(refused, FileRefused):
        [fault] = refused.faults
        row = f"row {fault.row}: " if fault.row else ""
        yield f"the registry is refused: {row}{fault.message}"
        return
    n_rows = len({fault.row for fault in refused.faults if fault.row is not None})
    n_faults = count_of(len(refused.faults), "fault")
    yield f"the registry is refused: {n_faults}, in {count_of(n_rows, 'row')}"
    groups = group_faults(refused.faults)
    for group in groups[:MAX_GROUPS]:
        yield from _entry(group)
    if len(groups) > MAX_GROUPS:
        yield f"and {len(groups) - MAX_GROUPS} more kinds of faults"


def _entry(group: FaultGroup) -> Iterator[str]:
    heading = f"{group.column or _FILE_OR_ROW[bool(group.rows)]:<32}{group.code:<28}{_where(group)}"
    yield f"  {heading.rstrip()}"
    yield from textwrap.wrap(
        group.message, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6
    )


def _where(group: FaultGroup) -> str:
    if group.rows:
        return f"row{'s' if len(group.rows) > 1 else ''} {name_rows(group.rows)}"
    return "the whole column" if group.column else ""


def _write(file: Path, text: str) -> bool:
    """Write the list, unless something else stands there."""
    try:
        if file.exists() and not _is_ours(file):
            return False
        file.write_text(text, encoding="utf-8")
    except (OSError, ValueError):
        return False
    return True


def discard_faults(file: Path) -> None:
    """Remove the list of an earlier refusal, which no longer holds."""
    try:
        if _is_ours(file):
            file.unlink()
    except (OSError, ValueError):
        return


def _is_ours(file: Path) -> bool:
    header = f"{','.join(FILE_HEADER)}\n".encode()
    with file.open("rb") as stream:
        return stream.read(len(header)) == header
