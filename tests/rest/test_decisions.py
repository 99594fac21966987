"""What the reference leaves open, over the whole application."""

import asyncio

import httpx
import pytest

from db.enums import TokenScope
from tests.application import NewToken
from tests.rest.client import ISSUES, UNKNOWN, Script, comments, problem


async def test_a_comment_belongs_to_its_issue(engineer: Script) -> None:
    issue, other = await engineer.issue(), await engineer.issue()
    comment = await engineer.comment(issue)
    path = f"{comments(other)}/{comment['uuid']}"
    problem(await engineer.ask("PATCH", path, json={"content": "x"}), 404)
    problem(await engineer.ask("DELETE", path), 404)
    listed = (await engineer.ask("GET", comments(issue))).json()
    assert listed["items"] == [comment]


async def test_a_comment_is_its_authors_or_an_admins(
    engineer: Script, colleague: Script, admin: Script
) -> None:
    issue = await engineer.issue()
    comment = await engineer.comment(issue)
    path = f"{comments(issue)}/{comment['uuid']}"
    problem(await colleague.ask("PATCH", path, json={"content": "x"}), 403)
    problem(await colleague.ask("DELETE", path), 403)
    assert (await admin.ask("PATCH", path, json={"content": "y"})).status_code == 200
    assert (await admin.ask("DELETE", path)).status_code == 204


async def test_automation_signs_as_atlas(client: httpx.AsyncClient, new_token: NewToken) -> None:
    atlas = Script(client, await new_token("jobs@example.com", name="Atlas"))
    named = Script(client, await new_token("ci@example.com", name="ci"))
    assert (await atlas.issue())["created_by"] == "Atlas"
    assert (await named.issue())["created_by"] == "ci@example.com"


async def test_a_token_to_read_may_not_write(
    client: httpx.AsyncClient, engineer: Script, new_token: NewToken
) -> None:
    reader = Script(client, await new_token("viewer@example.com", TokenScope.READ))
    issue = await engineer.issue()
    assert (await reader.ask("GET", f"{ISSUES}/{issue['uuid']}")).status_code == 200
    body = {"title": "x", "description": []}
    problem(await reader.ask("POST", ISSUES, json=body), 403)
    problem(await reader.ask("DELETE", f"{ISSUES}/{issue['uuid']}"), 403)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": ""}, ["title"]),
        ({"title": "\x1c"}, ["title"]),
        ({"title": None}, ["title"]),
        ({"status": "closed"}, ["status"]),
        ({"tags": "a"}, ["tags"]),
        ({"attachment_ids": [UNKNOWN]}, ["attachment_ids", 0]),
        ({"session_ids": [UNKNOWN]}, ["session_ids", 0]),
        ({"session_ids": ["nope"]}, ["session_ids", 0]),
    ],
)
async def test_a_broken_rule_changes_nothing(
    engineer: Script, fields: dict[str, object], place: list[object]
) -> None:
    before = (await engineer.ask("GET", ISSUES)).json()["count"]
    body = {"title": "x", "description": [], **fields}
    refused = problem(await engineer.ask("POST", ISSUES, json=body), 422)
    assert [error["loc"] for error in refused["errors"]] == [["body", *place]]
    assert (await engineer.ask("GET", ISSUES)).json()["count"] == before


async def test_unknown_attachments_of_a_comment(engineer: Script) -> None:
    issue = await engineer.issue()
    known = await engineer.attachment()
    body = {"content": "x", "attachment_ids": [known, UNKNOWN]}
    refused = problem(await engineer.ask("POST", comments(issue), json=body), 422)
    assert refused["errors"][0]["loc"] == ["body", "attachment_ids", 1]
    assert (await engineer.ask("GET", comments(issue))).json()["count"] == 0


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "offset=-1", "status=closed", "priority=urgent", "limit=x"]
)
async def test_parameters_that_break_a_rule(engineer: Script, query: str) -> None:
    problem(await engineer.ask("GET", f"{ISSUES}?{query}"), 422)


async def test_the_largest_page(engineer: Script) -> None:
    issue = await engineer.issue()
    for path in (ISSUES, comments(issue), f"{ISSUES}/{issue['uuid']}/files"):
        assert (await engineer.ask("GET", path, params={"limit": 1000})).status_code == 200
        far = await engineer.ask("GET", path, params={"offset": 2**31 - 1})
        assert far.status_code == 200


async def test_what_is_unknown_is_ignored(engineer: Script) -> None:
    issue = await engineer.issue(created_by="x", unheard_of=[1])
    assert issue["created_by"] == "engineer@example.com"
    assert (await engineer.ask("GET", f"{ISSUES}?sort=title")).status_code == 200


async def test_bad_requests(engineer: Script) -> None:
    json = {"Content-Type": "application/json"}
    problem(await engineer.ask("POST", ISSUES, content=b"{", headers=json), 400)
    text = {"Content-Type": "text/plain"}
    problem(await engineer.ask("POST", ISSUES, content=b"{}", headers=text), 415)
    problem(await engineer.ask("POST", ISSUES, content=b" " * 2_000_000, headers=json), 413)
    refused = await engineer.ask("PUT", ISSUES, json={})
    problem(refused, 405)
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_conditional_reads(engineer: Script) -> None:
    issue = await engineer.issue()
    one = f"{ISSUES}/{issue['uuid']}"
    for path in (one, ISSUES, f"{one}/comments", f"{one}/files", f"{ISSUES}/metrics"):
        tag = (await engineer.ask("GET", path)).headers["etag"]
        again = await engineer.ask("GET", path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        head = await engineer.ask("HEAD", path)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    tag = (await engineer.ask("GET", one)).headers["etag"]
    await engineer.ask("PATCH", one, json={"title": "New"})
    changed = await engineer.ask("GET", one, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_conditional_changes(engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    tag = (await engineer.ask("GET", path)).headers["etag"]
    first = await engineer.ask("PATCH", path, json={"title": "1"}, headers={"If-Match": tag})
    assert first.status_code == 200
    stale = await engineer.ask("PATCH", path, json={"title": "2"}, headers={"If-Match": tag})
    problem(stale, 412)
    problem(await engineer.ask("DELETE", path, headers={"If-Match": tag}), 412)
    either = f"{tag}, {first.headers['etag']}"
    second = await engineer.ask("PATCH", path, json={"title": "2"}, headers={"If-Match": either})
    assert second.json()["title"] == "2"
    any_version = await engineer.ask("DELETE", path, headers={"If-Match": "*"})
    assert any_version.status_code == 204
    problem(await engineer.ask("PATCH", path, json={}, headers={"If-Match": tag}), 404)


async def test_if_match_compares_versions_and_says_why_not(engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    tag = (await engineer.ask("GET", path)).headers["etag"]
    version = 1
    for given in (tag, f"W/{tag}", f'{tag[:-1]}-gzip"', f'W/{tag[:-1]}-br"', '"{}-0"'):
        given = given.replace("1-", f"{version}-", 1).replace("{}", str(version))
        body = {"title": f"after {given}"}
        changed = await engineer.ask("PATCH", path, json=body, headers={"If-Match": given})
        assert changed.status_code == 200, given
        version += 1
    reasons = {
        '"2-0", W/"1-0"': "The version is 6, not 1.",
        tag: "The version is 6, not 1.",
        '"abc"': "If-Match names no entity tag of an object",
        "6": "If-Match names no entity tag of an object",
    }
    for given, reason in reasons.items():
        for method in ("PATCH", "DELETE"):
            body_of = {"json": {"title": "x"}} if method == "PATCH" else {}
            refused = await engineer.ask(method, path, headers={"If-Match": given}, **body_of)
            assert reason in problem(refused, 412)["detail"]
    read = problem(await engineer.ask("GET", path, headers={"If-Match": '"6-0"'}), 412)
    assert "does not name the entity tag of this answer" in read["detail"]


async def test_conditional_changes_of_comments(engineer: Script) -> None:
    issue = await engineer.issue()
    made = await engineer.ask("POST", comments(issue), json={"content": "a"})
    path = f"{comments(issue)}/{made.json()['uuid']}"
    tag = {"If-Match": made.headers["etag"]}
    changed = await engineer.ask("PATCH", path, json={"content": "b"}, headers=tag)
    assert changed.status_code == 200
    problem(await engineer.ask("DELETE", path, headers=tag), 412)
    tag = {"If-Match": changed.headers["etag"]}
    assert (await engineer.ask("DELETE", path, headers=tag)).status_code == 204


async def test_one_winner_per_version(engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    tag = {"If-Match": (await engineer.ask("GET", path)).headers["etag"]}
    answers = await asyncio.gather(
        *(
            engineer.ask("PATCH", path, json={"title": f"by {writer}"}, headers=tag)
            for writer in range(16)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 15


async def test_idempotency_keys(engineer: Script, colleague: Script) -> None:
    body = {"title": "once", "description": []}
    key = {"Idempotency-Key": "run-17"}
    answers = await asyncio.gather(
        *(engineer.ask("POST", ISSUES, json=body, headers=key) for _ in range(8))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["location"] for answer in answers}) == 1
    other = await engineer.ask("POST", ISSUES, json=body | {"title": "twice"}, headers=key)
    problem(other, 409)
    theirs = await colleague.ask("POST", ISSUES, json=body, headers=key)
    assert theirs.json()["uuid"] != answers[0].json()["uuid"]
