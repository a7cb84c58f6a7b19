"""The template: an empty registry with its header, and the dictionary of its columns."""

import csv
import io
from collections.abc import Iterable, Mapping

from training.registry.configuration.template import configuration_template
from training.registry.reading.columns import BOOLEANS, COLUMNS, MISSING, RegistryColumn

DICTIONARY_HEADER = (
    "column",
    "meaning",
    "kind",
    "unit",
    "range",
    "levels",
    "missing",
)


def template_files() -> Mapping[str, str]:
    """Give the template's files by name."""
    return {
        "registry.csv": _registry(),
        "dictionary.csv": _dictionary(),
        "configuration.toml": configuration_template(),
    }


def _registry() -> str:
    return _csv([tuple(COLUMNS)])


def _dictionary() -> str:
    return _csv([DICTIONARY_HEADER, *(_entry(column) for column in COLUMNS.values())])


def _entry(column: RegistryColumn) -> tuple[str, ...]:
    return (
        column.name,
        column.description,
        column.kind,
        "YYYY-MM-DD" if column.kind == "date" else column.unit or "",
        column.range,
        " | ".join(BOOLEANS if column.kind == "boolean" else column.levels),
        " | ".join(word or "(empty)" for word in MISSING),
    )


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()
