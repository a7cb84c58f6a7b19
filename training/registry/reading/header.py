"""The header: which column of a sheet is which.

No text of the header is ever repeated: a file without a header, or one that lists patients from
left to right, has names of patients there. A column that is not known is called by its place.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from training.registry.notices import Notice
from training.registry.reading.columns import COLUMNS, MISSING
from training.registry.reading.errors import FileRefused
from training.registry.reading.faults import RegistryFault
from training.registry.reading.sheet import Sheet, TextColumn, Texts, object_array
from training.registry.reading.wording import sentence_of


def normalised(name: str) -> str:
    """Write a name or a level as this program does: lower case, words joined by underscores."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def place_of(index: int) -> str:
    """Name a column by its letters in a spreadsheet."""
    letters, left = "", index + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"column {letters}"


def name_columns(sheet: Sheet) -> tuple[Texts, list[RegistryFault], list[Notice]]:
    """Find the columns that are known, and state the others as faults.

    Names are compared without regard to case, spaces around them, and whether words are joined
    by spaces, hyphens or underscores. A known column without any text is treated as absent.

    Raises
    ------
    FileRefused
        When not one column is known: then there is no header.
    """
    names = [normalised(name) for name in sheet.header]
    if not COLUMNS.keys() & set(names):
        raise FileRefused("no_known_column")
    columns: dict[str, TextColumn] = {}
    notices: list[Notice] = []
    for name, column in zip(names, sheet.columns, strict=True):
        if name in COLUMNS:
            texts = without_missing(column)
            if any(text is not None for text in texts):
                columns[name] = texts
            else:
                notices.append(Notice("empty_column", name, sentence_of("empty_column", name)))
    return Texts(sheet.rows, columns), list(_header_faults(names, sheet)), notices


def _header_faults(names: list[str], sheet: Sheet) -> Iterator[RegistryFault]:
    for name, count in Counter(names).items():
        if name in COLUMNS and count > 1:
            yield RegistryFault(
                None, name, "duplicate_column", sentence_of("duplicate_column", name)
            )
    for index, (name, column) in enumerate(zip(names, sheet.columns, strict=True)):
        if name in COLUMNS or (not name and _holds_nothing(column)):
            continue
        code = "unknown_column" if name else "unnamed_column"
        message = sentence_of(code)
        near = get_close_matches(name[:64], COLUMNS, n=1)
        if near:
            message = f"{message}; the nearest name is {near[0]}"
        yield RegistryFault(None, place_of(index), code, message)


def _holds_nothing(column: TextColumn) -> bool:
    return not any(text and text.strip() for text in column)


def without_missing(column: TextColumn) -> TextColumn:
    """Strip texts, and turn those that mean unknown into None."""
    clean: dict[str | None, str | None] = {}
    for text in set(column):
        stripped = (text or "").strip()
        clean[text] = None if stripped.lower() in MISSING else stripped
    return object_array([clean[text] for text in column])
