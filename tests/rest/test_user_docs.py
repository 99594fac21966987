"""`docs/` names what the reference does not have, and every status that a client can be sent."""

import re
from typing import Any

import pytest

from rest_compat import openapi
from rest_compat.models import EXTENSION
from rest_compat.routes import BASE
from tests.server import ROOT

DIFFERENCES = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")
TROUBLESHOOTING = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
OF_THE_REFERENCE = {
    "/issues": "GET POST",
    "/issues/metrics": "GET",
    "/issues/{issue_id}": "GET PATCH DELETE",
    "/issues/{issue_id}/comments": "GET POST",
    "/issues/{issue_id}/comments/{comment_id}": "PATCH DELETE",
    "/issues/{issue_id}/files": "GET",
    "/attachments": "GET",
    "/attachments/{attachment_id}": "GET PATCH",
    "/attachments/{attachment_id}/export": "POST",
    "/sessions": "GET POST",
    "/sessions/{session_id}": "GET PUT DELETE",
    "/sessions/{session_id}/upload-files": "POST",
    "/sessions/{session_id}/attachments/{attachment_id}": "DELETE",
}
PATHS: Any = openapi.build()["paths"]
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder in ("gateway", "rest_compat")
    for path in (ROOT / folder).rglob("*.py")
]
STATUSES = sorted({int(code) for text in SOURCES for code in re.findall(r"Problem\((\d{3})", text)})
CELL = re.compile(r"`([^`]+)`")


def test_routes_that_are_ours_are_listed() -> None:
    rows = [line for line in DIFFERENCES.splitlines() if line.startswith("| `")]
    listed = "\n".join(row.split(" | ")[0] for row in rows)
    for full, methods in PATHS.items():
        path = full.removeprefix(BASE)
        theirs = OF_THE_REFERENCE.get(path, "").split()
        for method in map(str.upper, methods):
            named = re.search(rf"{method}\b[^/]*{re.escape(path)}`", listed)
            assert method in theirs or named, f"{method} {path}"


def test_the_reference_is_served_whole() -> None:
    served = {path.removeprefix(BASE): {*map(str.upper, PATHS[path])} for path in PATHS}
    for path, methods in OF_THE_REFERENCE.items():
        assert {*methods.split()} <= served[path], path


def test_parameters_that_are_ours_are_listed() -> None:
    named = {*CELL.findall(DIFFERENCES)}
    ours = {
        parameter["name"]
        for methods in PATHS.values()
        for operation in methods.values()
        for parameter in operation.get("parameters", [])
        if EXTENSION in parameter
    }
    assert len(ours) == 7
    assert {name for name in ours if not any(name in text for text in named)} == set()


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_has_a_row(status: int) -> None:
    rows = [line.split(" | ")[0] for line in TROUBLESHOOTING.splitlines()]
    assert any(re.search(rf"\b{status}\b", row) for row in rows)
