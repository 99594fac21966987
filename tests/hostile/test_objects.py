"""Deleted objects cannot be reached: by id, through a node, an edge or an order."""

from typing import Any

import httpx
import pytest

from tests.application import Headers
from tests.rest.client import Script, comments

SECRET = "kettle"
"""In everything that is deleted."""
ID_FIELDS = """
  id __typename
  ... on Issue { title comments { nodes { content } } files { nodes { fileName } } }
  ... on Comment { content reactions { emoji users } attachments { name } issue { title } }
  ... on File { fileName attachment { name } issue { title } }
  ... on Session { starred: isStarred issues { nodes { title } } }
"""
ORDERS = (
    "ID",
    "CONTENT",
    "CREATED_BY",
    "CREATED_AT",
    "UPDATED_AT",
    "IS_EDITED",
    "IS_DELETED",
    "VERSION",
)


class Deleted:
    """An issue with a comment and a file, deleted; and a deleted comment of one that is there."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.ids: list[str] = []

    async def make(self) -> None:
        graphql = self.script.graphql
        session = await self.script.session(title="Bench 3")
        gone = await self.script.issue(title=f"{SECRET} A", tags=[SECRET], session_ids=[session])
        told = await self.script.comment(gone, f"{SECRET} B")
        attachment = await self.script.attachment(name="trace.csv")
        file = await graphql(
            "addFile", "file", issueId=gone["uuid"], fileName=f"{SECRET}.csv", fileType="csv",
            attachmentId=attachment,
        )  # fmt: skip
        self.here = await self.script.issue(title="Here", session_ids=[session])
        taken_back = await self.script.comment(
            self.here, f"{SECRET} C", attachment_ids=[attachment]
        )
        await graphql("addReaction", "comment", commentId=taken_back["uuid"], emoji="🫖")
        self.edited = await self.script.comment(self.here, f"{SECRET} D")
        await self.script.ask(
            "PATCH", f"{comments(self.here)}/{self.edited['uuid']}", json={"content": "milder"}
        )
        for path in (
            f"/api/v1/issues/{gone['uuid']}",
            f"{comments(self.here)}/{taken_back['uuid']}",
        ):
            assert (await self.script.ask("DELETE", path)).status_code == 204
        self.ids = [gone["uuid"], told["uuid"], str(file["id"]), taken_back["uuid"]]
        self.session = session

    async def ask(self, query: str, **variables: object) -> Any:
        body = {"query": query, "variables": variables}
        answer = (await self.script.ask("POST", "/graphql", json=body)).json()
        assert "errors" not in answer, answer
        return answer["data"]


LISTS = [
    "{ issues { totalCount edges { node { title tags } } nodes { title } } }",
    "{ comments { totalCount edges { node { content } } nodes { content } } }",
    "{ files { totalCount edges { node { fileName } } nodes { fileName } } }",
    "{ sessions { nodes { issues { totalCount nodes { title } edges { node { title } } } } } }",
    "{ issues { nodes { comments(includeDeleted: true) { nodes { content reactions { emoji }"
    " attachments { name } isDeleted } edges { node { content } } } } } }",
    "{ comments(includeDeleted: true) { nodes { content issue { title } } } }",
    "{ changes(first: 50) { nodes { object { " + ID_FIELDS + " } } } }",
    "{ issueGroups(by: [TAG]) { tag count } }",
    "{ issueMetrics { charts { __typename } } }",
]
FINDERS = [
    '{ issues(filter: {search: "kettle"}) { totalCount } }',
    '{ issues(filter: {tags: {some: {eq: "kettle"}}}) { totalCount } }',
    '{ issues(filter: {comments: {some: {content: {contains: "kettle"}}}}) { totalCount } }',
    '{ comments(filter: {content: {contains: "ettl"}}, includeDeleted: true) { totalCount } }',
    '{ sessions(filter: {issues: {some: {title: {contains: "kettle"}}}}) { totalCount } }',
]


@pytest.fixture
async def deleted(client: httpx.AsyncClient, admin_headers: Headers) -> Deleted:
    """Asked for by an admin, who may see most."""
    made = Deleted(Script(client, admin_headers))
    await made.make()
    return made


async def test_what_is_gone_is_not_found(deleted: Deleted) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) {" + ID_FIELDS + "} }"
    assert (await deleted.ask(query, ids=deleted.ids))["nodes"] == [None] * 4
    for noun, gone in zip(("issue", "comment", "file", "comment"), deleted.ids, strict=True):
        text = f"query ($id: ID!) {{ node(id: $id) {{ id }} {noun}(id: $id) {{ id }} }}"
        assert await deleted.ask(text, id=gone) == {"node": None, noun: None}
    for query in LISTS:
        answer = str(await deleted.ask(query))
        assert not any(secret in answer for secret in (SECRET, "trace.csv", "🫖")), query
    for query in FINDERS:
        (found,) = (await deleted.ask(query)).values()
        assert found == {"totalCount": 0}, query


async def test_cursors_of_tombstones_do_not_hold_it(deleted: Deleted) -> None:
    text = "{ comments(includeDeleted: true, orderBy: [{field: %s}]) { edges { cursor } } }"
    for order in ORDERS:
        edges = (await deleted.ask(text % order))["comments"]["edges"]
        assert len(edges) == 2
        assert not any(SECRET.encode() in bytes.fromhex(edge["cursor"]) for edge in edges), order


async def test_rest_does_not_show_it(deleted: Deleted) -> None:
    here = f"/api/v1/issues/{deleted.here['uuid']}"
    for path in (
        *("/api/v1/issues", f"/api/v1/issues?search={SECRET}", "/api/v1/issues/metrics", here),
        *(f"{here}/comments?include_deleted=true", f"{here}/files"),
        *(f"/api/v1/issues/{gone}" for gone in deleted.ids),
        *(f"/api/v1/issues/{deleted.ids[0]}/{part}" for part in ("comments", "files")),
    ):
        answer = await deleted.script.ask("GET", path)
        assert SECRET not in answer.text, path
        assert answer.status_code in (200, 404), path


async def test_it_cannot_be_changed(deleted: Deleted) -> None:
    issue, comment, file, tombstone = deleted.ids
    for mutation, given in (
        ("updateIssue", {"id": issue, "title": "x"}),
        ("addTags", {"id": issue, "tags": ["x"]}),
        ("addComment", {"issueId": issue, "content": "x"}),
        ("updateComment", {"id": comment, "content": "x"}),
        ("updateComment", {"id": tombstone, "content": "x"}),
        ("addReaction", {"commentId": tombstone, "emoji": "x"}),
        ("removeFile", {"id": file}),
    ):
        name = mutation[0].upper() + mutation[1:]
        text = (
            f"mutation ($input: {name}Input!)"
            f" {{ {mutation}(input: $input) {{ userErrors {{ code message }} }} }}"
        )
        (error,) = (await deleted.ask(text, input=given))[mutation]["userErrors"]
        assert error["code"] == "NOT_FOUND", (mutation, given)


async def test_the_change_log_keeps_what_was_written(deleted: Deleted) -> None:
    """It is the record of who wrote what: `docs/security.md` says so."""
    data = await deleted.ask("{ changes(first: 100) { nodes { action patch } } }")
    assert SECRET in str(data)
