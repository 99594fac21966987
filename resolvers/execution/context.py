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
from resolvers.execution.response_cache import NO_CACHE, ResponseCache
from resolvers.execution.revalidation import Held
from resolvers.execution.trace import Trace


def utc_now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def _nobody_waits() -> None:
    """No-op: no subscription follows the change log."""


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


@dataclass(slots=True)
class Context:
    """One request.

    `options` choose the leaf format and the page maximum; `idempotency_key` is the client's name
    for a mutation that must happen at most once; `request_id` is what an internal error answers and
    the log has; `least_change` is the number of a change that the client has seen, and must find in
    what is read; `held` is what it has of a query's answer already; `resume_after` is the cursor
    after which a subscription to changes goes on, whatever its `after` says; `cost_limit` is the
    most points an operation may cost, `timeout` the most seconds that it may take; `departure`
    waits until the client has left, which ends a read; `explain` asks for its statement and plan,
    which only admins may; `responses` are answers that may be given again; `now` is the time that
    durations in filters count from; `reader` looks into attachments; `committed` is told of every
    change once it is on disk, `finished` of what the operation was, the `trace`.
    """

    database: Database
    viewer: Viewer
    options: Options = field(default_factory=Options)
    idempotency_key: str | None = None
    request_id: str = ""
    least_change: int = 0
    held: Held | None = None
    resume_after: str | None = None
    cost_limit: int = 10_000
    timeout: float = 10.0
    departure: Departure | None = None
    explain: bool = False
    warn_deprecated: bool = False
    responses: ResponseCache = NO_CACHE
    trace: Trace = field(default_factory=Trace)
    now: datetime = field(default_factory=utc_now)
    reader: TextReader | None = None
    committed: Callable[[], None] = _nobody_waits
    finished: Callable[[Trace], None] = _nobody_watches
