"""One log line for each request, with the id in its answer."""

import re
import time
from collections.abc import Awaitable, Callable
from random import getrandbits

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.failures import problem_for, refusal
from gateway.http.headers import header
from gateway.http.paths import route_path
from gateway.observability.log import log, request_id, write_request
from gateway.observability.operation_log import describe
from resolvers.execution.trace import Trace

REQUEST_ID = "X-Request-ID"
HEADER = REQUEST_ID.lower().encode()
QUIET = ("/healthz", "/readyz", "/metrics")
"""Machines request these paths every few seconds; they get no log line."""

_ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

Answered = Callable[[Scope, int, float], None]


def _nobody_counts(_scope: Scope, _status: int, _seconds: float) -> None:
    """No-op: requests are not counted."""


class RequestLog:
    """The outermost middleware: request id, log line, and the answer to uncaught exceptions.

    The id is in the header `X-Request-ID` (a client's own is kept), in `request.state.request_id`
    and in every log line of the request. `answered` is called for each request with its status and
    duration in seconds.
    """

    def __init__(self, app: ASGIApp, *, answered: Answered = _nobody_counts) -> None:
        self.app = app
        self.answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        named = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = named
        request_id.set(named)
        status = 0

        def send_with_id(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                scope["state"]["status"] = status = message["status"]
                # The list is copied, since some responses are sent many times.
                message["headers"] = [*message.get("headers", ()), (HEADER, named.encode())]
            return send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception as error:
            problem = problem_for(error, named)
            if problem.status == 500 and not isinstance(error, HTTPException):
                log.exception("request failed")
            if status:
                # The answer is partly sent; only closing the connection signals the error to the
                # client.
                raise
            await refusal(problem, scope)(scope, receive, send_with_id)
        finally:
            seconds = time.perf_counter() - started
            self.answered(scope, status, seconds)
            path = route_path(scope)
            if path not in QUIET:
                write_request(_line(scope, path, status, seconds))


def _line(scope: Scope, path: str, status: int, seconds: float) -> dict[str, object]:
    line: dict[str, object] = {
        "method": scope["method"],
        "path": path if path.isprintable() else ascii(path),
        "status": status,
        "milliseconds": round(seconds * 1000, 2),
    }
    trace: Trace | None = scope["state"].get("trace")
    if trace is not None:
        describe(trace, line)
    return line


def _request_id(scope: Scope) -> str:
    given = header(scope, HEADER)
    if given is not None and _ACCEPTABLE_ID.fullmatch(given):
        return given
    # An id must be unique, not secret, so a fast generator is enough.
    return f"{getrandbits(128):032x}"
