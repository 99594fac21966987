"""Mutations of attachments."""

from db.actions import attachment as attachments
from db.engine import Write
from resolvers.execution.mutation import Input, Outcome, changes, new_fields


async def upload_attachment(write: Write, given: Input) -> Outcome:
    """Register an attachment."""
    created = await attachments.register(write, attachments.NewAttachment(**new_fields(given)))
    return {"attachment": created}


async def update_attachment(write: Write, given: Input) -> Outcome:
    """Change what is known about an attachment."""
    return {"attachment": await attachments.update(write, given["id"], changes(given))}
