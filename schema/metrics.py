"""Figures over many issues: charts ready to draw, and counts by group."""

from enum import Enum
from typing import Annotated

import strawberry

from db.enums import IssuePriority, IssueStatus
from schema.enums import enum_type
from schema.field import described, object_type
from schema.scalars import JSON, Date

COLORS = "Colours by label, for the whole chart."
DISPLAY_CONFIG = "Hints on how to draw the chart."


@object_type
class PieSlice:
    """One slice of a pie chart."""

    label: str = described("What the slice stands for.")
    value: int = described("How many issues.")
    color: str | None = described("Colour to draw it in, as in CSS.")


@object_type
class PieChartData:
    """The data of a pie chart."""

    title: str = described("Title to show.")
    data: list[PieSlice] = described(
        "The slices, in the order to draw them; `none` at the end when issues have no such value."
    )
    colors: JSON | None = described(COLORS)
    display_config: JSON | None = described(DISPLAY_CONFIG)


@object_type
class PieChart:
    """A chart of the parts that issues divide into."""

    chart_type: str = described("Always `pie_chart`.")
    chart_data: PieChartData = described("What to draw.")


@object_type
class ChartSeries:
    """One row of figures in a mixed chart."""

    name: str = described("What is counted.")
    type: str = described("How to draw it: `bar` or `line`.")
    data: list[int] = described("One figure for each label of the chart.")
    color: str | None = described("Colour to draw it in, as in CSS.")


@object_type
class MixedChartData:
    """The data of a mixed chart."""

    title: str = described("Title to show.")
    data: list[PieSlice] = described("The sum of each row of figures, in the form of a pie chart.")
    labels: list[str] = described("The labels of the axis: the first day of each week.")
    series: list[ChartSeries] = described("The rows of figures.")
    colors: JSON | None = described(COLORS)
    display_config: JSON | None = described(DISPLAY_CONFIG)


@object_type
class MixedChart:
    """Several rows of figures over the same labels, as bars and lines."""

    chart_type: str = described("Always `mixed_chart`.")
    chart_data: MixedChartData = described("What to draw.")


Chart = Annotated[
    PieChart | MixedChart, strawberry.union("Chart", description="A chart that is ready to draw.")
]


@object_type
class IssueMetrics:
    """Charts over all issues that match."""

    charts: list[Chart] = described(
        "Active issues by priority, all issues by status, and issues opened and resolved by week."
    )


@enum_type(
    STATUS="By status.",
    PRIORITY="By priority.",
    OWNER="By owner.",
    TAG="By tag: an issue counts once in each of its tags.",
    CREATED_BY="By who created it.",
    DAY="By the day it was created, in UTC.",
    WEEK="By the week it was created, in UTC; weeks begin on Monday.",
    MONTH="By the month it was created, in UTC.",
)
class IssueGroupKey(Enum):
    """Keys that issues can be grouped by."""

    STATUS = "status"
    PRIORITY = "priority"
    OWNER = "owner"
    TAG = "tag"
    CREATED_BY = "created_by"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@object_type
class IssueGroup:
    """The number of issues with the same values. A value that was not grouped by is null."""

    status: IssueStatus | None = described("The status they share.")
    priority: IssuePriority | None = described("The priority they share.")
    owner: str | None = described("The owner they share.")
    tag: str | None = described("The tag they share.")
    created_by: str | None = described("Who created them.")
    day: Date | None = described("The day they were created.")
    week: Date | None = described("The Monday of the week they were created.")
    month: Date | None = described("The first day of the month they were created.")
    count: int = described("How many issues.")
