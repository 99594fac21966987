"""Walking a list page by page, in either direction, meets every object once and in order."""

from typing import Any

import pytest

from db.engine import Database
from tests.generated.choices import Choices
from tests.generated.databases import database as database_of
from tests.generated.server import SCHEMA, Bench
from tests.generated.values import Values, literal
from tests.reference.rows import Data
from tests.reference.store import replace

TAG, TAG_OF_NO_WORDS = "Watch the watchdog", "\N{FIRE}"
LISTS = ("issues", "comments", "files", "attachments", "sessions")
PAGE = """
query Page($first: Int, $after: String, $last: Int, $before: String) {
  list: %s(first: $first, after: $after, last: $last, before: $before, %s) {
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""


async def walk(bench: Bench, text: str, size: int, forward: bool) -> list[Any]:
    """The ids of all pages, in list order."""
    found: list[Any] = []
    cursor = None
    while True:
        bounds = {"first": size, "after": cursor} if forward else {"last": size, "before": cursor}
        page = (await bench.compiled(text, bounds))["list"]
        ids, info = [node["id"] for node in page["nodes"]], page["pageInfo"]
        # What was already met lies on the one side, and only that.
        assert info["hasPreviousPage" if forward else "hasNextPage"] == bool(found)
        found = found + ids if forward else ids + found
        if not info["hasNextPage" if forward else "hasPreviousPage"]:
            return found
        cursor = info["endCursor" if forward else "startCursor"]


@pytest.mark.parametrize("seed", range(6))
async def test_walks_meet_every_object_once(database: Database, seed: int) -> None:
    choices = Choices.of_chance(("pages", seed))
    data = database_of(choices)
    await replace(database, data)
    bench = Bench(database, data)
    for name in LISTS:
        assert SCHEMA.query_type is not None
        kind = SCHEMA.query_type.fields[name].args["orderBy"].type
        order = Values(choices, data).of(kind, depth=0)
        arguments = f"orderBy: {literal(kind, order)}"
        if "includeDeleted" in SCHEMA.query_type.fields[name].args:
            arguments += ", includeDeleted: true"
        text = PAGE % (name, arguments)
        everything = (await bench.compiled(text, {"first": 100}))["list"]["nodes"]
        expected = [node["id"] for node in everything]
        for forward in (True, False):
            assert await walk(bench, text, choices.up_to(3, least=1), forward) == expected


FOUND_BY_WORDS = {
    "a search": 'search: "reset WATCH"',
    "a tag": f'tags: {{some: {{eq: "{TAG}"}}}}',
    "a tag of no words": f'tags: {{some: {{eq: "{TAG_OF_NO_WORDS}"}}}}',
}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("condition", FOUND_BY_WORDS)
async def test_walks_along_what_is_found_by_words(
    database: Database, seed: int, direction: str, condition: str
) -> None:
    """In the order of creation these are read along their index, issues of one instant by id."""
    choices = Choices.of_chance(("words", seed))
    bench = Bench(database, await with_watchdogs(database, choices))
    order = f"orderBy: {{field: CREATED_AT, direction: {direction}}}"
    text = PAGE % ("issues", f"filter: {{{FOUND_BY_WORDS[condition]}}}, {order}")
    expected = [node["id"] for node in bench.evaluated(text, {"first": 100})["list"]["nodes"]]
    assert expected
    for forward in (True, False):
        assert await walk(bench, text, choices.up_to(3, least=1), forward) == expected


async def with_watchdogs(database: Database, choices: Choices) -> Data:
    """Rows of which half of the issues are about watchdogs, and many are of one instant."""
    data = database_of(choices)
    first = data.issue[0]
    for issue in choices.some(data.issue, 2, len(data.issue)):
        issue |= {"created_at": first["created_at"], "updated_at": first["updated_at"]}
    for issue in data.issue[: 1 + len(data.issue) // 2]:
        issue |= {"title": "Watchdog resets", "deleted_at": None}
        data.issue_tag += [
            {"issue_id": issue["id"], "position": place, "name": name}
            for place, name in enumerate((TAG, TAG_OF_NO_WORDS), start=10)
        ]
    await replace(database, data)
    return data


async def test_a_walk_along_the_longest_texts(database: Database) -> None:
    data = database_of(Choices.of_chance(("pages", 0)))
    # Written as six letters each, and each of these as two in a cursor.
    longest = "\1" * 10_000
    for attachment in data.attachment:
        attachment |= {"description": longest, "citation": longest}
    await replace(database, data)
    text = PAGE % ("attachments", "orderBy: [{field: DESCRIPTION}, {field: CITATION}]")
    found = await walk(Bench(database, data), text, 1, forward=True)
    assert len(found) == len(data.attachment) > 1
