"""The table: values that were read, NaN, NaT or None where unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray, IntArray
from training.registry.reading.faults import RegistryFault
from training.registry.reading.sheet import object_array
from training.registry.reading.wording import sentence_of

AnyColumn = NDArray[Any]


@dataclass(frozen=True, eq=False)
class RegistryTable:
    """Values by column.

    Attributes
    ----------
    rows : ndarray of int, shape=(n_rows,)
        Row numbers as a spreadsheet shows them.
    columns : mapping of str to ndarray, shape=(n_rows,)
        Numbers and integers: float64. Dates: datetime64[D]. Others: objects.
    """

    rows: IntArray
    columns: Mapping[str, AnyColumn]

    def numbers(self, name: str) -> FloatArray:
        """Give a column of numbers, all unknown where there is none."""
        return self.columns.get(name, np.full(len(self.rows), np.nan))

    def days(self, name: str) -> NDArray[np.datetime64]:
        """Give a column of dates, all unknown where there is none."""
        return self.columns.get(name, np.full(len(self.rows), "NaT", dtype="datetime64[D]"))

    def is_true(self, name: str) -> BoolArray:
        """Tell where a boolean is true; nowhere, where there is no such column."""
        return self._is(name, value=True)

    def is_false(self, name: str) -> BoolArray:
        """Tell where a boolean is false; nowhere, where there is no such column."""
        return self._is(name, value=False)

    def _is(self, name: str, *, value: bool) -> BoolArray:
        unknown = object_array([None] * len(self.rows))
        return np.array([x is value for x in self.columns.get(name, unknown)], dtype=np.bool_)

    def is_known(self, name: str) -> BoolArray:
        """Tell where a column has any value."""
        if name not in self.columns:
            return np.zeros(len(self.rows), dtype=np.bool_)
        return known(self.columns[name])

    def take(self, kept: BoolArray) -> "RegistryTable":
        """Keep some rows."""
        return RegistryTable(self.rows[kept], {n: c[kept] for n, c in self.columns.items()})

    def with_column(self, name: str, column: AnyColumn) -> "RegistryTable":
        """Add or replace a column."""
        return replace(self, columns={**self.columns, name: column})

    def without_cells(self, faults: list[RegistryFault]) -> "RegistryTable":
        """Make faulty cells unknown, so that no second fault follows from them."""
        cells: dict[str, list[int]] = {}
        for fault in faults:
            if fault.row is not None and fault.column is not None:
                cells.setdefault(fault.column, []).append(fault.row)
        table = self
        for name, rows in cells.items():
            if name in self.columns:
                column = self.columns[name].copy()
                column[np.isin(self.rows, rows)] = _unknown_of(column)
                table = table.with_column(name, column)
        return table

    def faults_where(self, wrong: BoolArray, column: str, code: str) -> list[RegistryFault]:
        """State one fault for each row in which something is wrong."""
        sentence = sentence_of(code, column)
        return [RegistryFault(row, column, code, sentence) for row in self.rows[wrong].tolist()]


def known(column: AnyColumn) -> BoolArray:
    """Tell where a column has a value."""
    if column.dtype == np.object_:
        return np.array([value is not None for value in column], dtype=np.bool_)
    return np.asarray(~np.isnan(column), dtype=np.bool_)


def _unknown_of(column: AnyColumn) -> object:
    if column.dtype == np.object_:
        return None
    return np.datetime64("NaT") if column.dtype.kind == "M" else np.nan
