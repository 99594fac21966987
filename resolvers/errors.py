"""Errors on the wire: the one place where exceptions become GraphQL errors.

An error that the client can act on is described. Any other error is `INTERNAL` with a request id,
under which the operator finds it in the log.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from enum import Enum

from graphql import GraphQLError

from db.errors import AnswerTooLarge, BadInput, CommitUnknown, Refused, Unavailable, UserError

WireError = dict[str, object]

UNKNOWN = (
    "whether it changed anything is not known. With the same Idempotency-Key it can be sent again."
)
"""What a client must be told of a change that may have been made."""

COMMIT_LOST = f"The database was lost during the commit; {UNKNOWN}"
"""The message of `CommitUnknown`, on both surfaces."""


class ErrorCode(Enum):
    """`extensions.code` of a top-level error."""

    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    INTERNAL = "INTERNAL"


class OperationError(Exception):
    """Raised before an operation runs: nothing was read or changed.

    `errors` are the GraphQL errors, `code` is the code of all of them.
    """

    def __init__(self, code: ErrorCode, errors: Sequence[GraphQLError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.code = code
        self.errors = tuple(errors)

    @classmethod
    def of(cls, code: ErrorCode, message: str) -> "OperationError":
        return cls(code, [GraphQLError(message)])

    def on_the_wire(self) -> list[WireError]:
        return [coded(error, self.code) for error in self.errors]


def coded(error: GraphQLError, code: ErrorCode) -> WireError:
    """A GraphQL error with its code; a code that it already carries stays."""
    wire: WireError = dict(error.formatted)
    wire["extensions"] = {"code": code.value, **(error.extensions or {})}
    return wire


def _bad_input(error: Exception) -> WireError:
    assert isinstance(error, BadInput)
    field = camel_path(error.field)
    return _wire(ErrorCode.BAD_USER_INPUT, f"`{field}` {error.message}.", field=field)


def _unavailable(error: Exception) -> WireError:
    assert isinstance(error, Unavailable)
    if isinstance(error, CommitUnknown):
        return _wire(ErrorCode.UNAVAILABLE, COMMIT_LOST, retryAfter=error.retry_after)
    return _wire(
        ErrorCode.UNAVAILABLE, "The database cannot answer now.", retryAfter=error.retry_after
    )


def _timeout(error: Exception) -> WireError:
    return _wire(ErrorCode.TIMEOUT, "The operation took too long and was stopped.")


def _too_large(error: Exception) -> WireError:
    assert isinstance(error, AnswerTooLarge)
    most = f"{error.most:,} bytes" if error.most else "what is allowed"
    return _wire(
        ErrorCode.LIMIT_EXCEEDED,
        f"The answer has more than {most}. Ask for smaller pages, or for fewer long texts.",
        limit="bytes",
    )


class OutcomeUnknown(Exception):
    """A change took too long: it may have been made, or be made yet."""


def _outcome_unknown(error: Exception) -> WireError:
    return _wire(
        ErrorCode.TIMEOUT,
        f"The operation took too long; {UNKNOWN}",
    )


WIRE: Sequence[tuple[type[Exception], Callable[[Exception], WireError]]] = (
    (BadInput, _bad_input),
    (Unavailable, _unavailable),
    (TimeoutError, _timeout),
    (AnswerTooLarge, _too_large),
    (OutcomeUnknown, _outcome_unknown),
)
"""The exceptions that are described to clients, with their errors."""


def wire_error(error: Exception, request_id: str, path: Sequence[str | int] = ()) -> WireError:
    """The GraphQL error for an exception that ended an operation."""
    for kind, write in WIRE:
        if isinstance(error, kind):
            wire = write(error)
            break
    else:
        wire = _wire(ErrorCode.INTERNAL, "Something went wrong.", requestId=request_id)
    if isinstance(error, BadInput):
        path = [*path, *error.path]
    return {**wire, "path": list(path)} if path else wire


def code_of(error: Mapping[str, object]) -> str:
    """The code of an error on the wire; empty for none."""
    extensions = error.get("extensions")
    return str(extensions.get("code")) if isinstance(extensions, Mapping) else ""


def is_foreseen(error: Exception) -> bool:
    """Return whether the caller, and not the operator, can act on an exception."""
    return isinstance(error, (*(kind for kind, _ in WIRE), Refused, OperationError))


def user_errors(errors: Iterable[UserError]) -> list[dict[str, object]]:
    """The members of `UserError` for each reason of a refusal, by their Python names."""
    return [
        {
            "field": [_camel(part) for part in error.field] or None,
            "message": error.message,
            "code": error.code.name,
            "conflicts": [
                {**asdict(each), "field": _camel(each.field)} for each in error.conflicts
            ],
        }
        for error in errors
    ]


def camel_path(path: str) -> str:
    """Convert a path of snake_case names, such as `filter.created_at.gt`, to camelCase."""
    return ".".join(map(_camel, path.split(".")))


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


def _wire(code: ErrorCode, message: str, **extensions: object) -> WireError:
    return {"message": message, "extensions": {"code": code.value, **extensions}}
