"""Every request and answer of the reference, over the whole application."""

import re
from datetime import UTC, datetime, timedelta

import httpx

from rest_compat import responses
from tests.application import BASE_URL
from tests.rest.client import ISSUES, UNKNOWN, Script, checked, comments, problem

TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}")
EXAMPLE = {
    "title": "Power rail undervoltage at startup",
    "description": [],
    "priority": "high",
    "tags": ["power", "startup"],
}


def is_recent(timestamp: str) -> bool:
    at = datetime.fromisoformat(timestamp).replace(tzinfo=UTC)
    return bool(TIMESTAMP.fullmatch(timestamp)) and abs(datetime.now(UTC) - at) < timedelta(hours=1)


async def test_create_an_issue(engineer: Script) -> None:
    response = await engineer.ask("POST", ISSUES, json=EXAMPLE)
    issue = checked(responses.IssueObject, response, 201)
    assert is_recent(issue["created_at"])
    assert issue == {
        "uuid": issue["uuid"],
        "title": "Power rail undervoltage at startup",
        "description": [],
        "status": "open",
        "priority": "high",
        "tags": ["power", "startup"],
        "owner": "Unassigned",
        "resolution_summary": None,
        "created_by": "engineer@example.com",
        "created_at": issue["created_at"],
        "sessions": [],
        "attachments": [],
        "session_attachments": [],
        "job_run_id": None,
    }
    assert list(issue) == list(responses.IssueObject.model_fields)
    assert response.headers["location"] == f"{BASE_URL}{ISSUES}/{issue['uuid']}"
    got = await engineer.ask("GET", response.headers["location"])
    assert got.content == response.content
    assert got.headers["etag"] == response.headers["etag"]


async def test_defaults(engineer: Script) -> None:
    issue = await engineer.issue(title="x")
    assert (issue["status"], issue["priority"], issue["owner"]) == ("open", "low", "Unassigned")


async def test_create_an_issue_with_every_field(engineer: Script) -> None:
    fields = {
        "title": 'Drift 🌡️ of "U7"\\\n',
        "description": [{"type": "paragraph", "content": [{"text": "é", "n": 1.5, "z": None}]}, {}],
        "status": "resolved",
        "priority": "medium",
        "tags": ["b", "a"],
        "owner": "ada@example.com",
        "resolution_summary": "Swapped C12.",
    }
    source = await engineer.session(title="Bench")
    shown = await engineer.attachment(title="Log", sourceSessionId=source)
    direct = await engineer.attachment(name="plan.pdf", type="pdf")
    issue = await engineer.issue(**fields, attachment_ids=[direct], session_ids=[source])
    assert {name: issue[name] for name in fields} == fields
    [session], [attached], [of_session] = (
        issue[name] for name in ("sessions", "attachments", "session_attachments")
    )
    assert session == {
        "session_id": source,
        "session_title": "Bench",
        "session_description": None,
        "session_created_by": "engineer@example.com",
        "session_created_at": session["session_created_at"],
        "is_starred": False,
        "starred_at": None,
    }
    assert is_recent(session["session_created_at"])
    assert attached["attachment_id"] == direct
    assert of_session == {
        "attachment_id": shown,
        "attachment_name": "log.csv",
        "attachment_type": "csv",
        "attachment_title": "Log",
        "attachment_description": None,
        "attachment_citation": None,
        "attachment_source_session_id": source,
        "attachment_created_by": of_session["attachment_created_by"],
        "attachment_created_at": of_session["attachment_created_at"],
        "is_visible": True,
    }


async def test_list_issues(engineer: Script) -> None:
    older = await engineer.issue(priority="high")
    newer = await engineer.issue(priority="high")
    await engineer.issue(priority="low")
    listed = checked(
        responses.IssueList,
        await engineer.ask("GET", ISSUES, params={"status": "open", "priority": "high"}),
    )
    assert listed["items"][:2] == [newer, older]
    assert all(issue["priority"] == "high" for issue in listed["items"])
    assert listed["count"] == len(listed["items"])
    assert list(listed) == ["items", "count"]


async def test_several_values_match_any(engineer: Script) -> None:
    made = [await engineer.issue(status=status) for status in ("resolved", "rejected")]
    await engineer.issue(status="in_progress")
    listed = (await engineer.ask("GET", f"{ISSUES}?status=resolved&status=rejected")).json()
    assert listed["items"][:2] == made[::-1]
    assert {issue["status"] for issue in listed["items"]} == {"resolved", "rejected"}


async def test_pages_of_issues(engineer: Script) -> None:
    made = [await engineer.issue(title=str(number)) for number in range(5)]
    first = await engineer.ask("GET", ISSUES, params={"limit": 2})
    second = await engineer.ask("GET", first.links["next"]["url"])
    back = await engineer.ask("GET", second.links["prev"]["url"])
    assert first.json()["items"] + second.json()["items"] == made[:0:-1]
    assert back.content == first.content
    assert first.json()["count"] == second.json()["count"] >= 5
    assert first.headers["x-total-count"] == str(first.json()["count"])


async def test_get_an_issue(engineer: Script) -> None:
    issue = await engineer.issue()
    response = await engineer.ask("GET", f"{ISSUES}/{issue['uuid']}")
    assert checked(responses.IssueObject, response) == issue


async def test_update_an_issue(engineer: Script) -> None:
    issue = await engineer.issue(tags=["old"], description=[{"type": "p"}])
    path = f"{ISSUES}/{issue['uuid']}"
    changes: list[dict[str, object]] = [
        {"title": "New"},
        {"status": "in_progress"},
        {"priority": "medium"},
        {"tags": ["x", "y"]},
        {"owner": "ada@example.com"},
        {"resolution_summary": "Done."},
        {"resolution_summary": None, "tags": []},
        {"status": None, "priority": None},
        {},
    ]
    for change in changes:
        issue |= change
        updated = await engineer.ask("PATCH", path, json=change)
        assert checked(responses.IssueObject, updated) == issue
    assert (await engineer.ask("GET", path)).json() == issue


async def test_delete_an_issue(engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    deleted = await engineer.ask("DELETE", path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    for method, below in (
        ("GET", ""),
        ("DELETE", ""),
        ("PATCH", ""),
        ("GET", "/comments"),
        ("POST", "/comments"),
        ("GET", "/files"),
    ):
        body = {"content": "x"} if method in ("PATCH", "POST") else None
        problem(await engineer.ask(method, path + below, json=body), 404)
    listed = (await engineer.ask("GET", ISSUES)).json()
    assert issue["uuid"] not in [one["uuid"] for one in listed["items"]]


async def test_metrics(engineer: Script) -> None:
    async def charts() -> list[dict[str, object]]:
        response = await engineer.ask("GET", f"{ISSUES}/metrics")
        found: list[dict[str, object]] = checked(responses.Metrics, response)["metrics"]
        return found

    def values(chart: dict[str, object]) -> dict[str, int]:
        data = responses.PieChartData.model_validate(chart["chart_data"]).data
        return {one.label: one.value for one in data}

    before = await charts()
    for status, priority in (
        ("open", "high"),
        ("in_progress", "high"),
        ("open", "low"),
        ("resolved", "medium"),
        ("rejected", "high"),
    ):
        await engineer.issue(status=status, priority=priority)
    after = await charts()
    assert [chart["chart_type"] for chart in after] == ["pie_chart", "pie_chart", "mixed_chart"]
    active, by_status, _ = after
    assert active["chart_data"]["title"] == "Active Issues"  # type: ignore[index]
    assert list(values(active)) == ["high", "medium", "low"]
    assert by_status["chart_data"]["title"] == "Issues by Status"  # type: ignore[index]
    assert list(values(by_status)) == ["open", "in_progress", "resolved", "rejected"]
    grown = [
        {label: count - values(old)[label] for label, count in values(new).items()}
        for old, new in zip(before[:2], after[:2], strict=True)
    ]
    assert grown == [
        {"high": 2, "medium": 0, "low": 1},
        {"open": 2, "in_progress": 1, "resolved": 1, "rejected": 1},
    ]
    mixed = responses.MixedChart.model_validate(after[2]).chart_data
    assert mixed.title == "Opened and Resolved"
    assert all(len(series.data) == len(mixed.labels) for series in mixed.series)


async def test_add_a_comment(engineer: Script) -> None:
    issue = await engineer.issue()
    content = "Reproduced on bench. Voltage sag starts at C12. Isolating now."
    response = await engineer.ask("POST", comments(issue), json={"content": content})
    comment = checked(responses.CommentObject, response, 201)
    assert comment == {
        "uuid": comment["uuid"],
        "content": content,
        "attachments": [],
        "created_by": "engineer@example.com",
        "created_at": comment["created_at"],
        "updated_at": comment["created_at"],
        "is_edited": False,
        "is_deleted": False,
        "reactions": [],
    }
    assert list(comment) == list(responses.CommentObject.model_fields)
    assert is_recent(comment["created_at"])


async def test_list_comments(engineer: Script) -> None:
    issue = await engineer.issue()
    made = [await engineer.comment(issue, str(number)) for number in range(4)]
    listed = checked(responses.CommentList, await engineer.ask("GET", comments(issue)))
    assert listed == {"items": made, "count": 4}
    page = await engineer.ask("GET", comments(issue), params={"limit": 2, "offset": 1})
    assert page.json() == {"items": made[1:3], "count": 4}
    assert set(page.links) == {"next", "prev"}


async def test_the_default_page_of_comments_is_fifty(engineer: Script) -> None:
    issue = await engineer.issue()
    for number in range(51):
        await engineer.comment(issue, str(number))
    listed = (await engineer.ask("GET", comments(issue))).json()
    assert (len(listed["items"]), listed["count"]) == (50, 51)
    all_of_them = (await engineer.ask("GET", comments(issue), params={"limit": 1000})).json()
    assert len(all_of_them["items"]) == 51


async def test_attachments_and_reactions_of_a_comment(engineer: Script, admin: Script) -> None:
    issue = await engineer.issue()
    attached = [await engineer.attachment() for _ in range(10)]
    comment = await engineer.comment(issue, attachment_ids=attached)
    assert [one["attachment_id"] for one in comment["attachments"]] == attached
    for script in (engineer, admin):
        await script.graphql("addReaction", "comment", commentId=comment["uuid"], emoji="👍")
    [listed] = (await engineer.ask("GET", comments(issue))).json()["items"]
    assert listed["reactions"] == [
        {"emoji": "👍", "count": 2, "users": ["engineer@example.com", "admin@example.com"]}
    ]
    assert not listed["is_edited"]


async def test_update_a_comment(engineer: Script) -> None:
    issue = await engineer.issue()
    comment = await engineer.comment(issue, "a")
    path = f"{comments(issue)}/{comment['uuid']}"
    updated = checked(
        responses.CommentObject, await engineer.ask("PATCH", path, json={"content": "b"})
    )
    assert updated["updated_at"] > comment["updated_at"]
    assert updated == comment | {
        "content": "b",
        "is_edited": True,
        "updated_at": updated["updated_at"],
    }


async def test_delete_a_comment(engineer: Script) -> None:
    issue = await engineer.issue()
    comment = await engineer.comment(issue, "secret", attachment_ids=[await engineer.attachment()])
    path = f"{comments(issue)}/{comment['uuid']}"
    deleted = await engineer.ask("DELETE", path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert (await engineer.ask("GET", comments(issue))).json() == {"items": [], "count": 0}
    problem(await engineer.ask("DELETE", path), 404)
    problem(await engineer.ask("PATCH", path, json={"content": "x"}), 404)
    shown = await engineer.ask("GET", comments(issue), params={"include_deleted": "true"})
    [tombstone] = checked(responses.CommentList, shown)["items"]
    assert shown.json()["count"] == 1
    assert tombstone["is_deleted"] is True
    assert (tombstone["content"], tombstone["attachments"]) == ("", [])


async def test_list_files(engineer: Script) -> None:
    issue = await engineer.issue()
    empty = await engineer.ask("GET", f"{ISSUES}/{issue['uuid']}/files")
    assert (empty.status_code, empty.content) == (200, b"[]")
    attachment = await engineer.attachment()
    for kind in ("troubleshooting_plan", "report"):
        await engineer.graphql(
            "addFile",
            "file",
            issueId=issue["uuid"],
            attachmentId=attachment,
            fileName=f"{kind}.md",
            fileType=kind,
        )
    listed = await engineer.ask("GET", f"{ISSUES}/{issue['uuid']}/files")
    assert [one["file_type"] for one in listed.json()] == ["troubleshooting_plan", "report"]
    filtered = await engineer.ask(
        "GET", f"{ISSUES}/{issue['uuid']}/files", params={"file_type": "troubleshooting_plan"}
    )
    [file] = filtered.json()
    assert file == {
        "uuid": file["uuid"],
        "file_name": "troubleshooting_plan.md",
        "file_type": "troubleshooting_plan",
        "attachment_id": attachment,
        "created_at": file["created_at"],
    }
    assert list(file) == list(responses.FileObject.model_fields)
    assert is_recent(file["created_at"])


async def test_unknown_objects(engineer: Script) -> None:
    issue = await engineer.issue()
    for method, path in (
        ("GET", f"{ISSUES}/{UNKNOWN}"),
        ("PATCH", f"{ISSUES}/{UNKNOWN}"),
        ("DELETE", f"{ISSUES}/{UNKNOWN}"),
        ("GET", f"{ISSUES}/nope"),
        ("GET", f"{ISSUES}/{UNKNOWN}/comments"),
        ("POST", f"{ISSUES}/{UNKNOWN}/comments"),
        ("GET", f"{ISSUES}/{UNKNOWN}/files"),
        ("PATCH", f"{comments(issue)}/{UNKNOWN}"),
        ("DELETE", f"{comments(issue)}/{UNKNOWN}"),
    ):
        body = {"content": "x"} if method in ("PATCH", "POST") else None
        problem(await engineer.ask(method, path, json=body), 404)


async def test_without_a_token(client: httpx.AsyncClient) -> None:
    for method, path in (("GET", ISSUES), ("POST", ISSUES), ("GET", f"{ISSUES}/{UNKNOWN}")):
        response = await client.request(method, path)
        problem(response, 401)
        assert response.headers["www-authenticate"].startswith("Bearer")
    described = await client.get("/api/v1/openapi.json")
    assert described.json()["openapi"] == "3.1.0"
