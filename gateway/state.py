"""The state of a server process: what its routes and middleware share."""

from typing import TYPE_CHECKING, cast

from starlette.types import Scope

if TYPE_CHECKING:
    from db.engine import Database, Turns
    from db.files.library import Library
    from db.files.resumable import Resumable
    from gateway.access.overload import Load
    from gateway.access.rate import Buckets
    from gateway.access.streams import OpenStreams
    from gateway.files.receiving import Receiver
    from gateway.graphql.persisted import PersistedDocuments
    from gateway.graphql.socket_shares import SocketShares
    from gateway.observability.health import Readiness
    from gateway.observability.metrics import ServerMetrics
    from gateway.observability.metrics_files import MetricsFiles
    from gateway.observability.operation_log import OperationLog
    from gateway.settings import Settings
    from gateway.webhooks.dispatcher import Dispatcher
    from resolvers.document.operation import Operations
    from resolvers.execution.context import OperationLimits, Services
    from resolvers.execution.live import LiveQueries
    from resolvers.execution.notifier import ChangeNotifier
    from resolvers.execution.revalidation import KnownAnswers


class GatewayState:
    """The objects of one process; `app.state` is one.

    The first group is made with the application, the second when the database is open.
    """

    settings: "Settings"
    limits: "OperationLimits"
    load: "Load"
    token_buckets: "Buckets"
    address_buckets: "Buckets"
    open_streams: "OpenStreams"
    socket_shares: "SocketShares"
    table_turns: "Turns[int]"
    metrics: "ServerMetrics"
    metrics_files: "MetricsFiles"
    operation_log: "OperationLog"
    operations: "Operations"
    stored_operations: "Operations"
    persisted: "PersistedDocuments"
    known_answers: "KnownAnswers"

    database: "Database"
    services: "Services"
    notifier: "ChangeNotifier"
    live_queries: "LiveQueries"
    readiness: "Readiness"
    dispatcher: "Dispatcher"
    library: "Library"
    receiver: "Receiver"
    resumable: "Resumable"


def state_of(scope: Scope) -> GatewayState:
    """Return the state of the process that serves a request or socket."""
    return cast(GatewayState, scope["app"].state)
