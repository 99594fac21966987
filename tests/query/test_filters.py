"""Filters: plain data in, the text of an SQL condition out."""

from collections.abc import Mapping
from itertools import count

import pytest

from db.enums import IssueStatus
from db.errors import BadInput
from db.query.dialect import Dialect, Postgresql, Sqlite
from db.query.entities.registry import ENTITIES
from db.query.filters import FilterCompiler
from db.query.parameters import Parameters
from db.query.selection import Slot

SQLITE, POSTGRESQL = Sqlite(), Postgresql()
ENGINES = pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=lambda each: each.name)
ANY = Slot(0)


def compiler(dialect: Dialect) -> FilterCompiler:
    numbers = count(1)
    return FilterCompiler(Parameters(dialect), lambda: f"t{next(numbers)}")


def condition(given: object, dialect: Dialect = SQLITE, entity: str = "Issue") -> str:
    filters = compiler(dialect)
    return filters.condition(ENTITIES[entity], filters.new_row(), given)


@ENGINES
@pytest.mark.parametrize(
    "given",
    [None, {}, {"title": None}, {"title": {}}, {"and": []}, {"and": None}, {"search": " \t"}],
    ids=str,
)
def test_what_is_left_out_or_null_is_no_condition(dialect: Dialect, given: object) -> None:
    filters = compiler(dialect)

    assert filters.condition(ENTITIES["Issue"], filters.new_row(), given) == "TRUE"
    assert filters.parameters.recipes == []


@ENGINES
def test_an_empty_list_of_alternatives_finds_nothing(dialect: Dialect) -> None:
    assert condition({"or": []}, dialect) == "FALSE"


@ENGINES
def test_null_is_found_with_an_operator_and_refused_as_a_value(dialect: Dialect) -> None:
    assert condition({"status": {"null": True}}, dialect) == "t1.status IS NULL"
    with pytest.raises(BadInput) as refused:
        condition({"status": {"eq": None}}, dialect)
    assert refused.value.field == "filter.status.eq"


def test_a_whole_name_of_a_field_is_compared_as_it_is_stored() -> None:
    given = {"fields": {"some": {"in": ANY}}}
    key = "t2.key IN (SELECT value FROM json_each(?1))"
    found = f"EXISTS (SELECT 1 FROM json_each(t1.patch) AS t2 WHERE TRUE AND ({key}))"
    assert condition(given, entity="Change") == found


@pytest.mark.parametrize(
    ("given", "on_sqlite", "on_postgresql"),
    [
        ({"title": {"eq": ANY}}, "t1.title = ?1", "t1.title = $1::text"),
        ({"status": {"eq": IssueStatus.OPEN}}, "t1.status = ?1", "t1.status = $1::smallint"),
        (
            {"title": {"in": ANY}},
            "t1.title IN (SELECT value FROM json_each(?1))",
            "t1.title = ANY($1::text[])",
        ),
        ({"title": {"contains": ANY}}, "instr(t1.title, ?1) > 0", "strpos(t1.title, $1::text) > 0"),
        (
            {"created_at": {"gte": ANY}},
            "t1.created_at >= ?1",
            "t1.created_at >= $1::timestamptz",
        ),
    ],
    ids=str,
)
def test_a_comparison_is_written_for_each_engine(
    given: Mapping[str, object], on_sqlite: str, on_postgresql: str
) -> None:
    assert condition(given, SQLITE) == on_sqlite
    assert condition(given, POSTGRESQL) == on_postgresql


def test_conditions_of_one_object_all_hold() -> None:
    given = {"title": {"eq": ANY}, "version": {"gt": Slot(1), "lt": Slot(2)}}

    assert condition(given) == "t1.title = ?1 AND t1.version > ?2 AND t1.version < ?3"


def test_alternatives_and_their_contents_are_in_parentheses() -> None:
    given = {"or": [{"title": {"eq": ANY}, "version": {"eq": Slot(1)}}, {}]}

    assert condition(given) == "((t1.title = ?1 AND t1.version = ?2) OR (TRUE))"


def test_a_negation_is_never_null() -> None:
    """Otherwise rows without a value would be found by neither the condition nor its negation."""
    nullable = {"not": {"resolution_summary": {"eq": ANY}}}
    required = {"not": {"title": {"eq": ANY}}}

    assert condition(nullable) == "NOT (coalesce(t1.resolution_summary = ?1, FALSE))"
    assert condition(required) == "NOT (t1.title = ?1)"


@pytest.mark.parametrize(("quantifier", "start"), [("some", "EXISTS"), ("none", "NOT EXISTS")])
def test_a_list_is_looked_up_by_its_parent(quantifier: str, start: str) -> None:
    tags = "(SELECT 1 FROM issue_tag AS t2 WHERE t2.issue_id = t1.id AND (t2.name = ?1))"

    assert condition({"tags": {quantifier: {"eq": ANY}}}) == f"{start} {tags}"


@ENGINES
def test_a_relation_hides_what_is_deleted_and_may_vary(dialect: Dialect) -> None:
    filters = compiler(dialect)
    text = filters.condition(ENTITIES["Issue"], filters.new_row(), {"comments": {"some": {}}})

    assert text == (
        "EXISTS (SELECT 1 FROM comment AS t2 WHERE t2.issue_id = t1.id"
        " AND t2.deleted_at IS NULL AND (TRUE))"
    )
    assert filters.parameters.varied


def test_an_error_names_the_place_in_the_filter() -> None:
    with pytest.raises(BadInput) as refused:
        condition({"and": [{}, {"not": {"comments": {"some": {"content": {"eq": None}}}}}]})
    assert refused.value.field == "filter.and.1.not.comments.some.content.eq"
