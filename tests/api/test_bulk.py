"""Bulk mutations: one transaction, one change per issue, and a result for each item."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.application import Headers
from tests.db.acting import assert_consistent, changes, everything

RESULTS = """
  count
  results { index issue { id title status tags version } userErrors { field message code } }
  userErrors { field message code }
"""
CREATE = (
    f"mutation ($input: CreateIssuesInput!) {{ done: createIssues(input: $input) {{{RESULTS}}} }}"
)
UPDATE = (
    f"mutation ($input: UpdateIssuesInput!) {{ done: updateIssues(input: $input) {{{RESULTS}}} }}"
)
DELETE = (
    f"mutation ($input: DeleteIssuesInput!) {{ done: deleteIssues(input: $input) {{{RESULTS}}} }}"
)
RESTORE = (
    f"mutation ($input: RestoreIssuesInput!) {{ done: restoreIssues(input: $input) {{{RESULTS}}} }}"
)
UNKNOWN = "00000000-0000-7000-8000-000000000000"


class Bulk:
    """A client that changes many issues."""

    def __init__(self, app: Starlette, client: httpx.AsyncClient, headers: Headers) -> None:
        self.database = app.state.database
        self.client = client
        self.headers = headers

    async def answer(self, text: str, **given: Any) -> Any:
        body = {"query": text, "variables": {"input": given}}
        return (await self.client.post("/graphql", json=body, headers=self.headers)).json()

    async def ask(self, text: str, **given: Any) -> Any:
        answer = await self.answer(text, **given)
        assert "errors" not in answer, answer
        return answer["data"]["done"]

    async def create(self, *titles: str, **fields: Any) -> list[str]:
        issues = [{"title": title, **fields} for title in titles]
        done = await self.ask(CREATE, issues=issues)
        return [result["issue"]["id"] for result in done["results"]]

    async def refused(self, text: str, **given: Any) -> list[tuple[str, str]]:
        """The place and reason of a refused call, which must change nothing."""
        before = await everything(self.database)
        done = await self.ask(text, **given)
        assert done["count"] == 0
        assert await everything(self.database) == before
        return [(".".join(each["field"] or ()), each["code"]) for each in done["userErrors"]]


@pytest.fixture
def bulk(app: Starlette, client: httpx.AsyncClient, writer_headers: Headers) -> Bulk:
    return Bulk(app, client, writer_headers)


async def test_a_thousand_issues_in_one_call(bulk: Bulk) -> None:
    issues = [{"title": f"Rail {n} sags", "tags": [f"lot{n % 7}x"]} for n in range(1000)]
    done = await bulk.ask(CREATE, issues=issues)
    assert (done["count"], done["userErrors"]) == (1000, [])
    assert [result["index"] for result in done["results"]] == list(range(1000))
    assert [result["issue"]["title"] for result in done["results"]] == [
        each["title"] for each in issues
    ]
    log = await changes(bulk.database)
    assert [entry["object_id"] for entry in log] == [
        result["issue"]["id"] for result in done["results"]
    ]
    await assert_consistent(bulk.database)
    newest = await bulk.answer(
        '{ done: issues(first: 2, filter: {search: "lot3x"}) { totalCount nodes { title } } }'
    )
    assert newest["data"]["done"] == {
        "totalCount": 143,
        "nodes": [{"title": "Rail 997 sags"}, {"title": "Rail 990 sags"}],
    }


async def test_one_bad_item_refuses_all_or_itself(bulk: Bulk) -> None:
    issues = [{"title": "good"}, {"title": " "}, {"title": "x", "sessionIds": [UNKNOWN]}]
    at = [("issues.1.title", "INVALID"), ("issues.2.sessionIds.0", "NOT_FOUND")]
    assert await bulk.refused(CREATE, issues=issues) == at
    done = await bulk.ask(CREATE, issues=issues, errorPolicy="REJECT_FAILED")
    assert (done["count"], done["userErrors"]) == (1, [])
    assert [bool(result["issue"]) for result in done["results"]] == [True, False, False]
    assert [
        [".".join(error["field"]) for error in result["userErrors"]] for result in done["results"]
    ] == [[], ["title"], ["sessionIds.0"]]
    await assert_consistent(bulk.database)


async def test_a_refusal_says_which_items_were_good(bulk: Bulk) -> None:
    done = await bulk.ask(CREATE, issues=[{"title": "good"}, {"title": ""}])
    assert [
        (result["index"], result["issue"], len(result["userErrors"])) for result in done["results"]
    ] == [(0, None, 0), (1, None, 1)]


async def test_one_change_in_several_issues(bulk: Bulk) -> None:
    ids = await bulk.create("a", "b", "c", tags=["old", "kept"])
    done = await bulk.ask(
        UPDATE,
        ids=ids[:2],
        patch={"status": "RESOLVED"},
        addTags=["new"],
        removeTags=["old"],
    )
    assert done["count"] == 2
    assert [result["issue"] for result in done["results"]] == [
        {"id": each, "title": title, "status": "RESOLVED", "tags": ["kept", "new"], "version": 2}
        for each, title in zip(ids[:2], "ab", strict=True)
    ]
    assert len(await changes(bulk.database)) == 5
    await assert_consistent(bulk.database)


async def test_what_is_the_same_already_is_no_change(bulk: Bulk) -> None:
    ids = await bulk.create("a")
    before = await everything(bulk.database)
    done = await bulk.ask(UPDATE, ids=ids, patch={"title": "a"})
    assert (done["count"], done["results"][0]["issue"]["version"]) == (1, 1)
    assert await everything(bulk.database) == before


async def test_delete_and_restore(bulk: Bulk) -> None:
    ids = await bulk.create("a", "b", "c")
    some = [ids[0], UNKNOWN, ids[2]]
    assert await bulk.refused(DELETE, ids=some) == [("ids.1", "NOT_FOUND")]
    done = await bulk.ask(DELETE, ids=some, errorPolicy="REJECT_FAILED")
    assert done["count"] == 2
    assert [result["userErrors"] for result in done["results"]][1][0]["field"] is None
    done = await bulk.ask(RESTORE, filter={"title": {"in": ["a", "b", "c"]}}, expectedCount=2)
    assert [result["issue"]["id"] for result in done["results"]] == [ids[0], ids[2]]
    await assert_consistent(bulk.database)


async def test_a_filter_is_guarded_by_its_count(bulk: Bulk) -> None:
    await bulk.create("a", "b", owner="lab", tags=["x"])
    await bulk.create("c")
    found = {"owner": {"eq": "lab"}, "tags": {"some": {"eq": "x"}}}
    patch = {"priority": "HIGH"}
    before = await everything(bulk.database)
    done = await bulk.ask(UPDATE, filter=found, expectedCount=3, patch=patch)
    assert done["userErrors"] == [
        {
            "field": ["expectedCount"],
            "message": "The filter matches 2 issues, not 3.",
            "code": "CONFLICT",
        }
    ]
    assert await everything(bulk.database) == before
    done = await bulk.ask(UPDATE, filter=found, expectedCount=2, patch=patch)
    assert done["count"] == 2
    done = await bulk.ask(DELETE, filter={"createdBy": {"isMe": True}}, expectedCount=3)
    assert done["count"] == 3


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({}, ("", "INVALID")),
        ({"ids": [UNKNOWN], "filter": {}}, ("", "INVALID")),
        ({"ids": [UNKNOWN], "expectedCount": 1}, ("expectedCount", "INVALID")),
        ({"ids": []}, ("ids", "INVALID")),
        ({"ids": [UNKNOWN] * 1001}, ("ids", "INVALID")),
        ({"ids": ["a", "b", "A"]}, ("ids.2", "INVALID")),
        ({"filter": {}}, ("expectedCount", "INVALID")),
        ({"filter": {}, "expectedCount": 0}, ("expectedCount", "INVALID")),
        ({"filter": {}, "expectedCount": 1001}, ("expectedCount", "INVALID")),
        ({"filter": {}, "expectedCount": 7}, ("expectedCount", "CONFLICT")),
    ],
)
async def test_targets_that_are_refused(bulk: Bulk, given: Any, at: Any) -> None:
    await bulk.create("a")
    assert await bulk.refused(UPDATE, patch={"title": "x"}, **given) == [at]
    assert await bulk.refused(DELETE, **given) == [at]
    assert await bulk.refused(RESTORE, **given) == [at]


async def test_changes_that_are_refused(bulk: Bulk) -> None:
    ids = await bulk.create("a")
    assert await bulk.refused(UPDATE, ids=ids, patch={}) == [("patch", "INVALID")]
    assert await bulk.refused(UPDATE, ids=ids, patch={"title": ""}) == [("patch.title", "INVALID")]
    assert await bulk.refused(UPDATE, ids=ids, patch={}, addTags=["x", ""]) == [
        ("addTags.1", "INVALID")
    ]
    many = [f"tag {number}" for number in range(100)]
    await bulk.ask(UPDATE, ids=ids, patch={"tags": many})
    assert await bulk.refused(UPDATE, ids=ids, patch={}, addTags=["one more"]) == [
        ("ids.0", "INVALID")
    ]
    assert await bulk.refused(CREATE, issues=[]) == [("issues", "INVALID")]
    assert await bulk.refused(CREATE, issues=[{"title": "x"}] * 1001) == [("issues", "INVALID")]


async def test_a_filter_that_breaks_a_rule(bulk: Bulk) -> None:
    answer = await bulk.answer(DELETE, filter={"title": {"eq": None}}, expectedCount=1)
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "filter.title.eq" in error["message"]


async def test_a_dry_run_of_many(bulk: Bulk) -> None:
    ids = await bulk.create("a", "b")
    before = await everything(bulk.database)
    done = await bulk.ask(UPDATE, ids=ids, patch={"title": "x"}, dryRun=True)
    assert [result["issue"]["version"] for result in done["results"]] == [2, 2]
    assert await everything(bulk.database) == before


async def test_a_call_is_made_once_with_its_key(bulk: Bulk) -> None:
    bulk.headers = {**bulk.headers, "Idempotency-Key": "night 7"}
    first = await bulk.ask(CREATE, issues=[{"title": "a"}])
    assert await bulk.ask(CREATE, issues=[{"title": "a"}]) == first
    assert len(await changes(bulk.database)) == 1
    done = await bulk.ask(CREATE, issues=[{"title": "b"}])
    assert done["userErrors"][0]["code"] == "CONFLICT"


async def test_what_many_cost(bulk: Bulk) -> None:
    deep = "mutation ($input: CreateIssuesInput!) { createIssues(input: $input) {" + (
        " results { issue { comments(first: 50) { nodes { id } } } } } }"
    )
    answer = await bulk.answer(deep, issues=[{"title": "x"}] * 1000)
    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert await changes(bulk.database) == []
