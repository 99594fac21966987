"""The common lists are read along an index: no plan scans or sorts a table.

The tests read the planners' plans, for 2,000 issues and with the real values.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import asyncpg
import pytest

from db.engine import Database
from db.engine.sqlite_connection import driver
from db.explain import explain
from db.query.compile import Statement
from db.query.selection import Options, Request
from resolvers.document.operation import Operations
from resolvers.document.variables import split
from resolvers.root import build_schema, graphql_schema
from tests.api.filled import UNTIL, filled

ISSUES, COMMENTS = 2000, 2
FEW = ISSUES // 10
"""Maximum rows that a plan may sort: results of an index, not a table."""

NODES = "nodes { id title status priority owner createdAt }"
NEWEST = "orderBy: [{field: CREATED_AT, direction: DESC}]"
URGENT = "orderBy: [{field: PRIORITY, direction: DESC}, {field: CREATED_AT, direction: ASC}]"


def page(condition: str, order: str = NEWEST) -> str:
    return f"{{ issues(first: 50, filter: {{{condition}}}, {order}) {{ {NODES} }} }}"


LISTS: Mapping[str, str] = {
    "newest": page(""),
    "newest open": page("status: {eq: OPEN}"),
    "of an owner": page('owner: {eq: "$owner"}'),
    "with a common tag": page('tags: {some: {eq: "$common"}}'),
    "with a rare tag": page('tags: {some: {eq: "$rare"}}'),
    "with no such tag": page('tags: {some: {eq: "-"}}'),
    "urgent, then old": page("", URGENT),
    "open, urgent, then old": page("status: {eq: OPEN}", URGENT),
    "the trash": page("deletedAt: {null: false}").replace("(", "(includeDeleted: true, ", 1),
    "a thread": '{ issue(id: "$id") { comments(first: 50) { nodes { id content createdAt } } } }',
    "nested": """{ issues(first: 50, orderBy: [{field: CREATED_AT, direction: DESC}]) { nodes {
        comments(first: 10) { nodes { content } } files(first: 5) { nodes { fileName } }
    } } }""",
}
EXAMPLES: Mapping[str, str] = {
    "$id": "SELECT id FROM issue ORDER BY created_at, id LIMIT 1",
    "$owner": "SELECT owner FROM issue ORDER BY created_at, id LIMIT 1",
    "$common": "SELECT name FROM issue_tag GROUP BY name ORDER BY count(*) DESC, name LIMIT 1",
    "$rare": "SELECT name FROM issue_tag GROUP BY name ORDER BY count(*), name LIMIT 1",
}
"""What the demo has for the names in the lists."""

PARTS_OF_LARGE_ISSUES = """
INSERT INTO issue_search_part (number, first, words)
SELECT s.number, lpad(CAST(part AS text), 3, '0'), array_to_tsvector(ARRAY(
  SELECT left(md5(CAST(part * 100 + word AS text)), 8) FROM generate_series(1, 100) AS word))
FROM (SELECT number FROM issue_search ORDER BY number LIMIT 20) AS s,
  generate_series(1, 40) AS part"""

SEARCHES: Mapping[str, str] = {
    "a rare word": "watchdog reset",
    "no such word": "xyzzyq",
    "a common word": "power",
}
SEARCH = page('search: "$words"')


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    """PostgreSQL gathers statistics by itself, SQLite has none unless an administrator asks."""
    opened = await filled(database_url, ISSUES, COMMENTS)
    if opened.dialect.name == "postgresql":
        connection = await asyncpg.connect(database_url)
        await connection.execute(PARTS_OF_LARGE_ISSUES)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def operations() -> Operations:
    return Operations(graphql_schema(build_schema()))


async def compiled(
    database: Database, operations: Operations, text: str
) -> tuple[Statement, list[object]]:
    """The statement of a list, and its values."""
    for name, query in EXAMPLES.items():
        row = await database.fetch(query)
        assert row is not None
        text = text.replace(name, str(row[0]))
    plan = operations.get(text, None).query_plan(database.dialect, split({}), Options(), {})
    assert plan.statement is not None
    request = Request([], "engineer@example.com", UNTIL)
    return plan.statement, plan.statement.values(request)


async def faults(
    database: Database,
    operations: Operations,
    text: str,
    *,
    may_sort: bool,
    last_change: bool = False,
) -> list[str]:
    """The steps of the plan that read or sort a whole table, and the plan if there are any."""
    statement, values = await compiled(database, operations, text)
    if last_change:
        statement, values = statement.last_change_alone(), []
    if database.dialect.name == "sqlite":
        lines = await explain(database, statement.text, values)
        found = list(sqlite_faults(lines, may_sort))
    else:
        ((plan,),) = await database.fetch_all(f"EXPLAIN (FORMAT JSON) {statement.text}", values)
        (top,) = json.loads(plan)
        found = list(postgresql_faults(top["Plan"]))
        lines = await explain(database, statement.text, values)
    return [*found, "", *lines] if found else []


def sqlite_faults(lines: list[str], may_sort: bool) -> Iterator[str]:
    # A bare SCAN also stands for reading what a co-routine, a step beside it, gives.
    inner: set[str] = set()
    for line in lines:
        if match := re.fullmatch(r"(\s*)(CO-ROUTINE|MATERIALIZE) (\w+)", line):
            inner.add(f"{match[1]}SCAN {match[3]}")
            continue
        scans = re.fullmatch(r"\s*SCAN (?!CONSTANT ROW)\w+", line) and line not in inner
        if scans or ("TEMP B-TREE FOR ORDER BY" in line and not may_sort):
            yield line


def postgresql_faults(node: Mapping[str, Any]) -> Iterator[str]:
    kind, rows = node["Node Type"], node["Plan Rows"]
    if kind == "Seq Scan":
        yield f"{kind} on {node['Relation Name']}"
    for child in node.get("Plans", ()):
        if kind in ("Sort", "Incremental Sort") and child["Plan Rows"] > FEW:
            yield f"{kind} of {child['Plan Rows']} rows, {rows} wanted"
        yield from postgresql_faults(child)


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_read_along_an_index(
    database: Database, operations: Operations, name: str
) -> None:
    assert await faults(database, operations, LISTS[name], may_sort=False) == []


@pytest.mark.parametrize("text", [*LISTS.values(), "{ changes { totalCount } }"])
async def test_an_index_leads_to_the_last_change(
    database: Database, operations: Operations, text: str
) -> None:
    assert await faults(database, operations, text, may_sort=False, last_change=True) == []


@pytest.mark.parametrize("name", SEARCHES)
async def test_a_search_reads_no_table(
    database: Database, operations: Operations, name: str
) -> None:
    """SQLite's index gives the matches in order; PostgreSQL may sort them when there are few."""
    may_sort = database.dialect.name == "postgresql"
    for order in (NEWEST, NEWEST.replace("DESC", "ASC")):
        text = page(f'search: "{SEARCHES[name]}", status: {{neq: REJECTED}}', order)
        assert await faults(database, operations, text, may_sort=may_sort) == []


async def test_statistics_change_nothing_for_the_worse(
    sqlite_url: str, operations: Operations
) -> None:
    opened = await filled(sqlite_url, ISSUES, COMMENTS)
    file = driver.connect(sqlite_url.removeprefix("sqlite:///"))
    file.execute("ANALYZE")
    file.close()
    for text in LISTS.values():
        assert await faults(opened, operations, text, may_sort=False) == []
    await opened.close()


async def test_the_examination_finds_faults(database: Database, operations: Operations) -> None:
    """By title there is no index."""
    text = page("", "orderBy: [{field: TITLE, direction: ASC}]")
    assert await faults(database, operations, text, may_sort=False)


async def test_statements_whose_values_decide_are_planned_for_them(
    database: Database, operations: Operations
) -> None:
    """A cached plan is made for an unknown word, so it is wrong for a common one."""
    varied = {
        name: (await compiled(database, operations, text))[0].varied
        for name, text in {**LISTS, "search": SEARCH}.items()
    }
    assert {name for name, value in varied.items() if value} == {
        "with a common tag",
        "with a rare tag",
        "with no such tag",
        "search",
    }
    if database.dialect.name == "sqlite":
        return
    for words in [*SEARCHES.values()] * 3:
        text = SEARCH.replace("$words", words)
        statement, values = await compiled(database, operations, text)
        assert await database.fetch_varied(statement.text, values) == await database.fetch(
            statement.text, values
        )
