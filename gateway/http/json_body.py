"""The one reader of JSON from clients: GraphQL, REST and messages of WebSockets."""

import json
import math
import re
from collections.abc import Iterable

import orjson

from db.json_numbers import integer, levels, number
from rest_compat.problem import Fault, Problem

DEEPEST_NESTING = 64
WHITE_SPACE = b" \t\n\r"
WIDEST = 2**63 - 1
"""The largest integer of 64 bits; orjson also reads larger ones, of 64 bits without a sign."""
INTEGER_DIGITS = 19  # of 2**63; the text of a longer number is never converted

_ALIKE = bytes.maketrans(b"23456789eE:[ \t\n\r", b"11111111..,,,,,,")
"""Makes bytes equal that `_REWRITTEN` need not tell apart, so that it can search for one byte."""
_REWRITTEN = re.compile(rb",(?:-0|-?[01]+\.|-?[01]{19})")
"""A number that orjson would round or rewrite, in the place of a value; a text may match too."""
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class BadJsonError(Exception):
    """A text that is not JSON, or JSON beyond the limits.

    The message follows the name of what was read: `The body is empty.`. The `status` is that of
    REST: 400, or 422 for a number that cannot be stored.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def parse_json(text: bytes) -> object:
    """Return the value of a JSON text.

    Raises:
        BadJsonError: for what `decode` refuses, and for a lone surrogate.
    """
    value = decode(text)
    if _HALF_PAIR.search(text) and any(map(_SURROGATE.search, _texts(value))):
        raise BadJsonError("holds a lone surrogate.")
    return value


def parse_body(text: bytes) -> object:
    """Return the value of the body of a REST request, which may hold lone surrogates.

    Raises:
        Problem: 400 or 422, for what `decode` refuses.
    """
    try:
        return decode(text)
    except BadJsonError as error:
        message = f"The body {error}"
        if error.status == 422:
            fault: Fault = {"loc": ("body",), "msg": message, "type": "unstorable_number"}
            raise Problem.unprocessable([fault]) from None
        raise Problem(error.status, message) from None


def decode(text: bytes) -> object:
    """Return the value of a JSON text, its numbers as written.

    Raises:
        BadJsonError: it is not JSON in UTF-8, names a member of an object twice, is nested deeper
            than `DEEPEST_NESTING`, or holds a number that is not finite or an integer that does not
            fit in 64 bits.
    """
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return _decode_exactly(text)  # it can report what is wrong
    names, has_wide = _survey(value)
    written = orjson.dumps(value)
    # A text that is written again as it was has distinct names and numbers that a double keeps.
    as_written = written == text
    if not as_written:
        compact = text.translate(None, WHITE_SPACE)
        as_written = written.translate(None, WHITE_SPACE) == compact
    if not as_written:
        # Each member has one name. A text may look like a name, but every name is counted.
        repeated = names != compact.count(b'":')
        as_written = not (repeated or _REWRITTEN.search(text.translate(_ALIKE)))
    if has_wide or not as_written or isinstance(value, int | float):
        return _decode_exactly(text)
    return value


def _decode_exactly(text: bytes) -> object:
    """Decode with the standard library: several times slower than orjson, but with hooks."""
    try:
        value: object = json.loads(
            text.decode(),
            object_pairs_hook=_distinct,
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        raise BadJsonError(f"is not UTF-8 (byte {error.start + 1}).") from None
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        if not text.strip():
            raise BadJsonError("is empty.") from None
        place = f"line {error.lineno}, column {error.colno}"
        raise BadJsonError(f"is not valid JSON ({place}): {error.msg}.") from None
    _survey(value)
    return value


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BadJsonError("names a member of an object twice.")
    return members


def _integer(text: str) -> float:
    if len(text.lstrip("-")) > INTEGER_DIGITS or not -(2**63) <= int(text) < 2**63:
        raise BadJsonError("holds an integer that does not fit in 64 bits.", 422)
    return integer(text)


def _finite(text: str) -> float:
    found = number(text)
    if not math.isfinite(found):
        raise BadJsonError("holds a number that a double cannot hold.", 422)
    return found


def _constant(name: str) -> float:
    raise BadJsonError(f"holds {name}, which is not a number of JSON.", 422)


def _survey(value: object) -> tuple[int, bool]:
    """Count the members of all objects, and tell whether an integer needs more than 64 bits.

    Raises:
        BadJsonError: the value is nested too deep.
    """
    names, has_wide = 0, False
    for depth, (level, kinds, objects) in enumerate(levels(value)):
        if depth >= DEEPEST_NESTING and not kinds.isdisjoint((dict, list)):
            raise _too_deep()
        if int in kinds:
            has_wide = has_wide or any(type(here) is int and here > WIDEST for here in level)
        names += sum(map(len, objects))
    return names, has_wide


def _too_deep() -> BadJsonError:
    return BadJsonError(f"is nested more than {DEEPEST_NESTING} deep.")


def _texts(value: object) -> Iterable[str]:
    """Return every text and every name within a value."""
    pending = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, dict):
            pending += here.keys()
            pending += here.values()
        elif isinstance(here, list):
            pending += here
