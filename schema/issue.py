"""Issues: problems Atlas or a person has identified."""

from enum import Enum

from strawberry import ID

from db.enums import IssuePriority, IssueStatus, UpsertAction
from schema.attachment import Attachment, AttachmentListFilter, attachment_list
from schema.change import ChangeConnection, ChangeFilter
from schema.comment import CommentConnection, CommentListFilter, comment_arguments
from schema.connection import Connection, Edge, page_arguments
from schema.enums import enum_type
from schema.field import (
    Omittable,
    defaulting,
    described,
    input_type,
    object_type,
    optional,
    with_arguments,
)
from schema.file import FileConnection, FileFilter, FileListFilter, FileOrder
from schema.filters import (
    ActorFilter,
    DateTimeFilter,
    IDFilter,
    IntFilter,
    IssuePriorityFilter,
    IssueStatusFilter,
    ListFilter,
    ObjectFilter,
    StringFilter,
    StringListFilter,
)
from schema.node import Node
from schema.ordering import Order
from schema.payload import EXPECTED_VERSION, MutationInput, mutation_payload
from schema.scalars import JSON, DateTime
from schema.session import Session, SessionListFilter


@object_type
class Issue(Node):
    """A problem that was identified: a failure, an anomaly, a root cause or an action item."""

    title: str = described("Short description of the finding.")
    description: list[JSON] = described("Structured content blocks, answered as they were given.")
    status: IssueStatus | None = described("How far it has come.")
    priority: IssuePriority | None = described("How urgent it is.")
    tags: list[str] = described("Labels, in the order they were given.")
    owner: str = described("Who is to deal with it; `Unassigned` when nobody is.")
    resolution_summary: str | None = described("How it was resolved.")
    created_by: str = described("Who created it: an email, or `Atlas` for automation.")
    created_at: DateTime = described("When it was created.")
    updated_at: DateTime = described("When it, its links or its files were last changed.")
    resolved_at: DateTime | None = described(
        "When its status became RESOLVED; null unless that is its status."
    )
    deleted_at: DateTime | None = described("When it was deleted; null unless it is.")
    version: int = described("Grows by one with every change; see `expectedVersion`.")
    job_run_id: str | None = described("The job run that generated it.")
    fingerprint: str | None = described("Text that tells it from all others; see `upsertIssue`.")
    occurrences: int = described("How often `upsertIssue` has filed it; 1 for most issues.")
    last_seen_at: DateTime = described("When it was filed last; `createdAt` for most issues.")
    viewer_can_delete: bool = described(
        "Whether you may delete and restore it: as its author, owner or an admin, with a token that"
        " may write."
    )
    sessions: list[Session] = described("Linked sessions, in the order they were linked.")
    attachments: list[Attachment] = attachment_list(
        "Files attached directly, in the order they were linked."
    )
    session_attachments: list[Attachment] = attachment_list(
        "Files that came up in the linked sessions, oldest first."
    )
    comments: CommentConnection = with_arguments(
        "What people wrote under it, oldest first.", comment_arguments()
    )
    files: FileConnection = with_arguments(
        "Files filed under it, oldest first.",
        page_arguments(FileFilter | None, list[FileOrder] | None),
    )
    history: ChangeConnection = with_arguments(
        "Changes to it and to its comments and files, oldest first.",
        page_arguments(ChangeFilter | None),
    )


@object_type
class IssueEdge(Edge[Issue]):
    """An issue of a page with its cursor."""


@object_type
class IssueConnection(Connection[Issue, IssueEdge]):
    """A page of issues."""


@input_type
class IssueFilter(ObjectFilter):
    """Conditions on an issue; all that are given must hold."""

    id: IDFilter | None = optional("By id.")
    title: StringFilter | None = optional("By title.")
    status: IssueStatusFilter | None = optional("By status.")
    priority: IssuePriorityFilter | None = optional("By priority.")
    tags: StringListFilter | None = optional("By tags.")
    owner: ActorFilter | None = optional("By owner.")
    created_by: ActorFilter | None = optional("By who created it.")
    created_at: DateTimeFilter | None = optional("By when it was created.")
    updated_at: DateTimeFilter | None = optional("By when it was last changed.")
    resolved_at: DateTimeFilter | None = optional("By when it was resolved.")
    deleted_at: DateTimeFilter | None = optional(
        "By when it was deleted; to find any, ask for `includeDeleted`."
    )
    resolution_summary: StringFilter | None = optional("By resolution summary.")
    job_run_id: StringFilter | None = optional("By the job run that generated it.")
    version: IntFilter | None = optional("By version.")
    fingerprint: StringFilter | None = optional("By fingerprint.")
    occurrences: IntFilter | None = optional("By how often it was filed.")
    last_seen_at: DateTimeFilter | None = optional("By when it was filed last.")
    comments: CommentListFilter | None = optional("By its comments.")
    files: FileListFilter | None = optional("By its files.")
    sessions: SessionListFilter | None = optional("By its linked sessions.")
    attachments: AttachmentListFilter | None = optional("By the files attached directly.")
    search: str | None = optional(
        "Every word of this text is a word, or the start of one, in the title, the text of the "
        "description, the tags or the comments. Case and the accents of alphabets make no "
        "difference. Chinese, Japanese, Korean, Thai and other text without spaces is found by any "
        "part of it. White space alone is no filter; a text without letters or digits finds "
        "nothing. At most 16 different words, of which the first 64 characters count."
    )


@input_type
class IssueListFilter(ListFilter[IssueFilter]):
    """Conditions on a list of issues. Deleted ones do not count."""


@enum_type(
    ID="By id.",
    TITLE="By title.",
    STATUS="In workflow order: open, in progress, resolved, rejected.",
    PRIORITY="Low before medium, medium before high.",
    OWNER="By owner.",
    RESOLUTION_SUMMARY="By resolution summary.",
    CREATED_BY="By who created it.",
    CREATED_AT="By when it was created.",
    UPDATED_AT="By when it was last changed.",
    RESOLVED_AT="By when it was resolved.",
    DELETED_AT="By when it was deleted.",
    COMMENTS_COUNT="By the number of its comments, without the deleted ones.",
    VERSION="By version.",
    JOB_RUN_ID="By the job run that generated it.",
    FINGERPRINT="By fingerprint.",
    OCCURRENCES="By how often it was filed.",
    LAST_SEEN_AT="By when it was filed last.",
)
class IssueOrderField(Enum):
    """Fields that issues can be ordered by. Text orders by code point."""

    ID = "id"
    TITLE = "title"
    STATUS = "status"
    PRIORITY = "priority"
    OWNER = "owner"
    RESOLUTION_SUMMARY = "resolution_summary"
    CREATED_BY = "created_by"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    RESOLVED_AT = "resolved_at"
    DELETED_AT = "deleted_at"
    COMMENTS_COUNT = "comments_count"
    VERSION = "version"
    JOB_RUN_ID = "job_run_id"
    FINGERPRINT = "fingerprint"
    OCCURRENCES = "occurrences"
    LAST_SEEN_AT = "last_seen_at"


@input_type
class IssueOrder(Order[IssueOrderField]):
    """One key to order issues by."""


@input_type
class NewIssueInput:
    """A new issue.

    Null for an optional field means the same as leaving it out. Spaces at the ends of owner and
    tags are dropped.
    """

    title: str = described("Short description of the finding, 1 to 1,000 characters.")
    description: list[JSON] | None = defaulting(
        "Structured content blocks, each a JSON object.", []
    )
    status: Omittable[IssueStatus] = optional("How far it has come; OPEN when left out.")
    priority: Omittable[IssuePriority] = optional("How urgent it is; LOW when left out.")
    tags: Omittable[list[str]] = optional(
        "Labels, at most 100 of 1 to 100 characters; duplicates are dropped."
    )
    owner: Omittable[str] = optional("Who is to deal with it; `Unassigned` when left out.")
    resolution_summary: Omittable[str] = optional("How it was resolved, at most 10,000 characters.")
    job_run_id: Omittable[str] = optional("The job run that generated it, 1 to 200 characters.")
    session_ids: Omittable[list[ID]] = optional("Sessions to link, at most 100.")
    attachment_ids: Omittable[list[ID]] = optional("Attachments to link, at most 100.")
    fingerprint: Omittable[str] = optional(
        "Text that tells it from all others, 1 to 200 characters; CONFLICT when an issue has it."
    )
    created_by: Omittable[str] = optional("Who created it elsewhere; only an admin may say this.")
    created_at: Omittable[DateTime] = optional(
        "When it was created elsewhere, to the millisecond; only an admin may say this."
    )


@input_type
class CreateIssueInput(MutationInput, NewIssueInput):
    """A new issue. Null for an optional field means the same as leaving it out."""


@input_type
class UpsertIssueInput(CreateIssueInput):
    """A failure to file. An issue with its fingerprint counts it, and keeps its other fields."""

    fingerprint: str = described("Text that tells it from all others, 1 to 200 characters.")
    comment: Omittable[str] = optional("What to write under it, each time it is filed.")
    reopen: bool = defaulting("Whether to open it again if it is resolved or deleted.", True)


@input_type
class IssueTarget(MutationInput):
    """The issue to change."""

    id: ID = described("The issue to change.")


@input_type
class IssuePatchInput:
    """Changes to an issue. What is left out stays as it is."""

    title: Omittable[str] = optional("New title, 1 to 1,000 characters; not null.")
    description: Omittable[list[JSON]] = optional(
        "New content blocks, each a JSON object, instead of the present ones; not null."
    )
    status: Omittable[IssueStatus] = optional("New status; null removes it.")
    priority: Omittable[IssuePriority] = optional("New priority; null removes it.")
    tags: Omittable[list[str]] = optional("New labels instead of the present ones; not null.")
    owner: Omittable[str] = optional("New owner; not null.")
    resolution_summary: Omittable[str] = optional("New resolution summary; null removes it.")
    job_run_id: Omittable[str] = optional("New job run; null removes it.")
    session_ids: Omittable[list[ID]] = optional(
        "Sessions to link instead of the present ones, at most 100; not null."
    )
    attachment_ids: Omittable[list[ID]] = optional(
        "Attachments to link instead of the present ones, at most 100; not null."
    )


@input_type
class UpdateIssueInput(IssueTarget, IssuePatchInput):
    """Changes to an issue. What is left out stays as it is."""

    expected_version: Omittable[int] = optional(EXPECTED_VERSION)
    merge_disjoint: bool | None = defaulting(
        "Accept an older `expectedVersion` if others have changed other fields only.", False
    )


@input_type
class DeleteIssueInput(MutationInput):
    """The issue to delete. `restoreIssue` brings it back."""

    id: ID = described("The issue to delete.")
    expected_version: Omittable[int] = optional(EXPECTED_VERSION)


@input_type
class RestoreIssueInput(MutationInput):
    """The deleted issue to bring back."""

    id: ID = described("The issue to restore.")
    expected_version: Omittable[int] = optional(EXPECTED_VERSION)


@input_type
class AddTagsInput(MutationInput):
    """Labels to add to an issue. Those it has already stay where they are."""

    id: ID = described("The issue to label.")
    tags: list[str] = described("Labels to add, each 1 to 100 characters.")
    expected_version: Omittable[int] = optional(EXPECTED_VERSION)


@input_type
class RemoveTagsInput(MutationInput):
    """Labels to remove from an issue. Those it does not have are ignored."""

    id: ID = described("The issue to remove the labels from.")
    tags: list[str] = described("Labels to remove.")
    expected_version: Omittable[int] = optional(EXPECTED_VERSION)


@input_type
class LinkSessionsInput(MutationInput):
    """Sessions to link to an issue, after those that are linked already."""

    issue_id: ID = described("The issue to link to.")
    session_ids: list[ID] = described("The sessions to link.")


@input_type
class LinkAttachmentsInput(MutationInput):
    """Attachments to link to an issue, after those that are linked already."""

    issue_id: ID = described("The issue to link to.")
    attachment_ids: list[ID] = described("The attachments to link.")


@input_type
class UnlinkSessionsInput(MutationInput):
    """Sessions whose link to an issue is to be removed. Those not linked are ignored."""

    issue_id: ID = described("The issue.")
    session_ids: list[ID] = described("The sessions to unlink.")


@input_type
class UnlinkAttachmentsInput(MutationInput):
    """Attachments to take from an issue. Those not attached are ignored."""

    issue_id: ID = described("The issue.")
    attachment_ids: list[ID] = described("The attachments to unlink.")


CreateIssuePayload = mutation_payload(
    "CreateIssuePayload", "The issue that was created.", issue=Issue | None
)
UpsertIssuePayload = mutation_payload(
    "UpsertIssuePayload",
    "The issue that the failure is filed in.",
    issue=Issue | None,
    action=UpsertAction | None,
)
UpdateIssuePayload = mutation_payload(
    "UpdateIssuePayload", "The issue after the change.", issue=Issue | None
)
DeleteIssuePayload = mutation_payload(
    "DeleteIssuePayload", "The issue that was deleted.", deleted_id=ID | None
)
RestoreIssuePayload = mutation_payload(
    "RestoreIssuePayload", "The issue that was restored.", issue=Issue | None
)
AddTagsPayload = mutation_payload(
    "AddTagsPayload", "The issue with the labels.", issue=Issue | None
)
RemoveTagsPayload = mutation_payload(
    "RemoveTagsPayload", "The issue without the labels.", issue=Issue | None
)
LinkSessionsPayload = mutation_payload(
    "LinkSessionsPayload", "The issue with the sessions.", issue=Issue | None
)
LinkAttachmentsPayload = mutation_payload(
    "LinkAttachmentsPayload", "The issue with the attachments.", issue=Issue | None
)
UnlinkSessionsPayload = mutation_payload(
    "UnlinkSessionsPayload", "The issue without the sessions.", issue=Issue | None
)
UnlinkAttachmentsPayload = mutation_payload(
    "UnlinkAttachmentsPayload", "The issue without the attachments.", issue=Issue | None
)
