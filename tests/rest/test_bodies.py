"""Which texts are bodies: malformed, too large, too deep, unstorable, mislabelled ones are 4xx."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.application import Serve
from tests.rest.client import ISSUES, Script, problem
from tests.rest.conftest import MINIMAL, FakeExecute

JSON = {"content-type": "application/json"}


def nested(levels: int) -> bytes:
    """A body that is nested `levels` deep."""
    inner = b"[" * (levels - 3) + b"]" * (levels - 3)
    return b'{"title":"x","description":[{"a":%b}]}' % inner


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"{'title': 1}", 400),
        (b"{} {}", 400),
        (b'{"title":"\xff"}', 400),
        (b'{"title":"a\nb"}', 400),
        ("{}".encode("utf-16"), 400),
        (b"\xef\xbb\xbf{}", 400),
        (b'{"title":"a","title":"b","description":[]}', 400),
        (nested(65), 400),
        (b"[" * 100_000, 400),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"a":' * 100_000, 400),
        (b"null", 422),
        (b"1", 422),
        (b'"x"', 422),
        (b"true", 422),
        (b"[]", 422),
        (b"NaN", 422),
        (b'{"title":"x","description":[{"a":-Infinity}]}', 422),
        (b'{"title":"x","description":[{"a":1e999}]}', 422),
        (b'{"title":"x","description":[{"a":9223372036854775808}]}', 422),
        (b'{"title":"x","description":[{"a":-9223372036854775809}]}', 422),
        (b'{"title":"x","description":[{"a":%b}]}' % (b"9" * 5000), 422),
        (rb'{"title":"\ud800","description":[]}', 422),
        (rb'{"title":"a\u0000b","description":[]}', 422),
        (rb'{"title":"x","description":[{"\udfff":1}]}', 422),
        (rb'{"title":"x","description":[{"a":["\u0000"]}]}', 422),
        (nested(64), 201),
        (b'{"title":"x","description":[{"a":9223372036854775807,"b":-9223372036854775808}]}', 201),
        (rb'{"title":"\ud83d\ude00","description":[]}', 201),
    ],
)
async def test_bodies(
    api: httpx.AsyncClient, answering: FakeExecute, raw: bytes, status: int
) -> None:
    response = await api.post("/issues", content=raw, headers=JSON)
    assert response.status_code == status, response.text
    assert bool(answering.calls) == (status == 201)
    if status != 201:
        assert response.headers["content-type"] == "application/problem+json"


async def test_text_that_cannot_be_stored_is_located(api: httpx.AsyncClient) -> None:
    raw = rb'{"title":"x","description":[{"a":["\u0000"]}]}'
    response = await api.post("/issues", content=raw, headers=JSON)
    assert response.json()["errors"] == [
        {
            "loc": ["body", "description", 0, "a", 0],
            "msg": "Text must be without NUL and lone surrogates.",
            "type": "unstorable_text",
        }
    ]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"content-type": "application/json; charset=UTF-8"}, 201),
        ({"content-type": "Application/JSON"}, 201),
        ({"content-type": "application/merge-patch+json"}, 201),
        ({"content-type": "application/json; charset=utf-16"}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": ""}, 415),
    ],
)
async def test_media_types(
    api: httpx.AsyncClient, answering: FakeExecute, headers: dict[str, str], status: int
) -> None:
    response = await api.post("/issues", content=json.dumps(MINIMAL), headers=headers)
    assert response.status_code == status


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("Application/JSON ; Charset=UTF-8", 200),
        ('application/json; charset="utf-8"', 200),
        ("application/json;charset=utf8", 200),
        ('application/json; charset="UTF8"; profile=x', 200),
        ("application/json; profile=x", 200),
        ('application/json; profile="a;charset=utf-16"', 200),
        ("application/json; charset=us-ascii", 200),
        (r'application/json; charset="ut\f-8"', 200),
        (r'application/json; profile="\";charset=utf-16"', 200),
        ("application/json; charset=utf-16", 415),
        ('application/json; profile=x; charset="iso-8859-1"', 415),
        ("text/plain; charset=utf-8", 415),
        ("application/jsonx", 415),
        ("application/json, text/plain", 415),
    ],
)
async def test_media_types_on_both_surfaces(
    engineer: Script, content_type: str, status: int
) -> None:
    headers = {"Content-Type": content_type}
    query = json.dumps({"query": "{ issues { totalCount } }"})
    asked = await engineer.ask("POST", "/graphql", content=query, headers=headers)
    assert asked.status_code == status
    made = await engineer.ask("POST", ISSUES, content=json.dumps(MINIMAL), headers=headers)
    assert made.status_code == {200: 201}.get(status, status)


def graphql_create(body: str) -> str:
    """A GraphQL request whose variables hold `body` as it stands."""
    mutation = (
        "mutation($input: CreateIssueInput!) { createIssue(input: $input)"
        " { issue { description } userErrors { message } } }"
    )
    return json.dumps({"query": mutation})[:-1] + f', "variables": {{"input": {body}}}}}'


NUMBERS = (
    *("1e3", "1E3", "1.0", "1.10", "-0", "-0.0", "1e-7", "1e+16", "0.1", "100", "1e-400"),
    *("123456789012345678.5", "3.14159265358979323846", "12345678901234567890e3"),
)


async def test_numbers_are_kept_as_written(engineer: Script) -> None:
    block = ",".join(NUMBERS)
    body = f'{{"title":"x","description":[{{"n":[{block}],"one":1e3}}]}}'
    expected = f'[{{"n":[{block}],"one":1e3}}]'
    headers = {"Content-Type": "application/json"}
    made = await engineer.ask("POST", ISSUES, content=body, headers=headers)
    assert f'"description":{expected}' in made.text
    path = f"{ISSUES}/{made.json()['uuid']}"
    assert f'"description":{expected}' in (await engineer.ask("GET", path)).text
    same = await engineer.ask("PATCH", path, content=body, headers=headers)
    assert same.headers["etag"] == made.headers["etag"]
    other = await engineer.ask("PATCH", path, content=body.replace("1e3", "1E3"), headers=headers)
    assert other.headers["etag"] != made.headers["etag"]
    by_variable = await engineer.ask(
        "POST", "/graphql", content=graphql_create(body), headers=headers
    )
    assert f'"description":{expected}' in by_variable.text
    literal = f"[{{n: [{block}], one: 1e3}}]"
    query = f'mutation {{ createIssue(input: {{title: "x", description: {literal}}})'
    query += " { issue { description } } }"
    by_literal = await engineer.ask("POST", "/graphql", json={"query": query})
    assert f'"description":{expected}' in by_literal.text
    logged = await engineer.ask(
        "POST", "/graphql", json={"query": "{ changes { nodes { patch } } }"}
    )
    assert logged.text.count(f'"description":{expected}') == 3


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ('{"title":"a","title":"b","description":[]}', 400, "a member of an object twice"),
        ('{"title":"a","description":[{"x":1,"x":1}]}', 400, "a member of an object twice"),
        (r'{"title":"a","description":[{"x":1,"\u0078":1}]}', 400, "a member of an object twice"),
        ('{"title":"a","description":[{"x":9223372036854775808}]}', 422, "64 bits"),
        ('{"title":"a","description":[{"x":1e999}]}', 422, "double"),
        ('{"title":"a","description":[{"x":NaN}]}', 422, "NaN"),
        ('{"title":"a",\n"description":?}', 400, "(line 2, column 15)"),
        ("", 400, "is empty"),
        ("[" * 100 + "]" * 100, 400, "nested"),
    ],
)
async def test_both_surfaces_read_json_alike(
    engineer: Script, body: str, status: int, message: str
) -> None:
    headers = {"Content-Type": "application/json"}
    body = body.replace("\\n", "\n")
    refused = await engineer.ask("POST", ISSUES, content=body, headers=headers)
    assert message in problem(refused, status)["detail"]
    wrapped = graphql_create(body).replace("(line 2, ", "")
    asked = await engineer.ask("POST", "/graphql", content=wrapped, headers=headers)
    assert asked.status_code == 400
    (error,) = asked.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    if body and "line" not in message:
        assert message in error["message"]
    assert (await engineer.ask("GET", ISSUES)).json()["count"] == 0


@pytest.mark.parametrize("limit", [10_000, 3 * 1024 * 1024])
async def test_one_limit_for_both_surfaces(serve: Serve, limit: int) -> None:
    served = await serve(body_limit=limit, costly_share=1)
    headers = {"Content-Type": "application/json"}
    bodies = {
        ISSUES: json.dumps(MINIMAL).encode(),
        "/graphql": json.dumps({"query": "{ issues { totalCount } }"}).encode(),
    }
    for path, body in bodies.items():
        largest = await served.client.post(path, content=body.ljust(limit), headers=headers)
        assert largest.is_success, largest.text
        larger = await served.client.post(path, content=body.ljust(limit + 1), headers=headers)
        said = larger.text if path == "/graphql" else problem(larger, 413)["detail"]
        assert larger.status_code == 413
        assert str(limit) in said
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 64 * limit:
            sent += 65_536
            yield b" " * 65_536

    streamed = await served.client.post(ISSUES, content=endless(), headers=headers)
    assert streamed.status_code == 413
    assert sent <= 2 * limit + 65_536


async def test_a_method_is_looked_at_before_the_body(serve: Serve) -> None:
    served = await serve(body_limit=100)
    large = b"x" * 101
    patched = await served.client.patch("/graphql", content=large)
    assert patched.status_code == 405
    assert patched.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    for method, path in (("PUT", ISSUES), ("POST", f"{ISSUES}/metrics")):
        refused = problem(await served.client.request(method, path, content=large), 405)
        assert refused["detail"] == "This path does not answer this method."
    answer = await served.client.put(ISSUES, content=large, headers={"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    problem(await served.client.post("/api/v1/nothing", content=large), 404)
    problem(await served.client.post(ISSUES, content=large), 413)
