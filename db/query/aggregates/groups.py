"""Issue groups: counts of issues by any combination of keys."""

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import cast

from db.query.dialect import Kind
from db.query.entities.declaration import Column, Values
from db.query.entities.registry import ISSUE
from db.query.filters import FilterCompiler
from db.query.json_text import NULL, Parts, concatenate, leaf_parts, object_parts
from db.query.parameters import require_short
from db.query.selection import Field, LeafFormat

TIME_UNITS = ("day", "week", "month")


def groups_sql(filters: FilterCompiler, leaf_format: LeafFormat, field: Field) -> str:
    """The JSON list of groups, ordered by their keys; missing values come last.

    `by` names the keys: `status`, `priority`, `owner`, `tag`, `created_by`, `day`, `week`, `month`.
    An issue with several tags counts once for each; one without any has the tag null.
    """
    row, item = filters.new_row(), filters.new_row()
    by = cast(list[Enum], field.arguments["by"])
    require_short(by, "by")
    names = list(dict.fromkeys(str(key.value) for key in by))
    tags = cast(Values, ISSUE.members["tags"])
    expressions: Mapping[str, tuple[Column, str]] = {
        name: _expression(filters, name, row.alias, item.alias) for name in names
    }
    item.parent = row
    source = f"issue AS {row.alias}"
    if "tag" in names:
        source += f" LEFT JOIN {tags.table} AS {item.alias} ON {item.sql(tags.on)}"
    keys = [f"{x} AS {name}" for name, (_, x) in expressions.items()]
    condition = filters.condition(ISSUE, row, field.arguments.get("filter"))
    positions = [str(position + 1) for position in range(len(names))]
    order = ", ".join(f"{position} ASC NULLS LAST" for position in positions)
    rows = (
        f"SELECT {', '.join([*keys, 'count(*) AS size'])} FROM {source}"
        f" WHERE {row.sql(cast(str, ISSUE.visible))} AND {condition}"
        + (f" GROUP BY {', '.join(positions)} ORDER BY {order}" if positions else "")
    )
    member = partial(_member, filters, leaf_format, expressions)
    text = concatenate(object_parts(filters.parameters, "IssueGroup", member, field.fields))
    return f"(SELECT '[' || {filters.dialect.join(text)} || ']' FROM ({rows}) AS g)"


def _expression(filters: FilterCompiler, name: str, issue: str, tag: str) -> tuple[Column, str]:
    if name in TIME_UNITS:
        bucket = filters.dialect.bucket(name, f"{issue}.created_at")
        return Column(Kind.DATE, "", nullable=True), bucket
    if name == "tag":
        return Column(Kind.TEXT, "", nullable=True), f"{tag}.name"
    column = cast(Column, ISSUE.members[name])
    return column, f"{issue}.{name}"


def _member(
    filters: FilterCompiler,
    leaf_format: LeafFormat,
    expressions: Mapping[str, tuple[Column, str]],
    field: Field,
) -> Parts:
    if field.name == "count":
        return ["CAST(g.size AS TEXT)"]
    if field.name not in expressions:
        return [NULL]
    return leaf_parts(filters.dialect, leaf_format, expressions[field.name][0], f"g.{field.name}")
