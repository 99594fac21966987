"""The one spelling of ids: a uuid in 36 characters, as the Atlas Issues API writes it."""

import re

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def identifier(given: object) -> str | None:
    """The stored form of an id, or None for an invalid id."""
    if not isinstance(given, str):
        return None
    lowered = given.lower()
    return lowered if _UUID.fullmatch(lowered) else None
