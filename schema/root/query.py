"""The root of all queries."""

from strawberry import ID
from strawberry.types.arguments import StrawberryArgument

from schema.attachment import (
    Attachment,
    AttachmentConnection,
    AttachmentFilter,
    AttachmentOrder,
)
from schema.change import ChangeConnection, ChangeFilter
from schema.comment import Comment, CommentConnection, comment_arguments
from schema.connection import AFTER, BEFORE, FIRST, LAST, deleted_too, page_arguments
from schema.field import argument, described, object_type, one_of_type, optional, with_arguments
from schema.file import File, FileConnection, FileFilter, FileOrder
from schema.issue import Issue, IssueConnection, IssueFilter, IssueOrder
from schema.metrics import IssueGroup, IssueGroupKey, IssueMetrics
from schema.node import Node
from schema.session import Session, SessionConnection, SessionFilter, SessionOrder
from schema.text import GrepResult, TextSlice
from schema.viewer import Viewer
from schema.webhook import Webhook, WebhookConnection


def issue_arguments() -> list[StrawberryArgument]:
    """Return the arguments of a root field that answers a page of issues."""
    return [
        *page_arguments(IssueFilter | None, list[IssueOrder] | None),
        deleted_too(
            "Whether to list deleted issues too; deleted ones alone with the filter "
            "`{deletedAt: {null: false}}`."
        ),
    ]


@one_of_type
class IssueBy:
    """A key of one issue: exactly one of these."""

    id: ID | None = optional("Its id.")
    fingerprint: str | None = optional("Its fingerprint; see `upsertIssue`.")


@object_type
class Query:
    """Everything that can be read. A whole operation sees the data at one moment."""

    viewer: Viewer = described("You: what your token says about you.")
    node: Node | None = with_arguments(
        "The object with this id, whatever its type; null when there is none.",
        [argument("id", ID, "Id of any object.")],
    )
    nodes: list[Node | None] = with_arguments(
        "The objects with these ids, in the same order; null where there is none.",
        [argument("ids", list[ID], "Ids of any objects, at most 1,000; each has its price.")],
    )
    issue: Issue | None = with_arguments(
        "The issue with this id; null when there is none.", [argument("id", ID, "Id of the issue.")]
    )
    issue_by: Issue | None = with_arguments(
        "The issue that the one member of `by` names; null when there is none.",
        [argument("by", IssueBy, "What is known of the issue: exactly one member.")],
    )
    issues: IssueConnection = with_arguments("All issues, newest first.", issue_arguments())
    comment: Comment | None = with_arguments(
        "The comment with this id; null when there is none.",
        [argument("id", ID, "Id of the comment.")],
    )
    comments: CommentConnection = with_arguments(
        "All comments of all issues, oldest first.", comment_arguments()
    )
    file: File | None = with_arguments(
        "The file with this id; null when there is none.", [argument("id", ID, "Id of the file.")]
    )
    files: FileConnection = with_arguments(
        "All files of all issues, oldest first.",
        page_arguments(FileFilter | None, list[FileOrder] | None),
    )
    attachment: Attachment | None = with_arguments(
        "The attachment with this id; null when there is none.",
        [argument("id", ID, "Id of the attachment.")],
    )
    attachments: AttachmentConnection = with_arguments(
        "All attachments, oldest first.",
        page_arguments(AttachmentFilter | None, list[AttachmentOrder] | None),
    )
    session: Session | None = with_arguments(
        "The session with this id; null when there is none.",
        [argument("id", ID, "Id of the session.")],
    )
    sessions: SessionConnection = with_arguments(
        "All sessions, oldest first.",
        page_arguments(SessionFilter | None, list[SessionOrder] | None),
    )
    attachment_text: TextSlice | None = with_arguments(
        "A part of the text of an attachment; null when there is no such attachment.",
        [
            argument("id", ID, "Id of the attachment."),
            argument("offset", int | None, "Where to begin, in bytes.", default=0),
            argument("length", int | None, "Most bytes, at most 1,048,576.", default=65_536),
        ],
    )
    attachment_tail: TextSlice | None = with_arguments(
        "The last lines of the text of an attachment; null when there is no such attachment.",
        [
            argument("id", ID, "Id of the attachment."),
            argument("lines", int | None, "How many lines, at most 10,000.", default=100),
        ],
    )
    attachment_grep: GrepResult = with_arguments(
        "The lines of attachments that match a pattern, an RE2 regular expression.",
        [
            argument("ids", list[ID], "Ids of attachments with text, at most 10."),
            argument("pattern", str, "What to look for, in each line by itself."),
            argument("before", int | None, "Lines before each match, at most 20.", default=0),
            argument("after", int | None, "Lines after each match, at most 20.", default=0),
            argument("first", int | None, "Most matches, at most 1,000.", default=100),
        ],
    )
    issue_metrics: IssueMetrics = with_arguments(
        "Charts over all issues that match.",
        [argument("filter", IssueFilter | None, "Count only issues that match.")],
    )
    issue_groups: list[IssueGroup] = with_arguments(
        "How many issues there are for each combination of values that occurs. What it costs "
        "grows with the number of combinations that there may be.",
        [
            argument("by", list[IssueGroupKey], "What to group by, one or more."),
            argument("filter", IssueFilter | None, "Count only issues that match."),
        ],
    )
    changes: ChangeConnection = with_arguments(
        "The log of changes to all objects, oldest first; the newest are its `last`.",
        [
            AFTER,
            FIRST,
            LAST,
            BEFORE,
            argument("filter", ChangeFilter | None, "Take only changes that match."),
        ],
    )
    webhooks: WebhookConnection = with_arguments(
        "The webhooks, oldest first. For admins.", [FIRST, AFTER]
    )
    webhook: Webhook | None = with_arguments(
        "The webhook with this id; null when there is none. For admins.",
        [argument("id", ID, "Id of the webhook.")],
    )
