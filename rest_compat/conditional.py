"""Conditional requests (RFC 9110, section 13): entity tags and preconditions.

The tag of an object is `"<version>-<hash of its text>"`: the version is what a change must expect,
the hash tells apart texts of one version (an issue's text also shows its sessions and attachments).
"""

import hashlib
import re
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import Response

from rest_compat.problem import Problem

MOST_TAGS = 10
DIGITS = 24
"""Hexadecimal digits of a hash: 96 bits, so two texts of one resource never share one."""
LARGEST_VERSION = 2**31 - 1
NEVER = 0
"""A version that no object has: versions start at 1."""

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_VERSION = re.compile(r"([1-9][0-9]{0,9})-[0-9a-f]+", re.ASCII)


def entity_tag(text: bytes | memoryview, version: int | None = None, media_type: str = "") -> str:
    """Return the strong entity tag of a body; of an object with a version one that names it.

    Args:
        media_type: tells apart bodies with the same text, where a resource has several types.
    """
    # Most processors have instructions for SHA-256, which make it the fastest hash of its strength.
    hashed = hashlib.sha256(media_type.encode())
    hashed.update(text)
    digest = hashed.hexdigest()[:DIGITS]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def held_tags(headers: Headers) -> frozenset[str] | None:
    """The tags that `If-None-Match` lists; compared without regard to weakness; None for `*`."""
    given = _field(headers, "if-none-match")
    if given == "*":
        return None
    return frozenset(f'"{opaque}"' for _, opaque in _TAG.findall(given or ""))


def is_unmodified(headers: Headers, tag: str) -> bool:
    """Return whether `If-None-Match` names `tag`, so that the answer is 304."""
    held = held_tags(headers)
    return held is None or tag in held


def validators(tag: str, *negotiated: str) -> dict[str, str]:
    """The header fields of an answer that may be kept, and must be asked for again each time.

    Args:
        negotiated: the request's fields that the answer depends on beside the token.
    """
    vary = ", ".join((*negotiated, "Authorization"))
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": vary}


def not_modified(fields: Mapping[str, str]) -> Response:
    """304 with the `validators` of the answer that the client holds (RFC 9110, 15.4.5)."""
    return Response(status_code=304, headers=fields)


def require_match(headers: Headers, tag: str) -> None:
    """Check `If-Match` of a request that only reads.

    Raises:
        Problem: 412, the client asked for another body than the one with `tag`.
    """
    given = _field(headers, "if-match")
    if given is None or given == "*":
        return
    if not any(f'"{opaque}"' == tag for weak, opaque in _TAG.findall(given) if not weak):
        raise stale()


def expected_versions(headers: Headers) -> list[int | None]:
    """Return the versions that `If-Match` allows; [None] if it allows every one.

    Raises:
        Problem: 400 for more than `MOST_TAGS` tags: each may cost an attempt.
    """
    given = _field(headers, "if-match")
    if given is None or given == "*":
        return [None]
    tags = _TAG.findall(given)
    if len(tags) > MOST_TAGS:
        raise Problem(400, f"If-Match may name at most {MOST_TAGS} entity tags.")
    named = [_VERSION.fullmatch(opaque) for weak, opaque in tags if not weak]
    versions = {int(found[1]) for found in named if found and int(found[1]) <= LARGEST_VERSION}
    return [*sorted(versions, reverse=True)] or [NEVER]


def stale() -> Problem:
    """The answer to a change that starts from a version which is not the present one."""
    return Problem(412, "The object has changed since you read it; read it again.")


def _field(headers: Headers, name: str) -> str | None:
    lines = headers.getlist(name)
    return ", ".join(lines).strip() if lines else None
