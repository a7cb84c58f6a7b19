"""CSV: commas, semicolons or tabs; UTF-8 with or without a byte order mark, or Latin-1."""

import csv
import io
from collections.abc import Iterator

import numpy as np

from training.registry.notices import Notice
from training.registry.reading.columns import COLUMNS
from training.registry.reading.errors import FileRefused
from training.registry.reading.faults import RegistryFault
from training.registry.reading.header import normalised
from training.registry.reading.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet, object_array
from training.registry.reading.wording import sentence_of

DELIMITERS = (",", ";", "\t")


def read_delimited(content: bytes) -> Sheet:
    """Read CSV; the delimiter is the one that splits the header into most known names.

    Raises
    ------
    FileRefused
        When it is empty, not text, or too large, or when a quote is not closed.
    """
    text, notices = _decode(content)
    header, records, n_empty = _split(text)
    if n_empty:
        notices.append(Notice("empty_rows", None, sentence_of("empty_rows"), n_empty))
    faults = tuple(
        RegistryFault(row, None, "ragged_row", sentence_of("ragged_row"))
        for row, record in records
        if len(record) != len(header)
    )
    whole = [(row, record) for row, record in records if len(record) == len(header)]
    columns = zip(*(record for _, record in whole), strict=True)
    return Sheet(
        header=tuple(header),
        rows=np.array([row for row, _ in whole], dtype=np.int64),
        columns=tuple(object_array(list(column)) for column in columns)
        or tuple(object_array([]) for _ in header),
        faults=faults,
        notices=tuple(notices),
    )


def _decode(content: bytes) -> tuple[str, list[Notice]]:
    if b"\0" in content:
        raise FileRefused("file_not_text")
    try:
        text, notices = content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        # Windows-1252 differs from Latin-1 in punctuation only; whatever is read is ASCII.
        text = content.decode("latin-1")
        notices = [Notice("read_as_latin_1", None, sentence_of("read_as_latin_1"))]
    if not text.strip():
        raise FileRefused("file_empty")
    return text, notices


def _delimiter(text: str) -> str:
    """Choose the delimiter that splits the header into most names that are known."""

    def worth(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        return sum(normalised(name) in COLUMNS for name in names), len(names)

    return max(DELIMITERS, key=worth)


def _split(text: str) -> tuple[list[str], list[tuple[int, list[str]]], int]:
    """Split into the header, the rows that hold anything, and a count of those that do not.

    Each row comes with its number.
    """
    records: list[tuple[int, list[str]]] = []
    n_empty, row = 0, 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        header, row = next(reader), 1
        _require_columns(header)
        for row, record in enumerate(_bounded(reader), start=2):
            if any(map(str.strip, record)):
                records.append((row, _without_surplus(record, len(header))))
            else:
                n_empty += bool(record)
    except csv.Error:
        raise FileRefused("csv_broken", row + 1) from None
    if len(records) * len(header) > MAX_CELLS:
        raise FileRefused("file_too_large")
    return header, records, n_empty


def _require_columns(header: list[str]) -> None:
    if len(header) > MAX_COLUMNS:
        raise FileRefused("too_many_columns")


def _bounded(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    for count, record in enumerate(reader, start=1):
        if count > MAX_ROWS:
            raise FileRefused("too_many_rows")
        yield record


def _without_surplus(record: list[str], n_columns: int) -> list[str]:
    """Drop empty cells to the right of the table, which spreadsheets leave behind."""
    if len(record) > n_columns and not any(map(str.strip, record[n_columns:])):
        return record[:n_columns]
    return record
