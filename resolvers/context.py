"""What an operation knows of the request that carries it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from db.actor import Actor
from db.engine import Database
from db.enums import TokenScope
from db.query.selection import Options


def utc_now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def _nobody_waits() -> None:
    """Nobody follows the change log."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: the actor whose changes are recorded, and what the token allows."""

    actor: Actor
    scope: TokenScope
    name: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """One request.

    `options` choose the leaf format and the page maximum; `idempotency_key` is the client's name
    for a mutation that must happen at most once; `request_id` is what an internal error answers and
    the log has; `cost_limit` is the most points an operation may cost; `now` is the time that
    durations in filters count from; `committed` is told of every change once it is on disk.
    """

    database: Database
    viewer: Viewer
    options: Options = field(default_factory=Options)
    idempotency_key: str | None = None
    request_id: str = ""
    cost_limit: int = 10_000
    now: datetime = field(default_factory=utc_now)
    committed: Callable[[], None] = _nobody_waits
