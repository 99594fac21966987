"""What requests become: variables, and 4xx for what never reaches an operation."""

import httpx
import pytest

from rest_compat.problem import TITLES, Problem
from tests.rest.conftest import COMMENT_ID, EMPTY, ISSUE_ID, MINIMAL, FakeExecute


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("", {"first": 100, "offset": 0}),
        ("limit=1000&offset=7", {"first": 1000, "offset": 7}),
        ("limit=3&limit=4", {"first": 4, "offset": 0}),
        ("unknown=1&fields=x", {"first": 100, "offset": 0}),
        (
            "status=open&priority=high",
            {
                "first": 100,
                "offset": 0,
                "filter": {"status": {"in": ["OPEN"]}, "priority": {"in": ["HIGH"]}},
            },
        ),
        (
            "status=resolved&status=in_progress&status=resolved",
            {
                "first": 100,
                "offset": 0,
                "filter": {"status": {"in": ["IN_PROGRESS", "RESOLVED"]}},
            },
        ),
    ],
)
async def test_list_parameters(
    api: httpx.AsyncClient, answering: FakeExecute, query: str, variables: object
) -> None:
    response = await api.get(f"/issues?{query}")
    assert response.status_code == 200
    assert answering.calls[0].variables == variables


@pytest.mark.parametrize(
    ("query", "place", "kind"),
    [
        ("limit=0", "limit", "greater_than_equal"),
        ("limit=1001", "limit", "less_than_equal"),
        ("limit=1.0", "limit", "int_parsing"),
        ("limit=%D9%A3", "limit", "int_parsing"),
        (f"limit={'9' * 5000}", "limit", "int_parsing"),
        ("offset=-1", "offset", "greater_than_equal"),
        ("offset=2147483648", "offset", "less_than_equal"),
        ("status=OPEN", "status", "literal_error"),
        ("status=open&status=closed", "status", "literal_error"),
        ("priority=urgent", "priority", "literal_error"),
    ],
)
async def test_list_parameters_that_break_a_rule(
    api: httpx.AsyncClient, answering: FakeExecute, query: str, place: str, kind: str
) -> None:
    response = await api.get(f"/issues?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    error = response.json()["errors"][0]
    assert error["loc"][:2] == ["query", place]
    assert error["type"] == kind
    assert not answering.calls


async def test_comment_parameters(api: httpx.AsyncClient, answering: FakeExecute) -> None:
    await api.get(f"/issues/{ISSUE_ID}/comments")
    await api.get(f"/issues/{ISSUE_ID}/comments?include_deleted=True&limit=1")
    refused = await api.get(f"/issues/{ISSUE_ID}/comments?include_deleted=maybe")
    plain = {"id": ISSUE_ID, "first": 50, "offset": 0, "includeDeleted": False}
    assert [call.variables for call in answering.calls] == [
        plain,
        {**plain, "first": 1, "includeDeleted": True},
    ]
    assert refused.status_code == 422


async def test_file_parameters(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(issue=b'{"files":' + EMPTY + b"}")
    await api.get(f"/issues/{ISSUE_ID}/files")
    await api.get(f"/issues/{ISSUE_ID}/files", params={"file_type": "troubleshooting_plan"})
    await api.get(f"/issues/{ISSUE_ID}/files?file_type=")
    refused = await api.get(f"/issues/{ISSUE_ID}/files?file_type=a%00b")
    plain = {"id": ISSUE_ID, "first": 1000, "offset": 0}
    assert [call.variables for call in execute.calls] == [
        plain,
        {**plain, "filter": {"fileType": {"eq": "troubleshooting_plan"}}},
        plain,
    ]
    assert refused.status_code == 422


async def test_every_documented_field_reaches_the_operation(
    api: httpx.AsyncClient, answering: FakeExecute
) -> None:
    body = {
        "title": "Sag",
        "description": [{"type": "paragraph", "Text": [1, 1.5, None, {"a_b": True}]}],
        "status": "in_progress",
        "priority": "high",
        "tags": ["a"],
        "owner": "ada@example.com",
        "resolution_summary": None,
        "attachment_ids": [COMMENT_ID],
        "session_ids": [COMMENT_ID],
        "created_by": "ignored",
        "job_run_id": "run-7",
    }
    response = await api.post("/issues", json=body)
    assert response.status_code == 201
    assert answering.input == {
        "title": "Sag",
        "description": body["description"],
        "status": "IN_PROGRESS",
        "priority": "HIGH",
        "tags": ["a"],
        "owner": "ada@example.com",
        "attachmentIds": [COMMENT_ID],
        "sessionIds": [COMMENT_ID],
        "jobRunId": "run-7",
    }


async def test_what_is_left_out_is_left_to_the_operation(
    api: httpx.AsyncClient, answering: FakeExecute
) -> None:
    await api.post("/issues", json=MINIMAL)
    assert answering.input == MINIMAL
    await api.patch(f"/issues/{ISSUE_ID.upper()}", json={"status": None})
    assert answering.input == {"id": ISSUE_ID, "status": None}
    await api.patch(f"/issues/{ISSUE_ID}", json={"created_by": "x", "title": "New"})
    assert answering.input == {"id": ISSUE_ID, "title": "New"}


async def test_comment_changes_name_their_issue(
    api: httpx.AsyncClient, answering: FakeExecute
) -> None:
    path = f"/issues/{ISSUE_ID}/comments"
    await api.post(path, json={"content": "x"})
    assert answering.input == {"issueId": ISSUE_ID, "content": "x"}
    await api.patch(f"{path}/{COMMENT_ID}", json={"content": "y"})
    assert answering.input == {"issueId": ISSUE_ID, "id": COMMENT_ID, "content": "y"}
    await api.delete(f"{path}/{COMMENT_ID}")
    assert answering.input == {"issueId": ISSUE_ID, "id": COMMENT_ID}


BAD_FIELDS: list[tuple[dict[str, object], list[object], str]] = [
    ({"title": None}, ["title"], "string_type"),
    ({"title": 7}, ["title"], "string_type"),
    ({"title": ""}, ["title"], "string_too_short"),
    ({"title": " \t\n"}, ["title"], "string_blank"),
    ({"title": "x" * 1001}, ["title"], "string_too_long"),
    ({"description": None}, ["description"], "list_type"),
    ({"description": "text"}, ["description"], "list_type"),
    ({"description": ["text"]}, ["description", 0], "dict_type"),
    ({"status": "closed"}, ["status"], "literal_error"),
    ({"status": 1}, ["status"], "literal_error"),
    ({"priority": "HIGH"}, ["priority"], "literal_error"),
    ({"tags": "a"}, ["tags"], "list_type"),
    ({"tags": ["a", 2]}, ["tags", 1], "string_type"),
    ({"tags": [" "]}, ["tags", 0], "string_blank"),
    ({"tags": [str(number) for number in range(101)]}, ["tags"], "too_long"),
    ({"owner": 7}, ["owner"], "string_type"),
    ({"owner": ""}, ["owner"], "string_too_short"),
    ({"resolution_summary": 5}, ["resolution_summary"], "string_type"),
    ({"attachment_ids": ["nope"]}, ["attachment_ids", 0], "string_pattern_mismatch"),
    ({"session_ids": {}}, ["session_ids"], "list_type"),
    ({"job_run_id": ""}, ["job_run_id"], "string_too_short"),
]


@pytest.mark.parametrize(("fields", "place", "kind"), BAD_FIELDS)
async def test_fields_that_break_a_rule(
    api: httpx.AsyncClient,
    answering: FakeExecute,
    fields: dict[str, object],
    place: list[object],
    kind: str,
) -> None:
    response = await api.post("/issues", json=MINIMAL | fields)
    assert response.status_code == 422
    problem = response.json()
    assert problem["title"] == TITLES[422]
    assert problem["status"] == 422
    assert [(one["loc"], one["type"]) for one in problem["errors"]] == [(["body", *place], kind)]
    assert not answering.calls


async def test_all_broken_rules_are_told_at_once(api: httpx.AsyncClient) -> None:
    response = await api.post("/issues", json={"status": "closed"})
    assert [one["loc"] for one in response.json()["errors"]] == [
        ["body", "title"],
        ["body", "description"],
        ["body", "status"],
    ]


@pytest.mark.parametrize(
    "body", [{}, {"content": None}, {"content": ""}, {"content": "x" * 10_001}]
)
async def test_comment_content(api: httpx.AsyncClient, body: dict[str, object]) -> None:
    path = f"/issues/{ISSUE_ID}/comments"
    assert (await api.post(path, json=body)).status_code == 422
    assert (await api.patch(f"{path}/{COMMENT_ID}", json=body)).status_code == 422


async def test_at_most_ten_attachments(api: httpx.AsyncClient, answering: FakeExecute) -> None:
    path = f"/issues/{ISSUE_ID}/comments"
    ids = [f"{number:08}{COMMENT_ID[8:]}" for number in range(11)]
    ten = {"content": "x" * 10_000, "attachment_ids": [COMMENT_ID] * 10 + ids[:9]}
    assert (await api.post(path, json=ten)).status_code == 201
    eleven = {"content": "x", "attachment_ids": ids}
    assert (await api.post(path, json=eleven)).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/issues/1",
        "/issues/%00",
        "/issues/%FF",
        "/issues/" + ISSUE_ID + "%0A",
        "/issues/" + ISSUE_ID + "0",
        "/issues/" + ISSUE_ID.replace("-", ""),
        "/issues/%7B" + ISSUE_ID + "%7D",
        f"/issues/{ISSUE_ID}x/comments",
        f"/issues/{ISSUE_ID}x/files",
    ],
)
async def test_malformed_ids_are_unknown(
    api: httpx.AsyncClient, answering: FakeExecute, path: str
) -> None:
    response = await api.get(path)
    assert response.status_code == 404
    assert response.json()["detail"] == "There is no issue with this id."
    assert not answering.calls


async def test_percent_encoded_ids_are_read(api: httpx.AsyncClient, answering: FakeExecute) -> None:
    await api.delete("/issues/%62" + ISSUE_ID[1:])
    assert answering.input == {"id": ISSUE_ID}
    path = f"/issues/{ISSUE_ID}/comments/x"
    assert (await api.delete(path)).json()["detail"] == "There is no comment with this id."


async def test_idempotency_keys(api: httpx.AsyncClient, answering: FakeExecute) -> None:
    await api.post("/issues", json=MINIMAL, headers={"Idempotency-Key": "k-1"})
    await api.post(
        f"/issues/{ISSUE_ID}/comments", json={"content": "x"}, headers={"Idempotency-Key": "k-2"}
    )
    await api.patch(f"/issues/{ISSUE_ID}", json={}, headers={"Idempotency-Key": "k-3"})
    assert [call.idempotency_key for call in answering.calls] == ["k-1", "k-2", None]
    for bad in ("", "x" * 201, "a b", "\x7f"):
        response = await api.post("/issues", json=MINIMAL, headers={"Idempotency-Key": bad})
        assert response.status_code == 422
        assert response.json()["errors"][0]["loc"] == ["header", "Idempotency-Key"]


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/issues", "GET, HEAD, OPTIONS, POST"),
        ("DELETE", "/issues", "GET, HEAD, OPTIONS, POST"),
        ("PATCH", "/issues/metrics", "GET, HEAD, OPTIONS"),
        ("POST", f"/issues/{ISSUE_ID}", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("PUT", f"/issues/{ISSUE_ID}/comments", "GET, HEAD, OPTIONS, POST"),
        ("GET", f"/issues/{ISSUE_ID}/comments/{COMMENT_ID}", "DELETE, OPTIONS, PATCH"),
        ("HEAD", f"/issues/{ISSUE_ID}/comments/{COMMENT_ID}", "DELETE, OPTIONS, PATCH"),
        ("PUT", f"/issues/{ISSUE_ID}/files", "GET, HEAD, OPTIONS, POST"),
        ("POST", "/openapi.json", "GET, HEAD, OPTIONS"),
        ("BREW", "/issues", "GET, HEAD, OPTIONS, POST"),
    ],
)
async def test_methods_that_are_not_there(
    api: httpx.AsyncClient, method: str, path: str, allow: str
) -> None:
    response = await api.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allow
    options = await api.options(path)
    assert options.status_code == 204
    assert options.headers["allow"] == allow


def test_a_problem_has_no_empty_members() -> None:
    assert Problem(400, "No.").response().body == (
        b'{"title":"Bad Request","status":400,"detail":"No."}'
    )
