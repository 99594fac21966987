"""The OpenAPI document: committed, served to everyone, and true to the reference."""

from pathlib import Path

import httpx
import orjson
import pytest
from pydantic import BaseModel
from starlette.applications import Starlette

from rest_compat import models, openapi, responses
from rest_compat.routes import ROUTES, Row
from rest_compat.status import GRAPHQL_CODES, USER_ERROR_CODES
from tests.rest.conftest import FakeExecute

COMMITTED = Path(openapi.__file__).with_name("openapi.json")


def test_the_committed_document_is_the_built_one() -> None:
    """On a difference: `issue-gateway openapi > rest_compat/openapi.json`, and read the diff."""
    assert COMMITTED.read_text("utf-8") == openapi.printed()


async def test_it_is_served(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    response = await api.get("/openapi.json")
    assert response.status_code == 200
    assert response.json() == orjson.loads(COMMITTED.read_bytes())
    assert not execute.calls


async def test_behind_a_prefix_it_leads_there(rest_only: Starlette) -> None:
    transport = httpx.ASGITransport(rest_only, root_path="/issues")
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        described = (await client.get("/api/v1/openapi.json")).json()
    assert described == orjson.loads(COMMITTED.read_bytes()) | {"servers": [{"url": "/issues"}]}


def test_the_routes_are_those_of_the_reference() -> None:
    assert {(row.method, row.path.removeprefix("/api/v1")) for row in ROUTES} == {
        ("POST", "/issues"),
        ("GET", "/issues"),
        ("GET", "/issues/metrics"),
        ("GET", "/issues/{issue_id}"),
        ("PATCH", "/issues/{issue_id}"),
        ("DELETE", "/issues/{issue_id}"),
        ("GET", "/issues/{issue_id}/comments"),
        ("POST", "/issues/{issue_id}/comments"),
        ("PATCH", "/issues/{issue_id}/comments/{comment_id}"),
        ("DELETE", "/issues/{issue_id}/comments/{comment_id}"),
        ("GET", "/issues/{issue_id}/files"),
        ("POST", "/issues/{issue_id}/files"),
        ("GET", "/attachments"),
        ("POST", "/attachments"),
        ("GET", "/attachments/{attachment_id}"),
        ("PATCH", "/attachments/{attachment_id}"),
        ("GET", "/sessions"),
        ("POST", "/sessions"),
        ("GET", "/sessions/{session_id}"),
        ("PUT", "/sessions/{session_id}"),
        ("DELETE", "/sessions/{session_id}"),
        ("POST", "/sessions/{session_id}/upload-files"),
        ("DELETE", "/sessions/{session_id}/attachments/{attachment_id}"),
    }


# Name and whether it must be given, in the order of the reference; PATCH takes all that POST does.
FIELDS: dict[type[BaseModel], str] = {
    models.CreateIssue: "title! description! status priority tags owner resolution_summary"
    " attachment_ids session_ids job_run_id",
    models.UpdateIssue: "title description status priority tags owner resolution_summary"
    " attachment_ids session_ids job_run_id",
    models.AddComment: "content! attachment_ids",
    models.UpdateComment: "content!",
    responses.IssueObject: "uuid! title! description! status! priority! tags! owner!"
    " resolution_summary! created_by! created_at! sessions! attachments! session_attachments!"
    " job_run_id!",
    responses.CommentObject: "uuid! content! attachments! created_by! created_at! updated_at!"
    " is_edited! is_deleted! reactions!",
    responses.FileObject: "uuid! file_name! file_type! attachment_id! created_at!",
    responses.PieChartData: "title! data! colors! display_config!",
}


@pytest.mark.parametrize(("model", "fields"), FIELDS.items(), ids=lambda one: str(one)[:40])
def test_the_fields_are_those_of_the_reference(model: type[BaseModel], fields: str) -> None:
    declared = [
        name + ("!" if info.is_required() else "") for name, info in model.model_fields.items()
    ]
    assert declared == fields.split()


@pytest.mark.parametrize(
    ("query", "defaults"),
    [
        (models.ListIssues, {"limit": 100, "offset": 0, "status": [], "priority": []}),
        (models.ListComments, {"limit": 50, "offset": 0, "include_deleted": False}),
    ],
)
def test_the_defaults_are_those_of_the_reference(
    query: type[models.Query], defaults: dict[str, object]
) -> None:
    assert query().model_dump() == defaults


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: row.document)
def test_every_status_that_can_be_answered_is_documented(row: Row) -> None:
    operation = orjson.loads(COMMITTED.read_bytes())["paths"][row.path][row.method.lower()]
    documented = {int(status) for status in operation["responses"]}
    possible = {row.status, *GRAPHQL_CODES.values()}
    if row.changes:
        possible |= set(USER_ERROR_CODES.values()) - (set() if row.body else {413})
        possible -= set() if row.ids else {404}
        possible -= set() if row.creates else {409}  # the others are 412
    assert possible <= documented


def test_examples_of_the_reference_are_valid() -> None:
    issue = responses.IssueObject.model_validate_json(ISSUE)
    assert issue.owner == "Unassigned"
    comment = responses.CommentObject.model_validate_json(COMMENT)
    assert comment.reactions == []
    assert responses.FileObject.model_validate_json(FILE).file_type == "troubleshooting_plan"
    chart = responses.Metrics.model_validate_json(METRICS).metrics[0]
    assert isinstance(chart, responses.PieChart)
    assert [slice_.value for slice_ in chart.chart_data.data] == [5, 3, 1]


ISSUE = """{
  "uuid": "b8c9d0e1-f2a3-4567-bcde-678901234567",
  "title": "Power rail undervoltage at startup",
  "description": [],
  "status": "open",
  "priority": "high",
  "tags": ["power", "startup"],
  "owner": "Unassigned",
  "resolution_summary": null,
  "created_by": "engineer@example.com",
  "created_at": "2026-04-13T10:30:00.000000",
  "sessions": [],
  "attachments": [],
  "session_attachments": [],
  "job_run_id": null
}"""
COMMENT = """{
  "uuid": "e1f2a3b4-c5d6-7890-efab-901234567890",
  "content": "Reproduced on bench. Voltage sag starts at C12. Isolating now.",
  "attachments": [],
  "created_by": "engineer@example.com",
  "created_at": "2026-04-13T10:32:00.000000",
  "updated_at": "2026-04-13T10:32:00.000000",
  "is_edited": false,
  "is_deleted": false,
  "reactions": []
}"""
FILE = """{
  "uuid": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
  "file_name": "troubleshooting_plan.md",
  "file_type": "troubleshooting_plan",
  "attachment_id": "f2a3b4c5-d6e7-8901-fabc-012345678901",
  "created_at": "2026-04-13T10:35:00.000000"
}"""
METRICS = """{"metrics": [{"chart_type": "pie_chart", "chart_data": {
  "title": "Active Issues",
  "data": [{"label": "high", "value": 5, "color": null},
           {"label": "medium", "value": 3, "color": null},
           {"label": "low", "value": 1, "color": null}],
  "colors": null, "display_config": null}}]}"""
