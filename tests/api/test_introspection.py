"""Introspection of the schema (GraphQL, September 2025)."""

from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from tests.application import Headers, Serve

ABOUT = """{
  __schema { description directives { name } }
  by: __type(name: "IssueBy") { isOneOf inputFields { name type { kind } } }
  filter: __type(name: "IssueFilter") { isOneOf }
  size: __type(name: "SafeInt") { specifiedByURL }
  order: __type(name: "CommentOrderField") {
    enumValues(includeDeprecated: true) { name isDeprecated deprecationReason }
  }
}"""
OLD = "{ comments(orderBy: [{field: IS_DELETED}]) { totalCount } }"
OLD_IN_VARIABLES = (
    "query Old($by: [CommentOrder!]) { comments(orderBy: $by) { totalCount } }",
    {"by": [{"field": "IS_DELETED", "direction": "DESC"}]},
)


async def test_the_schema_describes_itself(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    answer = await client.post("/graphql", json={"query": ABOUT}, headers=reader_headers)
    data = answer.json()["data"]

    assert "userErrors" in data["__schema"]["description"]
    assert {"defer", "stream", "oneOf"} <= {each["name"] for each in data["__schema"]["directives"]}
    assert data["by"]["isOneOf"] is True
    assert {each["type"]["kind"] for each in data["by"]["inputFields"]} == {"SCALAR"}
    assert data["filter"]["isOneOf"] is False
    assert data["size"]["specifiedByURL"].startswith("https://")
    assert [each["name"] for each in data["order"]["enumValues"] if each["isDeprecated"]] == [
        "IS_DELETED"
    ]


@pytest.mark.parametrize("by", ['{id: "x", fingerprint: "x"}', "{}", "{id: null}"])
async def test_exactly_one_member_is_meant(
    client: httpx.AsyncClient, reader_headers: Headers, by: str
) -> None:
    text = f"{{ issueBy(by: {by}) {{ id }} }}"
    answer = await client.post("/graphql", json={"query": text}, headers=reader_headers)

    (error, *_) = answer.json()["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "IssueBy" in error["message"]


@pytest.mark.parametrize("warn", [True, False])
async def test_who_uses_what_will_go_is_logged_on_request(serve: Serve, warn: bool) -> None:
    served = await serve(warn_deprecated=warn)
    text, variables = OLD_IN_VARIABLES
    with capture_logs() as lines:
        await served.ask(OLD)
        await served.client.post("/graphql", json={"query": text, "variables": variables})
        await served.ask("{ comments(orderBy: [{field: DELETED_AT}]) { totalCount } }")

    found: list[Any] = [line for line in lines if line["event"] == "deprecated"]
    uses = {"uses": ["CommentOrderField.IS_DELETED"], "log_level": "warning"}
    assert [{**line, **uses} for line in found] == found
    assert [line["operation"] for line in found] == ([None, "Old"] if warn else [])
