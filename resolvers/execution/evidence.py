"""Root fields without SQL: the viewer, and the text of attachments."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from db.engine.base import Reads
from db.errors import BadInput
from db.files import text
from db.files.reading import MOST_FILES, TextReader
from db.identifier import identifier
from db.query.selection import Field, Slot
from resolvers.execution.abandoned import watched
from resolvers.execution.context import Context
from resolvers.execution.literal import dump

POINTS = 100
"""Points of one read of an attachment's text."""
TYPENAMES = {"matches": "GrepMatch"}
LIFETIME, LONGEST_KEY = 3600, 604_800
"""Default and maximum lifetime of a download key, in seconds."""


async def look_inside(context: Context, field: Field, leaves: Sequence[object]) -> bytes:
    """Answer one such field. Raises BadInput, TimeoutError and Unavailable."""
    async with asyncio.timeout(context.limits.seconds) as deadline:
        with watched(context.request.departure, deadline):
            return await _answer(context, field, leaves)


async def _answer(context: Context, field: Field, leaves: Sequence[object]) -> bytes:
    given = {name: _value(value, leaves) for name, value in field.arguments.items()}
    token_id = context.viewer.actor.token_id
    reads = await context.database.fresh(token_id, context.request.least_change)
    reader = context.services.reader
    assert reader is not None  # every gateway has a store of files
    if field.name == "attachment_grep":
        return dump(_shaped("GrepResult", await _grep(context, reads, reader, given), field))
    attachment_id = identifier(given["id"])
    if attachment_id is None:
        return b"null"
    if field.name == "attachment_tail":
        lines = _number(given, "lines", 100, 1, text.MOST_LINES)
        part = await reader.tail(reads, token_id, attachment_id, lines)
    else:
        offset = _number(given, "offset", 0, 0, 2**31 - 1)
        length = _number(given, "length", 65_536, 1, text.LONGEST_SLICE)
        part = await reader.slice(reads, token_id, attachment_id, offset, length)
    if part is None:
        return b"null"
    values = {"text": part.text, "offset": part.offset, "end": part.end, "size": part.size}
    return dump(_shaped("TextSlice", values, field))


async def _grep(
    context: Context, reads: Reads, reader: TextReader, given: Mapping[str, object]
) -> dict[str, object]:
    ids = given["ids"]
    assert isinstance(ids, list)
    if not 1 <= len(ids) <= MOST_FILES:
        raise BadInput("ids", f"must be 1 to {MOST_FILES} ids")
    found, truncated = await reader.grep(
        reads,
        context.viewer.actor.token_id,
        [identifier(each) or "" for each in ids],
        str(given["pattern"]),
        before=_number(given, "before", 0, 0, text.MOST_CONTEXT),
        after=_number(given, "after", 0, 0, text.MOST_CONTEXT),
        first=_number(given, "first", 100, 1, text.MOST_MATCHES),
        seconds=context.limits.seconds / 2,
    )
    matches = [
        {
            "attachment_id": attachment_id,
            "line": match.line,
            "number": match.number,
            "before": match.before,
            "after": match.after,
        }
        for attachment_id, match in found
    ]
    return {"matches": matches, "truncated": truncated}


def _value(given: object, leaves: Sequence[object]) -> object:
    if isinstance(given, Slot):
        return leaves[given.index]
    if isinstance(given, list):
        return [_value(each, leaves) for each in given]
    return given


def _number(given: Mapping[str, object], name: str, default: int, least: int, most: int) -> int:
    value = given.get(name)
    if value is None:
        return default
    if not isinstance(value, int) or not least <= value <= most:
        raise BadInput(name, f"must be {least} to {most}")
    return value


def _shaped(typename: str, values: Mapping[str, object], field: Field) -> dict[str, object]:
    """The selected members of an object, and of the objects in its lists."""
    shaped: dict[str, object] = {}
    for member in field.fields:
        if member.name == "__typename":
            shaped[member.key] = typename
            continue
        value = values[member.name]
        if member.fields:
            assert isinstance(value, list)
            value = [_shaped(TYPENAMES[member.name], each, member) for each in value]
        shaped[member.key] = value
    return shaped


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
    """Return whether an answer holds a download key or content, beside the viewer and rows."""
    return any(
        literal.name != "viewer" or field.name == "download_key"
        for literal in literals.values()
        for field in literal.fields
    )


def _lifetime(field: Field, leaves: Sequence[object]) -> timedelta:
    given = field.arguments.get("expires_in")
    seconds = leaves[given.index] if isinstance(given, Slot) else given
    if seconds is None:
        seconds = LIFETIME
    if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_KEY:
        raise BadInput("expires_in", f"must be 1 to {LONGEST_KEY}")
    return timedelta(seconds=seconds)
