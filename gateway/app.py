"""The whole server on one screen: a list of routes, a list of middleware, a life span."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from db.announcements import listen
from db.engine import Turns
from db.files.reading import TextReader
from gateway.access.auth import Authentication
from gateway.access.overload import Load, Overload
from gateway.access.rate import Buckets, Rate
from gateway.access.streams import OpenStreams
from gateway.files.routes import file_routes, files_open, is_streamed, receive_form
from gateway.graphql.endpoint import GraphQLEndpoint
from gateway.graphql.persisted import PersistedDocuments
from gateway.graphql.socket_shares import SocketShares
from gateway.graphql.websocket import graphql_socket
from gateway.http.body_limit import BodyLimit
from gateway.http.compression import Compression
from gateway.http.cors import cross_origin
from gateway.http.hosts import AllowedHosts
from gateway.http.json_body import parse_body
from gateway.http.read_your_writes import ReadYourWrites
from gateway.http.routing import Application
from gateway.observability.health import Readiness, healthz, readyz
from gateway.observability.log import configure_logging, flush_log
from gateway.observability.memory import given_back
from gateway.observability.metrics import Busy, ServerMetrics, metrics
from gateway.observability.metrics_files import MetricsFiles
from gateway.observability.operation_log import OperationLog
from gateway.observability.request_log import RequestLog
from gateway.pages import ASSETS, PAGES, PlaygroundPage, home, page_routes
from gateway.rest_executor import STORED, execute_rest
from gateway.settings import Settings
from gateway.startup import open_from
from gateway.state import GatewayState
from gateway.supervisor import supervised
from gateway.webhooks.dispatcher import Dispatcher
from gateway.webhooks.sender import Sender
from resolvers.document.operation import Operations
from resolvers.execution.context import OperationLimits, Services
from resolvers.execution.live import LiveQueries
from resolvers.execution.notifier import ChangeNotifier
from resolvers.execution.response_cache import ResponseCache
from resolvers.execution.revalidation import KnownAnswers
from resolvers.root import build_schema, graphql_schema
from resolvers.throttle import Throttle
from rest_compat.endpoint import OPENAPI_PATH, rest_routes

PUBLIC = ("/", "/healthz", "/readyz", *PAGES, ASSETS, OPENAPI_PATH)
"""Paths that need no token. Every other path does, even one that does not exist."""

PROBES = ("/healthz", "/readyz")
METRICS = "/metrics"
YOUNG = 5_000
"""New objects after which the young ones are searched for garbage. With Python's 700, createIssues
of a thousand issues was searched 35 times, a tenth of its time.
"""


def create_app(settings: Settings) -> Starlette:
    """The server as an ASGI application, on the migrated database that `settings` name."""
    schema = graphql_schema(build_schema())
    numbers, throttle = ServerMetrics(), Throttle(settings.costly_share)
    load = Load(settings.most_in_flight, settings.longest_lag)
    tokens = Buckets(Rate(settings.token_rate, settings.token_burst))
    addresses = Buckets(Rate(settings.address_rate, settings.address_burst))
    app = Application(
        # The routes are tried in this order, so the busiest come first.
        routes=[
            Route("/graphql", GraphQLEndpoint(), methods=["GET", "QUERY", "POST"]),
            Route("/graphql/", GraphQLEndpoint(), methods=["GET", "QUERY", "POST"]),
            WebSocketRoute("/graphql", graphql_socket),
            *file_routes(),
            *rest_routes(execute_rest, parse_body, receive_form),
            Route("/", home),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            *page_routes(),
            Route(METRICS, metrics),
        ],
        middleware=_middleware(settings, numbers, load, tokens, addresses, throttle),
        lifespan=lifespan,
    )
    state = GatewayState()
    app.state = state  # type: ignore[assignment]  # Starlette's own holds anything
    state.settings = settings
    state.load = load
    state.token_buckets, state.address_buckets = tokens, addresses
    state.open_streams = OpenStreams(settings.streams_per_token)
    state.metrics = numbers
    state.metrics_files = MetricsFiles(numbers)
    state.operation_log = OperationLog(numbers, settings.slow_operation)
    state.operations = Operations(schema, settings.document_limits, throttle=throttle)
    state.socket_shares = SocketShares()
    state.table_turns = Turns(range(settings.tables))
    state.known_answers = KnownAnswers()
    state.limits = OperationLimits(settings.operation_cost, settings.operation_timeout)
    state.persisted = PersistedDocuments(locked=settings.locked)
    state.stored_operations = Operations(schema, STORED, throttle=throttle)
    return app


def _middleware(
    settings: Settings,
    numbers: ServerMetrics,
    load: Load,
    tokens: Buckets,
    addresses: Buckets,
    throttle: Throttle,
) -> list[Middleware]:
    """Return the middleware that every request passes, from the outside in."""
    hosts = settings.allowed_hosts.split()
    return [
        Middleware(RequestLog, answered=numbers.request),
        *cross_origin(settings.cors_origins.split(), settings.cors_headers.split()),
        *([Middleware(AllowedHosts, hosts=hosts, exempt=PROBES)] if hosts else []),
        Middleware(Overload, load=load, exempt=(*PROBES, METRICS)),
        Middleware(Compression),
        Middleware(PlaygroundPage),
        Middleware(
            Authentication,
            public=(*PUBLIC, METRICS) if settings.public_metrics else PUBLIC,
            unlimited=(*PROBES, *PAGES, ASSETS),
            tokens=tokens,
            addresses=addresses,
        ),
        Middleware(
            BodyLimit,
            limit=settings.body_limit,
            seconds=settings.body_timeout,
            throttle=throttle,
            streamed=is_streamed,
        ),
        Middleware(ReadYourWrites),
    ]


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Keep the database open while the server runs."""
    state = cast(GatewayState, app.state)
    settings, load = state.settings, state.load
    database = await open_from(settings)
    state.database = database
    state.notifier = ChangeNotifier(database, settings.longest_look)
    state.live_queries = LiveQueries(database, state.notifier)
    state.readiness = Readiness(database, settings.database_url)

    def beat(lag: float) -> None:
        state.metrics.busy = Busy(
            requests=load.in_flight,
            reads=database.reading,
            writes=database.writing,
            lag=lag,
            log_bytes=database.log_bytes,
            replicas=database.replicas,
        )
        state.metrics_files.beat()

    sender = Sender(private=settings.webhook_private, timeout=settings.webhook_timeout)
    dispatcher = state.dispatcher = Dispatcher(database, state.operations, state.notifier, sender)
    try:
        async with (
            files_open(state, settings, database),
            load.watched(beat),
            announced(settings, state.notifier),
            dispatcher.running(),
            given_back(),
            supervised(),
        ):
            state.services = Services(
                database=database,
                responses=ResponseCache(settings.answer_cache),
                reader=TextReader(state.library),
                committed=state.notifier.wake,
                warn_deprecated=settings.warn_deprecated,
            )
            yield
    finally:
        await database.close()
        flush_log()


@asynccontextmanager
async def announced(settings: Settings, notifier: ChangeNotifier) -> AsyncIterator[None]:
    """Listen for the changes that other gateways commit to the same PostgreSQL server.

    PgBouncer in transaction mode does not forward notifications; there the log is polled instead.
    """
    if settings.on_sqlite or not settings.statement_cache:
        yield
        return
    task = asyncio.create_task(listen(settings.database_url, notifier.wake))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def from_environment() -> Starlette:
    """Return the application of a server process; `serve` sets its environment."""
    settings = Settings()
    configure_logging(settings.log_format)
    app = create_app(settings)
    # Modules and the schema are never garbage, and scanning them took a seventh of the time of a
    # createIssue. Objects made from here on are collected.
    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()
    return app
