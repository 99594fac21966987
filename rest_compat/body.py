"""Request bodies of the routes: their media types, and texts that cannot be stored."""

import re
from collections.abc import Callable, Iterator

from starlette.requests import Request

from rest_compat.media_type import is_json
from rest_compat.problem import Fault, Problem

Parse = Callable[[bytes], object]
"""Return the value of a JSON text; raise `Problem` (400, 422) for an invalid one."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
Place = tuple[str | int, ...]


async def read_json(request: Request, parse: Parse) -> object:
    """Return the JSON value of the body of `request`.

    Raises:
        Problem: 415 for another media type, what `parse` raises, and 422 for text that cannot be
            stored.
    """
    given = request.headers.get("content-type")
    if given is not None and not is_json(given, suffixed=True):
        raise Problem(415, "Send the body as application/json in UTF-8.")
    text = await request.body()
    value = parse(text)
    # In JSON such characters are always escaped.
    faults = list(_text_faults(value)) if b"\\u" in text else []
    if faults:
        raise Problem.unprocessable(faults)
    return value


def _text_faults(value: object) -> Iterator[Fault]:
    """Yield a fault for each text that cannot be stored; the sender chooses the depth."""
    pending: list[tuple[Place, object]] = [((), value)]
    while pending:
        place, here = pending.pop()
        if isinstance(here, str):
            if _UNSTORABLE.search(here):
                yield _fault(place, "Text must be without NUL and lone surrogates.")
        elif isinstance(here, dict | list):
            members = here.items() if isinstance(here, dict) else enumerate(here)
            for key, member in members:
                if isinstance(key, str) and _UNSTORABLE.search(key):
                    yield _fault(place, "Names must be without NUL and lone surrogates.")
                else:
                    pending.append(((*place, key), member))


def _fault(place: Place, message: str) -> Fault:
    return {"loc": ("body", *place), "msg": message, "type": "unstorable_text"}
