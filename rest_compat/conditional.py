"""Conditional requests (RFC 9110, section 13): entity tags and preconditions.

The tag of an object is `"<version>-<hash of its text>"`: the version is what a change must expect,
the hash tells apart texts of one version (an issue's text also shows its sessions and attachments).
The tag of a compressed answer has the coding at its end: `"<version>-<hash>-gzip"`.
"""

import hashlib
import re
from collections.abc import Collection, Mapping

from starlette.datastructures import Headers
from starlette.responses import Response

from rest_compat.problem import Problem

MOST_TAGS = 10
DIGITS = 24
"""Hexadecimal digits of a hash: 96 bits, so that collisions are practically impossible."""
LARGEST_VERSION = 2**31 - 1
NEVER = 0
"""A version that no object has: versions start at 1."""

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_CODING = re.compile(r"-(gzip|br|zstd)$")
"""The end of the tag of an answer that was compressed."""
_VERSION = re.compile(r"([1-9][0-9]{0,9})-[0-9a-f]+", re.ASCII)


def entity_tag(text: bytes | memoryview, version: int | None = None, media_type: str = "") -> str:
    """Return the strong entity tag of a body; that of a versioned object has its version.

    Args:
        media_type: distinguishes equal texts of a resource that has several types.
    """
    # Most processors have instructions for SHA-256, so it is the fastest hash of its strength.
    hashed = hashlib.sha256(media_type.encode())
    hashed.update(text)
    digest = hashed.hexdigest()[:DIGITS]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def held_tags(headers: Headers) -> frozenset[str] | None:
    """Return the plain tags that `If-None-Match` lists; None for `*`."""
    given = _field(headers, "if-none-match")
    if given == "*":
        return None
    return frozenset(f'"{opaque}"' for opaque in _opaque(given or ""))


def is_unmodified(headers: Headers, tag: str) -> bool:
    """Return whether `If-None-Match` names `tag`, so that the answer is 304."""
    held = held_tags(headers)
    return held is None or tag in held


def validators(tag: str, *negotiated: str) -> dict[str, str]:
    """Return the header fields of an answer that clients may keep but must revalidate.

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

    Raises: Problem: 412, unless `If-Match` names `tag`.
    """
    given = _field(headers, "if-match")
    if given is None or given == "*":
        return
    if not any(f'"{opaque}"' == tag for opaque in _opaque(given)):
        raise Problem(412, f"If-Match does not name the entity tag of this answer, {tag}.")


def expected_versions(headers: Headers) -> list[int | None]:
    """Return the versions that `If-Match` allows; [None] if it allows every one.

    Raises:
        Problem: 400 for more than `MOST_TAGS` tags: each may cost an attempt.
    """
    given = _field(headers, "if-match")
    if given is None or given == "*":
        return [None]
    tags = _opaque(given)
    if len(tags) > MOST_TAGS:
        raise Problem(400, f"If-Match may name at most {MOST_TAGS} entity tags.")
    named = map(_VERSION.fullmatch, tags)
    versions = {int(found[1]) for found in named if found and int(found[1]) <= LARGEST_VERSION}
    return [*sorted(versions, reverse=True)] or [NEVER]


def stale(reason: str, versions: Collection[int | None]) -> Problem:
    """Return the answer to a change that `If-Match` does not allow.

    Args:
        reason: says which version the object has.
        versions: those that `expected_versions` gave.
    """
    if NEVER in versions:
        return Problem(412, "If-Match names no entity tag of an object; such a tag has a version.")
    return Problem(412, f"If-Match names another version than the present one. {reason}")


def _opaque(given: str) -> list[str]:
    """Return the tags in a field without weakness and coding.

    Both describe the transfer and not the content: a compressing proxy makes a tag weak (nginx) or
    appends its coding (Apache), as our own compression does.
    """
    return [_CODING.sub("", opaque) for _, opaque in _TAG.findall(given)]


def _field(headers: Headers, name: str) -> str | None:
    lines = headers.getlist(name)
    return ", ".join(lines).strip() if lines else None
