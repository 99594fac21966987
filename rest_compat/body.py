"""Request bodies: read within bounds, and parsed so that what is accepted can be stored."""

import json
import math
import re
from collections.abc import Iterator
from email.message import Message

from starlette.requests import Request

from rest_compat.problem import Fault, Problem

LARGEST_BODY = 1024 * 1024
"""Bytes."""
DEEPEST_NESTING = 64
INTEGER_DIGITS = 19  # of 2**63; the text of a longer number is never converted

_JSON_TYPE = re.compile(r"application/(?:[!#$&^_.+a-z0-9-]+\+)?json")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
Place = tuple[str | int, ...]


class _NumberError(Exception):
    """A number that 64 bits cannot hold."""


async def read_json(request: Request) -> object:
    """Return the JSON value of the body of `request`.

    Raises:
        Problem: 415 for another media type or an encoded body, 413 for more than `LARGEST_BODY`
            bytes, 400 for what is not JSON in UTF-8, repeats a member name or is nested deeper than
            `DEEPEST_NESTING`, 422 for text or numbers that cannot be stored.
    """
    _require_json(request)
    return parse(await _bounded(request))


def parse(raw: bytes) -> object:
    """Return the JSON value `raw` is the text of, under the same rules as `read_json`."""
    try:
        value: object = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_distinct_members,
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=_constant,
        )
    except UnicodeDecodeError:
        raise Problem(400, "The body is not UTF-8.") from None
    except RecursionError:
        raise Problem(400, "The body is nested too deeply.") from None
    except _NumberError as bad:
        raise Problem.unprocessable([_fault((), str(bad), "number")]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Problem(400, f"The body is not JSON: {error.msg} at {where}.") from None
    faults = list(_text_faults(value))
    if faults:
        raise Problem.unprocessable(faults)
    return value


def _require_json(request: Request) -> None:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise Problem(415, "Send the body without Content-Encoding.")
    given = request.headers.get("content-type")
    if given is None:
        return
    header = Message()
    header["content-type"] = given
    charset = header.get_content_charset("utf-8")
    if not _JSON_TYPE.fullmatch(header.get_content_type()) or charset not in ("utf-8", "us-ascii"):
        raise Problem(415, "Send the body as application/json in UTF-8.")


async def _bounded(request: Request) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > LARGEST_BODY:
        raise _too_large()
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > LARGEST_BODY:
            raise _too_large()
    return bytes(received)


def _too_large() -> Problem:
    return Problem(413, f"The body may have at most {LARGEST_BODY} bytes.")


def _distinct_members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Problem(400, "The body names a member of an object twice.")
    return members


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > INTEGER_DIGITS or not -(2**63) <= int(text) < 2**63:
        raise _NumberError("Integers must fit in 64 bits.")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _NumberError("Numbers must be finite.")
    return number


def _constant(name: str) -> float:
    raise _NumberError(f"Numbers must be finite; {name} is not.")


def _text_faults(value: object) -> Iterator[Fault]:
    """Yield texts that cannot be stored, with their places; without recursion.

    Raises:
        Problem: 400 when nested deeper than `DEEPEST_NESTING`.
    """
    pending: list[tuple[Place, int, object]] = [((), 1, value)]
    while pending:
        place, depth, here = pending.pop()
        if isinstance(here, str):
            if _UNSTORABLE.search(here):
                yield _fault(place, "Text must be without NUL and lone surrogates.", "text")
        elif isinstance(here, dict | list):
            if depth > DEEPEST_NESTING:
                raise Problem(400, "The body is nested too deeply.")
            members = here.items() if isinstance(here, dict) else enumerate(here)
            for key, member in members:
                if isinstance(key, str) and _UNSTORABLE.search(key):
                    yield _fault(place, "Names must be without NUL and lone surrogates.", "text")
                else:
                    pending.append(((*place, key), depth + 1, member))


def _fault(place: Place, message: str, kind: str) -> Fault:
    return {"loc": ("body", *place), "msg": message, "type": f"unstorable_{kind}"}
