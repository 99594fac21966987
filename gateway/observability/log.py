"""Structured logs: one line per request with its id, and never a token."""

import logging
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from random import getrandbits
from typing import Literal

import orjson
import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import EventDict, Processor, WrappedLogger

from gateway.http.failures import problem_for
from gateway.http.headers import header
from gateway.http.paths import route_path
from gateway.observability.operation_log import described
from resolvers.execution.trace import Trace

REQUEST_ID = "X-Request-ID"
HEADER = REQUEST_ID.lower().encode()
REDACTED = "[redacted]"
QUIET = ("/healthz", "/readyz", "/metrics")
"""Asked every few seconds by machines: not worth a line each."""

_ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SECRET = re.compile(r"igw_\w+|(?<=[Bb]earer )[^\s'\"]+|(?<=://)[^/\s:@]*:[^/\s@]*(?=@)")

_request: ContextVar[str | None] = ContextVar("request", default=None)
"""The id of the request that is being served."""

log = structlog.get_logger()


def name_request(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell to which request a log line belongs."""
    request_id = _request.get()
    if request_id is not None:
        event.setdefault("request_id", request_id)
    return event


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take tokens and passwords out of every text of a log line."""
    for key, value in event.items():
        if isinstance(value, str) and ("igw_" in value or "earer " in value or "://" in value):
            event[key] = _SECRET.sub(REDACTED, value)
    return event


def drop_colour(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take out uvicorn's second copy of its messages, with escape codes for a terminal."""
    event.pop("color_message", None)
    return event


def configure_logging(style: Literal["auto", "json", "text"]) -> None:
    """Send the log of this process, and of the libraries in it, to standard error.

    `style` is that of the setting `log_format`.
    """
    text = style == "text" or (style == "auto" and sys.stderr.isatty())
    shared: Sequence[Processor] = (
        name_request,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    )
    # Our own lines skip the logging module, which would cost half as much as a small request.
    structlog.configure(
        processors=[
            *shared,
            _console() if text else structlog.processors.JSONRenderer(serializer=_json),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    _configure_libraries(shared, text)


def _console() -> Processor:
    """Lines for people, in colour on a terminal that does not say otherwise (no-color.org)."""
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty() and not os.environ.get("NO_COLOR"),
        exception_formatter=structlog.dev.plain_traceback,
    )


def _json(event: EventDict, **_: object) -> str:
    return orjson.dumps(event, default=repr).decode()


def _configure_libraries(shared: Sequence[Processor], text: bool) -> None:
    """Let the lines of uvicorn and others look like ours."""
    renderer: Processor = _console() if text else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                drop_colour,
                *shared,
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # They hold what the client has put into its address; we have a line of our own.
    logging.getLogger("uvicorn.error").addFilter(_is_no_socket)
    # Alembic announces its plumbing at every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _is_no_socket(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith('%s - "WebSocket ')


Answered = Callable[[Scope, int, float], None]


def _nobody_counts(_scope: Scope, _status: int, _seconds: float) -> None:
    """No-op: requests are not counted."""


class RequestLog:
    """The outermost middleware: request id, log line, and the answer to uncaught exceptions.

    The id is in the header `X-Request-ID` (a client's own is kept), in `request.state.request_id`
    and in every log line of the request. `answered` is told of each with its status and how many
    seconds it took.
    """

    def __init__(self, app: ASGIApp, *, answered: Answered = _nobody_counts) -> None:
        self.app = app
        self.answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        _request.set(request_id)
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                # Not in place: some responses are sent many times.
                message["headers"] = [*message.get("headers", ()), (HEADER, request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception as error:
            problem = problem_for(error, request_id)
            if problem.status == 500:
                log.exception("request failed")
            if status:
                # Half an answer is out; only breaking the connection tells the client.
                raise
            await problem.response()(scope, receive, send_with_id)
        finally:
            seconds = time.perf_counter() - started
            self.answered(scope, status, seconds)
            path = route_path(scope)
            if path not in QUIET:
                trace: Trace | None = scope["state"].get("trace")
                log.info(
                    "request",
                    method=scope["method"],
                    path=path if path.isprintable() else ascii(path),
                    status=status,
                    milliseconds=round(seconds * 1000, 2),
                    **(described(trace) if trace else {}),
                )


def _request_id(scope: Scope) -> str:
    given = header(scope, HEADER)
    if given is not None and _ACCEPTABLE_ID.fullmatch(given):
        return given
    # Told apart, not kept secret: the system's randomness would cost as much as reading a header.
    return f"{getrandbits(128):032x}"
