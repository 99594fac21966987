"""Mutations of comments."""

from db.actions import comment as comments
from db.engine import Write
from resolvers.execution.mutation import Input, Outcome, new_fields


async def add_comment(write: Write, given: Input) -> Outcome:
    """Write a comment under an issue."""
    return {"comment": await comments.create(write, comments.NewComment(**new_fields(given)))}


async def update_comment(write: Write, given: Input) -> Outcome:
    """Change a comment's text."""
    changed = await comments.update(
        write,
        given["id"],
        {"content": given["content"]},
        given.get("expected_version"),
        given.get("issue_id"),
    )
    return {"comment": changed}


async def delete_comment(write: Write, given: Input) -> Outcome:
    """Leave a tombstone in place of a comment."""
    deleted = await comments.delete(
        write,
        given["id"],
        given.get("expected_version"),
        given.get("issue_id"),
    )
    return {"comment": deleted}
