"""GraphQL over HTTP (GraphQL-over-HTTP specification): one request, one response."""

from collections.abc import Mapping
from functools import partial

from graphql import OperationType
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from db.download_keys import sign
from db.query.selection import Options
from db.tokens import AuthenticatedToken
from gateway.files.graphql_form import operations_of, require_preflight
from gateway.files.receiving import ReceivedForm, is_form
from gateway.graphql.request import BadRequestError, GraphQLRequest, read_request
from gateway.graphql.response import FinishedResponse
from gateway.graphql.sse import EVENT_STREAM, EventStream, last_event_id, single_event
from gateway.http.body_limit import BODY, BODY_PENALTY
from gateway.http.conditional import SAFE, held
from gateway.http.departure import departure
from gateway.http.headers import header
from gateway.http.json_body import BadJsonError, parse_json
from gateway.http.negotiation import preferred
from gateway.state import state_of
from gateway.tables.endpoint import TABLES, table_response
from resolvers.errors import ErrorCode, OperationError, code_of
from resolvers.execution.context import Context, OperationLimits, RequestFacts, Viewer
from resolvers.execution.execute import Result, ended_by, execute, refused
from resolvers.execution.revalidation import Held
from rest_compat.conditional import (
    entity_tag,
    is_unmodified,
    not_modified,
    require_match,
    validators,
)
from rest_compat.media_type import is_json
from rest_compat.problem import Problem

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"
MEDIA_TYPES = (GRAPHQL_RESPONSE, *TABLES, JSON)
NO_BODY = (GRAPHQL_RESPONSE, JSON)
"""The media types for HEAD: without tables, which would be read for nothing."""
CONTENT_TYPES = {name: f"{name}; charset=utf-8".encode() for name in NO_BODY}
STATUS: Mapping[str, int] = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "RATE_LIMITED": 429,
    "TIMEOUT": 503,
    "UNAVAILABLE": 503,
    "INTERNAL": 500,
    # This is a step of the protocol of persisted queries, not a failure.
    "PERSISTED_QUERY_NOT_FOUND": 200,
}
"""Statuses more specific than 400, the same for both media types."""

OPTIONS = Options()
IN_URL = ("GET", "HEAD")
"""Methods whose parameters are in the URL."""

EXPLAIN = ("true", "plan")
"""The values of `X-Explain` that request the statement's plan."""
RETRY_AFTER = "1"
"""Seconds after which a failed request may be retried."""


class GraphQLEndpoint:
    """The ASGI application at `/graphql`; a class, since Starlette would wrap a function."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        response = await graphql(Request(scope, receive))
        await response(scope, receive, send)


async def graphql(request: Request) -> Response | EventStream:
    """Answer one operation.

    GET and QUERY accept queries only, so that a link or a request repeated by a proxy cannot change
    anything.
    """
    media_type, streams = _media_type(request)
    if request.method not in SAFE and is_form(request):
        return await _with_files(request, media_type, streams)
    return await _answer(request, media_type, streams)


async def _with_files(request: Request, media_type: str, streams: bool) -> Response | EventStream:
    """Answer an operation with files; files that it does not use are removed."""
    if media_type == EVENT_STREAM:
        raise Problem(406, f"An operation with files is answered in {JSON}.")
    require_preflight(request)
    receiver = state_of(request.scope).receiver
    async with receiver.form(request) as form:
        return await _answer(request, media_type, streams, form)


async def _answer(
    request: Request, media_type: str, streams: bool, form: ReceivedForm | None = None
) -> Response | EventStream:
    state = state_of(request.scope)
    reads = request.method in SAFE
    try:
        if form is not None:
            wanted = read_request(await operations_of(form))
        else:
            in_url = request.method in IN_URL
            wanted = _from_query(request) if in_url else await _from_body(request)
        document = await state.persisted.document(wanted, state.database)
    except BadRequestError as error:
        return respond(refused(OperationError.of(ErrorCode.BAD_USER_INPUT, str(error))), JSON, 400)
    except OperationError as error:
        if media_type == EVENT_STREAM:
            return single_event(refused(error))
        return respond(refused(error), GRAPHQL_RESPONSE if media_type in TABLES else media_type)
    as_stream = media_type == EVENT_STREAM
    if reads or streams:
        await _require_kind(request, document, wanted, in_one_piece=not as_stream)
    if as_stream:
        return EventStream(request, context_of(request, Options()), document, wanted)
    context = context_of(
        request,
        OPTIONS,
        header(request.scope, b"idempotency-key"),
        held=held(request, media_type),
        explain=(header(request.scope, b"x-explain") or "").lower() in EXPLAIN,
    )
    if media_type in TABLES:
        return await _table(request, wanted, document, context, media_type)
    result = await execute(
        state.operations,
        context,
        document,
        wanted.variables,
        wanted.operation_name,
    )
    return _conditional(request, result, media_type) if reads else respond(result, media_type)


async def _require_kind(
    request: Request, document: str, wanted: GraphQLRequest, *, in_one_piece: bool
) -> None:
    """Raise Problem: 405 for a mutation by a safe method, 406 for a subscription in one piece."""
    operations = state_of(request.scope).operations
    token: AuthenticatedToken = request.scope["user"]
    async with operations.throttle.turn(token.token_id):
        kind = operations.kind(document, wanted.operation_name)
    if request.method in SAFE and kind is OperationType.MUTATION:
        raise Problem(405, "Mutations need POST.", headers={"Allow": "POST"})
    if in_one_piece and kind is OperationType.SUBSCRIPTION:
        raise Problem(406, f"For a subscription accept {EVENT_STREAM} and no JSON.")


def _media_type(request: Request) -> tuple[str, bool]:
    """Return the media type of the answer, and whether it is an event stream.

    A client gets an event stream only if it does not accept JSON: clients that accept both want the
    stream for deferred parts of a query. Raises Problem (406).
    """
    accept = (header(request.scope, b"accept") or "").lower()
    media_type = preferred(accept, NO_BODY if request.method == "HEAD" else MEDIA_TYPES)
    streams = EVENT_STREAM in accept and preferred(accept, (EVENT_STREAM,)) is not None
    if streams and "json" not in accept and request.method != "HEAD":
        return EVENT_STREAM, True
    if media_type is None:
        offered = ", ".join(MEDIA_TYPES)
        raise Problem(406, f"This resource is {offered} or {EVENT_STREAM}.")
    return media_type, streams


async def _table(
    request: Request, wanted: GraphQLRequest, document: str, context: Context, media_type: str
) -> Response:
    try:
        return await table_response(request, wanted, document, context, media_type)
    except Problem:
        raise
    except Exception as error:
        return respond(ended_by(context, error), GRAPHQL_RESPONSE)


def context_of(
    connection: HTTPConnection,
    options: Options,
    idempotency_key: str | None = None,
    *,
    held: Held | None = None,
    cost_limit: int | None = None,
    explain: bool = False,
) -> Context:
    """Return the context of an operation from the request that carries it.

    Without a `cost_limit` that of the settings counts.
    """
    token: AuthenticatedToken = connection.scope["user"]
    state = state_of(connection.scope)
    limits = state.limits
    operation_log = state.operation_log
    scope = connection.scope
    of_request = scope["state"]
    is_http = scope["type"] == "http"
    context = Context(
        services=state.services,
        limits=limits if cost_limit is None else OperationLimits(cost_limit, limits.seconds),
        viewer=Viewer(token.actor, token.scope, token.name, token.expires_at, partial(sign, token)),
        options=options,
        request=RequestFacts(
            id=of_request["request_id"],
            idempotency_key=idempotency_key,
            least_change=of_request.get("least_change", 0),
            held=held,
            resume_after=last_event_id(connection) if is_http else None,
            departure=partial(departure, connection.receive)
            if isinstance(connection, Request)
            else None,
            explain=explain,
            penalty=scope.get(BODY_PENALTY, 0),
        ),
        finished=operation_log.finished if is_http else operation_log.finished_on_socket,
    )
    of_request["trace"] = context.trace
    return context


def _conditional(request: Request, result: Result, media_type: str) -> Response:
    """Return the response to a query by GET: with an ETag, or 304 if the client has it.

    Raises Problem (412).
    """
    if result.unchanged is not None:
        require_match(request.headers, result.unchanged)
        return not_modified(validators(result.unchanged, "Accept"))
    # One tag stands for the same bytes, wherever they come from.
    response = respond(result, media_type, tells_cached=False)
    if result.data is None or result.errors or result.explained:
        return response
    tag = entity_tag(response.body, media_type=media_type)
    result.note_tag(tag)
    require_match(request.headers, tag)
    fields = validators(tag, "Accept")
    if is_unmodified(request.headers, tag):
        return not_modified(fields)
    response.headers.update(fields)
    return response


def respond(
    result: Result, media_type: str, status: int | None = None, *, tells_cached: bool = True
) -> Response:
    """Encode the result in the media type; with `application/json` a failed operation is 200."""
    if status is None:
        status = _status(result, media_type)
    headers = {"Retry-After": RETRY_AFTER} if status == 503 else None
    body = result.body(tells_cached=tells_cached)
    return FinishedResponse(body, status, CONTENT_TYPES[media_type], headers)


def _status(result: Result, media_type: str) -> int:
    if result.data is not None:
        return 200
    codes = [code_of(error) for error in result.errors]
    special = next((STATUS[code] for code in codes if code in STATUS), None)
    if special is not None:
        return special
    return 200 if media_type == JSON else 400


def _from_query(request: Request) -> GraphQLRequest:
    given = request.query_params
    parameters: dict[str, object] = {
        name: given[name] for name in ("query", "operationName", "documentId") if name in given
    }
    for name in ("variables", "extensions"):
        if given.get(name):
            parameters[name] = _json(given[name].encode(), f"`{name}`")
    return read_request(parameters)


async def _from_body(request: Request) -> GraphQLRequest:
    if not is_json(header(request.scope, b"content-type") or ""):
        accepted = "Accept-Query" if request.method == "QUERY" else "Accept-Post"
        raise Problem(415, f"Send the request as {JSON} in UTF-8.", headers={accepted: JSON})
    body = request.scope.get(BODY)
    return read_request(_json(await request.body() if body is None else body, "The body"))


def _json(text: bytes, name: str) -> object:
    try:
        return parse_json(text)
    except BadJsonError as error:
        raise BadRequestError(f"{name} {error}") from error
