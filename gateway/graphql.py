"""GraphQL over HTTP (the GraphQL-over-HTTP specification): one request in, one response out."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from db.query.selection import Options
from db.tokens import AuthenticatedToken
from gateway.accept import preferred
from gateway.limits import BadJsonError, parse_json
from resolvers.context import Context, Viewer
from resolvers.errors import ErrorCode, OperationError
from resolvers.execute import Result, execute, refused
from resolvers.operation import Operations
from rest_compat.problem import Problem

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"
STATUS: Mapping[str, int] = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "RATE_LIMITED": 429,
    "TIMEOUT": 503,
    "UNAVAILABLE": 503,
    "INTERNAL": 500,
}
"""Statuses that say more than 400; the same for both media types."""


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """The parameters of a GraphQL request (section 5 of the specification)."""

    query: str
    variables: Mapping[str, object]
    operation_name: str | None


class BadRequestError(Exception):
    """A request that is not a GraphQL request; the message names the parameter and the rule."""


async def graphql(request: Request) -> Response:
    """Answer one operation. GET is for queries only, so that no link can change anything."""
    media_type = preferred(request.headers.get("accept"), (GRAPHQL_RESPONSE, JSON))
    if media_type is None:
        raise Problem(406, f"This resource is {GRAPHQL_RESPONSE} or {JSON}.")
    try:
        wanted = _from_query(request) if request.method == "GET" else await _from_body(request)
    except BadRequestError as error:
        return respond(refused(OperationError.of(ErrorCode.BAD_USER_INPUT, str(error))), JSON, 400)
    operations: Operations = request.app.state.operations
    if request.method == "GET" and not operations.reads_only(wanted.query, wanted.operation_name):
        raise Problem(405, "Mutations need POST.", headers={"Allow": "POST"})
    result = await execute(
        operations,
        context_of(request, Options(), request.headers.get("idempotency-key")),
        wanted.query,
        wanted.variables,
        wanted.operation_name,
    )
    return respond(result, media_type)


def context_of(request: Request, options: Options, idempotency_key: str | None) -> Context:
    """What an operation knows of the request that carries it."""
    token: AuthenticatedToken = request.user
    return Context(
        database=request.app.state.database,
        viewer=Viewer(token.actor, token.scope, token.name, token.expires_at),
        options=options,
        idempotency_key=idempotency_key,
        request_id=request.state.request_id,
    )


def respond(result: Result, media_type: str, status: int | None = None) -> Response:
    """The result in the media type; with `application/json` an operation that is wrong is 200."""
    if status is None:
        status = _status(result, media_type)
    return Response(result.body(), status, media_type=f"{media_type}; charset=utf-8")


def _status(result: Result, media_type: str) -> int:
    if result.data is not None:
        return 200
    codes = [_code(error) for error in result.errors]
    special = next((STATUS[code] for code in codes if code in STATUS), None)
    if special is not None:
        return special
    return 200 if media_type == JSON else 400


def _code(error: Mapping[str, object]) -> str:
    extensions = error.get("extensions")
    return str(extensions.get("code")) if isinstance(extensions, Mapping) else ""


def _from_query(request: Request) -> GraphQLRequest:
    given = request.query_params
    parameters: dict[str, object] = {
        name: given[name] for name in ("query", "operationName") if name in given
    }
    for name in ("variables", "extensions"):
        if given.get(name):
            parameters[name] = _json(given[name].encode(), f"`{name}`")
    return _checked(parameters)


async def _from_body(request: Request) -> GraphQLRequest:
    content_type, _, parameter = request.headers.get("content-type", "").partition(";")
    charset = parameter.strip().lower()
    if content_type.strip().lower() != JSON or charset not in ("", "charset=utf-8"):
        raise Problem(415, f"Send the request as {JSON} in UTF-8.", headers={"Accept-Post": JSON})
    return _checked(_json(await request.body(), "The body"))


def _json(text: bytes, name: str) -> object:
    try:
        return parse_json(text)
    except BadJsonError as error:
        raise BadRequestError(f"{name}: {error}") from error


def _checked(parameters: object) -> GraphQLRequest:
    if isinstance(parameters, list):
        raise BadRequestError("Send one operation at a time: batching is off.")
    if not isinstance(parameters, dict):
        raise BadRequestError("The body must be a JSON object.")
    query = parameters.get("query")
    if not isinstance(query, str) or not query:
        raise BadRequestError("`query` must be a GraphQL document.")
    variables = parameters.get("variables")
    if not isinstance(variables, dict | None):
        raise BadRequestError("`variables` must be an object.")
    name = parameters.get("operationName")
    if not isinstance(name, str | None):
        raise BadRequestError("`operationName` must be a string.")
    if not isinstance(parameters.get("extensions"), dict | None):
        raise BadRequestError("`extensions` must be an object.")
    return GraphQLRequest(query, variables or {}, name or None)
