"""Mutations of attachments."""

from dataclasses import asdict

from db.actions import attachment as attachments
from db.engine import Write
from resolvers.execution.mutation import Input, Outcome, changes, new_fields
from schema.scalars import UploadedFile


async def upload_attachment(write: Write, given: Input) -> Outcome:
    """Add an attachment, with its content or without."""
    wanted = dict(new_fields(given))
    file = wanted.pop("file", None)
    new = attachments.NewAttachment(**wanted, upload=upload_of(file) if file else None)
    return {"attachment": await attachments.register(write, new)}


async def update_attachment(write: Write, given: Input) -> Outcome:
    """Change what is known about an attachment."""
    return {"attachment": await attachments.update(write, given["id"], changes(given))}


async def delete_attachment(write: Write, given: Input) -> Outcome:
    """Delete an attachment for good."""
    return {"deleted_id": await attachments.delete(write, given["id"])}


def upload_of(file: UploadedFile) -> attachments.Upload:
    """An uploaded file as the actions know it."""
    return attachments.Upload(**asdict(file))
