"""Retention: removal of old changes, and of deleted issues with all their texts."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, bindparam, delete, select, update

from db import models
from db.engine import SYSTEM, Database, Write
from db.engine.sqlite_connection import connect_writer
from db.engine.sqlite_file import path_of
from db.enums import ChangeAction, ObjectType
from db.models.change import LOG_ID

BATCH = 5000
"""Changes that are deleted in one transaction."""

CHANGE = models.Change.__table__
ISSUE = models.Issue.__table__
COMMENT = models.Comment.__table__
FILE = models.File.__table__
SEARCH = models.IssueSearch.__table__
IDEMPOTENCY = models.Idempotency.__table__
DELIVERY = models.WebhookDelivery.__table__

_OLDEST = (
    select(CHANGE.c.sequence, CHANGE.c.action, CHANGE.c.at)
    .order_by(CHANGE.c.sequence)
    .limit(bindparam("most"))
)
_BEFORE = delete(CHANGE).where(CHANGE.c.sequence < bindparam("target"))
_MARK = update(CHANGE).where(CHANGE.c.sequence == bindparam("target"))

_DELETED = (
    select(ISSUE.c.id)
    .where(ISSUE.c.deleted_at < bindparam("before", type_=ISSUE.c.deleted_at.type))
    .order_by(ISSUE.c.id)
    .limit(1)
)
_THIS = bindparam("target", type_=ISSUE.c.id.type)
_COMMENTS = select(COMMENT.c.id).where(COMMENT.c.issue_id == _THIS).order_by(COMMENT.c.id)
_FILES = select(FILE.c.id).where(FILE.c.issue_id == _THIS).order_by(FILE.c.id)
_REACTION = models.Reaction.__table__
_COMMENT_ATTACHMENT = models.CommentAttachment.__table__
_HANGING: Sequence[Delete] = (
    delete(_REACTION).where(_REACTION.c.comment_id.in_(_COMMENTS.order_by(None))),
    delete(_COMMENT_ATTACHMENT).where(
        _COMMENT_ATTACHMENT.c.comment_id.in_(_COMMENTS.order_by(None))
    ),
    *(
        delete(table).where(table.c.issue_id == _THIS)
        for table in (
            COMMENT,
            FILE,
            models.IssueTag.__table__,
            models.IssueSession.__table__,
            models.IssueAttachment.__table__,
            SEARCH,
        )
    ),
    delete(ISSUE).where(ISSUE.c.id == _THIS),
    delete(DELIVERY).where(DELIVERY.c.queue == _THIS),
)
_FORGET_ANSWERS = delete(IDEMPOTENCY).where(IDEMPOTENCY.c.response.contains(bindparam("text")))
_EMPTY = (
    update(CHANGE)
    .where(CHANGE.c.issue_id == _THIS)
    .values(patch=bindparam("nothing", type_=CHANGE.c.patch.type), before=None)
)

# Texts could stay in three places of SQLite: the table of all words, the index of deleted records
# until it is rebuilt, and free pages of the file.
_SCRUB = (
    "BEGIN IMMEDIATE",
    "DELETE FROM issue_search_word",
    "INSERT OR IGNORE INTO issue_search_word SELECT value FROM issue_search,"
    " json_each('[\"' || replace(issue_search.words, ' ', '\",\"') || '\"]')",
    "INSERT INTO issue_search_index (issue_search_index) VALUES ('rebuild')",
    "COMMIT",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)


@dataclass(slots=True)
class Purged:
    """Numbers of objects that were removed for good."""

    issues: int = 0
    comments: int = 0
    files: int = 0


async def trim(database: Database, before: datetime) -> int:
    """Delete all changes older than `before`; return their number.

    The rest of the log begins with a RESET in the place of the last deleted change, so the numbers
    continue and followers from before it are notified. It works in batches, so writers never wait
    long.
    """
    trimmed = 0

    async def work(write: Write) -> int:
        count, end = 0, 0
        for row in await write.rows(_OLDEST, {"most": BATCH}):
            is_mark = row["action"] is ChangeAction.RESET
            if not is_mark and row["at"] >= before:
                break
            count, end = count + (not is_mark), row["sequence"]
        if count:
            await write.execute(_BEFORE, {"target": end})
            mark = {
                "action": ChangeAction.RESET,
                "object_type": ObjectType.LOG,
                "object_id": LOG_ID,
                "issue_id": None,
                "actor": SYSTEM.author,
                "at": write.now,
                "version": None,
                "patch": "{}",
                "before": None,
            }
            await write.execute(_MARK, {"target": end, **mark})
        return count

    while count := await database.write(SYSTEM, work):
        trimmed += count
    return trimmed


async def purge(database: Database, before: datetime) -> Purged:
    """Remove the issues that were deleted before an instant, with their comments and files.

    Their texts are removed from the tables, the log, the search records, the answers kept for
    retries and the messages of webhooks. Each issue is one transaction.
    """
    purged = Purged()

    async def work(write: Write) -> tuple[int, int] | None:
        for row in await write.rows(_DELETED, {"before": before}):
            return await _purge_issue(write, row["id"])
        return None

    while (gone := await database.write(SYSTEM, work)) is not None:
        purged.issues += 1
        purged.comments += gone[0]
        purged.files += gone[1]
    return purged


async def _purge_issue(write: Write, issue_id: str) -> tuple[int, int]:
    target = {"target": issue_id}
    comments = [row["id"] for row in await write.rows(_COMMENTS, target)]
    files = [row["id"] for row in await write.rows(_FILES, target)]
    for statement in _HANGING:
        await write.execute(statement, target)
    await write.execute(_FORGET_ANSWERS, {"text": issue_id})
    await write.execute(_EMPTY, {**target, "nothing": "{}"})
    for kind, ids in (
        (ObjectType.COMMENT, comments),
        (ObjectType.FILE, files),
        (ObjectType.ISSUE, [issue_id]),
    ):
        for object_id in ids:
            write.record(
                ChangeAction.PURGED,
                kind,
                object_id,
                issue_id=issue_id,
                version=None,
                patch={},
                before={},
            )
    return len(comments), len(files)


def scrub(url: str) -> None:
    """Rewrite a SQLite file without deleted data. Writers wait meanwhile."""
    connection: Any
    with closing(connect_writer(path_of(url))) as connection:
        for statement in _SCRUB:
            connection.execute(statement).fetchall()
