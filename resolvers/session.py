"""Mutations of sessions."""

from db.actions import attachment as attachments
from db.actions import session as sessions
from db.engine import Write
from resolvers.attachment import upload_of
from resolvers.execution.mutation import Outcome
from resolvers.inputs import changes
from schema.field import or_default
from schema.session import (
    CreateSessionInput,
    DeleteSessionInput,
    RemoveSessionAttachmentInput,
    UpdateSessionInput,
    UploadSessionFilesInput,
)

DEFAULTS = sessions.NewSession()


async def create_session(write: Write, given: CreateSessionInput) -> Outcome:
    """Create a session. Null means the same as leaving the field out."""
    new = sessions.NewSession(
        title=or_default(given.title, DEFAULTS.title),
        description=or_default(given.description, None),
    )
    return {"session": await sessions.create(write, new)}


async def update_session(write: Write, given: UpdateSessionInput) -> Outcome:
    """Change the given fields of a session."""
    changed = changes(given, sessions.SessionChanges)
    return {"session": await sessions.update(write, given.id, changed)}


async def delete_session(write: Write, given: DeleteSessionInput) -> Outcome:
    """Delete a session for good."""
    return {"deleted_id": await sessions.delete(write, given.id)}


async def upload_session_files(write: Write, given: UploadSessionFilesInput) -> Outcome:
    """Add uploaded files to a session."""
    uploads = [upload_of(file) for file in given.files]
    return {"session": await sessions.upload(write, given.id, uploads)}


async def remove_session_attachment(write: Write, given: RemoveSessionAttachmentInput) -> Outcome:
    """Take an attachment from its session."""
    return {"session": await attachments.leave_session(write, given.session_id, given.id)}
