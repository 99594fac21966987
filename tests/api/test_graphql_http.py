"""GraphQL over HTTP: the request forms, the media types and the statuses."""

import json

import httpx
import pytest

from tests.application import Headers

CREATE = """
mutation ($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id title createdBy } userErrors { field message code } }
}
"""


async def test_a_created_issue_is_found(client: httpx.AsyncClient, writer_headers: Headers) -> None:
    created = await client.post(
        "/graphql",
        headers=writer_headers,
        json={"query": CREATE, "variables": {"input": {"title": "Rail sags"}}},
    )
    assert created.status_code == 200, created.text
    payload = created.json()["data"]["createIssue"]
    assert payload["userErrors"] == []
    assert payload["issue"]["createdBy"] == "engineer@example.com"
    found = await client.get(
        "/graphql",
        headers=writer_headers,
        params={
            "query": "query ($id: ID!) { issue(id: $id) { title } }",
            "variables": json.dumps({"id": payload["issue"]["id"]}),
        },
    )
    assert found.json() == {
        "data": {"issue": {"title": "Rail sags"}},
        "extensions": {"cost": {"requested": 1, "actual": 1, "limit": 10000}},
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"null", "object"),
        (b"1", "object"),
        (b'"x"', "object"),
        (b"[]", "batching"),
        (b"", "empty"),
        (b"{", "JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"query": 1}', "query"),
        (b'{"query": "{viewer{email}}", "variables": []}', "variables"),
        (b'{"query": "{viewer{email}}", "operationName": 1}', "operationName"),
        (b'{"query": "{viewer{email}}", "extensions": 1}', "extensions"),
        (b"[" * 100_000, "nested"),
        (b'{"query": "{viewer{email}}", "variables": {"n": ' + b"9" * 30 + b"}}", "64 bits"),
        (b'{"query": "{viewer{email}}", "variables": {"n": ' + b"9" * 5000 + b"}}", "64 bits"),
    ],
)
async def test_what_is_no_graphql_request_is_400(
    client: httpx.AsyncClient, reader_headers: Headers, body: bytes, message: str
) -> None:
    answer = await client.post(
        "/graphql", content=body, headers={**reader_headers, "Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_get_cannot_change_anything(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    answer = await client.get(
        "/graphql",
        headers=writer_headers,
        params={"query": CREATE, "variables": '{"input": {"title": "x"}}'},
    )
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ issues(first: 101) { totalCount nodes { id } } }", "BAD_USER_INPUT"),
        ('{ issues(after: "00") { nodes { id } } }', "BAD_USER_INPUT"),
        ("query ($n: Int!) { issues(first: $n) { totalCount } }", "BAD_USER_INPUT"),
        ("{" + "".join(f"a{n}: __typename " for n in range(21)) + "}", "LIMIT_EXCEEDED"),
    ],
)
@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/json", 200), ("application/graphql-response+json", 400)],
)
async def test_a_wrong_operation(
    client: httpx.AsyncClient,
    reader_headers: Headers,
    query: str,
    code: str,
    accept: str,
    status: int,
) -> None:
    answer = await client.post(
        "/graphql", headers={**reader_headers, "Accept": accept}, json={"query": query}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(accept)
    assert "data" not in answer.json()
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {code}


async def test_a_mutation_needs_the_write_scope(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    answer = await client.post(
        "/graphql",
        headers=reader_headers,
        json={"query": CREATE, "variables": {"input": {"title": "x"}}},
    )
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_without_a_token_nothing_is_answered(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ __typename }"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
