"""Contexts of operations that run without a server."""

from collections.abc import Callable
from datetime import datetime

from db.engine import Database
from db.query.selection import Options
from resolvers.execution.context import (
    Context,
    OperationLimits,
    RequestFacts,
    Services,
    Viewer,
    utc_now,
)
from resolvers.execution.response_cache import NO_CACHE, ResponseCache
from resolvers.execution.revalidation import Held


def context_of(
    database: Database,
    viewer: Viewer,
    options: Options | None = None,
    *,
    now: datetime | None = None,
    cost: int = 10**9,
    held: Held | None = None,
    responses: ResponseCache = NO_CACHE,
    committed: Callable[[], None] = lambda: None,
) -> Context:
    """The context of an operation; by default it may cost anything, and nothing is cached."""
    services = Services(
        database=database,
        responses=responses,
        reader=None,
        committed=committed,
        warn_deprecated=False,
    )
    return Context(
        services,
        OperationLimits(cost=cost, seconds=10.0),
        viewer,
        options or Options(),
        RequestFacts(held=held),
        now=now or utc_now(),
    )
