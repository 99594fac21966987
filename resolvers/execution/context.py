"""The context of an operation: facts about its request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from db.actor import Actor
from db.engine import Database
from db.enums import TokenScope
from db.files.reading import TextReader
from db.query.selection import Options
from resolvers.execution.abandoned import Departure
from resolvers.execution.response_cache import ResponseCache
from resolvers.execution.revalidation import Held
from resolvers.execution.trace import Trace


def utc_now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def _nobody_watches(_trace: Trace) -> None:
    """No-op: operations are not counted."""


def _no_key(_expires: datetime) -> str:
    """Make no key: this process serves no content."""
    return ""


@dataclass(slots=True)
class Viewer:
    """The caller: the actor whose changes are recorded, and the token's scope.

    `download_key` signs a key for content that ends at an instant.
    """

    actor: Actor
    scope: TokenScope
    name: str | None = None
    expires_at: datetime | None = None
    download_key: Callable[[datetime], str] = field(default=_no_key, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OperationLimits:
    """Limits of one operation: the points that it may cost, the seconds that it may take."""

    cost: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Services that all operations of a process share.

    `responses` are answers that may be given again; `reader` looks into attachments, where the
    process serves them; `committed` is told of every change once it is on disk; `warn_deprecated`
    notes the use of deprecated fields.
    """

    database: Database
    responses: ResponseCache
    reader: TextReader | None
    committed: Callable[[], None]
    warn_deprecated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """Facts that a request gives about its operation; by default none.

    `id` is what an internal error answers and the log has; `idempotency_key` is the client's name
    for a mutation that must happen at most once; `least_change` is the number of a change that the
    client has seen, and must find in what is read; `held` is what it has of a query's answer
    already; `resume_after` is the cursor after which a subscription to changes goes on, whatever
    its `after` says; `departure` waits until the client has left, which ends a read; `explain` asks
    for its statement and plan, which only admins may; `penalty` is the instant until which its
    caller waits because of it (`Throttle.settled`).
    """

    id: str = ""
    idempotency_key: str | None = None
    least_change: int = 0
    held: Held | None = None
    resume_after: str | None = None
    departure: Departure | None = None
    explain: bool = False
    penalty: float = 0


NO_FACTS = RequestFacts()


@dataclass(slots=True)
class Context:
    """One operation: its caller, its request, and what it may use.

    `options` choose the leaf format and the page maximum; `now` is the time that durations in
    filters count from; `trace` is what the operation was, which `finished` is told at its end.
    """

    services: Services
    limits: OperationLimits
    viewer: Viewer
    options: Options
    request: RequestFacts = NO_FACTS
    trace: Trace = field(default_factory=Trace)
    now: datetime = field(default_factory=utc_now)
    finished: Callable[[Trace], None] = _nobody_watches

    @property
    def database(self) -> Database:
        """The database of the process."""
        return self.services.database
