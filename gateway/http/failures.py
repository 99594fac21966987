"""Exceptions as HTTP answers, for failures outside of GraphQL and REST operations."""

from collections.abc import Mapping

import orjson
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from db.errors import CommitUnknown, Unavailable
from db.files.store import StoreFull, StoreUnavailable
from gateway.http.headers import header
from gateway.http.negotiation import preferred
from gateway.http.paths import route_path
from resolvers.errors import COMMIT_LOST
from rest_compat.problem import Problem

RETRY_SECONDS = 1
GRAPHQL_PATHS = frozenset({"/graphql", "/graphql/"})
MEDIA_TYPES = ("application/graphql-response+json", "application/json")

CODES: Mapping[int, str] = {
    401: "UNAUTHENTICATED",
    403: "FORBIDDEN",
    413: "LIMIT_EXCEEDED",
    429: "RATE_LIMITED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    507: "UNAVAILABLE",
}
OTHER_CODE = "BAD_USER_INPUT"
"""`extensions.code` of the other statuses, all of them 4xx."""


def problem_for(error: Exception, request_id: str) -> Problem:
    """Return the problem for an exception; an unexpected one is a 500 with the request id."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        # Starlette's own: no such route, wrong method.
        headers = dict(error.headers) if error.headers else None
        return Problem(error.status_code, error.detail, headers=headers)
    if isinstance(error, Unavailable | TimeoutError):
        seconds = error.retry_after if isinstance(error, Unavailable) else RETRY_SECONDS
        return Problem(
            503,
            _unavailable(error),
            retry_after=seconds,
        )
    if isinstance(error, StoreFull):
        return Problem(507, "There is no space for more files.", retry_after=60)
    return Problem(500, "Something went wrong.", request_id=request_id)


def _unavailable(error: Exception) -> str:
    if isinstance(error, StoreUnavailable):
        return "The store of files cannot answer now."
    if isinstance(error, CommitUnknown):
        return COMMIT_LOST
    return "The database cannot answer now."


def refusal(problem: Problem, scope: Scope) -> Response:
    """Return the answer for `problem`, in the form that the client of the path reads.

    A GraphQL client reads `errors`; all other paths answer problem details (RFC 9457).
    """
    if route_path(scope) not in GRAPHQL_PATHS:
        return problem.response()
    extensions: dict[str, object] = {"code": CODES.get(problem.status, OTHER_CODE)}
    retry_after = problem.headers.get("Retry-After", "")
    if retry_after.isdecimal():
        extensions["retryAfter"] = int(retry_after)
    if problem.request_id is not None:
        extensions["requestId"] = problem.request_id
    body = {"errors": [{"message": problem.detail, "extensions": extensions}]}
    media_type = preferred(header(scope, b"accept"), MEDIA_TYPES) or MEDIA_TYPES[1]
    return Response(
        orjson.dumps(body), problem.status, problem.headers, f"{media_type}; charset=utf-8"
    )
