"""Mutations of files: attachments filed under an issue."""

from db.actions import attachment as attachments
from db.actions import file as files
from db.engine import Write
from db.errors import Refused
from resolvers.attachment import upload_of
from resolvers.execution.mutation import Input, Outcome, new_fields


async def add_file(write: Write, given: Input) -> Outcome:
    """File an attachment, or a new file, under an issue."""
    wanted = dict(new_fields(given))
    file = wanted.pop("file", None)
    if (file is None) == (wanted.get("attachment_id") is None):
        raise Refused.invalid(("attachment_id",), "Give either `attachmentId` or `file`.")
    if file is not None:
        upload = upload_of(file)
        wanted.setdefault("file_name", upload.name)
        new = attachments.NewAttachment(upload=upload)
        wanted["attachment_id"] = await attachments.register(write, new)
    wanted.setdefault("file_name", None)
    return {"file": await files.add(write, files.NewFile(**wanted))}


async def remove_file(write: Write, given: Input) -> Outcome:
    """Take a file from its issue."""
    return {"deleted_id": await files.remove(write, given["id"])}
