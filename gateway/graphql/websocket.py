"""GraphQL over a WebSocket: concurrent operations of one client.

Nothing is queued. A message is read after the previous one is handled, and a result is made after
the client has received the previous one. A slow client therefore delays only itself.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import aclosing, suppress
from traceback import clear_frames
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect

from db.engine import CALLER
from db.errors import Unavailable
from db.query.selection import Options
from db.tokens import AuthenticatedToken, authenticate
from gateway.access.auth import bearer_token
from gateway.access.rate import TooManyError, network
from gateway.graphql.endpoint import context_of
from gateway.graphql.request import GraphQLRequest
from gateway.graphql.transport_ws import (
    ACK,
    LEFT,
    PING,
    PONG,
    SUBPROTOCOL,
    CloseCode,
    Closed,
    Left,
    Message,
    complete_message,
    error_message,
    next_message,
    read_message,
)
from gateway.settings import Settings
from gateway.state import state_of
from resolvers.errors import ErrorCode, OperationError
from resolvers.execution.subscription import results

log = structlog.get_logger()


async def graphql_socket(websocket: WebSocket) -> None:
    """Serve one client from its handshake to its last message."""
    settings = state_of(websocket.scope).settings
    if not _may_connect(websocket, settings.websocket_origins.split()):
        await websocket.close()  # before it is accepted: the handshake is answered with 403
        return
    if SUBPROTOCOL not in websocket.scope["subprotocols"]:
        await websocket.accept()
        await websocket.close(
            CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, f"This socket speaks {SUBPROTOCOL}."
        )
        return
    await websocket.accept(SUBPROTOCOL)
    websocket.state.request_id = uuid4().hex
    started = time.perf_counter()
    closed = await Socket(websocket, settings).serve()
    log.info(
        "socket",
        request_id=websocket.state.request_id,
        code=closed.code,
        reason=closed.reason,
        seconds=round(time.perf_counter() - started, 1),
    )
    if not isinstance(closed, Left):
        # A client that does not read gets it later, unless a ping finds it gone.
        await websocket.close(closed.code, closed.reason)


def _may_connect(websocket: WebSocket, allowed: list[str]) -> bool:
    """Return whether the page may open a socket: ours, allowed, or a program (no `Origin`).

    A browser lets any page open a socket here, since the same-origin policy does not cover sockets.
    """
    origin = websocket.headers.get("origin")
    if origin is None or origin in allowed:
        return True
    # The scheme is not compared: behind a proxy that ends TLS it is unknown.
    return bool(origin) and urlsplit(origin).netloc == websocket.headers.get("host")


class Socket:
    """One client: a token, and the operations that run for it, by the client's ids."""

    def __init__(self, websocket: WebSocket, settings: Settings) -> None:
        self.websocket = websocket
        self.settings = settings
        self.state = state_of(websocket.scope)
        self.secret: str | None = None
        self.running: dict[str, asyncio.Task[None]] = {}
        self._sending = asyncio.Lock()

    async def serve(self) -> Closed:
        """Handle messages until the socket ends; return the reason."""
        ends: list[Closed] = []
        try:
            try:
                await self._initialise()
            except Closed:
                self._count_failure()
                raise
            shares, most = self.state.socket_shares, self.settings.websocket_connections
            with shares.opened(self.websocket.user.token_id, most):
                await self._send(ACK)
                await self._converse()
        except* Closed as group:
            ends += _each(group)
        except* (Unavailable, TimeoutError):
            ends.append(Closed(CloseCode.TRY_AGAIN_LATER, "The database cannot answer now."))
        except* Exception:
            log.exception("socket failed", request_id=self.websocket.state.request_id)
        return ends[0] if ends else Closed(CloseCode.INTERNAL, "Something went wrong.")

    async def _converse(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._ping())
            tasks.create_task(self._watch_token())
            while True:
                await self._handle(await self._receive(), tasks)

    async def _initialise(self) -> None:
        try:
            async with asyncio.timeout(self.settings.websocket_init_timeout):
                message = await self._first_message()
        except TimeoutError:
            raise Closed(CloseCode.INIT_TIMEOUT, "Connection initialisation timeout") from None
        header = message.payload.get("Authorization", message.payload.get("authorization"))
        if header is None:
            header = self.websocket.headers.get("authorization")
        self.secret = bearer_token(header if isinstance(header, str) else None)
        await self._identify(CloseCode.UNAUTHORIZED)

    def _count_failure(self) -> None:
        """Count an unauthenticated socket against its address, as over HTTP."""
        try:
            self.state.address_buckets.take(network(self.websocket.scope))
        except TooManyError as error:
            reason = f"Too many initialisation requests: wait {error.seconds} s"
            raise Closed(CloseCode.TOO_MANY_INITS, reason) from None

    async def _first_message(self) -> Message:
        """The `connection_init`, which pings may precede."""
        while (message := await self._receive()).type != "connection_init":
            if message.type == "subscribe":
                raise Closed(CloseCode.UNAUTHORIZED, "Unauthorized")
            await self._answer_ping(message)
        return message

    async def _identify(self, otherwise: CloseCode) -> None:
        """Check the token again. Raises Closed with the code `otherwise`."""
        token: AuthenticatedToken | None = None
        if self.secret is not None:
            token = await authenticate(self.state.database, self.secret)
        if token is None:
            raise Closed(otherwise, "The token is missing, unknown, revoked or expired.")
        self.websocket.scope["user"] = token
        CALLER.set(token.token_id)

    async def _handle(self, message: Message, tasks: asyncio.TaskGroup) -> None:
        match message.type:
            case "connection_init":
                raise Closed(CloseCode.TOO_MANY_INITS, "Too many initialisation requests")
            case "subscribe":
                await self._subscribe(message, tasks)
            case "complete" if message.id in self.running:
                self.running.pop(message.id).cancel()
            case _:
                await self._answer_ping(message)

    async def _subscribe(self, message: Message, tasks: asyncio.TaskGroup) -> None:
        key, request = message.id, message.request()
        if key in self.running:
            raise Closed(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {key} already exists")
        await self._identify(CloseCode.FORBIDDEN)
        try:
            document = await self._admit(request)
        except OperationError as error:
            await self._send(error_message(key, error.on_the_wire()))
        else:
            begun = asyncio.Event()
            self.running[key] = tasks.create_task(self._operate(key, document, request, begun))
            # The subscription must begin before the client's next change.
            await begun.wait()

    async def _admit(self, request: GraphQLRequest) -> str:
        """The document to run. Raises OperationError, and Unavailable."""
        token: AuthenticatedToken = self.websocket.user
        try:
            self.state.token_buckets.take(token.token_id)
        except TooManyError as error:
            raise _later(ErrorCode.RATE_LIMITED, error.detail, error.seconds) from None
        if self.state.load.is_too_much:
            raise _later(ErrorCode.UNAVAILABLE, "The server is busy.", 1)
        most = self.settings.websocket_operations
        if len(self.running) >= most:
            problem = f"A socket runs at most {most} operations at once."
            raise OperationError.of(ErrorCode.LIMIT_EXCEEDED, problem)
        document: str = await self.state.persisted.document(request, self.state.database)
        return document

    async def _operate(
        self, key: str, document: str, request: GraphQLRequest, begun: asyncio.Event
    ) -> None:
        try:
            await self._answer(key, document, request, begun)
        except BaseException as error:
            # The error of a task group and its frames refer to each other. Until the garbage
            # collector came, each client that left would hold the messages it did not read.
            clear_frames(error.__traceback__)
            raise

    async def _answer(
        self, key: str, document: str, request: GraphQLRequest, begun: asyncio.Event
    ) -> None:
        found = results(
            self.state.operations,
            context_of(self.websocket, Options()),
            self.state.live_queries,
            begun,
            document,
            request.variables,
            request.operation_name,
        )
        last = complete_message(key)
        async with aclosing(found):
            async for result in found:
                if result.data is None:
                    last = error_message(key, result.errors)
                else:
                    await self._send(next_message(key, result))
        # The client may reuse the id as soon as it receives the end.
        del self.running[key]
        await self._send(last)

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(self.settings.websocket_ping)
            await self._send(PING)

    async def _watch_token(self) -> None:
        while True:
            await asyncio.sleep(self.settings.websocket_token_check)
            # Whose token it is does not change while the database is away.
            with suppress(Unavailable, TimeoutError):
                await self._identify(CloseCode.FORBIDDEN)

    async def _answer_ping(self, message: Message) -> None:
        if message.type == "ping":
            await self._send(PONG)

    async def _receive(self) -> Message:
        frame = await self.websocket.receive()
        if frame["type"] == "websocket.disconnect":
            raise Left(frame.get("code", LEFT), frame.get("reason") or "")
        return read_message(frame.get("text"))

    async def _send(self, text: str) -> None:
        """Send a message when the client has taken those before it.

        Raises Closed when messages for its token take too much memory meanwhile.
        """
        token: AuthenticatedToken | None = self.websocket.scope.get("user")
        most = 2 * self.settings.answer_limit
        with self.state.socket_shares.sending(token.token_id if token else "", text, most):
            try:
                async with asyncio.timeout(self.settings.send_timeout), self._sending:
                    await self.websocket.send_text(text)
            except TimeoutError:
                problem = "The client takes too long to read."
                raise Closed(CloseCode.TRY_AGAIN_LATER, problem) from None
            except WebSocketDisconnect as error:
                raise Left(error.code, error.reason or "") from None


def _later(code: ErrorCode, message: str, seconds: int) -> OperationError:
    """Return the extensions that say when to try again, as `Retry-After` does over HTTP."""
    return OperationError(code, [GraphQLError(message, extensions={"retryAfter": seconds})])


def _each(group: BaseExceptionGroup[Closed]) -> Iterator[Closed]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error
