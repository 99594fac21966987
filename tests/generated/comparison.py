"""Two answers are the same when their JSON is, and their cursors stand for the same rows."""

import json
from typing import Any

from tests.reference.pages import CURSOR


class Cursors:
    """Which of our cursors stands for which place, over many answers from the same data.

    A place has one cursor, and no two rows share one.
    """

    def __init__(self) -> None:
        self._of_place: dict[str, str] = {}
        self._row_of: dict[str, str] = {}

    def stands_for(self, cursor: str, place: str) -> bool:
        row = " ".join(place.split(" ")[:3])
        return (
            self._of_place.setdefault(place, cursor) == cursor
            and self._row_of.setdefault(cursor, row) == row
        )


def difference(expected: Any, found: Any, cursors: Cursors, path: str = "data") -> str | None:
    """Where and how two JSON values differ; the order of members counts, 1 is not 1.0."""
    if isinstance(expected, dict) and isinstance(found, dict):
        if list(expected) != list(found):
            return f"{path} has the members {list(found)}, not {list(expected)}"
        pairs = [(expected[key], found[key], f"{path}.{key}") for key in expected]
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return f"{path} has {len(found)} items, not {len(expected)}: {found} != {expected}"
        pairs = [
            (*both, f"{path}[{index}]")
            for index, both in enumerate(zip(expected, found, strict=True))
        ]
    elif isinstance(expected, str) and expected.startswith(CURSOR) and isinstance(found, str):
        if cursors.stands_for(found, expected):
            return None
        return f"{path} is a cursor of another place than {expected}"
    else:
        same = json.dumps(expected) == json.dumps(found)
        return None if same else f"{path} is {found!r}, not {expected!r}"
    return next((text for pair in pairs if (text := difference(*pair[:2], cursors, pair[2]))), None)
