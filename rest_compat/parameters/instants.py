"""Instants and durations as text, as the operations behind take them."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DURATION = re.compile(
    r"[+-]?P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,5}M)?([0-9]{1,6}W)?([0-9]{1,7}D)?"
    r"(T(?=[0-9])([0-9]{1,8}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?"
)


def is_instant(text: str) -> bool:
    """Return whether `text` is an ISO 8601 instant or day, in the years 1 to 9999 of UTC."""
    if not _INSTANT.fullmatch(text):
        return False
    try:
        instant = datetime.fromisoformat(text.upper())
        (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return True


def is_duration(text: str) -> bool:
    """Return whether `text` is an ISO 8601 duration of whole numbers."""
    return _DURATION.fullmatch(text) is not None


def require_instant(text: str) -> str:
    """Refuse text that is no ISO 8601 instant."""
    if not is_instant(text):
        message = "Input should be an instant, such as 2026-04-13T10:30:00Z"
        raise PydanticCustomError("datetime_parsing", message)
    return text


def require_instant_or_duration(text: str) -> str:
    """Refuse text that is neither an ISO 8601 instant nor a duration."""
    if not is_duration(text) and not is_instant(text):
        message = "Input should be an instant such as 2026-04-13T10:30:00Z or a duration as -P2W"
        raise PydanticCustomError("datetime_parsing", message)
    return text


# An offset may move an instant of the first or the last year out of the years that exist.
_INSTANT_SCHEMA: JsonDict = {"format": "date-time", "pattern": "^(?!0001|9999)"}
# Only durations of at most about a thousand years are described: whether a longer one leads to an
# instant that exists depends on the present time.
_DESCRIBED_DURATION = (
    r"^[+-]?P(?=[0-9T])([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,3}W)?([0-9]{1,4}D)?"
    r"(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,6}M)?([0-9]{1,9}S)?)?$"
)
_INSTANT_OR_DURATION_SCHEMA: JsonDict = {
    "anyOf": [_INSTANT_SCHEMA, {"format": "date"}, {"pattern": _DESCRIBED_DURATION}]
}
Instant = Annotated[str, AfterValidator(require_instant), Field(json_schema_extra=_INSTANT_SCHEMA)]
InstantOrDuration = Annotated[
    str,
    AfterValidator(require_instant_or_duration),
    Field(json_schema_extra=_INSTANT_OR_DURATION_SCHEMA),
]
