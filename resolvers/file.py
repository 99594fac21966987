"""Mutations of files: attachments filed under an issue."""

from db.actions import file as files
from db.engine import Write
from resolvers.execution.mutation import Input, Outcome, new_fields


async def add_file(write: Write, given: Input) -> Outcome:
    """File an attachment under an issue."""
    return {"file": await files.add(write, files.NewFile(**new_fields(given)))}


async def remove_file(write: Write, given: Input) -> Outcome:
    """Take a file from its issue."""
    return {"deleted_id": await files.remove(write, given["id"])}
