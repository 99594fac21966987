"""The work that is compared: one operation each, in the form that each server takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from db.enums import IssuePriority, IssueStatus

NESTED = """{
  issues(first: 100, orderBy: [{field: CREATED_AT, direction: DESC}]) {
    nodes {
      id title status priority owner createdAt
      comments(first: 10) { nodes { id content createdBy createdAt } }
      files(first: 10) { nodes { id fileName fileType } }
    }
  }
}"""
STOCK_NESTED = """{
  issues(first: 100) {
    id title status priority owner createdAt
    comments(first: 10) { id content createdBy createdAt }
    files(first: 10) { id fileName fileType }
  }
}"""
POSTGRAPHILE_NESTED = """{
  issues: allIssues(first: 100, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
    nodes {
      id: rowId title status priority owner createdAt
      comments: commentsByIssueId(first: 10, orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) {
        nodes { id: rowId content createdBy createdAt }
      }
      files: filesByIssueId(first: 10, orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) {
        nodes { id: rowId fileName fileType }
      }
    }
  }
}"""

ISSUE_FIELDS = "title description status priority owner createdBy createdAt updatedAt version"
ONE = f"query One($id: ID!) {{ issue(id: $id) {{ id {ISSUE_FIELDS} }} }}"
POSTGRAPHILE_ONE = (
    f"query One($id: UUID!) {{ issue: issueByRowId(rowId: $id) {{ id: rowId {ISSUE_FIELDS} }} }}"
)

REST_LIST = "/api/v1/issues?limit=100"

CREATE = """mutation Create($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id } userErrors { message } }
}"""
NEW_ISSUE = {
    "title": "Power rail undervoltage at startup",
    "description": [{"type": "paragraph", "text": "Voltage sag starts at C12."}],
    "status": "OPEN",
    "priority": "HIGH",
    "tags": ["power", "startup"],
}

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)?")
_CODES: Mapping[str, type[IssueStatus] | type[IssuePriority]] = {
    "status": IssueStatus,
    "priority": IssuePriority,
}


@dataclass(frozen=True, slots=True)
class Question:
    """The requests to a server: a GET of each path or a POST of each body, in turn."""

    path: str
    bodies: tuple[bytes, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[str, bytes | None]:
        """Path and body of the first request."""
        if self.bodies:
            return self.path, self.bodies[0]
        return (self.paths or (self.path,))[0], None


def graphql(document: str, *variables: Mapping[str, object]) -> Question:
    """Ask for one operation, with each of `variables` in turn."""
    bodies = [{"query": document, "variables": given} for given in variables or ({},)]
    return Question("/graphql", bodies=tuple(orjson.dumps(body) for body in bodies))


def canonical(answer: bytes) -> object:
    """Return an answer without the parts that servers are free to choose.

    That is: pages as `{nodes: [...]}` or plain lists, enums as names in either case or as codes,
    instants with or without a zone and trailing zeros, and GraphQL's `extensions`.
    """
    body = orjson.loads(answer)
    if isinstance(body, dict):
        body.pop("extensions", None)
    return _canonical(body, "")


def _canonical(value: object, key: str) -> object:
    if isinstance(value, dict):
        if set(value) == {"nodes"}:
            return _canonical(value["nodes"], key)
        return {name: _canonical(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item, key) for item in value]
    if key in _CODES and isinstance(value, int):
        return _CODES[key](value).name
    if key in _CODES and isinstance(value, str):
        return value.upper()
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        instant = datetime.fromisoformat(value)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return value
