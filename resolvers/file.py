"""Mutations of files: attachments filed under an issue."""

from db.actions import attachment as attachments
from db.actions import file as files
from db.engine import Write
from db.errors import Refused
from resolvers.attachment import upload_of
from resolvers.execution.mutation import Outcome
from schema.field import or_default
from schema.file import AddFileInput, RemoveFileInput


async def add_file(write: Write, given: AddFileInput) -> Outcome:
    """File an attachment, or a new file, under an issue."""
    file, name = or_default(given.file, None), or_default(given.file_name, None)
    attachment_id: str | None = or_default(given.attachment_id, None)
    if file is not None and attachment_id is None:
        upload = upload_of(file)
        name = upload.name if name is None else name
        new = attachments.NewAttachment(upload=upload)
        attachment_id = await attachments.register(write, new)
    elif file is not None or attachment_id is None:
        raise Refused.invalid(("attachment_id",), "Give either `attachmentId` or `file`.")
    filed = files.NewFile(
        issue_id=given.issue_id,
        attachment_id=attachment_id,
        file_name=name,
        file_type=given.file_type,
    )
    return {"file": await files.add(write, filed)}


async def remove_file(write: Write, given: RemoveFileInput) -> Outcome:
    """Take a file from its issue."""
    return {"deleted_id": await files.remove(write, given.id)}
