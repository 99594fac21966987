"""GraphQL operations with files, by the GraphQL multipart request specification.

The part `operations` is the request, with null for each file; `map` says which file belongs where.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from gateway.files.receiving import MOST_FILES, ReceivedForm
from gateway.graphql.request import BadRequestError
from gateway.http.json_body import BadJsonError, parse_json
from rest_compat.problem import Problem
from schema.scalars import UploadedFile

PREFLIGHT = ("apollo-require-preflight", "graphql-preflight")
"""A form needs one of these headers: other sites cannot send them without CORS (CSRF)."""


def require_preflight(request: Request) -> None:
    """Raises Problem (400)."""
    if not any(name in request.headers for name in PREFLIGHT):
        raise Problem(400, "A multipart request needs the header GraphQL-Preflight.")


async def operations_of(form: ReceivedForm) -> object:
    """Return the request of a form, with its files stored and in their places.

    Raises BadRequestError, StoreFull and Unavailable.
    """
    operations = _json(form, "operations")
    if not isinstance(operations, dict):
        raise BadRequestError("`operations` must be a JSON object: batching is off.")
    places = _places(form, [name for name, _ in form.names])
    targets = {path: _target(operations, path) for paths in places.values() for path in paths}
    if len(targets) != sum(map(len, places.values())):
        raise BadRequestError("`map` names a place twice.")
    files: dict[str, UploadedFile] = dict(await form.keep())
    for name, paths in places.items():
        for path in paths:
            container, key = targets[path]
            container[key] = files[name]
    return operations


def _places(form: ReceivedForm, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    given = _json(form, "map")
    if not isinstance(given, dict):
        raise BadRequestError("`map` must be a JSON object.")
    if len(set(names)) != len(names) or set(names) != given.keys():
        raise BadRequestError("`map` must name each part with a file once, and no others.")
    for name, paths in given.items():
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise BadRequestError(f"`map.{name:.80}` must be a list of paths.")
        if not 1 <= len(paths) <= MOST_FILES:
            raise BadRequestError(f"`map.{name:.80}` must have 1 to {MOST_FILES} paths.")
    return given


def _target(operations: dict[str, Any], path: str) -> tuple[Any, str | int]:
    """Return the object or list with the place `path`, and its key. Raises BadRequestError."""
    here: Any = operations
    *way, last = path.split(".")
    if not way or way[0] != "variables":
        raise BadRequestError(f"`map`: {path[:80]!r} is no place in the variables.")
    for step in way:
        here = _member(here, step, path)
    if _member(here, last, path) is not None:
        raise BadRequestError(f"`map`: at {path[:80]!r} there must be null.")
    return here, int(last) if isinstance(here, list) else last


def _member(here: Any, step: str, path: str) -> Any:
    if isinstance(here, dict) and step in here:
        return here[step]
    if isinstance(here, list) and step.isdecimal() and len(step) < 6 and int(step) < len(here):
        return here[int(step)]
    raise BadRequestError(f"`map`: there is no place {path[:80]!r}.")


def _json(form: ReceivedForm, name: str) -> object:
    text = form.fields.get(name)
    if text is None:
        raise BadRequestError(f"The form has no field `{name}`.")
    try:
        return parse_json(text.encode())
    except BadJsonError as error:
        raise BadRequestError(f"`{name}`: {error}") from error
