"""What operations cost, and that those that cost too much do not run."""

import httpx
import pytest

from tests.application import Headers


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("{ viewer { email } }", 0),
        ('{ issue(id: "x") { id title tags } }', 1),
        ("{ issues { nodes { id } } }", 50),
        ("{ issues(first: 7) { totalCount nodes { id } edges { cursor } } }", 57),
        (
            "{ issues(first: 9) { nodes { comments(last: 5) { nodes { id } } sessions { id } } } }",
            63,
        ),
        ('{ nodes(ids: ["x", "y"]) { id ... on Issue { attachments { id } } } }', 4),
        (
            "query ($n: Int = 3) { issues(first: $n) { nodes { files { edges { cursor } } } } }",
            153,
        ),
        ("{ issueMetrics { charts { __typename } } }", 50),
        ("{ issues { totalCount } }", 51),
        ("{ issues(first: 9) { nodes { comments { totalCount } } } }", 63),
        ('{ issue(id: "x") { comments(first: 2) { totalCount nodes { id } } } }', 8),
        ("{ issueGroups(by: [STATUS, PRIORITY, STATUS]) { count } }", 70),
        ("{ issueGroups(by: [OWNER, TAG, WEEK]) { count } }", 8_050),
    ],
)
async def test_cost_is_reported(
    client: httpx.AsyncClient, reader_headers: Headers, query: str, points: int
) -> None:
    answer = await client.post("/graphql", headers=reader_headers, json={"query": query})
    assert answer.json()["extensions"] == {"cost": {"requested": points, "limit": 10_000}}


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("{ issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } }", 10_100),
        ("{ issueGroups(by: [OWNER, TAG, DAY, CREATED_BY]) { count } }", 160_050),
    ],
)
async def test_too_much_is_refused(
    client: httpx.AsyncClient, reader_headers: Headers, query: str, points: int
) -> None:
    answer = await client.post("/graphql", headers=reader_headers, json={"query": query})
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "cost", "cost": points}
    assert "data" not in answer.json()
