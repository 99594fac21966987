"""State changes of attachments: the records of files, whose bytes are in a store."""

from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import TypedDict

from sqlalchemy import bindparam, select

from db import models
from db.actions import access, comment, file, issue, rules
from db.actions.records import content, rows
from db.actions.records.lists import COMMENT_ATTACHMENTS
from db.engine import Write
from db.enums import ChangeAction, ObjectType
from db.identifier import identifier

ATTACHMENT = models.Attachment.__table__
SESSION_ID = models.Session.__table__.c.id
ISSUE_LINK = models.IssueAttachment.__table__
COMMENT_LINK = models.CommentAttachment.__table__
FILE = models.File.__table__
ID = ("id",)
UNKNOWN_TYPE = "bin"

_ISSUES = (
    select(ISSUE_LINK.c.issue_id)
    .where(ISSUE_LINK.c.attachment_id == bindparam("target"))
    .order_by(ISSUE_LINK.c.issue_id)
)
_COMMENTS = (
    select(COMMENT_LINK.c.comment_id)
    .where(COMMENT_LINK.c.attachment_id == bindparam("target"))
    .order_by(COMMENT_LINK.c.comment_id)
)
_FILES = (
    select(FILE.c.id, FILE.c.issue_id)
    .where(FILE.c.attachment_id == bindparam("target"))
    .order_by(FILE.c.issue_id, FILE.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file whose bytes are stored and held (`db.actions.records.content`); `size` in bytes."""

    name: str
    size: int
    media_type: str
    sha256: str
    hold_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file to register. `size` is in bytes; without a `type` the name's extension is used.

    With an `upload`, its size and media type are used, and its name if none is given. `id` is the
    id of the new attachment if the client already knows it.
    """

    name: str | None = None
    type: str | None = None
    title: str | None = None
    description: str | None = None
    citation: str | None = None
    source_session_id: str | None = None
    is_visible: bool = True
    size: int | None = None
    media_type: str | None = None
    upload: Upload | None = None
    issue_id: str | None = None
    id: str | None = None


class AttachmentChanges(TypedDict, total=False):
    """Fields of an attachment to set; one that is missing stays as it is."""

    title: str | None
    description: str | None
    citation: str | None
    is_visible: bool | None


async def register(write: Write, new: NewAttachment) -> str:
    """Register a file as an attachment of the writer, linked to the issue `issue_id` if given.

    The hold on the bytes of an `upload` ends in the same transaction.
    """
    given = _given(new)
    errors = list(rules.check(rules.ATTACHMENT, {name: given[name] for name in rules.ATTACHMENT}))
    if new.source_session_id is not None:
        given["source_session_id"] = identifier(new.source_session_id)
        if await rules.missing(write, (), "session", SESSION_ID, [new.source_session_id]):
            errors += rules.absent(("source_session_id",), "session").errors
    rules.refuse(errors)
    if new.upload is not None:
        await content.settle(write, new.upload.hold_id, new.upload.sha256)
    attachment_id = new.id or rows.new_id()
    row = {
        "id": attachment_id,
        **given,
        "created_by": write.actor.author,
        "created_at": write.now,
    }
    await rows.add(write, ATTACHMENT, row)
    _record(write, ChangeAction.CREATED, attachment_id, row)
    if new.issue_id is not None:
        await issue.link_attachments(write, new.issue_id, [attachment_id])
    return attachment_id


def _given(new: NewAttachment) -> dict[str, object]:
    """The columns of a new attachment."""
    given = asdict(new)
    del given["upload"], given["issue_id"], given["id"]
    given |= {"sha256": None, "storage_name": None}
    if new.upload is not None:
        errors = [
            rules.invalid((name,), "The file itself determines this: leave it out.")
            for name in ("size", "media_type")
            if given[name] is not None
        ]
        rules.refuse(errors)
        given |= {
            "name": new.upload.name if new.name is None else new.name,
            "size": new.upload.size,
            "media_type": new.upload.media_type,
            "sha256": new.upload.sha256,
            "storage_name": new.upload.sha256,
        }
    if new.type is None:
        given["type"] = type_of(str(given["name"] or ""))
    return given


async def update(write: Write, attachment_id: str, changes: AttachmentChanges) -> str:
    """Change the fields of an attachment; equal values are no change."""
    row = await _find(write, attachment_id)
    access.require_author(write, row, "an attachment")
    rules.refuse(rules.check(rules.ATTACHMENT, changes))
    patch = rows.differing(row, changes)
    if patch:
        await rows.change(write, ATTACHMENT, row["id"], patch)
        _record(write, ChangeAction.UPDATED, row["id"], patch, row)
    return str(row["id"])


async def leave_session(write: Write, session_id: str, attachment_id: str) -> str:
    """Remove an attachment from its session; return the id of the session."""
    session = rules.known(("session_id",), "session", session_id)
    row = await _find(write, attachment_id)
    if row["source_session_id"] != session:
        raise rules.absent(ID, "attachment of this session")
    access.require_author(write, row, "an attachment")
    patch = {"source_session_id": None}
    await rows.change(write, ATTACHMENT, row["id"], patch)
    _record(write, ChangeAction.UPDATED, row["id"], patch, row)
    return session


async def delete(write: Write, attachment_id: str) -> str:
    """Delete an attachment for good; allowed for its creator and for admins.

    It is removed from the issues, comments and files that refer to it. Its bytes stay until `files
    prune`.
    """
    row = await _find(write, attachment_id)
    access.require_author(write, row, "an attachment")
    target = {"target": row["id"]}
    for filed in await write.rows(_FILES, target):
        await file.drop(write, filed["id"], filed["issue_id"])
    for issue_id in await rows.column(write, _ISSUES, target):
        await issue.detach(write, issue_id, row["id"])
    for comment_id in await rows.column(write, _COMMENTS, target):
        await _leave_comment(write, comment_id, row["id"])
    await rows.remove(write, ATTACHMENT, row["id"])
    _record(write, ChangeAction.DELETED, row["id"], {}, {})
    return str(row["id"])


async def _leave_comment(write: Write, comment_id: str, attachment_id: str) -> None:
    row = await rows.locked(write, comment.COMMENT, comment_id)
    if row is None:
        return
    present = await COMMENT_ATTACHMENTS.read(write, comment_id)
    left = [each for each in present if each != attachment_id]
    await COMMENT_ATTACHMENTS.replace(write, comment_id, left)
    await comment.apply(write, {**row, "attachments": present}, {"attachments": left})


async def _find(write: Write, attachment_id: str) -> rows.Row:
    row = await rows.locked(write, ATTACHMENT, rules.known(ID, "attachment", attachment_id))
    if row is None:
        raise rules.absent(ID, "attachment")
    return row


def type_of(name: str) -> str:
    """The attachment type that a file name suggests: its extension in lower case, else `bin`."""
    return PurePath(name).suffix[1:].lower() or UNKNOWN_TYPE


def _record(
    write: Write,
    action: ChangeAction,
    attachment_id: str,
    patch: rows.Row,
    before: rows.Row | None = None,
) -> None:
    write.record(
        action,
        ObjectType.ATTACHMENT,
        attachment_id,
        issue_id=None,
        version=None,
        patch=rows.patch(patch),
        before=before,
    )
