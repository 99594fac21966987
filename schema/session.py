"""Sessions: conversations with Atlas that issues and attachments come from."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import ID

from schema.attachment import Attachment, AttachmentListFilter, attachment_list
from schema.connection import Connection, Edge, page_arguments
from schema.enums import enum_type
from schema.field import Omittable, described, input_type, object_type, optional, with_arguments
from schema.filters import (
    ActorFilter,
    BooleanFilter,
    DateTimeFilter,
    IDFilter,
    ListFilter,
    ObjectFilter,
    StringFilter,
)
from schema.node import Node
from schema.ordering import Order
from schema.payload import MutationInput, mutation_payload
from schema.scalars import DateTime, UploadedFile

if TYPE_CHECKING:
    from schema.issue import IssueConnection, IssueFilter, IssueListFilter, IssueOrder


@object_type
class Session(Node):
    """A conversation with Atlas, which issues and attachments come from."""

    title: str | None = described("Title; null when it has none yet.")
    description: str | None = described("What the session is about.")
    created_by: str = described("Who started it: an email, or `Atlas` for automation.")
    created_at: DateTime = described("When it was started.")
    is_starred: bool = described("Whether it is marked with a star.")
    starred_at: DateTime | None = described("When it was marked with a star; null when it is not.")
    viewer_can_update: bool = described(
        "Whether you may change it: as its author or an admin, with a token that may write."
    )
    viewer_can_delete: bool = described("Whether you may delete it, by the same rule.")
    attachments: list[Attachment] = attachment_list(
        "Files that came up in the session, oldest first."
    )
    issues: Annotated["IssueConnection", strawberry.lazy("schema.issue")] = with_arguments(
        "Issues linked to the session, newest first.",
        page_arguments(
            Annotated["IssueFilter", strawberry.lazy("schema.issue")] | None,
            list[Annotated["IssueOrder", strawberry.lazy("schema.issue")]] | None,
        ),
    )


@object_type
class SessionEdge(Edge[Session]):
    """A session of a page with its cursor."""


@object_type
class SessionConnection(Connection[Session, SessionEdge]):
    """A page of sessions."""


@input_type
class SessionFilter(ObjectFilter):
    """Conditions on a session; all that are given must hold."""

    id: IDFilter | None = optional("By id.")
    title: StringFilter | None = optional("By title.")
    description: StringFilter | None = optional("By description.")
    created_by: ActorFilter | None = optional("By who started it.")
    created_at: DateTimeFilter | None = optional("By when it was started.")
    is_starred: BooleanFilter | None = optional("By whether it is marked with a star.")
    attachments: AttachmentListFilter | None = optional("By the files that came up in it.")
    issues: Annotated["IssueListFilter", strawberry.lazy("schema.issue")] | None = optional(
        "By the issues linked to it."
    )


@input_type
class SessionListFilter(ListFilter[SessionFilter]):
    """Conditions on a list of sessions."""


@enum_type(
    ID="By id.",
    TITLE="By title.",
    DESCRIPTION="By description.",
    CREATED_BY="By who started it.",
    CREATED_AT="By when it was started.",
    IS_STARRED="Those without a star before those with one.",
    STARRED_AT="By when it was marked with a star.",
)
class SessionOrderField(Enum):
    """Fields that sessions can be ordered by."""

    ID = "id"
    TITLE = "title"
    DESCRIPTION = "description"
    CREATED_BY = "created_by"
    CREATED_AT = "created_at"
    IS_STARRED = "is_starred"
    STARRED_AT = "starred_at"


@input_type
class SessionOrder(Order[SessionOrderField]):
    """One key to order sessions by."""


@input_type
class CreateSessionInput(MutationInput):
    """A new session. Null for an optional field means the same as leaving it out."""

    title: Omittable[str] = optional("Title.")
    description: Omittable[str] = optional("What the session is about.")


@input_type
class UpdateSessionInput(MutationInput):
    """Changes to a session. What is left out stays as it is."""

    id: ID = described("The session to change.")
    title: Omittable[str] = optional("New title; null removes it.")
    description: Omittable[str] = optional("New description; null removes it.")
    is_starred: Omittable[bool] = optional("Set or remove the star; not null.")


@input_type
class DeleteSessionInput(MutationInput):
    """The session to delete. Its attachments and issues stay, without the link to it."""

    id: ID = described("The session to delete, for good.")


@input_type
class UploadSessionFilesInput(MutationInput):
    """Files that came up in a session, all of them or none."""

    id: ID = described("The session.")
    files: list[UploadedFile] = described(
        "The files, 1 to 10, sent by the GraphQL multipart request specification."
    )


@input_type
class RemoveSessionAttachmentInput(MutationInput):
    """An attachment to take from the session it came up in. The attachment stays."""

    session_id: ID = described("The session.")
    id: ID = described("The attachment.")


UploadSessionFilesPayload = mutation_payload(
    "UploadSessionFilesPayload", "The session with the new attachments.", session=Session | None
)
RemoveSessionAttachmentPayload = mutation_payload(
    "RemoveSessionAttachmentPayload", "The session without the attachment.", session=Session | None
)
CreateSessionPayload = mutation_payload(
    "CreateSessionPayload", "The session that was created.", session=Session | None
)
UpdateSessionPayload = mutation_payload(
    "UpdateSessionPayload", "The session after the change.", session=Session | None
)
DeleteSessionPayload = mutation_payload(
    "DeleteSessionPayload", "The session that was deleted.", deleted_id=ID | None
)
