"""GraphQL over server-sent events: the results of one operation in one response.

Source: PROTOCOL.md of the npm package `graphql-sse`, mode of distinct connections, and the HTML
standard, section 9.2. The `id` of a change's event is its cursor, so `Last-Event-ID` resumes.
"""

import asyncio
from contextlib import aclosing, suppress

import structlog
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from db.errors import Unavailable
from db.tokens import AuthenticatedToken, authenticate
from gateway.access.auth import bearer_token
from gateway.graphql.request import GraphQLRequest
from gateway.http.deadlines import DRAIN
from gateway.http.headers import header
from gateway.state import state_of
from resolvers.execution.context import Context
from resolvers.execution.execute import Result
from resolvers.execution.subscription import results

EVENT_STREAM = "text/event-stream"
KEEP_ALIVE = b":\n\n"
RETRY = b"retry: 1000\n\n"
"""Milliseconds after which an `EventSource` connects again."""
COMPLETE = b"event: complete\ndata:\n\n"

HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # nginx passes each event on at once.
    (b"x-accel-buffering", b"no"),
)

log = structlog.get_logger()


def last_event_id(connection: HTTPConnection) -> str | None:
    """Return the cursor after which a client resumes."""
    return header(connection.scope, b"last-event-id") or None


class EventStream:
    """An ASGI response: the results of one operation.

    It ends with the operation. It ends without `complete` when the client disconnects, its token
    ends or the server stops; the client should then reconnect.
    """

    def __init__(
        self, request: Request, context: Context, document: str, wanted: GraphQLRequest
    ) -> None:
        self.state = state_of(request.scope)
        self.context = context
        self.document = document
        self.wanted = wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events, and keep-alives between them."""
        settings = self.state.settings
        load = self.state.load
        draining = asyncio.Event()
        scope["state"][DRAIN] = draining.set
        token: AuthenticatedToken = scope["user"]
        # An open stream does not count as a request in flight.
        with self.state.open_streams.held(token.token_id), load.set_aside():
            await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS]})
            tasks = [
                asyncio.create_task(each)
                for each in (
                    self._send_results(send),
                    _keep_alive(send, settings.websocket_ping),
                    self._token_ends(scope, settings.websocket_token_check),
                    _client_leaves(receive),
                    draining.wait(),
                )
            ]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                ends = await asyncio.gather(*tasks, return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception):
                log.error("event stream failed", exc_info=end)
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b""})

    async def _send_results(self, send: Send) -> None:
        await _send(send, RETRY)
        found = results(
            self.state.operations,
            self.context,
            self.state.live_queries,
            asyncio.Event(),
            self.document,
            self.wanted.variables,
            self.wanted.operation_name,
        )
        async with aclosing(found):
            async for result in found:
                await _send(send, _event(result))
        await _send(send, COMPLETE)

    async def _token_ends(self, scope: Scope, interval: float) -> None:
        """Return when the token is revoked or has expired."""
        secret = bearer_token(header(scope, b"authorization"))
        token: AuthenticatedToken | None = scope["user"]
        while token is not None:
            await asyncio.sleep(interval)
            # While the database is unavailable, the token stays valid.
            with suppress(Unavailable, TimeoutError):
                token = await authenticate(self.state.database, secret) if secret else None


def single_event(result: Result) -> Response:
    """Return a stream of one result: that of an operation which cannot be started."""
    headers = {name.decode(): value.decode() for name, value in HEADERS}
    return Response(_event(result) + COMPLETE, headers=headers)


def _event(result: Result) -> bytes:
    """Return a `next` event; JSON as we write it has no line breaks."""
    cursor = b"id: %b\n" % result.cursor.encode() if result.cursor else b""
    return b"event: next\n%bdata: %b\n\n" % (cursor, result.body())


async def _keep_alive(send: Send, interval: float) -> None:
    """Send a comment from time to time, so that no proxy closes an idle connection."""
    while True:
        await asyncio.sleep(interval)
        await _send(send, KEEP_ALIVE)


async def _client_leaves(receive: Receive) -> None:
    """Return when the client has closed the connection."""
    message: Message = await receive()
    while message["type"] != "http.disconnect":
        message = await receive()


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
