"""Tables over HTTP: a query answered as CSV, NDJSON, Arrow or Parquet, by `Accept`."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Protocol

import structlog
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from db.engine import CALLER, Turns
from db.lazy import lazily
from gateway.graphql.request import GraphQLRequest
from gateway.state import state_of
from gateway.tables.csv_format import CsvFormat
from gateway.tables.ndjson_format import NdjsonFormat
from resolvers.execution.abandoned import watched
from resolvers.execution.context import Context
from resolvers.execution.table import Table, open_table
from rest_compat.problem import Problem

if TYPE_CHECKING:
    from gateway.tables import arrow_format, parquet_format
else:
    arrow_format = lazily("gateway.tables.arrow_format")
    parquet_format = lazily("gateway.tables.parquet_format")

CSV = "text/csv"
NDJSON = "application/x-ndjson"
ARROW = "application/vnd.apache.arrow.stream"
PARQUET = "application/vnd.apache.parquet"
TABLES = (CSV, NDJSON, ARROW, PARQUET)

EXCEL = "excel"
WAIT = 5.0
"""Seconds that a table waits for a free place."""

log = structlog.get_logger()


class Format(Protocol):
    """One way to write a table."""

    def begin(self) -> bytes:
        """Return what comes before the rows."""

    def rows(self, page: Sequence[bytes]) -> bytes:
        """Return a page of rows."""

    def end(self) -> bytes:
        """Return what comes after the rows."""


class TableResponse(StreamingResponse):
    """A table that is being sent; `stack` is closed at its end."""

    def __init__(self, parts: AsyncIterator[bytes], media_type: str, stack: AsyncExitStack) -> None:
        super().__init__(
            parts,
            headers={"Cache-Control": "private, no-store", "Vary": "Accept, Authorization"},
            media_type=f"{media_type}; charset=utf-8" if media_type == CSV else media_type,
        )
        self._stack = stack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the parts until they or the client end."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._stack.aclose()


async def table_response(
    request: Request, wanted: GraphQLRequest, document: str, context: Context, media_type: str
) -> Response:
    """Start to answer a query as a table.

    Raises Problem, and the errors of `open_table` and the first page; later errors break the
    response off.
    """
    settings = state_of(request.scope).settings
    guard = _guard(request, media_type)
    deadline = asyncio.get_running_loop().time() + settings.table_timeout
    stack = AsyncExitStack()

    async def begin() -> tuple[bytes, AsyncGenerator[bytes, None]]:
        await stack.enter_async_context(_turn(state_of(request.scope).table_turns))
        stack.callback(_finish, context)
        opened = open_table(
            state_of(request.scope).operations,
            context,
            document,
            wanted.variables,
            wanted.operation_name,
            settings.table_rows,
        )
        table = await stack.enter_async_context(opened)
        parts = await stack.enter_async_context(aclosing(_parts(table, media_type, guard)))
        return await anext(parts), parts

    try:
        # The first page may take long, and the response notices a client that leaves only later.
        async with asyncio.timeout_at(deadline) as limit:
            with watched(context.request.departure, limit):
                first, parts = await begin()
    except BaseException:
        await stack.aclose()
        raise
    return TableResponse(_timely(first, parts, deadline), media_type, stack)


@asynccontextmanager
async def _turn(turns: Turns[int]) -> AsyncIterator[None]:
    """Hold a place for one table. Raises Problem when none becomes free."""
    caller = CALLER.get()
    try:
        async with asyncio.timeout(WAIT):
            place = await turns.take(caller)
    except TimeoutError:
        detail = "Too many tables are being read; try again later."
        raise Problem(503, detail, retry_after=5) from None
    try:
        yield
    finally:
        turns.give(caller, place)


def _finish(context: Context) -> None:
    context.trace.seconds = time.perf_counter() - context.trace.began
    context.finished(context.trace)


def _guard(request: Request, media_type: str) -> bool:
    given = request.query_params.get("guard")
    if given is None:
        return False
    if given != EXCEL or media_type != CSV:
        raise Problem(400, f"`guard` may be `{EXCEL}`, for {CSV} only.")
    return True


def _parts(table: Table, media_type: str, guard: bool) -> AsyncGenerator[bytes, None]:
    match media_type:
        case _ if media_type == NDJSON:
            return _written(table, NdjsonFormat())
        case _ if media_type == CSV:
            return _written(table, CsvFormat(table.columns, guard))
        case _ if media_type == ARROW:
            return _written(table, arrow_format.ArrowFormat(table.columns))
        case _:
            return parquet_format.parquet(table)


async def _written(table: Table, form: Format) -> AsyncGenerator[bytes, None]:
    # The first page is read before the answer starts, so that its errors can be answered.
    held = form.begin()
    async for page in table.pages:
        # A page takes milliseconds, so a thread formats it while the loop serves others.
        yield held + await asyncio.to_thread(form.rows, page)
        held = b""
    yield held + form.end()


async def _timely(
    first: bytes, parts: AsyncIterator[bytes], deadline: float
) -> AsyncIterator[bytes]:
    try:
        yield first
        while True:
            async with asyncio.timeout_at(deadline):
                part = await anext(parts, None)
            if part is None:
                return
            yield part
    except Exception as error:
        log.warning("a table was broken off", reason=f"{type(error).__name__}: {error}")
        raise
