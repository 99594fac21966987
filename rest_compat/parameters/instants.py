"""Instants in query parameters, as the operations behind take them."""

import re
from datetime import UTC, datetime

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
