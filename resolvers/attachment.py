"""Mutations of attachments."""

from dataclasses import asdict

from db.actions import attachment as attachments
from db.engine import Write
from resolvers.execution.mutation import Outcome
from resolvers.inputs import changes
from schema.attachment import (
    DeleteAttachmentInput,
    UpdateAttachmentInput,
    UploadAttachmentInput,
)
from schema.field import or_default
from schema.scalars import UploadedFile


async def upload_attachment(write: Write, given: UploadAttachmentInput) -> Outcome:
    """Add an attachment, with its content or without."""
    file = or_default(given.file, None)
    new = attachments.NewAttachment(
        name=or_default(given.name, None),
        type=or_default(given.type, None),
        title=or_default(given.title, None),
        description=or_default(given.description, None),
        citation=or_default(given.citation, None),
        source_session_id=or_default(given.source_session_id, None),
        is_visible=or_default(given.is_visible, True),
        size=or_default(given.size, None),
        media_type=or_default(given.media_type, None),
        upload=upload_of(file) if file else None,
        issue_id=or_default(given.issue_id, None),
    )
    return {"attachment": await attachments.register(write, new)}


async def update_attachment(write: Write, given: UpdateAttachmentInput) -> Outcome:
    """Change what is known about an attachment."""
    changed = changes(given, attachments.AttachmentChanges)
    return {"attachment": await attachments.update(write, given.id, changed)}


async def delete_attachment(write: Write, given: DeleteAttachmentInput) -> Outcome:
    """Delete an attachment for good."""
    return {"deleted_id": await attachments.delete(write, given.id)}


def upload_of(file: UploadedFile) -> attachments.Upload:
    """An uploaded file as the actions know it."""
    return attachments.Upload(**asdict(file))
