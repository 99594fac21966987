"""JSON that keeps its numbers as written: `1e3` stays `1e3`, and no digit is lost.

Python reads a number with a fraction or an exponent as a double, and writes the shortest text of
that double. If that text differs from the one that was read, the number keeps its own text.
"""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

_REWRITTEN = re.compile(r"(?:^|[:,\[\s])(?:-0|-?\d+[.eE])")
"""A number whose text may change when it is written; a text may match too."""
SHORT = 1000
"""Maximum characters of a text that is searched first. A search of a megabyte takes 40 to 120 ms,
and to read it with Python's own module less than 10.
"""


class WrittenNumber(float):
    """A number, and the JSON text that it was written as."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> "WrittenNumber":
        """Read a number of JSON."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __repr__(self) -> str:
        """Return the text as it was written."""
        return self.text


def number(text: str) -> float:
    """Read a number with a fraction or an exponent; keep its text only if needed."""
    value = float(text)
    return value if orjson.dumps(value) == text.encode() else WrittenNumber(text)


def integer(text: str) -> float:
    """Read an integer of JSON; zero has two texts, `0` and `-0`."""
    return WrittenNumber(text) if text == "-0" else int(text)


def levels(
    value: object,
) -> Iterator[tuple[list[object], set[type], list[dict[str, object]]]]:
    """Yield the values of each level of nesting, their types, and the objects among them.

    Level by level, since the sender of JSON chooses the depth, and without a call for each value.
    """
    level = [value]
    while level:
        kinds = set(map(type, level))
        objects = [here for here in level if type(here) is dict] if dict in kinds else []
        arrays = [here for here in level if type(here) is list] if list in kinds else []
        yield level, kinds, objects
        level = [*chain.from_iterable(map(dict.values, objects)), *chain.from_iterable(arrays)]


def loads(text: str | bytes) -> Any:
    """Return the value of a stored JSON text, which is valid."""
    shown = text if isinstance(text, str) else text.decode()
    if len(shown) > SHORT or _REWRITTEN.search(shown):
        return json.loads(shown, parse_float=number, parse_int=integer)
    return orjson.loads(text)


def dumps(value: object) -> bytes:
    """Return the JSON text of a value.

    Raises:
        TypeError: it holds a lone surrogate, an integer beyond 64 bits, or what is not JSON.
    """
    return orjson.dumps(value, default=_written)


def _written(value: object) -> orjson.Fragment:
    if isinstance(value, WrittenNumber):
        return orjson.Fragment(value.text)
    raise TypeError(f"{type(value).__name__} is not JSON")
