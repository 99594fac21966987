"""Mutations of attachments."""

from db.actions import attachment as attachments
from db.engine import Write
from resolvers.mutation import Input, Outcome, changes


async def upload_attachment(write: Write, given: Input) -> Outcome:
    created = await attachments.register(write, attachments.NewAttachment(**changes(given)))
    return {"attachment": created}


async def update_attachment(write: Write, given: Input) -> Outcome:
    return {"attachment": await attachments.update(write, given["id"], changes(given))}
