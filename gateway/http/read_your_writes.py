"""Read-your-writes: headers with the numbers of changes that a client must see.

The answer to a change has its number in the change log as `X-Change-Sequence`. A request that sends
that number as `X-Min-Sequence` is answered from a database that has the change. This matters with a
read replica, which lags. The process that made a change remembers it for the same token; another
process or another token needs the header.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.conditional import SAFE
from gateway.http.failures import refusal
from gateway.http.headers import header
from resolvers.execution.trace import Trace
from rest_compat.problem import Problem

CHANGE_SEQUENCE = "X-Change-Sequence"
MIN_SEQUENCE = "X-Min-Sequence"
LONGEST = 18
"""Maximum digits: a number of this length fits into 64 bits, and no log grows longer."""

_READS = (*SAFE, "OPTIONS")
_MADE = CHANGE_SEQUENCE.lower().encode()
_LEAST = MIN_SEQUENCE.lower().encode()


class ReadYourWrites:
    """Middleware: reads `X-Min-Sequence`, which is 400 when it is no number; writes the other."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = header(scope, _LEAST)
        if given is not None:
            if not (given.isascii() and given.isdecimal() and len(given) <= LONGEST):
                problem = Problem(400, f"{MIN_SEQUENCE} must be the number of a change.")
                await refusal(problem, scope)(scope, receive, send)
                return
            scope.setdefault("state", {})["least_change"] = int(given)
        await self.app(scope, receive, send if scope["method"] in _READS else _telling(scope, send))


def _telling(scope: Scope, send: Send) -> Send:
    """A `send` that adds the number of the last change that the request has made."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            trace: Trace | None = scope.get("state", {}).get("trace")
            if trace is not None and trace.last_change is not None:
                made = (_MADE, str(trace.last_change).encode())
                message["headers"] = [*message.get("headers", ()), made]
        await send(message)

    return tell
