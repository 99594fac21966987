"""Mutations of sessions."""

from db.actions import attachment as attachments
from db.actions import session as sessions
from db.engine import Write
from resolvers.attachment import upload_of
from resolvers.execution.mutation import Input, Outcome, changes, new_fields


async def create_session(write: Write, given: Input) -> Outcome:
    """Create a session."""
    return {"session": await sessions.create(write, sessions.NewSession(**new_fields(given)))}


async def update_session(write: Write, given: Input) -> Outcome:
    """Change the given fields of a session."""
    return {"session": await sessions.update(write, given["id"], changes(given))}


async def delete_session(write: Write, given: Input) -> Outcome:
    """Delete a session for good."""
    return {"deleted_id": await sessions.delete(write, given["id"])}


async def upload_session_files(write: Write, given: Input) -> Outcome:
    """Add uploaded files to a session."""
    uploads = [upload_of(file) for file in given["files"]]
    return {"session": await sessions.upload(write, given["id"], uploads)}


async def remove_session_attachment(write: Write, given: Input) -> Outcome:
    """Take an attachment from its session."""
    left = await attachments.leave_session(write, given["session_id"], given["id"])
    return {"session": left}
