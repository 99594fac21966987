"""Conditional reads over HTTP: what is answered to whom, and what is run for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import func, select, update
from starlette.applications import Starlette

from db.engine import SYSTEM, Write
from db.enums import TokenScope
from db.maintenance.retention import trim
from db.models import Change
from tests.application import Headers, NewToken
from tests.documents.recorder import Recorder
from tests.rest.client import ISSUES, Script, comments

FIELDS = ("etag", "cache-control", "vary")
TITLES = "{ issues { nodes { title } } }"


@pytest.fixture
def recorder(app: Starlette) -> Recorder:
    """The database of the application, which notes what is run from now on."""
    recorder = Recorder(app.state.database)
    app.state.database = recorder
    app.state.services = replace(app.state.services, database=recorder)
    return recorder


@pytest.fixture
async def engineer(client: httpx.AsyncClient, new_token: NewToken) -> Script:
    # Codings and their tags have tests of their own (`test_compression.py`).
    client.headers["Accept-Encoding"] = "identity"
    return Script(client, await new_token())


def by_get(query: str, **parameters: str) -> str:
    return f"/graphql?{urlencode({'query': query, **parameters})}"


async def known(script: Script, path: str, **headers: str) -> httpx.Response:
    """Ask until the answer is known; the answer itself."""
    first = await script.ask("GET", path, headers=headers)
    assert first.status_code == 200, first.text
    again = await script.ask(
        "GET", path, headers={**headers, "If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert [again.headers[name] for name in FIELDS] == [first.headers[name] for name in FIELDS]
    return first


def run(recorder: Recorder) -> list[str]:
    """What was run beside finding the token, and forget it."""
    texts = [text for text in recorder.texts if "FROM token" not in text]
    recorder.texts.clear()
    return texts


async def test_every_way_to_read(engineer: Script, recorder: Recorder) -> None:
    issue = await engineer.issue()
    one = f"{ISSUES}/{issue['uuid']}"
    paths = (one, ISSUES, f"{one}/comments", f"{one}/files", f"{ISSUES}/metrics", by_get(TITLES))
    for path in paths:
        first = await known(engineer, path)
        run(recorder)
        for method in ("GET", "HEAD"):
            for given in (f"W/{first.headers['etag']}", f'"a", {first.headers["etag"]}', "*"):
                again = await engineer.ask(method, path, headers={"If-None-Match": given})
                assert (again.status_code, again.content) == (304, b"")
                assert [again.headers[name] for name in FIELDS] == [
                    first.headers[name] for name in FIELDS
                ]
                (text,) = run(recorder)
                assert "FROM issue" not in text
        stale = await engineer.ask(
            "GET", path, headers={"If-None-Match": first.headers["etag"], "If-Match": '"1-0"'}
        )
        assert stale.status_code == 412


async def test_every_write_of_the_rest_surface(engineer: Script) -> None:
    issue = await engineer.issue()
    comment = await engineer.comment(issue)
    one, talk = f"{ISSUES}/{issue['uuid']}", f"{comments(issue)}/{comment['uuid']}"
    nested = by_get("{ issues { nodes { title comments { nodes { content } totalCount } } } }")
    writes = [
        ("POST", ISSUES, {"title": "x", "description": []}, {ISSUES, f"{ISSUES}/metrics", nested}),
        ("POST", comments(issue), {"content": "x"}, {comments(issue), nested}),
        ("PATCH", talk, {"content": "y"}, {comments(issue), nested}),
        ("DELETE", talk, None, {comments(issue), nested}),
        ("PATCH", one, {"title": "y"}, {one, ISSUES, nested}),
        ("PATCH", one, {"status": "resolved"}, {one, ISSUES, f"{ISSUES}/metrics"}),
        ("DELETE", one, None, {one, ISSUES, f"{ISSUES}/metrics", comments(issue), nested}),
    ]
    paths = (one, ISSUES, f"{ISSUES}/metrics", comments(issue), nested)
    for method, path, body, wanted in writes:
        before = {each: (await known(engineer, each)).headers["etag"] for each in paths}
        assert (await engineer.ask(method, path, json=body)).is_success
        after = {
            each: (await engineer.ask("GET", each, headers={"If-None-Match": tag})).status_code
            for each, tag in before.items()
        }
        assert {each for each, status in after.items() if status != 304} == wanted, (method, path)


async def test_pages_and_tokens_do_not_mix(
    engineer: Script, recorder: Recorder, client: httpx.AsyncClient, new_token: NewToken
) -> None:
    for number in range(3):
        await engineer.issue(title=str(number))
    pages = [f"{ISSUES}?limit=1&offset={offset}" for offset in range(3)]
    tags = [(await known(engineer, page)).headers["etag"] for page in pages]
    for page in pages:
        listed = ", ".join(tag for tag in tags if tag != tags[pages.index(page)])
        answer = await engineer.ask("GET", page, headers={"If-None-Match": listed})
        assert answer.status_code == 200
    other = Script(client, await new_token("reader@example.com", TokenScope.READ))
    run(recorder)
    again = await other.ask("GET", pages[0], headers={"If-None-Match": tags[0]})
    assert again.status_code == 304
    # The same text, but that was found out for this token by running the statement.
    assert any("FROM issue" in text for text in run(recorder))
    unknown = await client.get(pages[0], headers={"If-None-Match": tags[0]})
    assert unknown.status_code == 401
    assert "etag" not in unknown.headers


async def test_what_has_gone_is_not_there_for_any_tag(engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    tag = (await known(engineer, path)).headers["etag"]
    await engineer.ask("DELETE", path)
    for given in (tag, "*"):
        answer = await engineer.ask("GET", path, headers={"If-None-Match": given})
        assert answer.status_code == 404


async def test_graphql_by_get(engineer: Script, recorder: Recorder) -> None:
    await engineer.issue()
    json = await known(engineer, by_get(TITLES), Accept="application/json")
    graphql = await known(
        engineer, by_get(TITLES), Accept="application/graphql-response+json, application/json"
    )
    assert json.content == graphql.content
    assert json.headers["etag"] != graphql.headers["etag"]
    assert json.headers["vary"] == "Accept, Authorization, Accept-Encoding"
    assert json.headers["cache-control"] == "private, no-cache"
    crossed = await engineer.ask(
        "GET",
        by_get(TITLES),
        headers={"Accept": "application/json", "If-None-Match": graphql.headers["etag"]},
    )
    assert crossed.status_code == 200
    for query in (
        "{ viewer { email } issues { totalCount } }",
        "{ __typename }",
        "{ viewer { name } }",
    ):
        await known(engineer, by_get(query))


async def test_graphql_answers_without_a_tag(engineer: Script, admin_headers: Headers) -> None:
    queries = (
        by_get("{ nothing }"),
        by_get("{"),
        by_get("{ issues(first: 1000) { totalCount nodes { id } } }"),
        "/graphql?"
        + urlencode({"extensions": '{"persistedQuery":{"sha256Hash":"%s"}}' % ("0" * 64)}),
    )
    for path in queries:
        for accept in ("application/json", "application/graphql-response+json"):
            answer = await engineer.ask(
                "GET", path, headers={"Accept": accept, "If-None-Match": "*"}
            )
            assert answer.status_code in (200, 400)
            assert "errors" in answer.json()
            assert "etag" not in answer.headers
    posted = await engineer.ask("POST", "/graphql", json={"query": TITLES})
    assert "etag" not in posted.headers
    explained = await engineer.ask(
        "GET", by_get(TITLES), headers={**admin_headers, "X-Explain": "true", "If-None-Match": "*"}
    )
    assert explained.status_code == 200
    assert "etag" not in explained.headers


async def test_head_of_graphql_reads_only(engineer: Script) -> None:
    got = await engineer.ask("GET", by_get(TITLES))
    head = await engineer.ask("HEAD", by_get(TITLES))
    assert (head.status_code, head.headers["etag"]) == (200, got.headers["etag"])
    mutation = 'mutation { createIssue(input: {title: "x", description: []}) { issue { id } } }'
    assert (await engineer.ask("HEAD", by_get(mutation))).status_code == 405
    assert (await engineer.ask("HEAD", "/graphql", json={"query": mutation})).status_code == 400
    assert (await engineer.ask("GET", ISSUES)).json()["count"] == 0


async def test_graphql_by_query(engineer: Script, recorder: Recorder) -> None:
    """The method QUERY (RFC 10008): safe as GET is, with the parameters in the body."""
    await engineer.issue()
    given = {"query": "query ($n: Int) { issues(first: $n) { nodes { title } } }"}
    first: Any = {"json": {**given, "variables": {"n": 1}}}
    asked = await engineer.ask("QUERY", "/graphql", **first)
    assert asked.status_code == 200
    assert len(asked.json()["data"]["issues"]["nodes"]) == 1
    tag = asked.headers["etag"]
    again = await engineer.ask("QUERY", "/graphql", **first, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)
    other: Any = {"json": {**given, "variables": {"n": 0}}}
    none = await engineer.ask("QUERY", "/graphql", **other, headers={"If-None-Match": tag})
    assert none.status_code == 200
    assert none.json()["data"]["issues"]["nodes"] == []


async def test_query_changes_nothing(engineer: Script) -> None:
    mutation = 'mutation { createIssue(input: {title: "x", description: []}) { issue { id } } }'
    refused = await engineer.ask("QUERY", "/graphql", json={"query": mutation})
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert (await engineer.ask("GET", ISSUES)).json()["count"] == 0

    text: Any = {"content": b"{ __typename }", "headers": {"Content-Type": "application/graphql"}}
    wrong = await engineer.ask("QUERY", "/graphql", **text)
    assert (wrong.status_code, wrong.headers["accept-query"]) == (415, "application/json")
    assert (await engineer.ask("QUERY", "/graphql", json=[])).status_code == 400
    in_url = await engineer.ask("QUERY", by_get(TITLES), json={"query": "{ __typename }"})
    assert in_url.json() == {"data": {"__typename": "Query"}} | in_url.json()
    elsewhere = await engineer.ask("QUERY", ISSUES, json={})
    assert elsewhere.status_code == 405
    unknown = await engineer.ask("PUT", "/graphql", json={})
    assert "QUERY" in unknown.headers["allow"].split(", ")


async def test_an_answer_with_trimmed_changes_is_never_current(
    app: Starlette, engineer: Script
) -> None:
    for _ in range(2):
        await engineer.issue()
    path = by_get("{ changes(first: 9) { nodes { action } } }")
    first = await known(engineer, path)
    database = app.state.database
    (row,) = await database.rows(select(func.max(Change.__table__.c.sequence).label("last")))
    older = update(Change.__table__).where(Change.__table__.c.sequence < row["last"])

    async def age(write: Write) -> None:
        await write.execute(older.values(at=write.now - timedelta(days=365)))

    await database.write(SYSTEM, age)
    assert await trim(database, datetime.now(UTC) - timedelta(days=1)) == 1
    later = await engineer.ask("GET", path, headers={"If-None-Match": first.headers["etag"]})
    assert later.status_code == 200
    assert later.content != first.content
