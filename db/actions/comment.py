"""State changes of comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from db import models
from db.actions import access, issue, rules
from db.actions.records import rows, search
from db.actions.records.lists import COMMENT_ATTACHMENTS
from db.engine import Write
from db.enums import ChangeAction, ObjectType
from db.identifier import identifier

COMMENT = models.Comment.__table__
ID = ("id",)

_LIVE = (
    select(*rows.stated(COMMENT))
    .join(issue.ISSUE, issue.ISSUE.c.id == COMMENT.c.issue_id)
    .where(
        COMMENT.c.id == bindparam("target"),
        COMMENT.c.deleted_at.is_(None),
        issue.ISSUE.c.deleted_at.is_(None),
    )
    .with_for_update()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """A comment to write under an issue, with up to 10 attachments."""

    issue_id: str
    content: str
    attachment_ids: Sequence[str] = ()


async def create(write: Write, new: NewComment) -> str:
    """Write a comment. The version of the issue stays: a comment is no change of the issue."""
    given = {"content": new.content, "attachment_ids": new.attachment_ids}
    errors = list(rules.check(rules.COMMENT, given))
    if not errors:
        errors = await rules.missing(
            write, ("attachment_ids",), "attachment", issue.ATTACHMENT_ID, new.attachment_ids
        )
    parent = await issue.find(write, issue.ISSUE_ID, new.issue_id)
    rules.refuse(errors)
    comment_id = rows.new_id()
    row: dict[str, object] = {
        "id": comment_id,
        "issue_id": parent["id"],
        "content": new.content,
        "created_by": write.actor.author,
        "created_at": write.now,
        "updated_at": write.now,
        "is_edited": False,
        "version": 1,
        "deleted_at": None,
    }
    attachments = rules.distinct(map(str.lower, new.attachment_ids))
    await rows.add(write, COMMENT, row)
    await COMMENT_ATTACHMENTS.fill(write, comment_id, attachments)
    await search.change(write, parent["id"], ([], [new.content]))
    patch = {**row, "attachments": attachments, "reactions": []}
    _record(write, ChangeAction.CREATED, row, 1, patch)
    return comment_id


async def update(
    write: Write,
    comment_id: str,
    content: str,
    expected_version: int | None = None,
    issue_id: str | None = None,
) -> str:
    """Change the content; allowed for the author and for admins. Equal content is no change.

    `issue_id`, if given, must be that of the comment's issue.
    """
    row = await _own(write, comment_id, expected_version, issue_id)
    rules.refuse(rules.check(rules.COMMENT, {"content": content}))
    if content == row["content"]:
        return str(row["id"])
    patch = {"content": content, "is_edited": True, "updated_at": write.now}
    await apply(write, row, patch)
    await search.change(write, row["issue_id"], ([row["content"]], [content]))
    return str(row["id"])


async def delete(
    write: Write,
    comment_id: str,
    expected_version: int | None = None,
    issue_id: str | None = None,
) -> str:
    """Replace a comment by a tombstone; allowed for the author and for admins.

    `issue_id`, if given, must be that of the comment's issue.
    """
    row = await _own(write, comment_id, expected_version, issue_id)
    patch = {"deleted_at": write.now, "updated_at": write.now}
    await apply(write, row, patch, ChangeAction.DELETED)
    await search.change(write, row["issue_id"], ([row["content"]], []))
    return str(row["id"])


async def find(write: Write, path: rules.Path, comment_id: str) -> rows.Row:
    """The row of a comment, locked with its issue until the transaction ends.

    Raises: Refused with NOT_FOUND at `path`, also if the comment or its issue is deleted.
    """
    target = rules.known(path, "comment", comment_id)
    row = await rows.first(write, _LIVE, {"target": target})
    if row is None:
        raise rules.absent(path, "comment")
    return row


async def apply(
    write: Write,
    row: rows.Row,
    patch: Mapping[str, object],
    action: ChangeAction = ChangeAction.UPDATED,
) -> None:
    """Write what has changed of a comment, with its next version.

    `row` also holds the present reactions if `patch` changes them.
    """
    complete = {**patch, "version": row["version"] + 1}
    columns = {name: value for name, value in complete.items() if name in COMMENT.columns}
    await rows.change(write, COMMENT, row["id"], columns)
    _record(write, action, row, row["version"] + 1, complete, row)


def _record(
    write: Write,
    action: ChangeAction,
    row: rows.Row,
    version: int,
    patch: Mapping[str, object],
    before: rows.Row | None = None,
) -> None:
    write.record(
        action,
        ObjectType.COMMENT,
        row["id"],
        issue_id=row["issue_id"],
        version=version,
        patch=rows.patch(patch),
        before=before,
    )


async def _own(
    write: Write, comment_id: str, expected_version: int | None, issue_id: str | None
) -> rows.Row:
    row = await find(write, ID, comment_id)
    if issue_id is not None and identifier(issue_id) != row["issue_id"]:
        raise rules.absent(ID, "comment")
    access.require_author(write, row, "a comment")
    rules.current(expected_version, row["version"])
    return row
