"""Downloads of attachments: whole, in ranges, or only when changed.

No download can run script in the origin of the gateway: a browser saves everything except plain
images and PDF, guesses no type, and applies a policy that forbids everything.
"""

import re
from collections.abc import AsyncIterator
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from db.files.library import Library, StoredAttachment
from db.files.media import INLINE, PLAIN
from db.files.store import ContentMissing
from db.files.threads import in_thread
from db.identifier import identifier
from gateway.state import state_of
from rest_compat.conditional import is_unmodified, not_modified, require_match, validators
from rest_compat.problem import Problem

PATH = "/api/v1/attachments/{attachment_id}/content"
READ_AT_ONCE = 512 * 1024
"""Bytes of a download in memory at one time."""

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
_RANGE = re.compile(r"bytes\s*=\s*(\d{0,19})\s*-\s*(\d{0,19})", re.ASCII | re.IGNORECASE)
_NOT_PLAIN = re.compile(r'[^\x20-\x7e]|["\\%]')


class Span(NamedTuple):
    """Bytes `start` up to, not including, `end`."""

    start: int
    end: int


async def content(request: Request) -> Response:
    """Answer GET and HEAD. Raises Problem (404, 412, 416), StoreUnavailable."""
    library = state_of(request.scope).library
    found = await find(request, library)
    tag = f'"{found.sha256}"'
    headers = {**validators(tag), **HARMLESS, **_described(found)}
    require_match(request.headers, tag)
    if is_unmodified(request.headers, tag):
        return not_modified(validators(tag))
    span = _wanted(request, found.size, tag)
    status = 200
    if span is not None:
        status = 206
        headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{found.size}"
    start, end = span or Span(0, found.size)
    headers["Content-Length"] = str(end - start)
    if request.method == "HEAD":
        return Response(None, status, headers)
    # This comes before the headers are sent, since the content may be missing.
    first = await _read(library, found, start, min(READ_AT_ONCE, end - start))
    return StreamingResponse(_rest(library, found, first, start, end), status, headers)


async def find(request: Request, library: Library) -> StoredAttachment:
    """Return the attachment that the path names, if it has content. Raises Problem (404)."""
    attachment_id = identifier(request.path_params["attachment_id"])
    least = request.scope["state"].get("least_change", 0)
    reads = await library.database.fresh(request.user.token_id, least)
    found = await library.find(reads, attachment_id) if attachment_id else None
    if found is None:
        raise Problem(404, "There is no attachment with this id.")
    if not found.sha256:
        raise Problem(404, "This attachment has no content here.")
    return found


async def _rest(
    library: Library, found: StoredAttachment, first: bytes, start: int, end: int
) -> AsyncIterator[bytes]:
    yield first
    position = start + len(first)
    while position < end:
        piece = await _read(library, found, position, min(READ_AT_ONCE, end - position))
        yield piece
        position += len(piece)


async def _read(library: Library, found: StoredAttachment, start: int, length: int) -> bytes:
    """Raises Problem (500) if the store lacks the row's content; a started answer breaks."""
    try:
        piece: bytes = await in_thread(library.store.read, found.sha256, start, length)
    except ContentMissing:
        piece = b""
    if length and not piece:
        raise Problem(500, "The content of this attachment is missing.")
    return piece


def _described(found: StoredAttachment) -> dict[str, str]:
    # With `nosniff`, a page can run or apply nothing that has another type than its own.
    is_run = "script" in found.media_type or found.media_type == "text/css"
    media_type = PLAIN if is_run else found.media_type
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    manner = "inline" if found.media_type in INLINE else "attachment"
    return {
        "Content-Type": media_type,
        "Content-Disposition": disposition(manner, found.name),
        "Accept-Ranges": "bytes",
    }


def disposition(manner: str, name: str) -> str:
    """`Content-Disposition` with a file name (RFC 6266, and its appendix D)."""
    plain = _NOT_PLAIN.sub("_", name)
    if plain == name:
        return f'{manner}; filename="{name}"'
    return f"{manner}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _wanted(request: Request, size: int, tag: str) -> Span | None:
    """Return the requested range; None for the whole content (RFC 9110, section 14).

    Several ranges and other units are not supported; the whole content is answered, as the RFC
    allows. Raises Problem (416).
    """
    given = request.headers.get("range")
    match = _RANGE.fullmatch(given.strip()) if given and request.method == "GET" else None
    if match is None or request.headers.get("if-range", tag) != tag:
        return None
    first, last = match.groups()
    if first:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    elif last:
        start, end = max(0, size - int(last)), size
    else:
        return None
    if start >= end:
        detail = f"The content has {size} bytes."
        raise Problem(416, detail, headers={"Content-Range": f"bytes */{size}"})
    return Span(start, end)
