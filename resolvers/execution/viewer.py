"""The viewer: values that come from the request and its token."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from db.errors import BadInput
from db.query.selection import Field, Slot
from resolvers.execution.context import Context

LIFETIME, LONGEST_KEY = 3600, 604_800
"""Seconds that a download key lasts, and may last."""


def viewer_values(context: Context, leaves: Sequence[object]) -> dict[str, object]:
    """The members of `Viewer` by name, as `literal_json` takes them.

    `leaves` are the values of the operation's variables.
    """
    viewer = context.viewer

    def download_key(field: Field) -> str:
        return viewer.download_key(context.now + _lifetime(field, leaves))

    return {
        "email": viewer.actor.email,
        "name": viewer.name,
        "author": viewer.actor.author,
        "scope": viewer.scope,
        "expires_at": viewer.expires_at,
        "download_key": download_key,
    }


def signs(literals: Mapping[str, Field]) -> bool:
    """Return whether an answer holds a key, which differs from moment to moment."""
    return any(
        field.name == "download_key" for literal in literals.values() for field in literal.fields
    )


def _lifetime(field: Field, leaves: Sequence[object]) -> timedelta:
    given = field.arguments.get("expires_in")
    seconds = leaves[given.index] if isinstance(given, Slot) else given
    if seconds is None:
        seconds = LIFETIME
    if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_KEY:
        raise BadInput("expires_in", f"must be 1 to {LONGEST_KEY}")
    return timedelta(seconds=seconds)
