"""Parquet, turned into texts, so that one set of rules reads both kinds of file."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from training.registry.reading.columns import COLUMNS
from training.registry.reading.errors import FileRefused
from training.registry.reading.faults import RegistryFault
from training.registry.reading.header import normalised
from training.registry.reading.sheet import (
    FIRST_ROW,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Sheet,
    TextColumn,
    object_array,
)
from training.registry.reading.wording import sentence_of

MAX_UNPACKED_BYTES = 512 * 1024 * 1024


def read_parquet(content: bytes) -> Sheet:
    """Read Parquet.

    Raises
    ------
    FileRefused
        When it is broken, encrypted, or too large once unpacked.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        _require_bounded(file.metadata)
        table = file.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError, TypeError):
        raise FileRefused("parquet_broken") from None
    faults: list[RegistryFault] = []
    columns = tuple(
        _texts_of(name, column, faults)
        for name, column in zip(table.column_names, table.columns, strict=True)
    )
    return Sheet(
        header=tuple(table.column_names),
        rows=np.arange(FIRST_ROW, FIRST_ROW + table.num_rows, dtype=np.int64),
        columns=columns,
        faults=tuple(faults),
    )


def _require_bounded(metadata: pq.FileMetaData) -> None:
    """Refuse before unpacking: a small file may unpack to a large one."""
    unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if metadata.num_columns > MAX_COLUMNS:
        raise FileRefused("too_many_columns")
    if metadata.num_rows > MAX_ROWS:
        raise FileRefused("too_many_rows")
    if unpacked > MAX_UNPACKED_BYTES or metadata.num_rows * metadata.num_columns > MAX_CELLS:
        raise FileRefused("file_too_large")


def _texts_of(name: str, column: pa.ChunkedArray, faults: list[RegistryFault]) -> TextColumn:
    try:
        return object_array(column.cast(pa.string()).to_pylist())
    except (pa.ArrowException, ValueError):
        known = normalised(name)
        if known in COLUMNS:
            faults.append(
                RegistryFault(None, known, "column_type", sentence_of("column_type", known))
            )
        return object_array([None] * len(column))
