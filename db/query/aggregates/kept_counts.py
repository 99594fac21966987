"""Cheap numbers of matches: kept ones, and counts that end at a limit."""

from collections.abc import Mapping
from typing import cast

from db.errors import BadInput
from db.query.dialect import Kind
from db.query.entities.declaration import EVERYTHING, Entity, Relation
from db.query.filters import FilterCompiler
from db.query.json_text import Parts
from db.query.selection import Field, Request

COUNT_DEFAULT = 1_000
COUNT_MAXIMUM = 10_000
"""Default and maximum `limit` of `count`."""


def bounded(filters: FilterCompiler, matches: str, field: Field) -> Parts:
    """Return the JSON of a count that ends at the field's `limit`."""

    def convert(value: object, request: Request, /) -> object:
        if not isinstance(value, int) or not 0 <= value <= COUNT_MAXIMUM:
            raise BadInput("limit", f"must be between 0 and {COUNT_MAXIMUM}")
        return value

    limit = field.arguments.get("limit", COUNT_DEFAULT)
    most = filters.parameters.bind(Kind.INTEGER, limit, convert)
    rows = f"SELECT 1 AS one FROM {matches} LIMIT {most}"
    return [f"(SELECT CAST(count(*) AS TEXT) FROM ({rows}) AS counted)"]


def tallied(
    filters: FilterCompiler, entity: Entity, relation: Relation, arguments: Mapping[str, object]
) -> str | None:
    """Return the kept number for the arguments of a list; None if a count is needed."""
    tally, given = entity.tally, arguments.get("filter")
    if tally is None or relation.on != EVERYTHING or arguments.get("include_deleted") is True:
        return None
    if not _looks_only_at(given, tally.members):
        return None
    row = filters.new_row()
    condition = filters.condition(entity, row, given)
    rows = f"{tally.source} AS {row.alias} WHERE {condition}"
    return f"(SELECT coalesce(sum({tally.number}), 0) FROM {rows})"


def _looks_only_at(given: object, members: frozenset[str]) -> bool:
    if isinstance(given, list):
        return all(_looks_only_at(item, members) for item in given)
    return all(
        _looks_only_at(value, members) if name in ("and", "or", "not") else name in members
        for name, value in cast(Mapping[str, object], given or {}).items()
    )
