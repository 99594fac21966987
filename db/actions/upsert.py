"""Failures filed by fingerprint: one issue counts the occurrences of each failure."""

from sqlalchemy import bindparam, select

from db.actions import comment as comments
from db.actions import issue, rules
from db.actions.new_issue import ISSUE, NewIssue, add, faults
from db.actions.records import rows
from db.engine import Write
from db.enums import ChangeAction, IssueStatus, UpsertAction

FINGERPRINT = ("fingerprint",)
COMMENT = ("comment",)

_KNOWN = (
    select(*rows.stated(ISSUE)).where(ISSUE.c.fingerprint == bindparam("wanted")).with_for_update()
)


async def upsert(
    write: Write, new: NewIssue, comment: str | None = None, *, reopen: bool = True
) -> tuple[str, UpsertAction]:
    """Count an occurrence of the failure `new.fingerprint`; the first one creates the issue.

    An existing issue keeps its fields; with `reopen`, a resolved or deleted one is opened again.
    The comment is written each time, unless the issue stays deleted.
    """
    errors = [*rules.text(200)(FINGERPRINT, new.fingerprint)]
    if comment is not None:
        errors += rules.COMMENT["content"](COMMENT, comment)
    rules.refuse(errors)
    wanted = {"wanted": new.fingerprint}
    row = await rows.first(write, _KNOWN, wanted)
    (found,) = await faults(write, [new])
    rules.refuse(error for error in found if error.field != FINGERPRINT)
    if row is None and found:
        # On PostgreSQL, another one may have created the issue between the two statements.
        row = await rows.first(write, _KNOWN, wanted)
    if row is None:
        (issue_id,), action = await add(write, [new]), UpsertAction.CREATED
    else:
        issue_id, action = str(row["id"]), await _again(write, row, reopen)
    if comment is not None and (row is None or reopen or row["deleted_at"] is None):
        await comments.create(write, comments.NewComment(issue_id=issue_id, content=comment))
    return issue_id, action


async def _again(write: Write, row: rows.Row, reopen: bool) -> UpsertAction:
    seen = max(write.now, row["last_seen_at"] or row["created_at"])
    patch: dict[str, object] = {
        "occurrences": (row["occurrences"] or 1) + 1,
        "last_seen_at": seen,
    }
    was_deleted = row["deleted_at"] is not None
    was_resolved = row["status"] is IssueStatus.RESOLVED
    if not reopen or not (was_deleted or was_resolved):
        await issue.apply(write, row, patch)
        return UpsertAction.BUMPED
    if was_resolved:
        patch |= {"status": IssueStatus.OPEN, "resolved_at": None}
    if was_deleted:
        patch["deleted_at"] = None
    await issue.apply(
        write, row, patch, ChangeAction.RESTORED if was_deleted else ChangeAction.UPDATED
    )
    return UpsertAction.REOPENED
