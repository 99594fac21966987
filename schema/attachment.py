"""Attachments: stored files and what is known about them."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry import ID

from schema.connection import Connection, Edge
from schema.enums import enum_type
from schema.field import (
    Omittable,
    argument,
    defaulting,
    described,
    input_type,
    object_type,
    optional,
    with_arguments,
)
from schema.filters import (
    ActorFilter,
    BooleanFilter,
    DateTimeFilter,
    IDFilter,
    ListFilter,
    ObjectFilter,
    SafeIntFilter,
    StringFilter,
)
from schema.node import Node
from schema.ordering import Order
from schema.payload import MutationInput, mutation_payload
from schema.scalars import DateTime, SafeInt, UploadedFile

if TYPE_CHECKING:
    from schema.session import Session, SessionFilter


@object_type
class Attachment(Node):
    """A stored file that was surfaced in a session or uploaded, and what is known about it."""

    name: str = described("Original file name, with its extension.")
    type: str = described("Short kind of file, such as `pdf`, `csv` or `bin`.")
    title: str | None = described("Title to show instead of the file name.")
    description: str | None = described("What the file holds.")
    citation: str | None = described("Where the file comes from, as a reference to quote.")
    source_session_id: ID | None = described("Id of the session the file came up in.")
    source_session: Annotated["Session", strawberry.lazy("schema.session")] | None = described(
        "The session the file came up in."
    )
    created_by: str = described("Who added it: an email, or `Atlas` for automation.")
    created_at: DateTime = described("When it was added.")
    is_visible: bool = described("Whether it is meant to be shown to people.")
    viewer_can_update: bool = described(
        "Whether you may change it: as its author or an admin, with a token that may write."
    )
    viewer_can_delete: bool = described("Whether you may delete it, by the same rule.")
    size: SafeInt | None = described("Size of the content in bytes; null when there is no content.")
    media_type: str | None = described("Media type of the content, such as `application/pdf`.")
    sha256: str | None = described("SHA-256 of the content, in lower-case hexadecimal.")
    url: str | None = described(
        "Where to download the content, relative to this server; null when there is no content."
    )


@object_type
class AttachmentEdge(Edge[Attachment]):
    """An attachment of a page with its cursor."""


@object_type
class AttachmentConnection(Connection[Attachment, AttachmentEdge]):
    """A page of attachments."""


@input_type
class AttachmentFilter(ObjectFilter):
    """Conditions on an attachment; all that are given must hold."""

    id: IDFilter | None = optional("By id.")
    name: StringFilter | None = optional("By original file name.")
    type: StringFilter | None = optional("By kind of file.")
    title: StringFilter | None = optional("By title.")
    description: StringFilter | None = optional("By description.")
    citation: StringFilter | None = optional("By citation.")
    created_by: ActorFilter | None = optional("By who added it.")
    created_at: DateTimeFilter | None = optional("By when it was added.")
    is_visible: BooleanFilter | None = optional("By whether it is meant to be shown.")
    size: SafeIntFilter | None = optional("By size in bytes.")
    media_type: StringFilter | None = optional("By media type.")
    source_session_id: IDFilter | None = optional("By the id of the session it came up in.")
    source_session: Annotated["SessionFilter", strawberry.lazy("schema.session")] | None = optional(
        "By the session it came up in; an attachment without one does not match."
    )


def attachment_list(description: str) -> Any:
    """Declare a list of attachments, of which a filter may leave some out."""
    return with_arguments(
        description, [argument("filter", AttachmentFilter | None, "Only those that match.")]
    )


@input_type
class AttachmentListFilter(ListFilter[AttachmentFilter]):
    """Conditions on a list of attachments."""


@enum_type(
    ID="By id.",
    NAME="By original file name.",
    TYPE="By kind of file.",
    TITLE="By title.",
    DESCRIPTION="By description.",
    CITATION="By citation.",
    SOURCE_SESSION_ID="By the id of the session it came up in.",
    CREATED_BY="By who added it.",
    CREATED_AT="By when it was added.",
    IS_VISIBLE="Hidden before visible.",
    SIZE="By size in bytes.",
    MEDIA_TYPE="By media type.",
    SHA256="By the hash of the content.",
)
class AttachmentOrderField(Enum):
    """Fields that attachments can be ordered by."""

    ID = "id"
    NAME = "name"
    TYPE = "type"
    TITLE = "title"
    DESCRIPTION = "description"
    CITATION = "citation"
    SOURCE_SESSION_ID = "source_session_id"
    CREATED_BY = "created_by"
    CREATED_AT = "created_at"
    IS_VISIBLE = "is_visible"
    SIZE = "size"
    MEDIA_TYPE = "media_type"
    SHA256 = "sha256"


@input_type
class AttachmentOrder(Order[AttachmentOrderField]):
    """One key to order attachments by."""


@input_type
class UploadAttachmentInput(MutationInput):
    """A new attachment with its content, or the record of a file kept elsewhere.

    Files are sent by the GraphQL multipart request specification.
    """

    file: Omittable[UploadedFile] = optional(
        "The content. Its bytes tell size, media type and hash; its name is the attachment's."
    )
    name: Omittable[str] = optional(
        "Original file name, 1 to 255 characters. It must be given where there is no `file`."
    )
    type: Omittable[str] = optional(
        "Short kind of file, such as `pdf`, `csv` or `bin`: 1 to 255 characters. The extension of "
        "the name tells it when left out."
    )
    issue_id: Omittable[ID] = optional("An issue to link it to.")
    title: Omittable[str] = optional("Title to show instead of the file name.")
    description: Omittable[str] = optional("What the file holds.")
    citation: Omittable[str] = optional("Where the file comes from, as a reference to quote.")
    source_session_id: Omittable[ID] = optional("The session the file came up in.")
    is_visible: bool | None = defaulting("Whether it is meant to be shown to people.", True)
    size: Omittable[SafeInt] = optional(
        "Size of the content in bytes, where it is kept elsewhere; not with a `file`."
    )
    media_type: Omittable[str] = optional(
        "Media type of the content, such as `application/pdf`; not with a `file`."
    )


@input_type
class UpdateAttachmentInput(MutationInput):
    """Changes to an attachment. What is left out stays as it is."""

    id: ID = described("The attachment to change.")
    title: Omittable[str] = optional("New title; null removes it.")
    description: Omittable[str] = optional("New description; null removes it.")
    citation: Omittable[str] = optional("New citation; null removes it.")
    is_visible: Omittable[bool] = optional("Whether it is meant to be shown to people; not null.")


@input_type
class DeleteAttachmentInput(MutationInput):
    """The attachment to delete. Issues, comments and files that refer to it lose it."""

    id: ID = described("The attachment to delete, for good.")


DeleteAttachmentPayload = mutation_payload(
    "DeleteAttachmentPayload", "The attachment that was deleted.", deleted_id=ID | None
)
UploadAttachmentPayload = mutation_payload(
    "UploadAttachmentPayload", "The attachment that was added.", attachment=Attachment | None
)
UpdateAttachmentPayload = mutation_payload(
    "UpdateAttachmentPayload", "The attachment after the change.", attachment=Attachment | None
)
