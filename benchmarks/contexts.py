"""Contexts of operations that run in the process of a benchmark."""

from db.engine import Database
from db.query.selection import Options
from gateway.settings import Settings
from resolvers.execution.context import Context, OperationLimits, Services, Viewer
from resolvers.execution.response_cache import NO_CACHE


def context_of(database: Database, viewer: Viewer) -> Context:
    """The context of an operation with the limits of a server without settings, and no cache."""
    settings = Settings()
    services = Services(
        database=database,
        responses=NO_CACHE,
        reader=None,
        committed=lambda: None,
        warn_deprecated=False,
    )
    limits = OperationLimits(settings.operation_cost, settings.operation_timeout)
    return Context(services, limits, viewer, Options())
