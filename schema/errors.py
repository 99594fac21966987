"""Errors a caller can cause in a mutation: they are data of its payload."""

from db.enums import UserErrorCode
from schema import enums as enums  # describes UserErrorCode
from schema.field import described, object_type


@object_type
class UserError:
    """The reason for a refused mutation. A payload with any of these has changed nothing."""

    field: list[str] | None = described(
        'Path of the input field at fault, below `input`: `["attachmentIds", "2"]`. '
        "Null when no single field is."
    )
    message: str = described("What is wrong, in a sentence that can be shown to a person.")
    code: UserErrorCode = described("The kind of error, for programs.")
