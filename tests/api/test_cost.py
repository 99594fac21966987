"""What operations cost, and that those that cost too much do not run."""

from typing import Any

import httpx
import pytest

from benchmarks.costly import OPERATIONS
from tests.application import Headers

TOO_COSTLY = (
    "comments in the order of their text, offset 199,000",
    "100 texts in comments",
    "`every`, two levels",
    "`every`, three levels",
    "20 times a text in the actors of changes",
    "20 searches of 16 beginnings",
    "100 searches that must not match",
    "a part of a name in the fields of changes",
)
ID = "00000000-0000-4000-8000-000000000000"


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
        (
            f'{{ issues(first: 2, filter: {{not: {{id: {{in: "{ID}"}}}}}}) {{ nodes {{ id }} }} }}',
            3,
        ),
        # Reading each of 20,000 issues and comparing once.
        ("{ issues(first: 2, filter: {status: {in: [OPEN]}}) { nodes { id } } }", 2 + 80),
        (
            '{ comments(first: 2, filter: {content: {containsIgnoreCase: "x"}}) { nodes { id } } }',
            2 + 1_000,
        ),
        (
            '{ issues(first: 2, filter: {comments: {some: {content: {eq: "x"}}}})'
            " { nodes { id } } }",
            2 + 2_460,
        ),
        # Each of 800,000 changes is parsed.
        ('{ changes(first: 2, filter: {fields: {some: {eq: "x"}}}) { nodes { at } } }', 2 + 6_400),
        (
            '{ changes(first: 2, filter: {fields: {every: {nin: ["x"], neq: "y"}}})'
            " { nodes { at } } }",
            2 + 7_200,
        ),
        ('{ issues(first: 2, filter: {search: "fan power"}) { nodes { id } } }', 2 + 300),
        ("{ comments(first: 1, offset: 3000) { nodes { id } } }", 1 + 10),
        (
            "{ comments(first: 1, orderBy: [{field: CONTENT, direction: ASC}]) { nodes { id } } }",
            1 + 2_000,
        ),
        # Below another object 50 are expected: there are rarely more.
        ("{ issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } }", 5_100),
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
    cost = answer.json()["extensions"]["cost"]
    assert (cost["requested"], cost["limit"]) == (points, 10_000)


FIVE = "first: 5, orderBy: [{field: CREATED_AT, direction: ASC}]"
ONE_ISSUE = "query($ids: [ID!]!) { issues(first: 5, filter: {id: {in: $ids}}) { nodes { id } } }"


@pytest.mark.parametrize(
    ("query", "requested", "actual"),
    [
        # Three issues: the first has two comments, the others have none.
        ("{ issues { nodes { id } } }", 50, 3),
        (f"{{ issues({FIVE}) {{ edges {{ cursor node {{ title }} }} }} }}", 5, 3),
        (f"{{ issues({FIVE}) {{ edges {{ cursor }} pageInfo {{ hasNextPage }} }} }}", 5, 3),
        (f"{{ issues({FIVE}) {{ totalCount nodes {{ id }} }} }}", 55, 53),
        (f"{{ issues({FIVE}) {{ nodes {{ comments {{ nodes {{ content }} }} }} }} }}", 255, 5),
        (
            f"{{ issues({FIVE}) {{ nodes {{ id comments(first: 5) {{ nodes {{ issue {{ id }} }} }}"
            " } } }",
            55,
            3 + 2 + 2,
        ),
        # What finds the rows is work, whether there are rows or not.
        ('{ issues(filter: {title: {contains: "none"}}) { nodes { id } } }', 150, 100),
        ('{ issues(filter: {search: "none"}) { nodes { id } } }', 200, 150),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", 2, 1),
        (ONE_ISSUE, 5 + 2, 1 + 2),
        ('{ issue(id: "x") { id } }', 1, 0),
        ("{ viewer { email } __schema { types { name } } }", 0, 0),
        ("{ a: issues(first: 1) { nodes { id } } viewer { email } }", 1, 1),
    ],
)
async def test_actual_points_count_what_is_there(
    client: httpx.AsyncClient, writer_headers: Headers, query: str, requested: int, actual: int
) -> None:
    ids = []
    for text in ('an {"object": {"in": "a text"}}', "two", "three"):
        issue: dict[str, object] = {"title": text, "description": []}
        answer = await client.post("/api/v1/issues", json=issue, headers=writer_headers)
        ids.append(answer.json()["uuid"])
    for content in ("one", "two"):
        made = await client.post(
            f"/api/v1/issues/{ids[0]}/comments", json={"content": content}, headers=writer_headers
        )
        assert made.status_code == 201
    variables = {"ids": [ids[0], ID]} if "$ids" in query else {}
    # The third answer comes from the response cache.
    for _ in range(3):
        body = {"query": query, "variables": variables}
        answer = await client.post("/graphql", headers=writer_headers, json=body)
        cost = answer.json()["extensions"]["cost"]
        assert (cost["requested"], cost["actual"]) == (requested, actual), answer.text


async def test_actual_points_of_changes(client: httpx.AsyncClient, writer_headers: Headers) -> None:
    text = """mutation($i: CreateIssueInput!) {
      a: createIssue(input: $i) { issue { id comments(first: 5) { nodes { id } } } }
      b: createIssue(input: $i) { issue { id } }
    }"""
    body = {"query": text, "variables": {"i": {"title": "x"}}}
    answer = await client.post("/graphql", headers=writer_headers, json=body)
    cost = answer.json()["extensions"]["cost"]
    assert (cost["requested"], cost["actual"]) == (2 * 10 + 1 + 5 + 1, 2 * 10 + 2)


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("{ issueGroups(by: [OWNER, TAG, DAY, CREATED_BY]) { count } }", 160_050),
        (
            "{ issues(first: 100) { nodes { comments { nodes { id } } files { nodes { id } }"
            " } } a: issues(first: 1) { nodes { id } } }",
            10_101,
        ),
    ],
)
async def test_too_much_is_refused(
    client: httpx.AsyncClient, reader_headers: Headers, query: str, points: int
) -> None:
    answer = await client.post("/graphql", headers=reader_headers, json={"query": query})
    (error,) = answer.json()["errors"]
    found = error["extensions"]
    assert (found["code"], found["limit"], found["cost"]) == ("LIMIT_EXCEEDED", "cost", points)
    assert "data" not in answer.json()


async def test_a_refusal_names_the_part_that_costs_most_and_what_fits(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    text = """query ($n: Int) {
      small: issues(first: 3) { nodes { id } }
      large: issues(first: $n) { nodes { comments { nodes { id } } files { nodes { id } } } }
    }"""

    async def ask(first: int) -> Any:
        body = {"query": text, "variables": {"n": first}}
        return (await client.post("/graphql", headers=reader_headers, json=body)).json()

    (error,) = (await ask(100))["errors"]
    assert (error["extensions"]["field"], error["extensions"]["first"]) == ("large", 98)
    assert "`large` costs most, 10,100 points: with `first: 98` it fits." in error["message"]
    assert "errors" not in await ask(98)
    assert "errors" in await ask(99)


async def test_the_filters_of_attackers_cost_too_much(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    for name, query, variables in OPERATIONS:
        body = {"query": query, "variables": variables}
        answer = await client.post("/graphql", headers=reader_headers, json=body)
        refused = "errors" in answer.json()
        assert refused == (name in TOO_COSTLY), (name, answer.text[:300])


IDS = """query ($ids: [ID!]!) {
  nodes(ids: $ids) { id }
  issues(first: 2, filter: {id: {in: $ids}}) { totalCount }
}"""


async def test_a_thousand_ids_at_a_price(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    """A front end's cache requests all of its objects at once."""
    made = []
    for number in range(3):
        issue = {"title": f"{number}", "description": []}
        answer = await client.post("/api/v1/issues", json=issue, headers=writer_headers)
        made.append(answer.json()["uuid"])
    unknown = [f"00000000-0000-4000-8000-{number:012}" for number in range(998)]

    async def ask(ids: list[str]) -> Any:
        body = {"query": IDS, "variables": {"ids": ids}}
        return (await client.post("/graphql", json=body, headers=writer_headers)).json()

    found = await ask([*made[:2], *unknown])
    assert [node and node["id"] for node in found["data"]["nodes"]] == [*made[:2], *[None] * 998]
    assert found["data"]["issues"]["totalCount"] == 2
    assert found["extensions"]["cost"]["requested"] > 2_000
    assert (await ask(made))["extensions"]["cost"]["requested"] < 100
    refused = await ask([*made, *unknown])
    assert "at most 1000" in refused["errors"][0]["message"]
