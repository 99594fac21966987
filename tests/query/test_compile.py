"""The compiler: a selection in, the text and the values of one statement out."""

from datetime import UTC, datetime

import pytest

from db.enums import IssueStatus
from db.errors import BadInput
from db.query.compile import LAST_CHANGE, Statement, compile_each, compile_selection
from db.query.dialect import Dialect, Postgresql, Sqlite
from db.query.entities.registry import NODES
from db.query.selection import Field, LeafFormat, Options, Request, Slot

SQLITE, POSTGRESQL = Sqlite(), Postgresql()
ENGINES = pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=lambda each: each.name)
ID = "0190a8f0-0000-7000-8000-000000000001"
TITLE = Field("title", "title")


def compiled(
    *fields: Field, dialect: Dialect = SQLITE, options: Options | None = None
) -> Statement:
    return compile_selection(dialect, fields, options or Options())


def issue(*fields: Field, **arguments: object) -> Field:
    return Field("issue", "issue", {"id": Slot(0), **arguments}, fields)


def request(*leaves: object) -> Request:
    return Request(leaves, "ada@example.com", datetime(2026, 4, 13, tzinfo=UTC))


def test_an_object_is_one_expression_of_finished_json() -> None:
    found = compiled(issue(TITLE))

    assert found.text == (
        "SELECT CAST(coalesce((SELECT ('{\"title\":' || json_quote(t1.title)) || '}'"
        " FROM issue AS t1 WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null') AS BLOB)"
    )
    assert found.keys == ("issue",)
    assert found.values(request(ID)) == [ID]


def test_the_same_on_postgresql() -> None:
    found = compiled(issue(TITLE), dialect=POSTGRESQL)

    assert found.text == (
        "SELECT convert_to(coalesce((SELECT"
        " ('{\"title\":' || coalesce(to_json(t1.title)::text, 'null')) || '}'"
        " FROM issue AS t1 WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'UTF8')"
    )


def test_response_keys_name_the_members_and_the_type_is_known() -> None:
    text = compiled(issue(Field("a", "title"), Field("b", "title"), Field("c", "__typename"))).text

    assert '{"a":' in text
    assert ',"b":' in text
    assert ',"c":"Issue"}' in text
    assert text.count("json_quote(t1.title)") == 2


def test_an_object_without_members_is_an_empty_one() -> None:
    assert "(SELECT '{}' FROM issue AS t1" in compiled(issue()).text


@ENGINES
def test_each_root_field_is_a_column_with_aliases_of_its_own(dialect: Dialect) -> None:
    other = Field("other", "issue", {"id": Slot(1)}, (TITLE,))
    found = compiled(issue(TITLE), other, dialect=dialect)

    assert found.keys == ("issue", "other")
    assert "FROM issue AS t1" in found.text
    assert "FROM issue AS t2" in found.text
    assert len(found.recipes) == 2


def test_a_deleted_object_is_hidden_unless_it_is_asked_for() -> None:
    assert "deleted_at IS NULL" in compiled(issue(TITLE, include_deleted=False)).text
    assert "deleted_at" not in compiled(issue(TITLE, include_deleted=True)).text


def test_the_leaf_format_writes_enums_and_instants() -> None:
    leaves = issue(Field("status", "status"), Field("createdAt", "created_at"))
    graphql = compiled(leaves).text
    rest = compiled(leaves, options=Options(leaf_format=LeafFormat.REST)).text

    assert ("IN_PROGRESS" in graphql, "in_progress" in graphql) == (True, False)
    assert ("IN_PROGRESS" in rest, "in_progress" in rest) == (False, True)


@ENGINES
def test_a_node_of_any_type_has_the_members_of_its_variant(dialect: Dialect) -> None:
    variants = {entity.name: () for entity in NODES} | {"Comment": (Field("key", "id"),)}
    text = compiled(Field("n", "node", {"id": Slot(0)}, variants=variants), dialect=dialect).text

    assert text.count('{"key":"') == 1
    assert text.count("SELECT '{}'") == len(NODES) - 1


def test_a_node_binds_its_id_once() -> None:
    variants: dict[str, tuple[Field, ...]] = {entity.name: () for entity in NODES}

    assert len(compiled(Field("n", "node", {"id": Slot(0)}, variants=variants)).recipes) == 1


def test_an_id_that_is_none_is_the_id_of_no_object() -> None:
    assert compiled(issue(TITLE)).values(request("no id")) == [None]


def test_a_plain_value_is_bound_like_a_variable() -> None:
    literal = compiled(Field("issue", "issue", {"id": ID}, (TITLE,)))

    assert literal.text == compiled(issue(TITLE)).text
    assert literal.values(request()) == [ID]


def test_the_error_of_a_value_has_the_path_in_the_answer() -> None:
    page = Field("comments", "comments", {"first": 101}, (Field("nodes", "nodes", {}, ()),))
    statement = compiled(issue(page))

    with pytest.raises(BadInput) as refused:
        statement.values(request(ID))
    assert (refused.value.field, refused.value.path) == ("first", ("issue", "comments"))


def test_an_enum_is_bound_by_its_code() -> None:
    by_status = {"filter": {"status": {"eq": IssueStatus.RESOLVED}}}
    statement = compiled(Field("i", "issues", by_status, (Field("n", "count"),)))

    assert IssueStatus.RESOLVED.value in statement.values(request())


@ENGINES
def test_the_last_change_is_one_more_column(dialect: Dialect) -> None:
    statement = compiled(issue(TITLE), dialect=dialect)
    both, alone = statement.with_last_change(), statement.last_change_alone()

    assert both.keys == ("issue", LAST_CHANGE)
    assert both.text == f"{statement.text}, {statement.last_change}"
    assert (alone.keys, alone.recipes) == ((LAST_CHANGE,), ())


@ENGINES
def test_objects_by_ids_come_in_the_order_of_the_ids(dialect: Dialect) -> None:
    selection = Field("issue", "issue", {}, (TITLE,))
    found = compile_each(dialect, "issue", [selection], Slot(0), 2, Options())

    assert found.text.endswith("ORDER BY n.position")
    assert "t1.id = n.value" in found.text
    assert "deleted_at" not in found.text
    with pytest.raises(BadInput):
        found.values(request([ID, ID, ID]))
