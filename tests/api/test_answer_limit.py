"""Answers are bounded in bytes, on both surfaces and both engines, whatever they are made of."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from db.enums import TokenScope
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings
from tests.application import BASE_URL

LIMIT = 1_000_000
TEXT = "x" * 90_000
CREATE = "mutation($i: CreateIssueInput!) { createIssue(input: $i) { issue { id } } }"


@pytest.fixture
async def app(url: str, tmp_path: Path) -> AsyncIterator[Starlette]:
    settings = Settings(
        database=url, data_dir=tmp_path, longest_lag=60, costly_share=1, answer_limit=LIMIT
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def filled(client: httpx.AsyncClient, app: Starlette) -> list[str]:
    """The ids of 30 issues of 90 KB."""
    _, secret = await create_token(app.state.database, "ada@example.com", TokenScope.WRITE)
    client.headers["Authorization"] = f"Bearer {secret}"
    ids = []
    for number in range(30):
        given = {"title": f"large {number}", "description": [{"text": TEXT}]}
        made = await ask(client, CREATE, {"i": given})
        ids.append(made["data"]["createIssue"]["issue"]["id"])
    return ids


async def ask(client: httpx.AsyncClient, query: str, variables: Mapping[str, object]) -> Any:
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    return answer.json()


QUESTIONS = {
    "a page": "{ issues(first: 30) { nodes { description } } }",
    "edges": "{ issues(first: 30) { edges { node { description } } } }",
    "several pages": "{ a: issues(first: 7) { nodes { description } }"
    " b: issues(last: 7) { nodes { description } } }",
    "ids": "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue { description } } }",
    "the log": "{ changes(first: 30) { nodes { patch } } }",
}


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_an_answer_that_is_too_large_is_refused(
    client: httpx.AsyncClient, filled: list[str], kind: str
) -> None:
    variables = {"ids": [filled[0]] * 30} if kind == "ids" else {}
    answer = await ask(client, QUESTIONS[kind], variables)
    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "bytes"}
    small = "{ issues(first: 5) { nodes { description } } }"
    assert "errors" not in await ask(client, small, {})


async def test_a_payload_that_is_too_large_undoes_its_change(
    client: httpx.AsyncClient, filled: list[str]
) -> None:
    payload = "{ issue { " + " ".join(f"a{n}: description" for n in range(12)) + " } }"
    text = f"mutation($i: UpdateIssueInput!) {{ updateIssue(input: $i) {payload} }}"
    answer = await ask(client, text, {"i": {"id": filled[0], "title": "renamed"}})
    (error,) = answer["errors"]
    assert error["extensions"]["limit"] == "bytes"
    title = await ask(client, "query($i: ID!) { issue(id: $i) { title } }", {"i": filled[0]})
    assert title["data"]["issue"]["title"] == "large 0"


async def test_a_rest_list_that_is_too_large_is_refused(
    client: httpx.AsyncClient, filled: list[str]
) -> None:
    assert len(filled) == 30
    for limit, status in ((30, 422), (1000, 422), (5, 200)):
        answer = await client.get(f"{BASE_URL}/api/v1/issues?limit={limit}")
        assert answer.status_code == status, answer.text[:300]
