"""The whole server on one screen: a list of routes, a list of middleware, a life span."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route, WebSocketRoute

from db.engine import open_database
from gateway.auth import Authentication
from gateway.failures import http_error, problem_error
from gateway.graphql import graphql
from gateway.health import healthz, readyz
from gateway.limits import BodyLimit
from gateway.log import RequestLog, configure_logging
from gateway.persisted import PersistedQueries
from gateway.playground import PLAYGROUND, Playground
from gateway.rest import STORED, execute_rest
from gateway.settings import Settings
from gateway.websocket import graphql_socket
from resolvers.follow import Pulse
from resolvers.operation import Operations
from resolvers.root import build_schema, graphql_schema
from rest_compat.endpoint import OPENAPI_PATH, rest_routes
from rest_compat.problem import Problem

PUBLIC = ("/", "/healthz", "/readyz", PLAYGROUND, f"{PLAYGROUND}/", OPENAPI_PATH)
"""What needs no token; everything else does, also what does not exist."""


def create_app(settings: Settings) -> Starlette:
    """The server as an ASGI application, on the migrated database that `settings` name."""
    schema = graphql_schema(build_schema())
    app = Starlette(
        routes=[
            Route("/", RedirectResponse(f"{PLAYGROUND}/")),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/graphql", graphql, methods=["GET", "POST"]),
            WebSocketRoute("/graphql", graphql_socket),
            *rest_routes(execute_rest, schema),
            Mount(PLAYGROUND, Playground()),
        ],
        middleware=[
            Middleware(RequestLog),
            Middleware(Authentication, public=PUBLIC),
            Middleware(BodyLimit, limit=settings.body_limit, seconds=settings.body_timeout),
        ],
        exception_handlers={HTTPException: http_error, Problem: problem_error},
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.operations = Operations(schema)
    app.state.persisted = PersistedQueries()
    app.state.stored_operations = Operations(schema, STORED)
    return app


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Keep the database open while the server runs."""
    settings: Settings = app.state.settings
    database = await open_database(
        settings.database, settings.data_dir, timeout=settings.statement_timeout
    )
    app.state.database = database
    app.state.pulse = Pulse(database, settings.follow_interval)
    try:
        yield
    finally:
        await database.close()


def from_environment() -> Starlette:
    """What each server process starts with; `serve` puts its options into the environment."""
    settings = Settings()
    configure_logging(settings.log_format)
    return create_app(settings)
