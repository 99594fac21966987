"""Files: attachments filed under an issue for a purpose, such as a troubleshooting plan."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import ID

from schema.attachment import Attachment, AttachmentFilter
from schema.connection import Connection, Edge
from schema.enums import enum_type
from schema.field import Omittable, described, input_type, object_type, optional
from schema.filters import (
    ActorFilter,
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
    from schema.issue import Issue, IssueFilter


@object_type
class File(Node):
    """An attachment filed under an issue for a purpose, such as a troubleshooting plan."""

    file_name: str = described("Name to show.")
    file_type: str = described("Purpose of the file, such as `troubleshooting_plan`.")
    attachment_id: ID = described("Id of the attachment that holds the content.")
    attachment: Attachment = described("The attachment that holds the content.")
    created_by: str = described("Who filed it: an email, or `Atlas` for automation.")
    created_at: DateTime = described("When it was filed.")
    viewer_can_delete: bool = described(
        "Whether you may remove it: as who filed it or an admin, with a token that may write."
    )
    issue: Annotated["Issue", strawberry.lazy("schema.issue")] = described(
        "The issue it is filed under."
    )


@object_type
class FileEdge(Edge[File]):
    """A file of a page with its cursor."""


@object_type
class FileConnection(Connection[File, FileEdge]):
    """A page of files."""


@input_type
class FileFilter(ObjectFilter):
    """Conditions on a file; all that are given must hold."""

    id: IDFilter | None = optional("By id.")
    file_name: StringFilter | None = optional("By name.")
    file_type: StringFilter | None = optional("By purpose, such as `troubleshooting_plan`.")
    created_at: DateTimeFilter | None = optional("By when it was filed.")
    created_by: ActorFilter | None = optional("By who filed it.")
    attachment_id: IDFilter | None = optional("By the id of its attachment.")
    attachment: AttachmentFilter | None = optional("By its attachment.")
    issue: Annotated["IssueFilter", strawberry.lazy("schema.issue")] | None = optional(
        "By the issue it is filed under."
    )


@input_type
class FileListFilter(ListFilter[FileFilter]):
    """Conditions on a list of files."""


@enum_type(
    ID="By id.",
    FILE_NAME="By name.",
    FILE_TYPE="By purpose.",
    ATTACHMENT_ID="By the id of its attachment.",
    CREATED_BY="By who filed it.",
    CREATED_AT="By when it was filed.",
)
class FileOrderField(Enum):
    """Fields that files can be ordered by."""

    ID = "id"
    FILE_NAME = "file_name"
    FILE_TYPE = "file_type"
    ATTACHMENT_ID = "attachment_id"
    CREATED_BY = "created_by"
    CREATED_AT = "created_at"


@input_type
class FileOrder(Order[FileOrderField]):
    """One key to order files by."""


@input_type
class AddFileInput(MutationInput):
    """An attachment, or a new file, to file under an issue. Give `attachmentId` or `file`."""

    issue_id: ID = described("The issue to file it under.")
    attachment_id: Omittable[ID] = optional("The attachment that holds the content.")
    file: Omittable[UploadedFile] = optional(
        "New content, which becomes an attachment. It is sent as `uploadAttachment` takes it."
    )
    file_name: Omittable[str] = optional(
        "Name to show, 1 to 255 characters; with a `file` its own name when left out."
    )
    file_type: str = described("Purpose, such as `troubleshooting_plan`: 1 to 255 characters.")


@input_type
class RemoveFileInput(MutationInput):
    """The file to take from its issue. The attachment stays."""

    id: ID = described("The file to remove, for good.")


AddFilePayload = mutation_payload("AddFilePayload", "The file that was added.", file=File | None)
RemoveFilePayload = mutation_payload(
    "RemoveFilePayload", "The file that was removed.", deleted_id=ID | None
)
