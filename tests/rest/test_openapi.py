"""The OpenAPI document: committed, served to everyone, and true to the reference."""

import re
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.routing import Route

from db.text.blanks import is_blank
from gateway.files.routes import file_routes
from rest_compat import models, openapi, responses
from rest_compat.parameters.issues import ListIssues
from rest_compat.routes import ROUTES, RouteDeclaration
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


def test_the_routes_of_bytes_are_described() -> None:
    """HEAD goes without saying where there is GET, and OPTIONS everywhere."""
    described = orjson.loads(COMMITTED.read_bytes())["paths"]
    for route in file_routes():
        assert isinstance(route, Route)
        assert route.methods
        unsaid = {"OPTIONS", "HEAD"} if "GET" in route.methods else {"OPTIONS"}
        if not route.path.endswith("/"):
            assert {name.upper() for name in described[route.path]} == route.methods - unsaid


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
        (
            ListIssues,
            {
                "limit": 100,
                "offset": 0,
                **{name: [] for name in ("status", "priority", "tag", "owner", "created_by")},
                **dict.fromkeys(("search", "created_after", "updated_after", "order")),
            },
        ),
        (models.ListComments, {"limit": 50, "offset": 0, "include_deleted": False}),
    ],
)
def test_the_defaults_are_those_of_the_reference(
    query: type[models.QueryParameters], defaults: dict[str, object]
) -> None:
    assert query().model_dump() == defaults


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: row.document)
def test_every_status_that_can_be_answered_is_documented(row: RouteDeclaration) -> None:
    operation = orjson.loads(COMMITTED.read_bytes())["paths"][row.path][row.method.lower()]
    documented = {int(status) for status in operation["responses"]}
    possible = {row.status, *GRAPHQL_CODES.values()}
    if row.changes:
        possible |= set(USER_ERROR_CODES.values()) - (set() if row.body else {413})
        possible -= set() if row.ids else {404}
        possible -= set() if row.creates else {409}  # the others are 412
    assert possible <= documented


def test_every_example_is_valid() -> None:
    """Those of the reference are among them, as they stand there."""
    described = orjson.loads(COMMITTED.read_bytes())
    models_by_name = {
        model.__name__: model for row in ROUTES for model in (row.body, row.response) if model
    }
    for name, example in openapi.EXAMPLES.items():
        models_by_name[name].model_validate_json(orjson.dumps(example))
    shown = 0
    for row in ROUTES:
        operation = described["paths"][row.path][row.method.lower()]
        content = operation["responses"][str(row.status)].get("content", {})
        example = content.get("application/json", {}).get("example")
        if row.response and example is not None:
            for item in example if row.bare else [example]:
                row.response.model_validate_json(orjson.dumps(item))
            shown += 1
    assert shown >= 9


def operations() -> list[Any]:
    paths = orjson.loads(COMMITTED.read_bytes())["paths"].values()
    return [operation for path in paths for operation in path.values()]


def test_operations_are_grouped() -> None:
    groups = [tag["name"] for tag in orjson.loads(COMMITTED.read_bytes())["tags"]]
    assert groups == ["issues", "comments", "files", "attachments", "sessions", "uploads"]
    for operation in operations():
        (tag,) = operation["tags"]
        assert tag in groups
    (metrics,) = [one for one in operations() if one["operationId"] == "getIssueMetrics"]
    assert metrics["tags"] == ["issues"]


def test_enums_have_names() -> None:
    schemas = orjson.loads(COMMITTED.read_bytes())["components"]["schemas"]
    named = [name for name, schema in schemas.items() if "enum" in schema]
    assert named == ["ChartSeriesType", "IssuePriority", "IssueStatus"]
    status = schemas["IssueObject"]["properties"]["status"]["anyOf"]
    assert status[0] == {"$ref": "#/components/schemas/IssueStatus"}
    assert COMMITTED.read_text().count('"enum"') == len(named)


def test_a_body_has_no_defaults() -> None:
    """Generators take a field with a default for one that is always there."""
    schemas = orjson.loads(COMMITTED.read_bytes())["components"]["schemas"]
    for row in ROUTES:
        if row.body is not None and row.body.model_fields:
            properties = schemas[row.body.__name__]["properties"].values()
            assert not any("default" in field for field in properties), row.body


@pytest.mark.parametrize("model", [models.CreateIssue, models.UpdateIssue, models.AddComment])
def test_patterns_mean_what_the_server_does(model: type[models.Body]) -> None:
    """Generated Python clients match from the start, JavaScript ones anywhere."""
    schema = model.model_json_schema()["properties"]
    patterns = {field["pattern"] for field in schema.values() if "pattern" in field}
    assert patterns
    for pattern in patterns:
        for text in ("x", "\n\nx", " x ", "x\n", "\u2028 x \r\n \t", "a\nb"):
            assert re.match(pattern, text)
            assert re.search(pattern, text)
            assert re.fullmatch(pattern, text)
        for text in ("", " ", "\n", "\x1c\x85 "):
            assert not re.search(pattern, text)


def test_the_pattern_of_a_text_knows_what_is_invisible() -> None:
    described = re.compile(str(models.NOT_BLANK["pattern"]))
    chars = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    assert [char for char in chars if bool(described.match(char)) == is_blank(char)] == []
