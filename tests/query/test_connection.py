"""Connections: the arguments and the selection of a page in, the text of its statement out."""

from datetime import UTC, datetime

import pytest

from db.errors import BadInput
from db.query.compile import Statement, compile_selection
from db.query.dialect import Dialect, Postgresql, Sqlite
from db.query.selection import Field, Options, Request, Slot

ENGINES = pytest.mark.parametrize("dialect", [Sqlite(), Postgresql()], ids=lambda each: each.name)
NODES = Field("nodes", "nodes", {}, (Field("title", "title"),))
TOTAL = Field("total", "total_count")
ORDER = "ORDER BY t1.created_at ASC, t1.id ASC LIMIT"


def page(*fields: Field, dialect: Dialect | None = None, **arguments: object) -> Statement:
    field = Field("page", "sessions", arguments, fields)
    return compile_selection(dialect or Sqlite(), (field,), Options())


def info(*names: str) -> Field:
    return Field("info", "page_info", {}, tuple(Field(name, name) for name in names))


def values(statement: Statement, *leaves: object) -> list[object]:
    now = datetime(2026, 4, 13, tzinfo=UTC)
    return statement.values(Request(leaves, "ada@example.com", now))


def test_a_page_reads_the_rows_in_order_up_to_its_size() -> None:
    statement = page(NODES, first=Slot(0))

    assert statement.text == (
        "SELECT CAST((SELECT ('{\"nodes\":[' || coalesce(group_concat("
        "('{\"title\":' || json_quote(t1.title)) || '}', ','), '')) || ']}' FROM ("
        f"SELECT t1.title FROM session AS t1 WHERE TRUE AND TRUE {ORDER} ?1) AS t1) AS BLOB)"
    )
    assert values(statement, 3) == [3]


@ENGINES
def test_without_a_size_the_page_has_the_default(dialect: Dialect) -> None:
    assert values(page(NODES, dialect=dialect)) == [Options().page_default]
    assert values(page(NODES, dialect=dialect, first=None, after=None)) == [50]


@ENGINES
@pytest.mark.parametrize("size", [-1, 101, "3", None], ids=str)
def test_a_wrong_size_is_refused_when_it_is_bound(dialect: Dialect, size: object) -> None:
    with pytest.raises(BadInput) as refused:
        values(page(NODES, dialect=dialect, first=Slot(0)), size)
    assert (refused.value.field, refused.value.path) == ("first", ("page",))


@ENGINES
def test_the_last_rows_are_read_backwards_and_answered_forwards(dialect: Dialect) -> None:
    text = page(NODES, dialect=dialect, last=2).text

    assert "ORDER BY t1.created_at DESC, t1.id DESC LIMIT" in text
    assert "ORDER BY t1.page_position DESC) AS t1" in text


@ENGINES
@pytest.mark.parametrize(
    ("arguments", "argument"),
    [({"first": 1, "last": 1}, "last"), ({"last": 1, "offset": 1}, "offset")],
    ids=str,
)
def test_contradicting_arguments_are_refused(
    dialect: Dialect, arguments: dict[str, object], argument: str
) -> None:
    for fields in [(NODES,), (TOTAL,)]:
        with pytest.raises(BadInput) as refused:
            page(*fields, dialect=dialect, **arguments)
        assert refused.value.field == argument


def test_one_more_row_shows_that_there_are_more() -> None:
    text = page(NODES, info("has_next_page"), first=2).text

    assert f"{ORDER} ?1 + 1)" in text
    assert "CASE WHEN t1.page_position <= ?1 THEN" in text
    assert "CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END" in text


def test_before_the_first_page_nothing_is_looked_for() -> None:
    assert '"has_previous_page":false' in page(info("has_previous_page"), first=2).text
    assert "?2 > 0 AND EXISTS" in page(info("has_previous_page"), first=2, offset=1).text


@ENGINES
def test_only_a_number_reads_no_page_and_still_checks_its_arguments(dialect: Dialect) -> None:
    statement = page(TOTAL, dialect=dialect, first=Slot(0), after=None)

    assert "LIMIT" not in statement.text
    assert "(SELECT count(*) FROM session AS t1 WHERE TRUE AND TRUE)" in statement.text
    assert statement.recipes == ()
    assert values(statement, 3) == []
    with pytest.raises(BadInput):
        values(statement, 101)


def test_a_name_of_the_type_needs_no_rows() -> None:
    text = page(Field("kind", "__typename")).text

    assert text == 'SELECT CAST((SELECT \'{"kind":"SessionConnection"}\') AS BLOB)'


@ENGINES
def test_a_count_ends_at_its_limit(dialect: Dialect) -> None:
    statement = page(Field("count", "count", {"limit": Slot(0)}), dialect=dialect)

    assert "SELECT 1 AS one FROM session AS t1" in statement.text
    assert values(statement, 7) == [7]


@ENGINES
def test_an_edge_has_the_cursor_of_its_row(dialect: Dialect) -> None:
    edges = Field("edges", "edges", {}, (Field("at", "cursor"), Field("node", "node", {}, ())))
    text = page(edges, dialect=dialect, first=1).text

    assert "[" in text
    assert '{"at":"' in text
    assert '"node":{}' in text
    assert "created_at" in text.partition("FROM")[0]


@ENGINES
def test_the_connection_of_a_parent_is_below_it(dialect: Dialect) -> None:
    comments = Field("c", "comments", {"first": 1}, (Field("n", "nodes", {}, ()),))
    issues = Field("issues", "issues", {"first": 2}, (Field("nodes", "nodes", {}, (comments,)),))
    text = compile_selection(dialect, (issues,), Options()).text

    assert "t2.issue_id = t1.id" in text
    assert text.count("LIMIT") == 2
