"""The HTTP status of each error of an operation, decided by its code alone."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict

from rest_compat.problem import Fault, Problem, whole_seconds

GRAPHQL_CODES: Mapping[str, int] = {
    "BAD_USER_INPUT": 422,
    "LIMIT_EXCEEDED": 422,
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "RATE_LIMITED": 429,
    "TIMEOUT": 503,
    "UNAVAILABLE": 503,
    "INTERNAL": 500,
    "GRAPHQL_PARSE_FAILED": 500,
    "GRAPHQL_VALIDATION_FAILED": 500,
}
"""Top-level errors. The last two are server errors, since the documents are stored here."""

USER_ERROR_CODES: Mapping[str, int] = {
    "INVALID": 422,
    "NOT_FOUND": 404,
    "CONFLICT": 409,
    "FORBIDDEN": 403,
    "TOO_LARGE": 413,
}

_CAPITAL = re.compile(r"(?<!^)([A-Z])")


class PayloadError(TypedDict):
    """An error of a payload, as the operations ask for it; `code` in either case."""

    field: list[str] | None
    message: str
    code: str


def of_errors(errors: Sequence[Mapping[str, object]], arguments: Mapping[str, str]) -> Problem:
    """Return the answer to an operation that failed as a whole, by its first error.

    Args:
        arguments: paths of arguments, each with the parameter that becomes it.
    """
    extensions = errors[0].get("extensions")
    extensions = extensions if isinstance(extensions, Mapping) else {}
    code = str(extensions.get("code", "INTERNAL"))
    retry_after = extensions.get("retryAfter")
    status = GRAPHQL_CODES.get(code, 500)
    if status == 500:
        status = 500 if retry_after is None else 503
    request_id = extensions.get("requestId")
    message = str(errors[0].get("message", ""))
    if status == 422:
        field = str(extensions.get("field"))
        loc = ("query", arguments[field]) if field in arguments else ("request",)
        message = message.replace(f"`{field}`", f"`{loc[-1]}`")
        return Problem.unprocessable([{"loc": loc, "msg": message, "type": code.lower()}])
    return Problem(
        status,
        "Something went wrong on our side." if status == 500 else message,
        headers=_headers(status, retry_after),
        request_id=None if request_id is None else str(request_id),
    )


def of_user_errors(errors: Sequence[PayloadError], body: Collection[str]) -> Problem:
    """Return the answer to a refused change.

    Args:
        errors: at least one.
        body: the names of the fields of the request body. An error about one of these is a 422: the
            address of the request exists even if what its body refers to does not.
    """
    statuses = [_user_error_status(error, body) for error in errors]
    status = next((one for one in statuses if one != 422), 422)
    if status != 422:
        return Problem(status, errors[statuses.index(status)]["message"])
    return Problem.unprocessable([_fault(error) for error in errors])


def _user_error_status(error: PayloadError, body: Collection[str]) -> int:
    code = error["code"].upper()
    if code == "NOT_FOUND" and _path(error)[:1] and _path(error)[0] in body:
        return 422
    return USER_ERROR_CODES.get(code, 422)


def _path(error: PayloadError) -> list[str | int]:
    """`["attachmentIds", "2"]` as `["attachment_ids", 2]`."""
    return [
        int(part) if part.isdecimal() else _CAPITAL.sub(r"_\1", part).lower()
        for part in error["field"] or []
    ]


def _fault(error: PayloadError) -> Fault:
    return {
        "loc": ("body", *_path(error)),
        "msg": error["message"],
        "type": error["code"].lower(),
    }


def _headers(status: int, retry_after: object) -> dict[str, str]:
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if status in (429, 503):
        seconds = retry_after if isinstance(retry_after, int | float) else 1
        return {"Retry-After": whole_seconds(seconds)}
    return {}
