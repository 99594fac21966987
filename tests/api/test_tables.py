"""Any list as a table: CSV, NDJSON, Arrow, Parquet, streamed from one snapshot."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pandas  # type: ignore[import-untyped]
import polars
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from starlette.applications import Starlette

from tests.application import Headers

CSV, NDJSON = "text/csv", "application/x-ndjson"
ARROW, PARQUET = "application/vnd.apache.arrow.stream", "application/vnd.apache.parquet"
TEXTS = ["plain", "a, b", 'say "hi"', "two\nlines", "=1+1", "Ωmega → 火"]
QUERY = """
query ($first: Int) { issues(first: $first, orderBy: [{field: TITLE}]) { nodes {
  title status version createdAt resolutionSummary tags
  comments { totalCount }
} } }
"""
CREATE = """
mutation ($input: CreateIssuesInput!) { createIssues(input: $input) { count } }
"""


class Lab:
    def __init__(self, app: Starlette, client: httpx.AsyncClient, headers: Headers) -> None:
        self.app = app
        self.client = client
        self.headers = dict(headers)

    async def fill(self, titles: list[str]) -> None:
        issues = [{"title": title, "tags": ["x", "y"]} for title in titles]
        answer = await self.post(CREATE, {"input": {"issues": issues}})
        assert answer.json()["data"]["createIssues"]["count"] == len(titles)

    async def post(
        self, query: str, variables: Any = None, accept: str = "application/json", **params: str
    ) -> httpx.Response:
        return await self.client.post(
            "/graphql",
            params=params,
            json={"query": query, "variables": variables or {}},
            headers={**self.headers, "Accept": accept},
        )

    async def table(self, accept: str, query: str = QUERY, **params: str) -> bytes:
        answer = await self.post(query, accept=accept, **params)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].split(";")[0] == accept
        return answer.content


@pytest.fixture
async def lab(app: Starlette, client: httpx.AsyncClient, writer_headers: Headers) -> Lab:
    lab = Lab(app, client, writer_headers)
    await lab.fill(TEXTS)
    return lab


async def test_csv_keeps_every_text(lab: Lab) -> None:
    content = (await lab.table(CSV)).decode()
    assert content.endswith("\r\n")
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    assert header == [
        *("title", "status", "version", "createdAt", "resolutionSummary", "tags"),
        "comments.totalCount",
    ]
    assert [row[0] for row in rows] == sorted(TEXTS)
    assert {row[5] for row in rows} == {'["x","y"]'}
    assert {(row[1], row[2], row[4], row[6]) for row in rows} == {("OPEN", "1", "", "0")}


async def test_ndjson_is_what_the_query_answers(lab: Lab) -> None:
    lines = (await lab.table(NDJSON)).splitlines()
    answer = await lab.post(QUERY)
    assert [json.loads(line) for line in lines] == answer.json()["data"]["issues"]["nodes"]


async def test_arrow_and_parquet_keep_types(lab: Lab) -> None:
    table = pa.ipc.open_stream(await lab.table(ARROW)).read_all()
    assert table.column("title").to_pylist() == sorted(TEXTS)
    assert [str(field.type).split("<")[0] for field in table.schema] == [
        *("string", "dictionary", "int64", "timestamp[us, tz=UTC]", "string", "string", "int64")
    ]
    frame = polars.read_parquet(io.BytesIO(await lab.table(PARQUET)))
    assert frame["createdAt"].dtype == polars.Datetime("us", "UTC")
    assert frame["status"].to_list() == ["OPEN"] * len(TEXTS)
    assert frame["createdAt"].to_list() == table.column("createdAt").to_pylist()
    counted = duckdb.sql("SELECT count(*), max(version) FROM frame")
    assert counted is not None
    assert counted.fetchall() == [(len(TEXTS), 1)]


async def test_pandas_and_duckdb_read_them(lab: Lab, tmp_path: Path) -> None:
    frame = pandas.read_csv(io.BytesIO(await lab.table(CSV)), parse_dates=["createdAt"])
    assert list(frame["title"]) == sorted(TEXTS)
    assert str(frame["createdAt"].dtype).endswith("UTC]")
    assert list(frame["version"]) == [1] * len(TEXTS)
    assert frame["resolutionSummary"].isna().all()
    file = tmp_path / "issues.parquet"
    file.write_bytes(await lab.table(PARQUET))
    with duckdb.connect() as connection:
        found = connection.sql(f"SELECT title, status FROM '{file}' ORDER BY title").fetchall()
    assert sorted(found) == [(title, "OPEN") for title in sorted(TEXTS)]


@pytest.mark.parametrize("accept", [CSV, NDJSON, ARROW, PARQUET])
async def test_more_than_a_page_and_nothing_at_all(lab: Lab, accept: str) -> None:
    for part in range(3):
        await lab.fill([f"{part} {number}" for number in range(800)])
    assert _count(accept, await lab.table(accept)) == 2400 + len(TEXTS)
    none = '{ issues(filter: {title: {eq: "none"}}) { edges { node { title } } } }'
    assert _count(accept, await lab.table(accept, none)) == 0
    some = "{ issues(first: 1500, offset: 10) { nodes { title } } }"
    assert _count(accept, await lab.table(accept, some)) == 1500


def _count(accept: str, content: bytes) -> int:
    if accept == PARQUET:
        return polars.read_parquet(io.BytesIO(content)).height
    if accept == ARROW:
        return int(pa.ipc.open_stream(content).read_all().num_rows)
    if accept == CSV:
        return len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1
    return len(content.splitlines())


async def test_other_lists_are_tables_too(lab: Lab) -> None:
    log = await lab.table(NDJSON, "{ changes { nodes { action object { id __typename } } } }")
    assert len(log.splitlines()) == len(TEXTS)
    last = await lab.table(NDJSON, "{ issues(last: 2) { nodes { t: title } } }")
    assert [json.loads(line)["t"] for line in last.splitlines()] == TEXTS[1::-1]
    arrow = await lab.table(ARROW, "{ changes { nodes { action object { id } } } }")
    objects = pa.ipc.open_stream(arrow).read_all().column("object").to_pylist()
    assert all(set(json.loads(text)) == {"id"} for text in objects)


async def test_only_excel_needs_a_guard(lab: Lab) -> None:
    query = '{ issues(filter: {title: {startsWith: "="}}) { nodes { title } } }'
    assert (await lab.table(CSV, query)) == b"title\r\n=1+1\r\n"
    assert (await lab.table(CSV, query, guard="excel")) == b"title\r\n'=1+1\r\n"
    for accept, guard in ((CSV, "word"), (NDJSON, "excel")):
        answer = await lab.post(query, accept=accept, guard=guard)
        assert answer.status_code == 400


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('mutation { createIssue(input: {title: "x"}) { issue { id } } }', "BAD_USER_INPUT"),
        ("{ issues { nodes { id } } comments { nodes { id } } }", "BAD_USER_INPUT"),
        ("{ viewer { email } }", "BAD_USER_INPUT"),
        ("{ issues { totalCount } }", "BAD_USER_INPUT"),
        ("{ issues { a: nodes { id } b: nodes { id } } }", "BAD_USER_INPUT"),
        ("{ issueMetrics { charts { __typename } } }", "BAD_USER_INPUT"),
        ("{ __schema { types { name } } }", "BAD_USER_INPUT"),
        ("{ issues(first: 1, last: 1) { nodes { id } } }", "BAD_USER_INPUT"),
        ('{ issues(after: "zz") { nodes { id } } }', "BAD_USER_INPUT"),
        ("{ issues(first: 1000001) { nodes { id } } }", "BAD_USER_INPUT"),
        ("{ issues { nodes { nothing } } }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "{ issues { nodes { comments(first: 100) { nodes { issue { comments(first: 100)"
            " { nodes { id } } } } } } } }",
            "LIMIT_EXCEEDED",
        ),
    ],
)
async def test_what_is_no_table(lab: Lab, query: str, code: str) -> None:
    before = await lab.app.state.database.sequence()
    for accept in (CSV, ARROW, PARQUET):
        answer = await lab.post(query, accept=accept)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["extensions"]["code"] == code
    assert await lab.app.state.database.sequence() == before


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", CSV),
        ("application/x-ndjson, */*;q=0.1", NDJSON),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/*", CSV),
        (f"{ARROW};q=0.2, {CSV};q=0.1", ARROW),
        (f"{ARROW};q=0, {CSV};q=0.1", CSV),
        ("application/json, text/plain, */*", "application/json"),
    ],
)
async def test_accept_decides(lab: Lab, accept: str, expected: str) -> None:
    answer = await lab.post("{ issues { nodes { id } } }", accept=accept)
    assert answer.headers["content-type"].split(";")[0] == expected


@pytest.mark.parametrize(
    "accept", ["text/csv;q=0", "text/csv;q=much", "text/csv;q=0, text/html", f"{ARROW};q=0.0"]
)
async def test_accept_that_leaves_nothing(lab: Lab, accept: str) -> None:
    before = await lab.app.state.database.sequence()
    for query in (
        "{ issues { nodes { id } } }",
        'mutation { deleteIssue(input: {id: "x"}) { id } }',
    ):
        answer = await lab.post(query, accept=accept)
        assert answer.status_code == 406
        assert CSV in answer.text
    assert await lab.app.state.database.sequence() == before


async def test_a_link_is_enough(lab: Lab) -> None:
    answer = await lab.client.get(
        "/graphql",
        params={"query": "{ issues { nodes { title } } }"},
        headers={**lab.headers, "Accept": CSV},
    )
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert len(answer.text.splitlines()) > len(TEXTS)
