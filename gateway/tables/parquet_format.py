"""Tables as Parquet: the library pulls pages and pushes bytes, so it runs in a thread."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import IO, cast

from arro3.core import RecordBatch, RecordBatchReader, Schema
from arro3.io import write_parquet

from gateway.tables.arrow_format import batch_of, schema_of
from resolvers.execution.table import Table, TableColumn

ROW_GROUP = 20_000
"""Rows held until they are written."""


class _StoppedError(Exception):
    """Raised into the writer to end a file that is no longer wanted."""


STOP = _StoppedError()


class _Sink:
    """A write-only file object for the library, without seek."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self._position += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: no byte is held back."""

    def tell(self) -> int:
        return self._position

    def seek(self, _offset: int, _whence: int = 0) -> int:
        raise OSError("a stream cannot be wound back")

    def take(self) -> bytes:
        written = b"".join(self._parts)
        self._parts.clear()
        return written


class _Writer(Thread):
    """The thread that writes; it requests the next page when the previous one is written."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        super().__init__(name="parquet", daemon=True)
        self.pages: SimpleQueue[Sequence[bytes] | _StoppedError | None] = SimpleQueue()
        self.written: SimpleQueue[bytes | BaseException] = SimpleQueue()
        self._columns = columns
        self._sink = _Sink()

    def run(self) -> None:
        schema = schema_of(self._columns)
        try:
            reader = RecordBatchReader.from_batches(schema, self._batches(schema))
            write_parquet(reader, cast(IO[bytes], self._sink), max_row_group_size=ROW_GROUP)
            self.written.put(self._sink.take())
        except BaseException as error:
            self.written.put(error)

    def _batches(self, schema: Schema) -> Iterator[RecordBatch]:
        while (page := self.pages.get()) is not None:
            if isinstance(page, _StoppedError):
                raise page
            yield batch_of(schema, self._columns, page)
            self.written.put(self._sink.take())


async def parquet(table: Table) -> AsyncGenerator[bytes, None]:
    """Write a table as a Parquet file; yield its parts as they are ready."""
    writer = _Writer(table.columns)
    writer.start()
    try:
        async for page in table.pages:
            yield await _written(writer, page)
        yield await _written(writer, None)
    finally:
        writer.pages.put(STOP)


async def _written(writer: _Writer, page: Sequence[bytes] | None) -> bytes:
    writer.pages.put(page)
    part = await asyncio.to_thread(writer.written.get)
    if isinstance(part, BaseException):
        raise part
    return part
