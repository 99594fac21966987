"""Comments: what people write under an issue."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import ID
from strawberry.types.arguments import StrawberryArgument

from schema.attachment import Attachment, AttachmentListFilter, attachment_list
from schema.connection import Connection, Edge, deleted_too, page_arguments
from schema.enums import enum_type
from schema.field import Omittable, described, input_type, object_type, optional
from schema.filters import (
    ActorFilter,
    BooleanFilter,
    DateTimeFilter,
    IDFilter,
    IntFilter,
    ListFilter,
    ObjectFilter,
    StringFilter,
    StringListFilter,
)
from schema.node import Node
from schema.ordering import Order
from schema.payload import EXPECTED_VERSION, MutationInput, mutation_payload
from schema.reaction import ReactionSummary
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.issue import Issue, IssueFilter


@object_type
class Comment(Node):
    """Something a person or Atlas wrote under an issue."""

    content: str = described("The text; empty when the comment is deleted.")
    attachments: list[Attachment] = attachment_list("Attached files, in the order they were given.")
    created_by: str = described("Author: an email, or `Atlas` for automation.")
    created_at: DateTime = described("When it was written.")
    updated_at: DateTime = described("When its text was last changed.")
    is_edited: bool = described("Whether its text was changed after it was written.")
    is_deleted: bool = described("Whether it was deleted; then only its outline is left.")
    deleted_at: DateTime | None = described("When it was deleted; null unless it is.")
    viewer_can_update: bool = described(
        "Whether you may change its text: as its author or an admin, with a token that may write."
    )
    viewer_can_delete: bool = described("Whether you may delete it, by the same rule.")
    reactions: list[ReactionSummary] = described("Reactions by emoji, the earliest first.")
    version: int = described("Grows by one with every change; see `expectedVersion`.")
    issue: Annotated["Issue", strawberry.lazy("schema.issue")] = described(
        "The issue it was written under."
    )


@object_type
class CommentEdge(Edge[Comment]):
    """A comment of a page with its cursor."""


@object_type
class CommentConnection(Connection[Comment, CommentEdge]):
    """A page of comments."""


@input_type
class CommentFilter(ObjectFilter):
    """Conditions on a comment; all that are given must hold."""

    id: IDFilter | None = optional("By id.")
    content: StringFilter | None = optional("By text.")
    created_by: ActorFilter | None = optional("By author.")
    created_at: DateTimeFilter | None = optional("By when it was written.")
    updated_at: DateTimeFilter | None = optional("By when its text was last changed.")
    deleted_at: DateTimeFilter | None = optional(
        "By when it was deleted; to find any, ask for `includeDeleted`."
    )
    is_edited: BooleanFilter | None = optional("By whether its text was changed.")
    attachments: AttachmentListFilter | None = optional("By the attached files.")
    issue: Annotated["IssueFilter", strawberry.lazy("schema.issue")] | None = optional(
        "By the issue it was written under."
    )
    reactions: StringListFilter | None = optional("By the emoji people reacted with.")
    version: IntFilter | None = optional("By version.")


@input_type
class CommentListFilter(ListFilter[CommentFilter]):
    """Conditions on a list of comments. Deleted ones do not count."""


@enum_type(
    {"IS_DELETED": "Use DELETED_AT."},
    ID="By id.",
    CONTENT="By text.",
    CREATED_BY="By author.",
    CREATED_AT="By when it was written.",
    UPDATED_AT="By when its text was last changed.",
    IS_EDITED="Those never changed before those that were.",
    DELETED_AT="By when it was deleted.",
    IS_DELETED="Those still there before the deleted ones.",
    VERSION="By version.",
)
class CommentOrderField(Enum):
    """Fields that comments can be ordered by."""

    ID = "id"
    CONTENT = "content"
    CREATED_BY = "created_by"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    IS_EDITED = "is_edited"
    DELETED_AT = "deleted_at"
    IS_DELETED = "is_deleted"
    VERSION = "version"


@input_type
class CommentOrder(Order[CommentOrderField]):
    """One key to order comments by."""


def comment_arguments() -> list[StrawberryArgument]:
    """Return the arguments of a field that answers a page of comments."""
    return [
        *page_arguments(CommentFilter | None, list[CommentOrder] | None),
        deleted_too("Whether to list deleted comments too, as outlines without content."),
    ]


@input_type
class AddCommentInput(MutationInput):
    """A new comment. Null for an optional field means the same as leaving it out."""

    issue_id: ID = described("The issue to write under.")
    content: str = described("The text, 1 to 10,000 characters, not only white space.")
    attachment_ids: Omittable[list[ID]] = optional("Files to attach, at most 10, by attachment id.")


OF_ISSUE = "Refuse with NOT_FOUND unless the comment is one of this issue."


@input_type
class UpdateCommentInput(MutationInput):
    """A new text for a comment. Only its author or an admin may change it."""

    id: ID = described("The comment to change.")
    issue_id: Omittable[ID] = optional(OF_ISSUE)
    content: str = described("The new text, 1 to 10,000 characters, not only white space.")
    expected_version: Omittable[int] = optional(EXPECTED_VERSION)


@input_type
class DeleteCommentInput(MutationInput):
    """The comment to delete. Only its author or an admin may delete it."""

    id: ID = described("The comment to delete.")
    issue_id: Omittable[ID] = optional(OF_ISSUE)
    expected_version: Omittable[int] = optional(EXPECTED_VERSION)


AddCommentPayload = mutation_payload(
    "AddCommentPayload", "The comment that was added.", comment=Comment | None
)
UpdateCommentPayload = mutation_payload(
    "UpdateCommentPayload", "The comment after the change.", comment=Comment | None
)
DeleteCommentPayload = mutation_payload(
    "DeleteCommentPayload", "What is left of the deleted comment.", comment=Comment | None
)
