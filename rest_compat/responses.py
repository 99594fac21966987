"""The documented response objects: the component schemas of the OpenAPI document.

Nothing is built from these classes at run time, since an answer is the operation's own text.
Source: the reference of the Atlas Issues API and its related objects.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

ResponseUuid = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Timestamp = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}$",
        description="ISO 8601, UTC without a zone, six decimals.",
        examples=["2026-04-13T10:30:00.000000"],
    ),
]


class Documented(BaseModel):
    """An object with exactly the documented fields, all of them always present."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class SessionObject(Documented):
    """A session an issue is associated with."""

    session_id: ResponseUuid
    session_title: str | None
    session_description: str | None
    session_created_by: str
    session_created_at: Timestamp
    is_starred: bool
    starred_at: Timestamp | None


class AttachmentObject(Documented):
    """A file surfaced during a session or job run."""

    attachment_id: ResponseUuid
    attachment_name: str = Field(description="Original file name.")
    attachment_type: str = Field(description="`pdf`, `csv`, `bin` and so on.")
    attachment_title: str | None
    attachment_description: str | None
    attachment_citation: str | None
    attachment_source_session_id: ResponseUuid | None
    attachment_created_by: str
    attachment_created_at: Timestamp
    is_visible: bool


class AttachmentList(Documented):
    """A page of attachments, newest first."""

    items: list[AttachmentObject]
    count: int = Field(ge=0, description="How many attachments match on all pages together.")


class FullSessionObject(SessionObject):
    """A session with its attachments."""

    attachments: list[AttachmentObject] = Field(description="Files that came up in it.")


class SessionList(Documented):
    """A page of sessions, newest first."""

    items: list[SessionObject]
    count: int = Field(ge=0, description="How many sessions there are on all pages together.")


class IssueObject(Documented):
    """A problem that was identified, with links back to the data it came from."""

    uuid: ResponseUuid = Field(description="Issue identifier.")
    title: str = Field(description="Issue title.")
    description: list[dict[str, object]] = Field(description="Structured content blocks.")
    status: Literal["open", "in_progress", "resolved", "rejected"] | None = Field(
        description="Current status."
    )
    priority: Literal["low", "medium", "high"] | None = Field(description="Priority level.")
    tags: list[str] = Field(description="Labels.")
    owner: str = Field(description="Assigned owner.")
    resolution_summary: str | None = Field(description="Resolution notes.")
    created_by: str = Field(description='Creator (email, or "Atlas" for auto-generated).')
    created_at: Timestamp
    sessions: list[SessionObject] = Field(description="Associated sessions.")
    attachments: list[AttachmentObject] = Field(description="Directly attached files.")
    session_attachments: list[AttachmentObject] = Field(
        description="Files from associated sessions."
    )
    job_run_id: str | None = Field(description="Job run that generated this issue.")


class IssueList(Documented):
    """A page of issues, newest first."""

    items: list[IssueObject]
    count: int = Field(ge=0, description="How many issues match on all pages together.")


class ReactionObject(Documented):
    """The people who reacted to a comment with one emoji."""

    emoji: str
    count: int = Field(ge=1)
    users: list[str]


class CommentObject(Documented):
    """A comment on an issue."""

    uuid: ResponseUuid = Field(description="Comment identifier.")
    content: str = Field(description="Comment text; empty when deleted.")
    attachments: list[AttachmentObject] = Field(description="Attached files.")
    created_by: str = Field(description='Author email, or "Atlas" for automation.')
    created_at: Timestamp
    updated_at: Timestamp
    is_edited: bool = Field(description="True if updated after creation.")
    is_deleted: bool = Field(description="Soft-delete flag.")
    reactions: list[ReactionObject] = Field(description="Emoji reaction summaries.")


class CommentList(Documented):
    """A page of comments, oldest first."""

    items: list[CommentObject]
    count: int = Field(ge=0, description="How many comments there are on all pages together.")


class FileObject(Documented):
    """A file associated with an issue."""

    uuid: ResponseUuid = Field(description="File record identifier.")
    file_name: str = Field(description="Display name.")
    file_type: str
    attachment_id: ResponseUuid = Field(description="Associated attachment.")
    created_at: Timestamp


class PieSlice(Documented):
    """A part of a pie chart."""

    label: str = Field(description="What it stands for; `none` for issues without a value.")
    value: int
    color: str | None


class PieChartData(Documented):
    """The data of a pie chart."""

    title: str
    data: list[PieSlice]
    colors: dict[str, object] | None
    display_config: dict[str, object] | None


class PieChart(Documented):
    """A pie chart."""

    chart_type: Literal["pie_chart"]
    chart_data: PieChartData


class ChartSeries(Documented):
    """One value per label."""

    name: str
    type: Literal["bar", "line"]
    data: list[int]
    color: str | None


class MixedChartData(Documented):
    """The data of a chart of bars and lines."""

    title: str
    data: list[PieSlice] = Field(description="The sum of each series, as a pie chart shows it.")
    labels: list[str]
    series: list[ChartSeries]
    colors: dict[str, object] | None
    display_config: dict[str, object] | None


class MixedChart(Documented):
    """A chart of bars and lines over common labels."""

    chart_type: Literal["mixed_chart"]
    chart_data: MixedChartData


class Metrics(Documented):
    """Aggregate issue counts as chart-ready data."""

    metrics: list[Annotated[PieChart | MixedChart, Field(discriminator="chart_type")]]


class FaultObject(Documented):
    """One broken rule."""

    loc: list[str | int] = Field(description='Where: `["body", "title"]`.')
    msg: str = Field(description="What is wrong, for a person.")
    type: str = Field(description="What is wrong, for a program.")


class ProblemObject(Documented):
    """Problem details for HTTP APIs (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[FaultObject] = Field(
        default_factory=list, description="The broken rules, of a 422."
    )
    request_id: str = Field(
        default_factory=str, description="By which the server's log tells more."
    )


class LinkObject(Documented):
    """A link to content, for whoever has no token."""

    url: str = Field(description="Where the content is; for `<img>` and plain links.")
    expires_at: Timestamp = Field(description="When the link ends.")
