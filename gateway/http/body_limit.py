"""Limits on a request's body: its size, its time to arrive, its JSON nesting."""

import asyncio
import re
from collections.abc import Awaitable, Generator, Iterable
from typing import Any, cast

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.headers import header
from resolvers.throttle import Throttle
from rest_compat.problem import Problem

DEEPEST_NESTING = 64
LARGEST_INTEGER = 2**63 - 1
SMALLEST_INTEGER = -(2**63)

SECONDS_A_BYTE = 3e-8
"""What a body costs the loop, read, parsed and checked; less than 64 KB is not worth counting."""

# orjson reads integers beyond 64 bits as floats, silently; no shorter run of digits can be one.
_LONG_RUN = re.compile(rb"\d{19}")
_STRING_OR_NUMBER = re.compile(rb'"(?:[^"\\]|\\.)*"|(-?\d+)([.eE])?[\d+.eE-]*', re.DOTALL)


class Begun:
    """An awaitable that was run until it first has to wait, and can be awaited from there.

    `is_done` says whether it had nothing to wait for; then it has a `result`.
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


class BadJsonError(Exception):
    """A text that is not JSON, or JSON beyond the limits."""


def parse_json(body: bytes) -> object:
    """The value of a JSON text.

    Integers must fit in 64 bits and values may nest 64 deep, far more than any operation needs.
    Raises BadJsonError.
    """
    if not body.strip():
        raise BadJsonError("empty.")
    try:
        value: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadJsonError(f"not JSON: {error}.") from None
    if _LONG_RUN.search(body):
        _refuse_long_integers(body)
    # Each level costs an opening bracket, so most bodies need no walk.
    if body.count(b"[") + body.count(b"{") > DEEPEST_NESTING:
        _refuse_deep_nesting(value)
    return value


def _refuse_long_integers(body: bytes) -> None:
    for match in _STRING_OR_NUMBER.finditer(body):
        digits, fraction = match.groups()
        if digits is None or fraction is not None:
            continue
        if len(digits) > 20 or not SMALLEST_INTEGER <= int(digits) <= LARGEST_INTEGER:
            raise BadJsonError("an integer does not fit in 64 bits.")


def _refuse_deep_nesting(value: object) -> None:
    """Level by level, not by recursion: the depth is the sender's choice."""
    level: list[object] = [value]
    for _ in range(DEEPEST_NESTING):
        level = [member for container in level for member in _members(container)]
        if not level:
            return
    if any(isinstance(member, dict | list) for member in level):
        raise BadJsonError(f"nested more than {DEEPEST_NESTING} deep.")


def _members(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


class BodyLimit:
    """Middleware: reads the whole body of a request within bounds before the endpoint runs.

    Args:
        limit: the most bytes a body may have; more is 413.
        seconds: how long the body may take to arrive; longer is 408.

        throttle: counts what large bodies cost, so that whoever sends many waits between them.

    A `Content-Encoding` is refused with 415: a small body must not unpack to a large one.
    """

    def __init__(self, app: ASGIApp, *, limit: int, seconds: float, throttle: Throttle) -> None:
        self.app = app
        self.throttle = throttle
        self.limit = limit
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        try:
            self._check(scope)
            caller = scope["user"].token_id if "user" in scope else None
            await self.throttle.settled(caller)
            body = await self._read(receive)
            self.throttle.charge(caller, len(body or b"") * SECONDS_A_BYTE)
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        if body is not None:
            await self.app(scope, _replay(body, receive), send)

    def _check(self, scope: Scope) -> None:
        coding = header(scope, b"content-encoding") or ""
        if coding.strip().lower() not in ("", "identity"):
            raise Problem(
                415, "Send the body without Content-Encoding.", headers={"Accept-Encoding": ""}
            )
        length = header(scope, b"content-length") or ""
        # Twenty digits are beyond any limit; `int` of thousands would itself be an attack.
        if length.isdecimal() and (len(length) > 20 or int(length) > self.limit):
            raise self._too_large()

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or None when the client went away."""
        begun = Begun(receive())
        if begun.is_done and not begun.result.get("more_body", False):
            # Most bodies come together with their headers: no need for a deadline.
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
        """Return the part of a body in `message`; None when it says that the client is gone."""
        if message["type"] != "http.request":
            return None
        part: bytes = message.get("body", b"")
        if len(part) > self.limit:
            raise self._too_large()
        return part

    def _too_large(self) -> Problem:
        # The connection goes on, and what is still to come of the body is read and let go: closed
        # now, it would be reset under whoever is sending, who may then not see this answer.
        return Problem(413, f"The body may have at most {self.limit} bytes.")


def _has_body(scope: Scope) -> bool:
    return (
        header(scope, b"content-length") is not None
        or header(scope, b"transfer-encoding") is not None
    )


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the whole body first, and then what the connection says."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed
