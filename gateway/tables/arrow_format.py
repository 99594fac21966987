"""Tables as Arrow IPC streams and Parquet files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import orjson
from arro3.core import Array, DataType, RecordBatch, RecordBatchReader, Schema
from arro3.core import Field as ArrowField
from arro3.io import write_ipc_stream

from gateway.tables.cells import cells
from resolvers.execution.table import TableColumn, Type

END = 8
"""Bytes that mark the end of an IPC stream."""

MICROSECONDS = DataType.timestamp("us", tz="UTC")
CODES = DataType.dictionary(DataType.int16(), DataType.string())
TYPES: Mapping[Type, Any] = {
    Type.TEXT: DataType.string(),
    Type.INTEGER: DataType.int64(),
    Type.FLOAT: DataType.float64(),
    Type.BOOLEAN: DataType.bool(),
    Type.INSTANT: MICROSECONDS,
    Type.DATE: DataType.date32(),
    Type.ENUM: CODES,
    Type.JSON: DataType.string(),
}
"""Lists are JSON text: no small library builds list columns."""


def schema_of(columns: Sequence[TableColumn]) -> Schema:
    """Return the Arrow schema of a table; every column may hold nulls."""
    return Schema(
        [ArrowField(column.name, TYPES[column.type], nullable=True) for column in columns]
    )


def batch_of(schema: Schema, columns: Sequence[TableColumn], page: Sequence[bytes]) -> RecordBatch:
    """Return a page of rows as columns."""
    arrays = [
        _array(column.type, values)
        for column, values in zip(columns, cells(columns, page), strict=True)
    ]
    return RecordBatch.from_arrays(arrays, schema=schema)


class ArrowFormat:
    """Writes a table as an Arrow IPC stream.

    The library writes whole streams only: a stream with one page is cut where its schema ends and
    its end begins.
    """

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        self._columns = columns
        self._schema = schema_of(columns)
        self._empty = self._stream([])

    def begin(self) -> bytes:
        return self._empty[:-END]

    def rows(self, page: Sequence[bytes]) -> bytes:
        stream = self._stream([batch_of(self._schema, self._columns, page)])
        return stream[len(self._empty) - END : -END]

    def end(self) -> bytes:
        return self._empty[-END:]

    def _stream(self, batches: list[RecordBatch]) -> bytes:
        written = BytesIO()
        reader = RecordBatchReader.from_batches(self._schema, batches)
        write_ipc_stream(reader, written, compression=None)
        return written.getvalue()


def _array(kind: Type, values: list[Any]) -> Any:
    special = _ARRAYS.get(kind)
    return special(values) if special else Array(values, TYPES[kind])


def _instants(values: list[Any]) -> Any:
    return Array([_microseconds(each) for each in values], DataType.int64()).cast(MICROSECONDS)


def _microseconds(text: str | None) -> int | None:
    """Return an instant such as `2026-04-13T10:30:00.000000Z` as microseconds since 1970."""
    if text is None:
        return None
    instant = datetime.fromisoformat(text[:19] + "+00:00")
    return int(instant.timestamp()) * 1_000_000 + int(text[20:26])


_ARRAYS: Mapping[Type, Callable[[list[Any]], Any]] = {
    Type.INSTANT: _instants,
    Type.DATE: lambda values: Array(values, DataType.string()).cast(DataType.date32()),
    Type.ENUM: lambda values: Array(values, DataType.string()).cast(CODES),
    Type.JSON: lambda values: Array(
        [None if each is None else orjson.dumps(each).decode() for each in values],
        DataType.string(),
    ),
}
