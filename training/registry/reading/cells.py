"""Cells: from a text to a number, a boolean, a level or a date."""

import re
from collections.abc import Callable
from datetime import date

import numpy as np

from training.registry.reading.columns import BOOLEANS, COLUMNS, ColumnKind, RegistryColumn
from training.registry.reading.dates import is_like_date, read_date
from training.registry.reading.faults import RegistryFault
from training.registry.reading.header import normalised
from training.registry.reading.sheet import TextColumn, Texts, object_array
from training.registry.reading.table import AnyColumn, RegistryTable
from training.registry.reading.wording import sentence_of

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,30})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,' \u00a0\u202f][0-9]{3})+([.,][0-9]+)?")
_POINT_ONLY = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_NOT_A_NUMBER = "not_a_number"

Read = tuple[object, str | None]
"""A value, or None with the code of its fault."""


def read_number(text: str) -> Read:
    """Read a number with a decimal point or comma; a thousands separator is a fault.

    `1,234` may be either, and is a fault; `1.234` is read, for a decimal point is the rule.
    """
    if _GROUPED.fullmatch(text) and not _POINT_ONLY.fullmatch(text):
        return None, "ambiguous_number"
    if not _NUMBER.fullmatch(text):
        return None, "date_instead_of_number" if is_like_date(text) else _NOT_A_NUMBER
    return float(text.replace(",", ".")) + 0.0, None  # + 0.0 makes 0 of -0


def read_boolean(text: str) -> Read:
    """Read true or false, yes or no, 1 or 0, in whatever case."""
    value = BOOLEANS.get(text.lower())
    return value, "not_a_boolean" if value is None else None


def _read_day(text: str, today: date) -> Read:
    day = read_date(text, today)
    return (None, day) if isinstance(day, str) else (day, None)


def _reader(kind: ColumnKind, today: date) -> Callable[[str], Read]:
    if kind in ("number", "integer"):
        return read_number
    if kind == "boolean":
        return read_boolean
    if kind == "date":
        return lambda text: _read_day(text, today)
    if kind == "level":
        return lambda text: (normalised(text), None)
    return lambda text: (text, None)


def read_cells(texts: Texts, today: date) -> tuple[RegistryTable, list[RegistryFault]]:
    """Read every cell by the kind of its column; ranges and levels are judged by the schema.

    Parameters
    ----------
    texts : Texts
    today : date
        No date may lie after it.

    Returns
    -------
    Table
        Unknown where a cell is blank or faulty.
    list of RegistryFault
    """
    faults: list[RegistryFault] = []
    columns = {
        name: _read_column(COLUMNS[name], column, texts, today, faults)
        for name, column in texts.columns.items()
    }
    return RegistryTable(texts.rows, columns), faults


def _read_column(
    column: RegistryColumn,
    cells: TextColumn,
    texts: Texts,
    today: date,
    faults: list[RegistryFault],
) -> AnyColumn:
    """Read each distinct text once."""
    read = _reader(column.kind, today)
    results: dict[str | None, Read] = {
        text: (None, None) if text is None else read(text) for text in set(cells)
    }
    for row, text in zip(texts.rows.tolist(), cells, strict=True):
        code = results[text][1]
        if code is not None:
            faults.append(RegistryFault(row, column.name, code, sentence_of(code, column.name)))
    return as_column(column.kind, [results[text][0] for text in cells])


def as_column(kind: ColumnKind, values: list[object]) -> AnyColumn:
    """Hold values in the array of their kind."""
    if kind in ("number", "integer"):
        return np.array(values, dtype=np.float64)
    if kind == "date":
        return np.array(values, dtype="datetime64[D]")
    return object_array(values)
