"""The sheet: a file's table as texts, before any of them is understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, IntArray
from training.registry.notices import Notice
from training.registry.reading.faults import RegistryFault

TextColumn = NDArray[np.object_]

FIRST_ROW = 2
"""Of the first patient, as spreadsheets show it under the header."""

MAX_ROWS = 1_048_575
"""Rows of a spreadsheet, less the header."""

MAX_COLUMNS = 256
MAX_CELLS = 20_000_000
"""About 1 GB as texts: ten times what a registry of 100,000 patients with every column holds."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of texts.

    Attributes
    ----------
    header : tuple of str, length n_columns
        As the file has it.
    rows : ndarray of int, shape=(n_rows,)
        Row numbers as a spreadsheet shows them.
    columns : tuple of ndarray of object, shape=(n_rows,)
        The texts.
    faults : tuple of RegistryFault
        Rows that are no rows of this table; they are not among `rows`.
    notices : tuple of Notice
    """

    header: tuple[str, ...]
    rows: IntArray
    columns: tuple[TextColumn, ...]
    faults: tuple[RegistryFault, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, eq=False)
class Texts:
    """The columns of a sheet that have a name; None where a cell says unknown."""

    rows: IntArray
    columns: Mapping[str, TextColumn]

    def is_blank(self, name: str) -> BoolArray:
        """Tell in which rows a column says nothing; in all, where there is no such column."""
        if name not in self.columns:
            return np.ones(len(self.rows), dtype=np.bool_)
        return np.array([text is None for text in self.columns[name]], dtype=np.bool_)


def object_array(values: Sequence[object]) -> NDArray[np.object_]:
    """Hold values in an array of objects, whatever they are."""
    array = np.empty(len(values), dtype=np.object_)
    array[:] = values
    return array
