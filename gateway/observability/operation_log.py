"""Records of operations: metrics of all, log lines of slow ones and those on sockets."""

import structlog

from gateway.observability.metrics import ServerMetrics
from resolvers.execution.trace import Trace

LONGEST_SQL = 4_000
"""Maximum characters of a statement in the log: enough to recognise it."""
MOST_STATEMENTS = 20

log = structlog.get_logger()


class OperationLog:
    """The record of operations; those over `slow_seconds` get a log line with their SQL.

    The SQL has placeholders for values, so the log contains none of the client's values.
    """

    def __init__(self, metrics: ServerMetrics, slow_seconds: float) -> None:
        self._metrics = metrics
        self._slow_seconds = slow_seconds

    def finished(self, trace: Trace) -> None:
        """Record an operation over HTTP, whose request has a log line."""
        self._metrics.operation(trace)
        if trace.deprecated:
            log.warning("deprecated", **described(trace), uses=sorted(trace.deprecated))
        if trace.seconds >= self._slow_seconds:
            log.warning(
                "slow operation",
                **described(trace),
                milliseconds=_milliseconds(trace.seconds),
                database_milliseconds=_milliseconds(trace.database_seconds),
                sql=[text[:LONGEST_SQL] for text in trace.statements[:MOST_STATEMENTS]],
            )

    def finished_on_socket(self, trace: Trace) -> None:
        """Record an operation over a WebSocket."""
        log.info("operation", **described(trace), milliseconds=_milliseconds(trace.seconds))
        self.finished(trace)


def describe(trace: Trace, line: dict[str, object]) -> None:
    """Add the fields of an operation to a log line."""
    line["operation"] = trace.name
    line["kind"] = trace.kind
    line["cost"] = trace.cost
    if trace.cached is not None:
        line["cached"] = True
    if trace.codes:
        line["errors"] = trace.codes


def described(trace: Trace) -> dict[str, object]:
    """Return the fields of an operation's log line."""
    line: dict[str, object] = {}
    describe(trace, line)
    return line


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)
