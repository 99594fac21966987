"""Mutations of sessions."""

from db.actions import session as sessions
from db.engine import Write
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
