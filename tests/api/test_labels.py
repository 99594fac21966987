"""Labels that look empty or alike, on both surfaces."""

from typing import Any

import httpx
import pytest

from tests.application import Headers

INVISIBLE = ("\u200b\u200b", "\u2060\u3164", "\ufe0f")
CREATE = """mutation ($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id title owner tags } userErrors { field code } }
}"""
ADD_TAGS = """mutation ($input: AddTagsInput!) {
  addTags(input: $input) { issue { tags } userErrors { field code } }
}"""
REMOVE_TAGS = ADD_TAGS.replace("AddTags", "RemoveTags").replace("addTags", "removeTags")
REACT = """mutation ($input: AddReactionInput!) {
  addReaction(input: $input) {
    comment { reactions { emoji count viewerHasReacted } } userErrors { field code }
  }
}"""


@pytest.fixture
def signed(client: httpx.AsyncClient, writer_headers: Headers) -> httpx.AsyncClient:
    client.headers.update(writer_headers)
    return client


async def change(client: httpx.AsyncClient, text: str, given: dict[str, Any]) -> Any:
    answer = await client.post("/graphql", json={"query": text, "variables": {"input": given}})
    return next(iter(answer.json()["data"].values()))


async def test_spaces_at_the_ends_are_dropped_over_graphql(signed: httpx.AsyncClient) -> None:
    given = {"title": "Fan", "owner": "\tAda ", "tags": ["a", " a ", "\ufeffa", "b "]}
    made = (await change(signed, CREATE, given))["issue"]
    key = made.pop("id")
    assert made == {"title": "Fan", "owner": "Ada", "tags": ["a", "b"]}

    more = await change(signed, ADD_TAGS, {"id": key, "tags": [" b", " c "]})
    assert more["issue"]["tags"] == ["a", "b", "c"]
    less = await change(signed, REMOVE_TAGS, {"id": key, "tags": [" b\u200b"]})
    assert less["issue"]["tags"] == ["a", "c"]


async def test_spaces_at_the_ends_are_dropped_over_rest(signed: httpx.AsyncClient) -> None:
    given = {"title": "Fan\n", "description": [], "owner": " Ada", "tags": ["a", " a "]}
    made = (await signed.post("/api/v1/issues", json=given)).json()
    assert (made["title"], made["owner"], made["tags"]) == ("Fan\n", "Ada", ["a"])

    patch = {"title": "Fans ", "owner": "Bob\n", "tags": ["b", "b\u200b"]}
    changed = (await signed.patch(f"/api/v1/issues/{made['uuid']}", json=patch)).json()
    assert (changed["title"], changed["owner"], changed["tags"]) == ("Fans ", "Bob", ["b"])


@pytest.mark.parametrize("blank", INVISIBLE)
async def test_a_text_that_cannot_be_seen_is_empty(signed: httpx.AsyncClient, blank: str) -> None:
    for field, path in (("title", "title"), ("owner", "owner"), ("tags", "tags")):
        value = [blank] if field == "tags" else blank
        refused = await change(signed, CREATE, {"title": "x", field: value})
        place = [path, "0"] if field == "tags" else [path]
        assert refused["userErrors"] == [{"field": place, "code": "INVALID"}]
        given = {"title": "x", "description": [], field: value}
        assert (await signed.post("/api/v1/issues", json=given)).status_code == 422

    issue = (await signed.post("/api/v1/issues", json={"title": "x", "description": []})).json()
    comments = f"/api/v1/issues/{issue['uuid']}/comments"
    assert (await signed.post(comments, json={"content": blank})).status_code == 422


async def test_a_reaction_is_one_emoji_however_it_is_written(signed: httpx.AsyncClient) -> None:
    issue = (await signed.post("/api/v1/issues", json={"title": "x", "description": []})).json()
    comments = f"/api/v1/issues/{issue['uuid']}/comments"
    comment = (await signed.post(comments, json={"content": "x"})).json()["uuid"]
    for spelling in ("👍", ":thumbsup:", "+1", "❤", "❤️", "heart"):
        answer = await change(signed, REACT, {"commentId": comment, "emoji": spelling})
    assert [(each["emoji"], each["count"]) for each in answer["comment"]["reactions"]] == [
        ("👍", 1),
        ("❤️", 1),
    ]

    for wrong in ("<script>", "thumbs", "👍👍", "", " "):
        refused = await change(signed, REACT, {"commentId": comment, "emoji": wrong})
        assert refused["userErrors"] == [{"field": ["emoji"], "code": "INVALID"}]
    read = (await signed.get(comments)).json()["items"][0]["reactions"]
    assert [each["emoji"] for each in read] == ["👍", "❤️"]
