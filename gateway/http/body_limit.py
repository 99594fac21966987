"""Limits on a request's body: its size, its time to arrive, its JSON nesting."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from math import inf
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.failures import refusal
from gateway.http.headers import header
from gateway.http.methods import unoffered
from resolvers.throttle import Throttle, counted
from rest_compat.problem import Problem

BODY = "body"
"""Key in the scope: the whole body, for endpoints that do not read a stream."""
BODY_PENALTY = "body_penalty"
"""Key in the scope: the instant at which the penalty for a large body expires; the request itself
does not wait for it.
"""
SECONDS_A_BYTE = 6e-8
"""Seconds of the event loop per byte of a body that is stored. Bodies below 32 KB are not counted.
"""
SHORT = 512 * 1024
"""Bytes from which on each counts several times: the loop parses and stores a megabyte in pieces of
up to ten milliseconds. A thousand issues of 500 bytes are less.
"""


class Begun:
    """An awaitable that has run up to its first wait and can be awaited from there.

    If it did not have to wait, `is_done` is true and it has a `result`.
    """

    result: Message

    def __init__(self, awaitable: Awaitable[Message]) -> None:
        self._steps: Generator[Any, Any, Message] = awaitable.__await__()
        self.is_done = False
        try:
            self._waits_for = next(self._steps)
        except StopIteration as stop:
            self.is_done = True
            self.result = stop.value

    def __await__(self) -> Generator[Any, Any, Message]:
        if self.is_done:
            return self.result
        try:
            yield self._waits_for
        except BaseException as error:
            try:
                waits_for = self._steps.throw(error)
            except StopIteration as stop:
                return cast(Message, stop.value)
            yield waits_for
        return (yield from self._steps)


def _seconds(size: float) -> float:
    return SECONDS_A_BYTE * counted(size, SHORT)


def _never(_scope: Scope) -> bool:
    """The default: every body is read before its endpoint runs."""
    return False


class BodyLimit:
    """Middleware: reads the whole body of a request within bounds before the endpoint runs.

    A refusal names what is wrong first: a method that the path does not offer is 405.

    Args:
        limit: the most bytes a body may have; more is 413.
        seconds: how long the body may take to arrive; longer is 408.
        throttle: counts what large bodies cost, so that whoever sends many waits between them.
        streamed: tells the requests whose endpoint reads the body itself, within bounds of its own.

    A `Content-Encoding` is refused with 415: a small body must not unpack to a large one.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: int,
        seconds: float,
        throttle: Throttle,
        streamed: Callable[[Scope], bool] = _never,
    ) -> None:
        self.app = app
        self.streamed = streamed
        self.throttle = throttle
        self.limit = limit
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        try:
            self._require_plain(scope)
            if self.streamed(scope):
                await self.app(scope, receive, send)
                return
            self._require_size(scope)
            caller = scope["user"].token_id if "user" in scope else None
            await self.throttle.settled(caller)
            # Charged before the body is read, so that requests which waited go on one by one.
            declared = _declared(scope)
            penalty = self.throttle.charge(caller, _seconds(declared))
            body = await self._read(receive)
            more = self.throttle.charge(caller, _seconds(len(body or b"")) - _seconds(declared))
        except Problem as problem:
            # A method that the path does not offer is refused before the body is measured.
            await refusal(unoffered(scope) or problem, scope)(scope, receive, send)
            return
        if body is not None:
            scope[BODY] = body
            scope[BODY_PENALTY] = more or penalty
            await self.app(scope, _replay(body, receive), send)

    def _require_plain(self, scope: Scope) -> None:
        coding = header(scope, b"content-encoding") or ""
        if coding.strip().lower() not in ("", "identity"):
            raise Problem(
                415, "Send the body without Content-Encoding.", headers={"Accept-Encoding": ""}
            )

    def _require_size(self, scope: Scope) -> None:
        if _declared(scope) > self.limit:
            raise self._too_large()

    async def _read(self, receive: Receive) -> bytes | None:
        """Read the body; None when the client has disconnected."""
        begun = Begun(receive())
        if begun.is_done and not begun.result.get("more_body", False):
            # Most bodies arrive together with their headers and need no deadline.
            return self._checked(begun.result)
        body = bytearray()
        try:
            async with asyncio.timeout(self.seconds):
                message = await begun
                while True:
                    part = self._checked(message)
                    if part is None:
                        return None
                    body += part
                    if len(body) > self.limit:
                        raise self._too_large()
                    if not message.get("more_body", False):
                        return bytes(body)
                    message = await receive()
        except TimeoutError:
            raise Problem(
                408,
                f"The body did not arrive within {self.seconds:g} seconds.",
                headers={"Connection": "close"},
            ) from None

    def _checked(self, message: Message) -> bytes | None:
        """Return the part of a body in `message`; None for a disconnect."""
        if message["type"] != "http.request":
            return None
        part: bytes = message.get("body", b"")
        if len(part) > self.limit:
            raise self._too_large()
        return part

    def _too_large(self) -> Problem:
        # The connection stays open and the rest of the body is discarded. Closing it now would
        # reset it while the client is sending, and the client might not see this answer.
        return Problem(413, f"The body may have at most {self.limit} bytes.")


def _has_body(scope: Scope) -> bool:
    return (
        header(scope, b"content-length") is not None
        or header(scope, b"transfer-encoding") is not None
    )


def _declared(scope: Scope) -> float:
    """The bytes that the body has according to its headers; 0 when they do not say it."""
    length = header(scope, b"content-length") or ""
    if not length.isdecimal():
        return 0
    # Twenty digits exceed any limit; `int` of thousands of digits would be slow.
    return inf if len(length) > 20 else int(length)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the whole body first, then the messages of the connection."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed
