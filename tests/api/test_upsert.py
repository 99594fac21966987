"""Failures filed by fingerprint: one issue, also for many concurrent reports."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.application import Headers
from tests.db.acting import assert_consistent, changes, everything

UPSERT = """
mutation ($input: UpsertIssueInput!) { done: upsertIssue(input: $input) {
  action
  issue {
    id title status fingerprint occurrences createdAt lastSeenAt version
    comments { totalCount nodes { content } }
  }
  userErrors { field code }
} }
"""
CREATE = """
mutation ($input: CreateIssueInput!) { done: createIssue(input: $input) {
  issue { id fingerprint occurrences createdAt lastSeenAt createdBy } userErrors { field code }
} }
"""
UPDATE = (
    "mutation ($input: UpdateIssueInput!) { done: updateIssue(input: $input) { issue { id } } }"
)
DELETE = "mutation ($input: DeleteIssueInput!) { done: deleteIssue(input: $input) { deletedId } }"
JOBS = 32


class Jobs:
    """Programs that file failures."""

    def __init__(self, app: Starlette, client: httpx.AsyncClient, headers: Headers) -> None:
        self.database = app.state.database
        self.client = client
        self.headers = headers

    async def ask(self, text: str, **given: Any) -> Any:
        body = {"query": text, "variables": {"input": given}}
        answer = (await self.client.post("/graphql", json=body, headers=self.headers)).json()
        assert "errors" not in answer, answer
        return answer["data"]["done"]

    async def file(self, fingerprint: str = "test_rail", **given: Any) -> Any:
        return await self.ask(UPSERT, title="Rail sags", fingerprint=fingerprint, **given)

    async def find(self, condition: str) -> Any:
        text = f"{{ issues(filter: {condition}) {{ nodes {{ title occurrences }} }} }}"
        answer = await self.client.post("/graphql", json={"query": text}, headers=self.headers)
        return answer.json()["data"]["issues"]["nodes"]


@pytest.fixture
def jobs(app: Starlette, client: httpx.AsyncClient, writer_headers: Headers) -> Jobs:
    return Jobs(app, client, writer_headers)


async def test_the_first_creates_and_the_others_count(jobs: Jobs) -> None:
    first = await jobs.file(priority="HIGH", comment="run 1")
    assert (first["action"], first["issue"]["occurrences"]) == ("CREATED", 1)
    assert first["issue"]["lastSeenAt"] == first["issue"]["createdAt"]
    second = await jobs.file(priority="LOW", comment="run 2")
    assert second["action"] == "BUMPED"
    assert second["issue"]["id"] == first["issue"]["id"]
    assert (second["issue"]["occurrences"], second["issue"]["version"]) == (2, 2)
    assert second["issue"]["lastSeenAt"] > second["issue"]["createdAt"]
    contents = [each["content"] for each in second["issue"]["comments"]["nodes"]]
    assert contents == ["run 1", "run 2"]
    assert (await jobs.file("test_fan"))["issue"]["id"] != first["issue"]["id"]
    await assert_consistent(jobs.database)


async def test_many_at_once_make_one_issue(jobs: Jobs) -> None:
    done = await asyncio.gather(*(jobs.file(comment=f"job {n}") for n in range(JOBS)))
    assert len({each["issue"]["id"] for each in done}) == 1
    assert sorted(each["issue"]["occurrences"] for each in done) == list(range(1, JOBS + 1))
    assert sorted(each["action"] for each in done) == ["BUMPED"] * (JOBS - 1) + ["CREATED"]
    last = await jobs.file()
    assert (last["issue"]["occurrences"], last["issue"]["comments"]["totalCount"]) == (33, JOBS)
    await assert_consistent(jobs.database)


async def test_what_was_resolved_is_opened_again(jobs: Jobs) -> None:
    first = await jobs.file()
    await jobs.ask(UPDATE, id=first["issue"]["id"], status="RESOLVED")
    still = await jobs.file(reopen=False)
    assert (still["action"], still["issue"]["status"]) == ("BUMPED", "RESOLVED")
    again = await jobs.file()
    assert (again["action"], again["issue"]["status"]) == ("REOPENED", "OPEN")
    assert again["issue"]["occurrences"] == 3
    await jobs.ask(UPDATE, id=first["issue"]["id"], status="REJECTED")
    kept = await jobs.file()
    assert (kept["action"], kept["issue"]["status"]) == ("BUMPED", "REJECTED")


async def test_what_was_deleted_comes_back(jobs: Jobs) -> None:
    first = await jobs.file()
    await jobs.ask(DELETE, id=first["issue"]["id"])
    hidden = await jobs.file(reopen=False, comment="not written")
    assert (hidden["action"], hidden["issue"]["occurrences"]) == ("BUMPED", 2)
    assert await jobs.find('{fingerprint: {eq: "test_rail"}}') == []
    back = await jobs.file(comment="again")
    assert back["action"] == "REOPENED"
    assert back["issue"]["comments"]["totalCount"] == 1
    assert await jobs.find("{occurrences: {eq: 3}}") == [{"title": "Rail sags", "occurrences": 3}]
    await assert_consistent(jobs.database)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"fingerprint": ""}, ["fingerprint"]),
        ({"fingerprint": "x" * 201}, ["fingerprint"]),
        ({"comment": " "}, ["comment"]),
        ({"tags": [""]}, ["tags", "0"]),
    ],
)
async def test_what_is_refused_changes_nothing(jobs: Jobs, given: Any, field: Any) -> None:
    for _ in range(2):
        before = await everything(jobs.database)
        done = await jobs.ask(UPSERT, **{"title": "x", "fingerprint": "f", **given})
        assert [each["field"] for each in done["userErrors"]] == [field]
        assert (done["issue"], done["action"]) == (None, None)
        assert await everything(jobs.database) == before
        await jobs.file("f")


async def test_a_fingerprint_is_created_once(jobs: Jobs) -> None:
    made = await jobs.ask(CREATE, title="a", fingerprint="f")
    assert (made["issue"]["fingerprint"], made["issue"]["occurrences"]) == ("f", 1)
    again = await jobs.ask(CREATE, title="a", fingerprint="f")
    assert again["userErrors"] == [{"field": ["fingerprint"], "code": "CONFLICT"}]
    at_once = await asyncio.gather(
        *(jobs.ask(CREATE, title="a", fingerprint="g") for _ in range(8))
    )
    assert sum(each["issue"] is not None for each in at_once) == 1
    assert len(await changes(jobs.database)) == 2


async def test_only_an_admin_says_where_an_issue_comes_from(
    jobs: Jobs, admin_headers: Headers
) -> None:
    given = {"title": "a", "createdAt": "2024-02-03T04:05:06Z", "createdBy": "grace@example.com"}
    refused = await jobs.ask(CREATE, **given)
    assert refused["userErrors"] == [
        {"field": ["createdBy"], "code": "FORBIDDEN"},
        {"field": ["createdAt"], "code": "FORBIDDEN"},
    ]
    jobs.headers = admin_headers
    made = await jobs.ask(CREATE, **given)
    assert made["issue"]["createdAt"] == "2024-02-03T04:05:06.000000Z"
    assert made["issue"]["createdBy"] == "grace@example.com"
    for instant in ("2999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "0828-01-01T00:00:00Z"):
        wrong = await jobs.ask(CREATE, title="a", createdAt=instant)
        assert wrong["userErrors"] == [{"field": ["createdAt"], "code": "INVALID"}]
    await assert_consistent(jobs.database)
