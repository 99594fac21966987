"""Two writers of one issue: fields that both change are conflicts, others are not."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.application import Headers
from tests.db.acting import assert_consistent

UPDATE = """
mutation ($input: UpdateIssueInput!) { done: updateIssue(input: $input) {
  issue { title status priority owner tags jobRunId resolutionSummary description version }
  userErrors { field code conflicts { __typename field base yours theirs } }
} }
"""
FIELDS: dict[str, Any] = {
    "title": "new",
    "status": "IN_PROGRESS",
    "priority": "HIGH",
    "owner": "lab",
    "tags": ["a", "b"],
    "jobRunId": "run 1",
    "resolutionSummary": "done",
    "description": [{"text": "x"}],
}
ISSUES = 8
"""Times the fields above: 64 writers at once."""


class Writers:
    def __init__(self, app: Starlette, client: httpx.AsyncClient, headers: Headers) -> None:
        self.database = app.state.database
        self.client = client
        self.headers = headers

    async def ask(self, text: str, variables: Any = None) -> Any:
        answer = await self.client.post(
            "/graphql", json={"query": text, "variables": variables}, headers=self.headers
        )
        assert "errors" not in answer.json(), answer.text
        return answer.json()["data"]["done"]

    async def create(self) -> str:
        done = await self.ask(
            'mutation { done: createIssue(input: {title: "old"}) { issue { id } } }'
        )
        return str(done["issue"]["id"])

    async def update(self, issue_id: str, **given: Any) -> Any:
        return await self.ask(UPDATE, {"input": {"id": issue_id, **given}})


@pytest.fixture
def writers(app: Starlette, client: httpx.AsyncClient, writer_headers: Headers) -> Writers:
    return Writers(app, client, writer_headers)


async def test_a_conflict_shows_all_three_values(writers: Writers) -> None:
    issue_id = await writers.create()
    await writers.update(issue_id, title="between", priority="HIGH")
    await writers.update(issue_id, title="theirs", tags=["x"])
    for merge in (False, True):
        done = await writers.update(
            issue_id,
            expectedVersion=1,
            title="yours",
            priority="MEDIUM",
            owner="me",
            mergeDisjoint=merge,
        )
        (error,) = done["userErrors"]
        assert (done["issue"], error["code"], error["field"]) == (
            *(None, "CONFLICT", ["expectedVersion"]),
        )
        assert error["conflicts"] == [
            {
                "__typename": "FieldConflict",
                "field": "title",
                "base": "old",
                "yours": "yours",
                "theirs": "theirs",
            },
            {
                "__typename": "FieldConflict",
                "field": "priority",
                "base": "LOW",
                "yours": "MEDIUM",
                "theirs": "HIGH",
            },
        ]


async def test_other_fields_merge_if_asked(writers: Writers) -> None:
    issue_id = await writers.create()
    await writers.update(issue_id, title="theirs")
    refused = await writers.update(issue_id, expectedVersion=1, owner="me")
    assert refused["userErrors"][0]["conflicts"] == []
    done = await writers.update(issue_id, expectedVersion=1, owner="me", mergeDisjoint=True)
    assert (done["issue"]["title"], done["issue"]["owner"]) == ("theirs", "me")
    same = await writers.update(issue_id, expectedVersion=1, title="theirs", mergeDisjoint=True)
    assert same["userErrors"] == []
    ahead = await writers.update(issue_id, expectedVersion=9, owner="x", mergeDisjoint=True)
    assert ahead["userErrors"][0]["code"] == "CONFLICT"


async def test_many_writers_of_different_fields_all_hold(writers: Writers) -> None:
    issues = [await writers.create() for _ in range(ISSUES)]
    done = await asyncio.gather(
        *(
            writers.update(each, expectedVersion=1, mergeDisjoint=True, **{name: value})
            for each in issues
            for name, value in FIELDS.items()
        )
    )
    assert [each["userErrors"] for each in done] == [[]] * len(done)
    for issue_id in issues:
        after = (await writers.update(issue_id, title=FIELDS["title"]))["issue"]
        assert after == {**FIELDS, "version": 1 + len(FIELDS)}
    await assert_consistent(writers.database)


async def test_many_writers_of_one_field_have_one_winner(writers: Writers) -> None:
    issue_id = await writers.create()
    done = await asyncio.gather(
        *(
            writers.update(issue_id, expectedVersion=1, mergeDisjoint=True, title=f"writer {n}")
            for n in range(64)
        )
    )
    (winner,) = [each["issue"]["title"] for each in done if each["issue"]]
    losers = [each["userErrors"][0]["conflicts"] for each in done if not each["issue"]]
    assert {(each["base"], each["theirs"]) for (each,) in losers} == {("old", winner)}
