"""State changes of sessions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as update_of

from db import models
from db.actions import access, attachment, rules
from db.actions.issue import ISSUE
from db.actions.records import rows
from db.engine import Write
from db.enums import ChangeAction, ObjectType
from db.errors import Refused

SESSION = models.Session.__table__
LINK = models.IssueSession.__table__
ATTACHMENT = models.Attachment.__table__
ID = ("id",)
UPLOADS = 10

_LINKED = select(LINK.c.issue_id).where(LINK.c.session_id == bindparam("target"))
_LINKED_ISSUES = (
    select(ISSUE.c.id, ISSUE.c.version, ISSUE.c.updated_at)
    .where(ISSUE.c.id.in_(_LINKED))
    .order_by(ISSUE.c.id)
    .with_for_update()
)
_LINKS = (
    select(LINK.c.issue_id, LINK.c.session_id)
    .where(LINK.c.issue_id.in_(_LINKED))
    .order_by(LINK.c.issue_id, LINK.c.position, LINK.c.session_id)
)
_SOURCED = (
    select(ATTACHMENT.c.id)
    .where(ATTACHMENT.c.source_session_id == bindparam("target"))
    .order_by(ATTACHMENT.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """A session to create; the defaults are those of Atlas."""

    title: str | None = "New Atlas session"
    description: str | None = None
    is_starred: bool = False


class SessionChanges(TypedDict, total=False):
    """Fields of a session to set; one that is missing stays as it is."""

    title: str | None
    description: str | None
    is_starred: bool | None


async def create(write: Write, new: NewSession) -> str:
    """Create a session on behalf of the writer."""
    texts = {"title": new.title, "description": new.description}
    rules.refuse(rules.check(rules.SESSION, {**texts, "is_starred": new.is_starred}))
    session_id = rows.new_id()
    row: dict[str, object] = {
        "id": session_id,
        **texts,
        "created_by": write.actor.author,
        "created_at": write.now,
        "starred_at": write.now if new.is_starred else None,
    }
    await rows.add(write, SESSION, row)
    _record(write, ChangeAction.CREATED, session_id, row)
    return session_id


async def update(write: Write, session_id: str, changes: SessionChanges) -> str:
    """Change `title`, `description`, `is_starred`; an existing star keeps its time."""
    row = await _find(write, session_id)
    access.require_author(write, row, "a session")
    rules.refuse(rules.check(rules.SESSION, changes))
    columns = {name: value for name, value in changes.items() if name != "is_starred"}
    if "is_starred" in changes:
        columns["starred_at"] = (row["starred_at"] or write.now) if changes["is_starred"] else None
    patch = rows.differing(row, columns)
    if patch:
        await rows.change(write, SESSION, row["id"], patch)
        _record(write, ChangeAction.UPDATED, row["id"], patch, row)
    return str(row["id"])


async def upload(write: Write, session_id: str, uploads: Sequence[attachment.Upload]) -> str:
    """Add files that came up in a session, 1 to 10, as attachments of the writer."""
    row = await _find(write, session_id)
    if not 1 <= len(uploads) <= UPLOADS:
        raise Refused.invalid(("files",), f"Must be 1 to {UPLOADS} files.")
    for each in uploads:
        new = attachment.NewAttachment(upload=each, source_session_id=row["id"])
        await attachment.register(write, new)
    return str(row["id"])


async def delete(write: Write, session_id: str) -> str:
    """Delete a session for good; its issues and attachments stay, without the link to it."""
    row = await _find(write, session_id)
    access.require_author(write, row, "a session")
    target = {"target": row["id"]}
    await _unlink_issues(write, target)
    sourced = await rows.column(write, _SOURCED, target)
    if sourced:
        mine = ATTACHMENT.c.source_session_id == bindparam("target")
        await write.execute(
            update_of(ATTACHMENT).where(mine).values(source_session_id=None), target
        )
    for attachment_id in sourced:
        write.record(
            ChangeAction.UPDATED,
            ObjectType.ATTACHMENT,
            attachment_id,
            issue_id=None,
            version=None,
            patch={"source_session_id": None},
            before={"source_session_id": row["id"]},
        )
    await rows.remove(write, SESSION, row["id"])
    _record(write, ChangeAction.DELETED, row["id"], {}, row)
    return str(row["id"])


async def _unlink_issues(write: Write, target: Mapping[str, str]) -> None:
    issues = await write.rows(_LINKED_ISSUES, target)
    if not issues:
        return
    linked: defaultdict[str, list[str]] = defaultdict(list)
    for link in await write.rows(_LINKS, target):
        linked[link["issue_id"]].append(link["session_id"])
    bump = {
        "version": ISSUE.c.version + 1,
        "updated_at": bindparam("now", type_=ISSUE.c.updated_at.type),
    }
    await write.execute(
        update_of(ISSUE).where(ISSUE.c.id.in_(_LINKED)).values(**bump), {**target, "now": write.now}
    )
    await write.execute(delete_from(LINK).where(LINK.c.session_id == bindparam("target")), target)
    for issue in issues:
        version, sessions = issue["version"] + 1, linked[issue["id"]]
        left = [each for each in sessions if each != target["target"]]
        write.record(
            ChangeAction.UPDATED,
            ObjectType.ISSUE,
            issue["id"],
            issue_id=issue["id"],
            version=version,
            patch={"sessions": left, "updated_at": write.now, "version": version},
            before={**issue, "sessions": sessions},
        )


async def _find(write: Write, session_id: str) -> rows.Row:
    row = await rows.locked(write, SESSION, rules.known(ID, "session", session_id))
    if row is None:
        raise rules.absent(ID, "session")
    return row


def _record(
    write: Write,
    action: ChangeAction,
    session_id: str,
    patch: rows.Row,
    before: rows.Row | None = None,
) -> None:
    write.record(
        action,
        ObjectType.SESSION,
        session_id,
        issue_id=None,
        version=None,
        patch=rows.patch(patch),
        before=before,
    )
