"""How often one caller may ask: token buckets, one per token, one per address without a token."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rest_compat.problem import Problem

MOST_CALLERS = 10_000
"""Buckets kept; the one that was used longest ago goes first, and has filled up by then."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` requests in the long run, `burst` at once. A rate of 0 means no limit."""

    per_second: float
    burst: int


class Buckets:
    """The buckets of all callers. `clock` answers seconds that never go back."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str) -> float:
        """Seconds until `caller` may ask again; 0 when it may now."""
        level = self._level(caller)
        return 0.0 if level >= 1 or not self._rate.per_second else self._seconds(1 - level)

    def take(self, caller: str) -> float:
        """Like `wait`, and counts the request when it may be made."""
        seconds = self.wait(caller)
        if not seconds:
            self.charge(caller)
        return seconds

    def charge(self, caller: str) -> None:
        """Count a request of `caller`."""
        self._levels[caller] = (max(self._level(caller) - 1, 0.0), self._clock())
        self._levels.move_to_end(caller)
        if len(self._levels) > MOST_CALLERS:
            self._levels.popitem(last=False)

    def _level(self, caller: str) -> float:
        found = self._levels.get(caller)
        if found is None:
            return float(self._rate.burst)
        level, since = found
        return min(self._rate.burst, level + (self._clock() - since) * self._rate.per_second)

    def _seconds(self, missing: float) -> float:
        return missing / self._rate.per_second


def too_many(seconds: float) -> Problem:
    """429 with the time after which it is worth trying again."""
    return Problem(
        429, "Too many requests.", headers={"Retry-After": str(max(1, math.ceil(seconds)))}
    )


class AddressLimit:
    """Middleware outside the authentication: counts what comes without a valid token.

    Guessing tokens, and reading public pages in a loop, is slowed down for that address alone.
    """

    def __init__(self, app: ASGIApp, *, rate: Rate) -> None:
        self.app = app
        self.buckets = Buckets(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and "user" not in scope:
                self.buckets.charge(address)
            await send(message)

        seconds = self.buckets.wait(address)
        if seconds and not any(name == b"authorization" for name, _ in scope["headers"]):
            await too_many(seconds).response()(scope, receive, send)
            return
        await self.app(scope, receive, counted)


class TokenLimit:
    """Middleware inside the authentication: counts what comes with each token."""

    def __init__(self, app: ASGIApp, *, rate: Rate) -> None:
        self.app = app
        self.buckets = Buckets(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and "user" in scope:
            seconds = self.buckets.take(scope["user"].token_id)
            if seconds:
                await too_many(seconds).response()(scope, receive, send)
                return
        await self.app(scope, receive, send)
