"""Error answers: problem details for HTTP APIs (RFC 9457)."""

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TypedDict

import orjson
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    412: "Precondition Failed",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
    423: "Locked",
    429: "Too Many Requests",
    460: "Checksum Mismatch",
    500: "Internal Server Error",
    503: "Service Unavailable",
    507: "Insufficient Storage",
}
"""The names of the answered statuses: RFC 9110, RFC 4918, RFC 6585; 460 is that of tus."""


class Fault(TypedDict):
    """One broken rule: its place (`["body", "title"]`), a message and a code."""

    loc: Sequence[str | int]
    msg: str
    type: str


def whole_seconds(retry_after: float) -> str:
    """The value of a `Retry-After` header (RFC 9110, section 10.2.3), at least 1."""
    return str(max(1, math.ceil(retry_after)))


class Problem(Exception):
    """A request that is answered with an error.

    Args:
        status: an HTTP status; the routes of this package answer those of `TITLES`.
        detail: what is wrong with this request, fit to be shown to its sender.
        faults: the broken rules, of a 422.
        headers: further headers of the response, such as `Allow`.
        retry_after: after how many seconds to try again; `Retry-After` has at least 1.
        request_id: the id in the log, for an error inside the server.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = whole_seconds(retry_after)
        self.request_id = request_id

    @classmethod
    def unprocessable(cls, faults: Sequence[Fault]) -> "Problem":
        """The answer to a well-formed request whose values break rules: `faults`, never empty."""
        return cls(422, "; ".join(fault["msg"] for fault in faults[:3]), faults=faults)

    def response(self) -> Response:
        """The problem as it is sent."""
        members: dict[str, object] = {
            "title": TITLES.get(self.status) or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.faults:
            members["errors"] = self.faults
        if self.request_id is not None:
            members["request_id"] = self.request_id
        return Response(orjson.dumps(members), self.status, self.headers, MEDIA_TYPE)
