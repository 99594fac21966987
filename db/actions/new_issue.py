"""New issues: their rules and their rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, select

from db import models
from db.actions import rules
from db.actions.records import rows, search
from db.actions.records.lists import ISSUE_ATTACHMENTS, ISSUE_SESSIONS, ISSUE_TAGS, OrderedList
from db.engine import Write
from db.enums import ChangeAction, IssuePriority, IssueStatus, ObjectType
from db.errors import Refused, UserError
from db.models.search import EPOCH

ISSUE = models.Issue.__table__
SESSION_ID = models.Session.__table__.c.id
ATTACHMENT_ID = models.Attachment.__table__.c.id
LISTS = {"tags": ISSUE_TAGS, "sessions": ISSUE_SESSIONS, "attachments": ISSUE_ATTACHMENTS}
PER_INSTANT = 100
"""Issues created together that have one instant of creation."""
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Link:
    """The target of an input field with ids: `column` holds the ids that exist."""

    table: OrderedList
    noun: str
    column: Column[str]


LINKS: Mapping[str, Link] = {
    "session_ids": Link(ISSUE_SESSIONS, "session", SESSION_ID),
    "attachment_ids": Link(ISSUE_ATTACHMENTS, "attachment", ATTACHMENT_ID),
}


@dataclass(slots=True, kw_only=True)  # `frozen` would double the time to make one
class NewIssue:
    """An issue to create; the fields and their defaults are those of `POST /issues`.

    Only an admin may give `created_by` and `created_at`, for issues of another system. Spaces at
    the ends of its labels are dropped.
    """

    title: str
    description: Sequence[object] = field(default_factory=list)
    status: IssueStatus | None = IssueStatus.OPEN
    priority: IssuePriority | None = IssuePriority.LOW
    tags: Sequence[str] = ()
    owner: str = "Unassigned"
    resolution_summary: str | None = None
    job_run_id: str | None = None
    fingerprint: str | None = None
    created_by: str | None = None
    created_at: datetime | None = None
    session_ids: Sequence[str] = ()
    attachment_ids: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in rules.LABELS:
            setattr(self, name, rules.tidy(getattr(self, name)))

    def columns(self) -> dict[str, object]:
        """The fields that are columns of the issue's own row."""
        return {
            "title": self.title,
            "description": self.description,
            "status": self.status,
            "priority": self.priority,
            "owner": self.owner,
            "resolution_summary": self.resolution_summary,
            "job_run_id": self.job_run_id,
            "fingerprint": self.fingerprint,
        }


async def faults(write: Write, news: Sequence[NewIssue]) -> list[list[UserError]]:
    """The rules that each of several issues to create breaks."""
    found = rules.check_all(rules.ISSUE, news)
    for new, errors in zip(news, found, strict=True):
        if new.created_by is not None or new.created_at is not None:
            errors += _origin(write, new)
    sound = [not errors for errors in found]
    for name, link in LINKS.items():
        given = [getattr(new, name) if ok else () for new, ok in zip(news, sound, strict=True)]
        if not any(given):
            continue
        unknown = await rules.missing_of(write, (name,), link.noun, link.column, given)
        for errors, more in zip(found, unknown, strict=True):
            errors += more
    await _refuse_known(write, news, found)
    return found


def _origin(write: Write, new: NewIssue) -> Iterator[UserError]:
    if not write.actor.is_admin:
        for name in ("created_by", "created_at"):
            if getattr(new, name) is not None:
                yield from Refused.forbidden((name,), "Only an admin may say this.").errors
    if new.created_at is not None and not EPOCH <= new.created_at <= write.now:
        message = "Must not be before 1970 or in the future."
        yield from Refused.invalid(("created_at",), message).errors


async def _refuse_known(
    write: Write, news: Sequence[NewIssue], found: Sequence[list[UserError]]
) -> None:
    """Add an error for each fingerprint that an issue has, or an earlier one of `news`."""
    given = [
        new.fingerprint if not errors else None for new, errors in zip(news, found, strict=True)
    ]
    wanted = sorted({each for each in given if each is not None})
    known: set[object] = set()
    for some in rules.portions(wanted):
        chosen = select(ISSUE.c.fingerprint).where(ISSUE.c.fingerprint.in_(some))
        known |= {row["fingerprint"] for row in await write.rows(chosen)}
    for each, errors in zip(given, found, strict=True):
        if each is None:
            continue
        if each in known:
            message = "An issue has this fingerprint."
            errors += Refused.conflict(("fingerprint",), message).errors
        known.add(each)


async def add(write: Write, news: Sequence[NewIssue]) -> list[str]:
    """Store issues that break no rule, with one statement for each table; return their ids.

    Those that come later in `news` were created later.
    """
    ids = sorted(rows.new_id() for _ in news)
    made = [
        _row(write, issue_id, new, place)
        for place, (issue_id, new) in enumerate(zip(ids, news, strict=True))
    ]
    lists = [
        {
            "tags": rules.distinct(new.tags),
            "sessions": _linked(new.session_ids),
            "attachments": _linked(new.attachment_ids),
        }
        for new in news
    ]
    await rows.add_all(write, ISSUE, made)
    for name, table in LISTS.items():
        await table.fill_all(write, zip(ids, (each[name] for each in lists), strict=True))
    counts = [
        await write.compute(search.counting(_sources(new, each["tags"])))
        for new, each in zip(news, lists, strict=True)
    ]
    await search.start_many(
        write,
        [
            (row["id"], row["created_at"], counted)
            for row, counted in zip(made, counts, strict=True)
        ],
    )
    for row, each in zip(made, lists, strict=True):
        write.tally.count(row, 1)
        record(write, ChangeAction.CREATED, row["id"], 1, {**row, **each})
    return ids


def _row(write: Write, issue_id: str, new: NewIssue, place: int) -> dict[str, Any]:
    # Few issues share an instant: search records have few numbers per instant (`db.models.search`).
    created_at = write.now + place // PER_INSTANT * MICROSECOND
    if new.created_at is not None:
        # Other programs store seconds or days, so many issues would share an instant.
        known = new.created_at.replace(microsecond=new.created_at.microsecond // 1000 * 1000)
        created_at = known + place % 1000 * MICROSECOND
    return {
        "id": issue_id,
        **new.columns(),
        "created_by": new.created_by or write.actor.author,
        "created_at": created_at,
        "updated_at": created_at,
        "resolved_at": created_at if new.status is IssueStatus.RESOLVED else None,
        "version": 1,
        "deleted_at": None,
        "occurrences": None,
        "last_seen_at": None,
    }


def _linked(ids: Sequence[str]) -> list[str]:
    return rules.distinct(map(str.lower, ids)) if ids else []


def _sources(new: NewIssue, tags: Sequence[str]) -> list[search.Source]:
    return search.sources(new.title, new.description, tags, ())


def resolved_at(write: Write, status: object) -> datetime | None:
    """Return the instant of resolution for a new status; None unless it is resolved."""
    return write.now if status is IssueStatus.RESOLVED else None


def record(
    write: Write,
    action: ChangeAction,
    issue_id: str,
    version: int,
    patch: Mapping[str, object],
    before: rows.Row | None = None,
) -> None:
    """Record a change of an issue for the log."""
    write.record(
        action,
        ObjectType.ISSUE,
        issue_id,
        issue_id=issue_id,
        version=version,
        patch=rows.patch(patch),
        before=before,
    )
