"""Numbers of matches that are kept and need not be counted."""

from collections.abc import Mapping
from typing import cast

from db.query.entities import EVERYTHING, Entity, Relation
from db.query.filters import FilterCompiler


def tallied(
    filters: FilterCompiler, entity: Entity, relation: Relation, given: object
) -> str | None:
    """Return the kept number for the filter `given`; None where only counting tells."""
    tally = entity.tally
    if tally is None or relation.on != EVERYTHING or not _looks_only_at(given, tally.members):
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
