"""The scalars beyond GraphQL's own, and what each accepts from a client."""

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

DateTime = NewType("DateTime", datetime)
DateTimeOrDuration = NewType("DateTimeOrDuration", str)
Date = NewType("Date", date)
SafeInt = NewType("SafeInt", int)
JSON = NewType("JSON", object)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that came with a request, received and stored before the operation runs.

    `name` is fit to be shown, `size` in bytes; `hold_id` ties the stored bytes to this request
    (`db.files.library`) and is no part of what the client has said.
    """

    name: str
    size: int
    media_type: str
    sha256: str
    hold_id: str = field(repr=False)

    def __inspect__(self) -> str:
        """The text for it in error messages of graphql-core."""
        return "a file"


# orjson, which stores these values, fails at a depth of 254.
MAX_JSON_DEPTH = 100

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer n for which JavaScript tells n from n + 1 (`Number.MAX_SAFE_INTEGER`)."""

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DURATION = re.compile(
    r"[+-]?P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,5}M)?([0-9]{1,6}W)?([0-9]{1,7}D)?"
    r"(T(?=[0-9])([0-9]{1,8}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?"
)


def parse_instant(value: object) -> datetime:
    """Return the instant an ISO 8601 text names, in UTC; without a zone it is taken as UTC.

    Raises:
        GraphQLError: `value` is not such a text.
    """
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value.upper())
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError("Expected an ISO 8601 instant such as 2026-04-13T10:30:00Z.")


def parse_instant_or_duration(value: object) -> DateTimeOrDuration:
    """Return `value` as given once it is known to be an instant or an ISO 8601 duration.

    Raises:
        GraphQLError: it is neither.
    """
    if isinstance(value, str):
        if _DURATION.fullmatch(value):
            return DateTimeOrDuration(value)
        if _INSTANT.fullmatch(value):
            parse_instant(value)
            return DateTimeOrDuration(value)
    raise GraphQLError(
        "Expected an ISO 8601 instant such as 2026-04-13T10:30:00Z, or a duration such as -P2W."
    )


def parse_safe_int(value: object) -> int:
    """Return the whole number that `value` is; `2.0` is one, as it is for `Int`.

    Raises:
        GraphQLError: it is no whole number, or one that JavaScript cannot hold exactly.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) <= MAX_SAFE_INTEGER:
            return value
        raise GraphQLError(f"Expected a whole number of at most {MAX_SAFE_INTEGER} either way.")
    raise GraphQLError("Expected a whole number.")


def parse_json(value: object) -> object:
    """Return `value` once it is known to be storable as JSON.

    Raises:
        GraphQLError: it holds a number that is not finite or needs more than 64 bits, or is nested
            deeper than `MAX_JSON_DEPTH`.
    """
    level = [value]
    for _ in range(MAX_JSON_DEPTH):
        below: list[object] = []
        for item in level:
            if isinstance(item, str):  # most are, and the other checks take many times as long
                continue
            if isinstance(item, dict):
                below += item.values()
            elif isinstance(item, list):
                below += item
            elif isinstance(item, int | float):
                _require_storable_number(item)
        if not below:
            return value
        level = below
    raise GraphQLError(f"JSON values may be nested at most {MAX_JSON_DEPTH} deep.")


def _require_storable_number(item: float) -> None:
    if isinstance(item, float) and not math.isfinite(item):
        raise GraphQLError("JSON numbers must be finite.")
    if isinstance(item, int) and not -(2**63) <= item < 2**63:
        raise GraphQLError("JSON integers must fit in 64 bits.")


def parse_upload(value: object) -> UploadedFile:
    """Return `value` once it is known to be a file that came with the request.

    Raises:
        GraphQLError: it is anything else, such as a text in the place of a file.
    """
    if isinstance(value, UploadedFile):
        return value
    raise GraphQLError("Expected a file, sent as a part of a multipart request.")


SCALAR_MAP: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description=(
            "An instant in UTC as ISO 8601 text with microseconds: `2026-04-13T10:30:00.000000Z`."
        ),
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        parse_value=parse_instant,
    ),
    DateTimeOrDuration: strawberry.scalar(
        name="DateTimeOrDuration",
        description=(
            "An instant as ISO 8601 text (`2026-04-13T10:30:00Z`), a date for the whole of a day "
            "(`2026-04-13`), or an ISO 8601 duration counted from now: `-P2W` is two weeks ago, "
            "`-PT36H` 36 hours ago, `P1D` tomorrow at this time. Dates, and instants without an "
            "offset, are in UTC unless a `timeZone` is given. Up to nine decimals compare exactly."
        ),
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#appendix-A",
        parse_value=parse_instant_or_duration,
    ),
    Date: strawberry.scalar(
        name="Date",
        description="A calendar day in UTC as ISO 8601 text: `2026-04-13`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    ),
    SafeInt: strawberry.scalar(
        name="SafeInt",
        description=(
            "A whole number from -9007199254740991 to 9007199254740991, such as the size of a file "
            "beyond 2 GiB: the numbers that JavaScript holds exactly. It is a JSON number."
        ),
        specified_by_url="https://tc39.es/ecma262/#sec-number.issafeinteger",
        parse_value=parse_safe_int,
    ),
    UploadedFile: strawberry.scalar(
        name="Upload",
        description=(
            "A file, as a part of a `multipart/form-data` request. In the variables its place is "
            "null; the part `map` says which part belongs there."
        ),
        specified_by_url="https://github.com/jaydenseric/graphql-multipart-request-spec",
        parse_value=parse_upload,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value, answered as it was given. Integers must fit in 64 bits.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
        parse_value=parse_json,
    ),
}
"""For `StrawberryConfig.scalar_map`: the Python type of each scalar and its definition."""
