"""State changes of files: attachments filed under an issue by name and purpose."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from db import models
from db.actions import access, issue, rules
from db.actions.records import rows
from db.engine import Write
from db.enums import ChangeAction, ObjectType
from db.identifier import identifier

FILE = models.File.__table__
ID = ("id",)

_FILE = select(FILE.c.issue_id, FILE.c.created_by).where(FILE.c.id == bindparam("target"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to add, such as `troubleshooting_plan.md` of the type `troubleshooting_plan`."""

    issue_id: str
    attachment_id: str
    file_name: str | None
    file_type: str


async def add(write: Write, new: NewFile) -> str:
    """File an attachment under an issue, which counts as a change of the issue."""
    names = {"file_name": new.file_name, "file_type": new.file_type}
    errors = list(rules.check(rules.FILE, names))
    found = identifier(new.attachment_id)
    unknown = await rules.missing(write, (), "attachment", issue.ATTACHMENT_ID, [new.attachment_id])
    parent = await issue.find(write, issue.ISSUE_ID, new.issue_id)
    if unknown:
        errors += rules.absent(("attachment_id",), "attachment").errors
    rules.refuse(errors)
    file_id = rows.new_id()
    row: dict[str, object] = {
        "id": file_id,
        "issue_id": parent["id"],
        **names,
        "attachment_id": found,
        "created_by": write.actor.author,
        "created_at": write.now,
    }
    await rows.add(write, FILE, row)
    _record(write, ChangeAction.CREATED, file_id, parent["id"], row)
    await issue.touch(write, parent)
    return file_id


async def remove(write: Write, file_id: str) -> str:
    """Remove a file from its issue for good; the attachment stays."""
    target = {"target": rules.known(ID, "file", file_id)}
    row = await rows.first(write, _FILE, target)
    if row is None:
        raise rules.absent(ID, "file")
    parent = await rows.locked(write, issue.ISSUE, row["issue_id"])
    if parent is None or parent["deleted_at"] is not None:
        raise rules.absent(ID, "file")
    access.require_author(write, row, "a file")
    await _take(write, target["target"], parent)
    return target["target"]


async def drop(write: Write, file_id: str, issue_id: str) -> None:
    """Remove a file, whose attachment is being deleted, from its issue, deleted or not."""
    parent = await rows.locked(write, issue.ISSUE, issue_id)
    if parent is not None:
        await _take(write, file_id, parent)


async def _take(write: Write, file_id: str, parent: rows.Row) -> None:
    if not await rows.remove(write, FILE, file_id):
        raise rules.absent(ID, "file")
    _record(write, ChangeAction.DELETED, file_id, parent["id"], {}, {})
    await issue.touch(write, parent)


def _record(
    write: Write,
    action: ChangeAction,
    file_id: str,
    issue_id: str,
    patch: rows.Row,
    before: rows.Row | None = None,
) -> None:
    write.record(
        action,
        ObjectType.FILE,
        file_id,
        issue_id=issue_id,
        version=None,
        patch=rows.patch(patch),
        before=before,
    )
