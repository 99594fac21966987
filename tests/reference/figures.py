"""Charts and counts over many issues, written from the reference of the Atlas Issues API."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.reference.pages import ENUM_ORDER
from tests.reference.relations import World
from tests.reference.rows import Row, Rows

WEEKS = 12
ACTIVE = ("OPEN", "IN_PROGRESS")


def charts(issues: Rows, now: datetime) -> list[Row]:
    """The charts over `issues`: active by priority, all by status, opened and resolved by week."""
    active = Counter(row["priority"] for row in issues if row["status"] in ACTIVE)
    statuses = Counter(row["status"] for row in issues)
    this_week = monday(now)
    weeks = [this_week - timedelta(weeks=back) for back in reversed(range(WEEKS))]

    def by_week(column: str) -> list[int]:
        found = Counter(monday(row[column]) for row in issues if row[column] is not None)
        return [found[week] for week in weeks]

    opened, resolved = by_week("created_at"), by_week("resolved_at")
    mixed = {
        "data": [
            {"label": "Opened", "value": sum(opened), "color": None},
            {"label": "Resolved", "value": sum(resolved), "color": None},
        ],
        "labels": [week.date().isoformat() for week in weeks],
        "series": [
            {"name": "Opened", "type": "bar", "data": opened, "color": None},
            {"name": "Resolved", "type": "line", "data": resolved, "color": None},
        ],
    }
    return [
        pie("Active Issues", active, reversed(ENUM_ORDER["priority"])),
        pie("Issues by Status", statuses, ENUM_ORDER["status"]),
        chart("MixedChart", "mixed_chart", "Opened and Resolved", mixed),
    ]


def pie(title: str, counts: Counter[str | None], names: Iterable[str]) -> Row:
    """One slice for each name, and one for issues without a value if there are some."""
    slices = [(name, counts[name]) for name in names]
    if counts[None]:
        slices.append(("none", counts[None]))
    data = [{"label": name.lower(), "value": count, "color": None} for name, count in slices]
    return chart("PieChart", "pie_chart", title, {"data": data})


def chart(typename: str, kind: str, title: str, members: Row) -> Row:
    data = {"title": title, **members, "colors": None, "display_config": None}
    return {"__typename": typename, "chart_type": kind, "chart_data": data}


def monday(time: datetime) -> datetime:
    """The start of the week of `time`."""
    day = time.replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def groups(world: World, issues: Rows, by: Sequence[str]) -> list[Row]:
    """How many issues share each combination of values; ordered by them, missing ones last."""
    names = list(dict.fromkeys(by))
    counts: Counter[tuple[Any, ...]] = Counter()
    for issue in issues:
        combinations: list[tuple[Any, ...]] = [()]
        for name in names:
            values = shared_values(world, issue, name)
            combinations = [(*start, value) for start in combinations for value in values]
        counts.update(combinations)

    def place(values: tuple[Any, ...]) -> list[tuple[bool, Any]]:
        known = [
            ENUM_ORDER[name.lower()].index(value) if value and name.lower() in ENUM_ORDER else value
            for name, value in zip(names, values, strict=True)
        ]
        return [(value is None, "" if value is None else value) for value in known]

    return [
        {**dict(zip(map(str.lower, names), values, strict=True)), "count": counts[values]}
        for values in sorted(counts, key=place)
    ]


def shared_values(world: World, issue: Row, name: str) -> list[Any]:
    """The values by which an issue is grouped: one for each of its tags, one of anything else."""
    created: datetime = issue["created_at"]
    match name:
        case "TAG":
            return world.tags(issue) or [None]
        case "DAY":
            return [created.date().isoformat()]
        case "WEEK":
            return [monday(created).date().isoformat()]
        case "MONTH":
            return [created.strftime("%Y-%m-01")]
    return [issue[name.lower()]]
