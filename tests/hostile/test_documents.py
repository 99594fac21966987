"""Documents made to cost more than they look like: each limit, its setting, and each attack."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from gateway.settings import Settings
from tests.application import Headers, Serve

Document = Callable[[int], str]


def of_tokens(number: int) -> str:
    return f"{{ viewer {{ {'email ' * (number - 5)}}} }}"


def of_depth(number: int) -> str:
    below = ("comments(first: 1)", "nodes", "issue") * number
    levels = ['issue(id: "x")', *below][: number - 1]
    return f"{{ {' { '.join(levels)} {{ __typename {'} ' * number}"


def of_aliases(number: int) -> str:
    return f"{{ viewer {{ name {' '.join(f'a{index}: name' for index in range(number))} }} }}"


def of_selections(number: int) -> str:
    spreads, rest = divmod(number - 1, 99)
    inner = f"{'...f ' * spreads}{'email ' * rest}"
    return f"{{ viewer {{ {inner}}} }}" + (
        f" fragment f on Viewer {{ {'email ' * 99}}}" if spreads else ""
    )


LIMITS: dict[str, tuple[int, Document]] = {
    "length": (100_000, lambda number: "{ viewer { email } }".ljust(number)),
    "tokens": (2000, of_tokens),
    "depth": (12, of_depth),
    "aliases": (30, of_aliases),
    "root_fields": (20, lambda number: f"{{ {'viewer { email } ' * number}}}"),
    "directives": (10, lambda n: f"{{ viewer {{ {'email @include(if: true) ' * n} name }} }}"),
    "selections": (10_000, of_selections),
}  # fmt: skip
"""The default of each limit, and the document that is so large."""


@pytest.mark.parametrize("name", LIMITS)
async def test_each_limit_is_exact_and_can_be_set(serve: Serve, name: str) -> None:
    most, document = LIMITS[name]
    assert Settings.model_fields[f"document_{name}"].default == most
    small = 50 if name == "length" else 9
    lowered = await serve(**{f"document_{name}": small})
    for served, allowed in ((await serve(), most), (lowered, small)):
        assert "errors" not in (await served.ask(document(allowed))).json(), name
        refused = (await served.ask(document(allowed + 1))).json()
        assert "data" not in refused
        (error,) = refused["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert error["extensions"].get("limit", "tokens") == name


async def test_the_cost_of_an_operation_can_be_set(serve: Serve) -> None:
    assert Settings.model_fields["operation_cost"].default == 10_000
    served = await serve(operation_cost=50)
    cheap = (await served.ask("{ issues { nodes { id } } }")).json()
    assert cheap["extensions"]["cost"] == {"requested": 50, "actual": 0, "limit": 50}
    (error,) = (await served.ask("{ issues(first: 51) { nodes { id } } }")).json()["errors"]
    fits = {"field": "issues", "first": 50}
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "cost", "cost": 51, **fits}


async def test_pages_and_lists_are_bounded(serve: Serve) -> None:
    served = await serve()
    assert (await served.ask("{ issues { nodes { id } } }")).json()["extensions"]["cost"] == {
        "requested": 50,
        "actual": 0,
        "limit": 10_000,
    }
    texts, ids = (", ".join(['"x"'] * number) for number in (101, 1001))
    for text in (
        "{ issues(first: 101) { nodes { id } } }",
        "{ issues(last: 101) { nodes { id } } }",
        "{ issues(first: -1) { nodes { id } } }",
        f"{{ nodes(ids: [{ids}]) {{ id }} }}",
        f"{{ issues(filter: {{id: {{in: [{ids}]}}}}) {{ totalCount }} }}",
        f"{{ issues(filter: {{title: {{in: [{texts}]}}}}) {{ totalCount }} }}",
    ):
        (error,) = (await served.ask(text)).json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT", text


def laughs(levels: int) -> str:
    """A billion laughs: each fragment spreads the next one twice."""
    fragments = (f"fragment f{n} on Issue {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels))
    return (
        f"{{ issues {{ nodes {{ ...f0 }} }} }} {' '.join(fragments)}"
        f" fragment f{levels} on Issue {{ id }}"
    )


ATTACKS: dict[str, str] = {
    "aliases": "{" + " ".join(f"a{n}: issues {{ totalCount }}" for n in range(300)) + "}",
    "aliases that guess": "mutation {"
    + " ".join(f'a{n}: deleteIssue(input: {{id: "{n}"}}) {{ issue {{ id }} }}' for n in range(80))
    + "}",
    "billion laughs": laughs(150),
    "fragments in a circle": "{ issues { nodes { ...a } } } fragment a on Issue { ...b }"
    " fragment b on Issue { id ...a }",
    "fragments in a circle, below": "{ issues { nodes { ...a } } }"
    " fragment a on Issue { comments { nodes { issue { ...a } } } }",
    "a fragment of itself": "{ ...q } fragment q on Query { ...q }",
    "circular introspection": "{ __schema { types { fields { type { fields { type { fields {"
    " type { fields { type { fields { type { name } } } } } } } } } } } } }",
    "wide introspection": "{ __schema { types {" + " fields { name type { name } }" * 200 + "} } }",
    "fields without end": "{ issues { nodes {" + " id" * 1980 + "} } }",
    "fields to merge": "{ issues { nodes {" + " comments { nodes { id } }" * 240 + "} } }",
    "fragments to merge": "{ issues { nodes {"
    + "".join(f" ...f{n}" for n in range(200))
    + "} } }"
    + "".join(f" fragment f{n} on Issue {{ id }}" for n in range(200)),
    "arguments without end": "{ issues(" + " ".join(f"x{n}: 1" for n in range(600)) + ") { id } }",
    "variables without end": "query (" + " ".join(f"$v{n}: Int" for n in range(600)) + ") { a }",
    "directives": "{ viewer { email" + " @skip(if: false)" * 600 + " } }",
    "unknown directives": "{ viewer { email" + " @x" * 900 + " } }",
    "deep": "{ a" * 600 + " }" * 600,
    "deep lists": "{ issues(filter: {and: " + "[{and: " * 300 + "[]" + "}]" * 300 + "}) { id } }",
    "deep types": "query ($a: " + "[" * 900 + "Int" + "]" * 900 + ") { viewer { email } }",
    "a long name": "{ " + "a" * 90_000 + " }",
    "a long text": '{ issue(id: "' + "a" * 90_000 + '") { id } }',
    "a long comment": "{ viewer { email } } #" + "a" * 90_000,
    "commas": "{ viewer { email } " + "," * 90_000 + "}",
    "a long number": "{ issues(first: " + "9" * 90_000 + ") { totalCount } }",
    "operations without end": " ".join(f"query q{n} {{ viewer {{ email }} }}" for n in range(280)),
    "pages of pages": "{ issues(first: 100) { nodes { comments(first: 100) { nodes { issue {"
    " comments(first: 100) { nodes { id } } } } } } } }",
}
REFUSALS = {
    *("LIMIT_EXCEEDED", "BAD_USER_INPUT"),
    *("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"),
}


CALLS = 2_000_000
"""Most calls and returns of functions in the loop's thread for one attack.

A count, because a time depends on the machine. The most is 1.2 million, for 1,980 fields. With
graphql-core's rule for fields to merge, three of the attacks need 3 to 6 million.
"""


@contextmanager
def counted() -> Iterator[list[None]]:
    """Count the calls and returns of functions, Python's and C's, of this thread in the block."""
    calls: list[None] = []
    sys.setprofile(lambda frame, event, argument: calls.append(None))
    try:
        yield calls
    finally:
        sys.setprofile(None)


async def test_attacks_are_answered_and_cost_little(serve: Serve) -> None:
    served = await serve()
    for name, text in ATTACKS.items():
        with counted() as calls:
            answer = await served.ask(text)
        assert len(calls) < CALLS, name
        assert answer.status_code in (200, 400), name
        assert len(answer.content) < 250_000, name
        errors = answer.json().get("errors", ())
        assert len(errors) <= 21, name
        assert {error["extensions"]["code"] for error in errors} <= REFUSALS, name


async def test_strangers_are_told_nothing(client: httpx.AsyncClient) -> None:
    """No introspection, no suggestion, no validation: a document is not even read."""
    for body in (
        {"query": "{ __schema { types { name } } }"},
        {"query": "{ __typename }"},
        {"query": "{ isues { nodes { id } } }"},
        {"query": "{"},
        {},
    ):
        answers = [await client.post("/graphql", json=body)]
        if "query" in body:
            answers.append(await client.get("/graphql", params=body))
        for answer in answers:
            assert answer.status_code == 401
            assert "Send `Authorization: Bearer <token>`." in answer.text
            assert "mean" not in answer.text


async def test_who_has_a_token_is_helped(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    answer = await client.post(
        "/graphql", headers=reader_headers, json={"query": "{ isues { a } }"}
    )
    assert "Did you mean 'issues'" in answer.json()["errors"][0]["message"]
    query = {"query": "{ __schema { queryType { name } } }"}
    answer = await client.post("/graphql", headers=reader_headers, json=query)
    assert answer.json()["data"]["__schema"]["queryType"]["name"] == "Query"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"query=mutation+%7B+x+%7D"),
        ("text/plain", b'{"query": "{ viewer { email } }"}'),
        ("application/json; charset=utf-16", b"{}"),
        ("", b'{"query": "{ viewer { email } }"}'),
    ],
)
async def test_a_form_of_another_page_asks_nothing(
    client: httpx.AsyncClient, writer_headers: Headers, content_type: str, body: bytes
) -> None:
    """What a page may send without asking first is none of what is read."""
    headers = {**writer_headers, "Content-Type": content_type}
    answer = await client.post("/graphql", headers=headers, content=body)
    assert answer.status_code == 415


async def test_a_form_with_files_of_another_page_asks_nothing(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    """It would be read, but for a header that a page may not send without asking first."""
    operations = '{"query": "{ viewer { email } }"}'
    parts = {"operations": (None, operations), "map": (None, "{}")}
    answer = await client.post("/graphql", headers=writer_headers, files=parts)
    assert answer.status_code == 400
    assert "GraphQL-Preflight" in answer.text
    headers = {**writer_headers, "GraphQL-Preflight": "1"}
    answer = await client.post("/graphql", headers=headers, files=parts)
    assert "email" in answer.json()["data"]["viewer"]


async def test_one_operation_in_a_request(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    batch = [{"query": "{ viewer { email } }"}] * 2
    answer = await client.post("/graphql", headers=writer_headers, json=batch)
    assert answer.status_code == 400
    assert "batching is off" in answer.json()["errors"][0]["message"]
