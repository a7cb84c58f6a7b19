"""The schema, made from the declared columns and judged by pandera, all faults at once."""

from collections.abc import Iterator

import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context

from training.registry.reading.columns import COLUMNS, RegistryColumn
from training.registry.reading.faults import RegistryFault
from training.registry.reading.table import RegistryTable
from training.registry.reading.wording import sentence_of

_TYPES = {"number": "float64", "integer": "float64", "date": "datetime64[s]"}


def _range_checks(column: RegistryColumn) -> Iterator[pa.Check]:
    if column.lowest is not None:
        at_least = pa.Check.gt if column.lowest_excluded else pa.Check.ge
        yield at_least(column.lowest, error=_too_low(column))
    if column.highest is not None:
        yield pa.Check.le(column.highest, error="out_of_range")


def _too_low(column: RegistryColumn) -> str:
    is_time = column.unit == "months" and column.lowest == 0
    return "negative_time" if is_time else "out_of_range"


def _checks(column: RegistryColumn) -> list[pa.Check]:
    checks = list(_range_checks(column))
    if column.kind == "integer":
        checks.append(pa.Check(lambda values: values % 1 == 0, error="not_a_whole_number"))
    if column.kind == "level":
        checks.append(pa.Check.isin(column.levels, error="unknown_level"))
    if column.kind == "identifier":
        # Which of the rows is right is not known: every one of them is a fault.
        unique = pa.Check(lambda names: ~names.duplicated(keep=False), error="duplicate_patient")
        checks.append(unique)
    return checks


def _schema(table: RegistryTable) -> pa.DataFrameSchema:
    columns = {
        name: pa.Column(_TYPES.get(column.kind, "object"), _checks(column), nullable=True)
        for name, column in COLUMNS.items()
        if name in table.columns
    }
    return pa.DataFrameSchema(columns, strict=True)


def schema_faults(table: RegistryTable) -> list[RegistryFault]:
    """Judge ranges, whole numbers, levels, and that no patient occurs twice."""
    frame = pd.DataFrame(dict(table.columns), index=table.rows)
    # Otherwise the environment could switch the validation off.
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            _schema(table).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases = errors.failure_cases
            # From here the failing values, which pandera lists, are left behind.
            return [
                RegistryFault(int(row), name, code, sentence_of(code, name))
                for row, name, code in zip(
                    cases["index"], cases["column"], cases["check"], strict=True
                )
            ]
    return []
