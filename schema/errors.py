"""Errors a caller can cause in a mutation: they are data of its payload."""

from db.enums import UserErrorCode
from schema import enums as enums  # describes UserErrorCode
from schema.field import described, object_type
from schema.scalars import JSON


@object_type
class FieldConflict:
    """A field that another writer has changed since the version that a change started from."""

    field: str = described("The input field.")
    base: JSON | None = described("The value at `expectedVersion`; null where the log is trimmed.")
    yours: JSON | None = described("The value of the refused change.")
    theirs: JSON | None = described("The present value.")


@object_type
class UserError:
    """The reason for a refused mutation. A payload with any of these has changed nothing."""

    field: list[str] | None = described(
        'Path of the input field at fault, below `input`: `["attachmentIds", "2"]`. '
        "Null when no single field is."
    )
    message: str = described("What is wrong, in a sentence that can be shown to a person.")
    code: UserErrorCode = described("The kind of error, for programs.")
    conflicts: list[FieldConflict] = described(
        "The fields that others have changed since `expectedVersion`, for `updateIssue`."
    )
