"""Metrics for Prometheus at `/metrics`, in its text format.

The values of each label are fixed when the server starts, so clients cannot make the number of
series grow. The numbers are kept here, since counting in the client library takes ten times as
long. Several workers share theirs through files (`metrics_files`).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from db.engine import ReplicaStatus
from gateway.state import state_of
from resolvers.execution.trace import Trace

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""
OTHER = "other"
"""The route label of requests that were answered before routing."""
NO_KIND = "none"
"""The kind of a text that is no valid operation."""


class Seconds:
    """A histogram of durations: counts by bucket, the last for all beyond `BOUNDS`."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.total = 0.0

    def observe(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds

    def add(self, other: "Seconds") -> None:
        """Count what `other` has counted."""
        self.counts = [mine + its for mine, its in zip(self.counts, other.counts, strict=True)]
        self.total += other.total


def _by_label() -> defaultdict[tuple[str, str], Seconds]:
    return defaultdict(Seconds)


@dataclass(slots=True)
class Busy:
    """The load of a process: running and waiting work, and the loop's lag in seconds."""

    requests: int = 0
    reads: int = 0
    writes: int = 0
    lag: float = 0.0
    log_bytes: int = 0
    replicas: Sequence[ReplicaStatus] = ()


@dataclass(slots=True)
class ServerMetrics:
    """The numbers of one process, or of several together."""

    requests: defaultdict[tuple[str, str], Seconds] = field(default_factory=_by_label)
    """By route and class of status."""
    statements: defaultdict[str, Seconds] = field(default_factory=lambda: defaultdict(Seconds))
    operations: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    cached: int = 0
    """Answers from the response cache."""
    busy: Busy = field(default_factory=Busy)

    def request(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        route = getattr(scope.get("route"), "path", OTHER)
        self.requests[route, f"{status // 100}xx"].observe(seconds)

    def operation(self, trace: Trace) -> None:
        """Count an operation that was answered."""
        kind = trace.kind or NO_KIND
        self.operations[kind] += 1
        if trace.statements:
            self.statements[kind].observe(trace.database_seconds)
        self.cached += trace.cached is not None
        if trace.codes:
            self.errors.update(trace.codes)

    def add(self, other: "ServerMetrics") -> None:
        """Count what another process has counted; of the lags, the longest stays."""
        for labels, seconds in other.requests.items():
            self.requests[labels].add(seconds)
        for kind, seconds in other.statements.items():
            self.statements[kind].add(seconds)
        self.operations.update(other.operations)
        self.errors.update(other.errors)
        self.cached += other.cached
        self.busy.requests += other.busy.requests
        self.busy.reads += other.busy.reads
        self.busy.writes += other.busy.writes
        self.busy.lag = max(self.busy.lag, other.busy.lag)
        self.busy.log_bytes = max(self.busy.log_bytes, other.busy.log_bytes)
        self.busy.replicas = _worst(self.busy.replicas, other.busy.replicas)


class Exposition(Collector):
    """The numbers as the client library writes them."""

    def __init__(self, metrics: ServerMetrics) -> None:
        self.metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """Every series, with its labels."""
        numbers = self.metrics
        yield _histogram(
            "request_seconds",
            "Time to answer a request.",
            ("route", "status"),
            sorted(numbers.requests.items()),
        )
        yield _counter("operations", "GraphQL operations.", "kind", numbers.operations)
        yield _counter("errors", "GraphQL errors.", "code", numbers.errors)
        yield CounterMetricFamily(
            "issue_gateway_cached_answers", "Answers from the response cache.", numbers.cached
        )
        yield _histogram(
            "statement_seconds",
            "Time that an operation waited for its SQL statements.",
            ("kind",),
            [((kind,), seconds) for kind, seconds in sorted(numbers.statements.items())],
        )
        busy = numbers.busy
        yield _gauge("requests_in_flight", "Requests that run or wait.", busy.requests)
        yield _gauge("reads", "Reads that run or wait for a connection.", busy.reads)
        yield _gauge("writes", "Writes that run or wait for their turn.", busy.writes)
        yield _gauge("wal_bytes", "Size of SQLite's write-ahead log.", busy.log_bytes)
        yield _gauge("loop_lag_seconds", "How late the event loop ran.", busy.lag)
        yield from _replicas(busy.replicas)


def _histogram(
    name: str,
    text: str,
    labels: tuple[str, ...],
    series: Iterable[tuple[tuple[str, ...], Seconds]],
) -> Metric:
    family = HistogramMetricFamily(f"issue_gateway_{name}", text, labels=labels)
    for values, seconds in series:
        buckets, below = [], 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), seconds.counts, strict=True):
            below += count
            buckets.append((bound, float(below)))
        family.add_metric(values, buckets, seconds.total)
    return family


def _worst(
    some: Sequence[ReplicaStatus], others: Sequence[ReplicaStatus]
) -> Sequence[ReplicaStatus]:
    """Join what two workers see of the same replicas."""
    if not some or not others:
        return some or others
    return [
        ReplicaStatus(
            one.address,
            one.usable and other.usable,
            max((lag for lag in (one.lag, other.lag) if lag is not None), default=None),
        )
        for one, other in zip(some, others, strict=True)
    ]


def _replicas(replicas: Sequence[ReplicaStatus]) -> Iterator[Metric]:
    """Two series for each replica. The number tells two apart that have the same address."""
    labels = ("replica", "address")
    up = GaugeMetricFamily(
        "issue_gateway_replica_up", "Whether reads go to the replica: 1 or 0.", labels=labels
    )
    lag = GaugeMetricFamily(
        "issue_gateway_replica_lag_seconds",
        "Since when the replica does not show all changes of the primary.",
        labels=labels,
    )
    for number, replica in enumerate(replicas, 1):
        up.add_metric((str(number), replica.address), replica.usable)
        if replica.lag is not None:
            lag.add_metric((str(number), replica.address), replica.lag)
    yield from (up, lag)


def _counter(name: str, text: str, label: str, counts: Counter[str]) -> Metric:
    family = CounterMetricFamily(f"issue_gateway_{name}", text, labels=(label,))
    for value, count in sorted(counts.items()):
        family.add_metric((value,), count)
    return family


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"issue_gateway_{name}", text, value=value)


async def metrics(request: Request) -> Response:
    """The numbers for Prometheus, of all workers."""
    registry = CollectorRegistry()
    registry.register(Exposition(state_of(request.scope).metrics_files.together()))
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
