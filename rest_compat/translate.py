"""Translation of a request to variables, and of an operation's answer to a response."""

import re
from collections.abc import Mapping
from typing import NotRequired, TypedDict
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from rest_compat import conditional, models, pages, status
from rest_compat.addresses import address_of
from rest_compat.body import Parse
from rest_compat.documents import document
from rest_compat.evidence.forms import sent
from rest_compat.execute import Answer, Execute, ReceiveForm, RootJson
from rest_compat.problem import Fault, Problem
from rest_compat.routes import RouteDeclaration

IDEMPOTENCY_KEY = "idempotency-key"
IGNORED_PARAMETERS = "X-Ignored-Parameters"
MOST_IGNORED = 10
LONGEST_NAME = 64
"""Bounds of that header: how many names, and characters of each."""


class Revision(TypedDict):
    """The object that an answer shows, with its version where it has one."""

    id: str
    version: NotRequired[int]


_UUID = re.compile(models.UUID_PATTERN)
_KEY = re.compile(models.KEY_PATTERN)


async def translate(
    row: RouteDeclaration,
    execute: Execute,
    parse: Parse,
    receive: ReceiveForm,
    request: Request,
) -> Response:
    """Answer `request`, which is for the route `row`, with the operation of this route.

    Raises:
        Problem: the answer is an error.
    """
    ids = _ids(row, request)
    query = row.query.read(request.query_params)
    if row.changes:
        async with sent(row, parse, receive, request) as fields:
            response = await _change(row, execute, request, {**ids, **fields})
    else:
        text = document(row.document)
        answer = await execute(request, text, {**ids, **query.variables()})
        response = _read(row, request, query, answer)
    ignored = row.query.ignored(request.query_params)
    if ignored:
        names = (quote(name, safe="")[:LONGEST_NAME] for name in ignored[:MOST_IGNORED])
        response.headers[IGNORED_PARAMETERS] = ", ".join(names)
    return response


async def _change(
    row: RouteDeclaration,
    execute: Execute,
    request: Request,
    fields: dict[str, object],
) -> Response:
    key = _idempotency_key(request) if row.creates else None
    versions = _expected_versions(row, request)
    text = document(row.document)
    for version in versions:
        given = fields if version is None else {**fields, "expectedVersion": version}
        answer = await execute(request, text, {"input": given}, idempotency_key=key)
        errors = _user_errors(row, answer)
        if not (errors and errors[0]["code"].upper() == "CONFLICT" and row.conditional):
            break
    if errors:
        problem = status.of_user_errors(errors, row.body.names() if row.body else ())
        if problem.status == 409 and versions != [None]:
            raise conditional.stale(problem.detail, versions)
        raise problem
    return _written(row, request, answer)


def _ids(row: RouteDeclaration, request: Request) -> dict[str, object]:
    ids: dict[str, object] = {}
    for parameter, variable in row.ids.items():
        given = request.path_params[parameter]
        # fullmatch: `$` would let a line feed follow.
        if not _UUID.fullmatch(given):
            noun = parameter.removesuffix("_id")
            raise Problem(404, f"There is no {noun} with this id.")
        ids[variable] = given.lower()
    return ids


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is not None and not _KEY.fullmatch(key):
        fault: Fault = {
            "loc": ("header", "Idempotency-Key"),
            "msg": "The key should have 1 to 200 visible ASCII characters",
            "type": "string_pattern_mismatch",
        }
        raise Problem.unprocessable([fault])
    return key


def _expected_versions(row: RouteDeclaration, request: Request) -> list[int | None]:
    """Return the versions that a change may start from; [None] for every one.

    Raises:
        Problem: 412, the object has no version.
    """
    if row.modifies and not row.conditional and request.headers.get("if-match", "*") != "*":
        raise Problem(412, f"A {row.noun} has no version: leave If-Match out.")
    return conditional.expected_versions(request.headers) if row.conditional else [None]


def _read(
    row: RouteDeclaration, request: Request, query: models.QueryParameters, answer: Answer
) -> Response:
    if answer.unchanged is not None:
        conditional.require_match(request.headers, answer.unchanged)
        return conditional.not_modified(conditional.validators(answer.unchanged))
    data = _data(answer, row.query.arguments)
    text = _part(data, (row.root, *(row.answer or ())))
    if text is None:
        raise Problem(404, f"There is no {row.noun} with this id.")
    version = None
    if row.versioned:
        version = _revision(data, ("revision",))["version"]
    # The tag of a list covers the whole answer: the number of all items is in header fields.
    tag = conditional.entity_tag(text, version)
    answer.note_tag(tag)
    conditional.require_match(request.headers, tag)
    headers = conditional.validators(tag)
    if conditional.is_unmodified(request.headers, tag):
        return conditional.not_modified(headers)
    if row.listed and isinstance(query, models.Page):
        items, count = pages.split(text)
        headers["X-Total-Count"] = str(count)
        link = pages.link(
            address_of(request),
            request.query_params.multi_items(),
            query.limit,
            query.offset,
            count,
        )
        if link:
            headers["Link"] = link
        if row.bare:
            text = items
    return Response(text, row.status, headers, "application/json")


def _written(row: RouteDeclaration, request: Request, answer: Answer) -> Response:
    if row.answer is None:
        return Response(status_code=row.status)
    data = _data(answer, {})
    text = _part(data, (row.root, *row.answer))
    if text is None:
        raise Problem(500, "Something went wrong on our side.")
    headers: dict[str, str] = {}
    version = None
    if row.versioned or row.located:
        revision = _revision(data, (row.root, "revision"))
        version = revision.get("version")
    headers["ETag"] = conditional.entity_tag(text, version)
    if row.located:
        headers["Location"] = f"{address_of(request)}/{revision['id']}"
    return Response(text, row.status, headers, "application/json")


def _data(answer: Answer, arguments: Mapping[str, str]) -> Mapping[str, RootJson]:
    """Return the answer of the operation, `arguments` of which come from parameters.

    Raises:
        Problem: it failed as a whole.
    """
    if answer.errors:
        raise status.of_errors(answer.errors, arguments)
    if answer.data is None:
        raise Problem(500, "Something went wrong on our side.")
    return answer.data


def _user_errors(row: RouteDeclaration, answer: Answer) -> list[status.PayloadError]:
    text = _part(_data(answer, {}), (row.root, "userErrors"))
    errors: list[status.PayloadError] = orjson.loads(text or b"[]")
    return errors


def _revision(data: Mapping[str, RootJson], keys: tuple[str, ...]) -> Revision:
    revision: Revision = orjson.loads(_part(data, keys) or b"null")
    return revision


def _part(data: Mapping[str, RootJson], keys: tuple[str, ...]) -> bytes | None:
    """The finished JSON at `keys` in the answer, without parsing it; None for null on the way.

    Below the top level, each object on the path has only the next member, so its value is found by
    cutting the text at both ends.

    Raises:
        ValueError: an object has other members, so the operation does not fit its row.
    """
    here: RootJson = data[keys[0]]
    for key in keys[1:]:
        if isinstance(here, Mapping):
            here = here[key]
            continue
        head = b'{"%s":' % key.encode()
        if here == b"null":
            return None
        if not here.startswith(head):
            raise ValueError(f"the operation answers more than {key}")
        here = here[len(head) : -1]
    if isinstance(here, Mapping):
        raise ValueError("the operation answers a whole payload")
    return None if here == b"null" else here
