"""Mutations of comments."""

from db.actions import comment as comments
from db.engine import Write
from resolvers.execution.mutation import Outcome
from schema.comment import AddCommentInput, DeleteCommentInput, UpdateCommentInput
from schema.field import or_default


async def add_comment(write: Write, given: AddCommentInput) -> Outcome:
    """Write a comment under an issue."""
    new = comments.NewComment(
        issue_id=given.issue_id,
        content=given.content,
        attachment_ids=or_default(given.attachment_ids, ()),
    )
    return {"comment": await comments.create(write, new)}


async def update_comment(write: Write, given: UpdateCommentInput) -> Outcome:
    """Change a comment's text."""
    changed = await comments.update(
        write,
        given.id,
        given.content,
        or_default(given.expected_version, None),
        or_default(given.issue_id, None),
    )
    return {"comment": changed}


async def delete_comment(write: Write, given: DeleteCommentInput) -> Outcome:
    """Leave a tombstone in place of a comment."""
    deleted = await comments.delete(
        write,
        given.id,
        or_default(given.expected_version, None),
        or_default(given.issue_id, None),
    )
    return {"comment": deleted}
