"""Issue metrics: the charts of the reference's `GET /issues/metrics`, filled by one scan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import cast

import orjson

from db.enums import IssuePriority, IssueStatus
from db.query.dialect import Kind
from db.query.entities.registry import ISSUE
from db.query.filters import FilterCompiler
from db.query.json_text import NULL, Literal, Parts, concatenate, object_parts
from db.query.parameters import Parameters
from db.query.selection import Field

UNSET = "none"
"""The slice of the issues that have no status, or no priority."""
WEEKS = 12  # the mixed chart's length: a quarter


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A JSON object whose members are known when the statement is written.

    A member is the parts of a scalar, another record, or a list of these. It is made when selected,
    so that a statement neither counts nor binds unused values.
    """

    typename: str
    members: Mapping[str, Callable[[], "Value"]]


@dataclass(frozen=True, slots=True)
class WhenAny:
    """A record behind others of a list, left out when `number`, an SQL expression, is 0."""

    record: JsonRecord
    number: Callable[[], str]


Item = JsonRecord | Parts | WhenAny
Value = JsonRecord | Parts | Sequence[Item]


def metrics_parts(filters: FilterCompiler, field: Field) -> Parts:
    """The JSON of `IssueMetrics` for the issues that match the field's `filter`."""
    row = filters.new_row()
    condition = filters.condition(ISSUE, row, field.arguments.get("filter"))
    counts = _Counts(filters, row.alias)
    metrics = JsonRecord("IssueMetrics", {"charts": partial(_charts, filters, counts)})
    text = concatenate(_record_parts(filters.parameters, metrics, field))
    columns = ", ".join(f"{x} AS {name}" for x, name in counts.columns.items()) or "count(*) AS one"
    visible = row.sql(cast(str, ISSUE.visible))
    return [
        f"(SELECT {text} FROM (SELECT {columns} FROM issue AS {row.alias}"
        f" WHERE {visible} AND {condition}) AS m)"
    ]


class _Counts:
    """The counts that one scan over the issues makes."""

    def __init__(self, filters: FilterCompiler, alias: str) -> None:
        self.filters = filters
        self.alias = alias
        self.columns: dict[str, str] = {}

    def number(self, condition: str) -> str:
        """Count the issues that fulfil `condition`, a template over `{i}`."""
        counted = f"count(CASE WHEN {condition.format(i=self.alias)} THEN 1 END)"
        return f"m.{self.columns.setdefault(counted, f'c{len(self.columns)}')}"

    def of(self, condition: str) -> Parts:
        """Write a count as JSON."""
        return [f"CAST({self.number(condition)} AS TEXT)"]


def _charts(filters: FilterCompiler, counts: _Counts) -> list[JsonRecord | Parts]:
    return [_active(counts), _by_status(counts), _by_week(filters, counts)]


def _active(counts: _Counts) -> JsonRecord:
    active = f"({IssueStatus.OPEN.value}, {IssueStatus.IN_PROGRESS.value})"
    return _pie(
        counts,
        "Active Issues",
        {
            priority.name.lower(): f"{{i}}.status IN {active} AND {{i}}.priority = {priority.value}"
            for priority in reversed(IssuePriority)
        },
        f"{{i}}.status IN {active} AND {{i}}.priority IS NULL",
    )


def _by_status(counts: _Counts) -> JsonRecord:
    conditions = {status.name.lower(): f"{{i}}.status = {status.value}" for status in IssueStatus}
    return _pie(counts, "Issues by Status", conditions, "{i}.status IS NULL")


def _pie(counts: _Counts, title: str, conditions: Mapping[str, str], rest: str) -> JsonRecord:
    """Make a pie of the issues under each condition, and of the `rest` where there are some."""
    slices: list[Item] = [
        *(_slice(label, partial(counts.of, condition)) for label, condition in conditions.items()),
        WhenAny(_slice(UNSET, partial(counts.of, rest)), partial(counts.number, rest)),
    ]
    return _chart("PieChart", "pie_chart", title, {"data": lambda: slices})


def _slice(label: str, value: Callable[[], Parts]) -> JsonRecord:
    members: Mapping[str, Callable[[], Value]] = {
        "label": partial(_text, label),
        "value": value,
        "color": _null,
    }
    return JsonRecord("PieSlice", members)


def _by_week(filters: FilterCompiler, counts: _Counts) -> JsonRecord:
    now = filters.parameters.now

    def labels() -> list[JsonRecord | Parts]:
        return [
            [Literal('"'), now(_monday_label(week), Kind.TEXT, f"label {week}"), Literal('"')]
            for week in range(1 - WEEKS, 1)
        ]

    def total(column: str) -> Parts:
        start, end = (now(_monday(week), Kind.TIME, f"week {week}") for week in (1 - WEEKS, 1))
        return counts.of(f"{{i}}.{column} >= {start} AND {{i}}.{column} < {end}")

    def data(column: str) -> list[JsonRecord | Parts]:
        starts = [now(_monday(week), Kind.TIME, f"week {week}") for week in range(1 - WEEKS, 2)]
        return [
            counts.of(f"{{i}}.{column} >= {start} AND {{i}}.{column} < {end}")
            for start, end in pairwise(starts)
        ]

    series: list[JsonRecord | Parts] = [
        _series("Opened", "bar", partial(data, "created_at")),
        _series("Resolved", "line", partial(data, "resolved_at")),
    ]
    return _chart(
        "MixedChart",
        "mixed_chart",
        "Opened and Resolved",
        {
            # Scripts draw every chart from `data`, which the reference documents.
            "data": lambda: [
                _slice("Opened", partial(total, "created_at")),
                _slice("Resolved", partial(total, "resolved_at")),
            ],
            "labels": labels,
            "series": lambda: series,
        },
    )


def _series(name: str, kind: str, data: Callable[[], Value]) -> JsonRecord:
    members: dict[str, Callable[[], Value]] = {
        "name": partial(_text, name),
        "type": partial(_text, kind),
        "data": data,
    }
    return JsonRecord("ChartSeries", {**members, "color": _null})


def _monday(week: int) -> Callable[[datetime], datetime]:
    """The start of a week, counted from the one in which the request falls."""

    def shift(now: datetime) -> datetime:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=now.weekday()) + timedelta(weeks=week)

    return shift


def _monday_label(week: int) -> Callable[[datetime], object]:
    return lambda now: _monday(week)(now).date().isoformat()


def _chart(
    typename: str, kind: str, title: str, members: Mapping[str, Callable[[], Value]]
) -> JsonRecord:
    data = JsonRecord(
        typename + "Data",
        {"title": partial(_text, title), **members, "colors": _null, "display_config": _null},
    )
    return JsonRecord(typename, {"chart_type": partial(_text, kind), "chart_data": lambda: data})


def _null() -> Parts:
    return [NULL]


def _text(value: str) -> Parts:
    return [Literal(orjson.dumps(value).decode())]


def _record_parts(parameters: Parameters, record: JsonRecord, field: Field) -> Parts:
    fields = field.variants.get(record.typename, ()) if field.variants else field.fields

    def member(child: Field) -> Parts:
        return _value_parts(parameters, record.members[child.name](), child)

    return object_parts(parameters, record.typename, member, fields)


def _value_parts(parameters: Parameters, value: Value, field: Field) -> Parts:
    if isinstance(value, JsonRecord):
        return _record_parts(parameters, value, field)
    if value and all(isinstance(item, str) for item in value):
        return cast(Parts, value)
    parts: Parts = [Literal("[")]
    for index, item in enumerate(cast(Sequence[Item], value)):
        comma = Literal("," if index else "")
        if isinstance(item, WhenAny):
            text = concatenate([comma, *_record_parts(parameters, item.record, field)])
            parts.append(f"(CASE WHEN {item.number()} > 0 THEN {text} ELSE '' END)")
        else:
            parts += [comma, *_value_parts(parameters, item, field)]
    return [*parts, Literal("]")]
