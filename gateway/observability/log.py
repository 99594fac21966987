"""The log of this process: structured lines on standard error, without secrets."""

import logging
import os
import re
import sys
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gateway.observability.log_stream import LogStream

REDACTED = "[redacted]"

_SECRET = re.compile(r"igw_\w+|(?<=[Bb]earer )[^\s'\"]+|(?<=://)[^/\s:@]*:[^/\s@]*(?=@)")

request_id: ContextVar[str | None] = ContextVar("request", default=None)
"""The id of the request that is being served."""

log = structlog.get_logger()

_stream: LogStream | None = None
"""The stream for lines of JSON; None while lines are text for people."""


def write_request(line: dict[str, object]) -> None:
    """Log a request that was answered.

    JSON is written without structlog, whose chain costs as much as a small request.
    """
    if _stream is None:
        log.info("request", **line)
        return
    line["request_id"] = request_id.get()
    line["level"] = "info"
    line["timestamp"] = datetime.now(UTC)
    line["event"] = "request"
    redact(None, "", line)
    _stream.write(orjson.dumps(line, option=_LINE).decode())


_LINE = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


def flush_log() -> None:
    """Write the buffered lines, and stop buffering."""
    if _stream is not None:
        _stream.stop_waiting()


def name_request(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Add the request id to a log line."""
    named = request_id.get()
    if named is not None:
        event.setdefault("request_id", named)
    return event


def redacted(text: str) -> str:
    """A text without the tokens and passwords in it."""
    if "igw_" in text or "earer " in text or "://" in text:
        return _SECRET.sub(REDACTED, text)
    return text


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Remove tokens and passwords from every text of a log line."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redacted(value)
    return event


def drop_colour(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Remove uvicorn's second copy of a message, which has escape codes for a terminal."""
    event.pop("color_message", None)
    return event


def shorten_warning(_logger: WrappedLogger, level: str, event: EventDict) -> EventDict:
    """Replace the traceback of a library's warning by the error, as in `TimeoutError: ...`.

    The library goes on by itself: asyncpg warns every second or two while PostgreSQL is away.
    """
    if level == "warning" and event.get("exc_info"):
        kind, error, _ = event.pop("exc_info")
        event["error"] = f"{kind.__name__}: {error}"
    return event


def configure_logging(style: Literal["auto", "json", "text"]) -> None:
    """Send the log of this process, and of the libraries in it, to standard error.

    `style` is that of the setting `log_format`.
    """
    global _stream
    text = style == "text" or (style == "auto" and sys.stderr.isatty())
    stream = LogStream(sys.stderr)
    _stream = None if text else stream
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
        logger_factory=structlog.WriteLoggerFactory(stream),  # type: ignore[arg-type]
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    _configure_libraries(shared, text)


def _console() -> Processor:
    """Format lines for people, in colour on a terminal unless NO_COLOR is set (no-color.org)."""
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty() and not os.environ.get("NO_COLOR"),
        exception_formatter=structlog.dev.plain_traceback,
    )


def _json(event: EventDict, **_: object) -> str:
    return orjson.dumps(event, default=repr).decode()


def _configure_libraries(shared: Sequence[Processor], text: bool) -> None:
    """Format the lines of uvicorn and other libraries like ours."""
    renderer: Processor = _console() if text else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                drop_colour,
                shorten_warning,
                *shared,
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # These lines contain the client's query string; the request log has its own line.
    logging.getLogger("uvicorn.error").addFilter(_is_no_socket)
    # Alembic logs internals at every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _is_no_socket(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith('%s - "WebSocket ')
