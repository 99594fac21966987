"""State changes of issues."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypedDict

from sqlalchemy import bindparam, select

from db import json_numbers
from db.actions import access, rules
from db.actions.conflicts import require_mergeable
from db.actions.new_issue import ATTACHMENT_ID as ATTACHMENT_ID
from db.actions.new_issue import ISSUE as ISSUE
from db.actions.new_issue import LINKS, add, faults, record, resolved_at
from db.actions.new_issue import NewIssue as NewIssue
from db.actions.records import rows, search
from db.actions.records.lists import ISSUE_TAGS
from db.engine import Write
from db.enums import ChangeAction, IssuePriority, IssueStatus
from db.errors import Refused, UserError
from db.text.blanks import trimmed

_TEXTS: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "title": lambda title: [title],
    "description": search.described,
    "tags": list,
}
"""The sources of an issue's search record: the texts of each."""

COUNTED = frozenset({"status", "priority", "deleted_at"})
_DESCRIPTION = select(ISSUE.c.description).where(ISSUE.c.id == bindparam("target"))
ID = ("id",)
ISSUE_ID = ("issue_id",)


class IssueChanges(TypedDict, total=False):
    """Fields of an issue to set; one that is missing stays as it is."""

    title: str | None
    description: Sequence[object] | None
    status: IssueStatus | None
    priority: IssuePriority | None
    tags: Sequence[str] | None
    owner: str | None
    resolution_summary: str | None
    job_run_id: str | None
    session_ids: Sequence[str] | None
    attachment_ids: Sequence[str] | None


async def create(write: Write, new: NewIssue) -> str:
    """Create an issue on behalf of the writer. Duplicate tags and links are dropped."""
    (errors,) = await faults(write, [new])
    rules.refuse(errors)
    (issue_id,) = await add(write, [new])
    return issue_id


async def update(
    write: Write,
    issue_id: str,
    changes: IssueChanges,
    expected_version: int | None = None,
    *,
    merge: bool = False,
) -> str:
    """Change the given fields; equal values are no change.

    `merge` allows an `expected_version` since which others have changed other fields only.
    """
    row = await find(write, ID, issue_id)
    errors = list(rules.check(rules.ISSUE, changes))
    sound = {} if errors else changes
    await require_mergeable(write, row, expected_version, sound, merge=merge and not errors)
    rules.refuse(errors or await missing_links(write, changes))
    return await amend(write, row, changes)


async def amend(
    write: Write,
    row: rows.Row,
    changes: IssueChanges,
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> str:
    """Change the issue of `row`, which `find` has locked, by `changes` that keep the rules.

    `added` are labels to add to those that the issue has then, `removed` those to take away.
    """
    values, gone = rules.tidied(changes), set(map(trimmed, removed))
    columns = {name: value for name, value in values.items() if name in ISSUE.columns}
    if "description" in columns:
        (described,) = await write.rows(_DESCRIPTION, {"target": row["id"]})
        row = {**row, **described}
    patch = rows.differing(row, columns)
    if "description" in columns:
        # In Python 1, 1.0 and true are equal; in JSON they are not.
        patch.pop("description", None)
        if json_numbers.dumps(row["description"]) != json_numbers.dumps(columns["description"]):
            patch["description"] = columns["description"]
    if "status" in patch:
        patch["resolved_at"] = resolved_at(write, patch["status"])
    if "tags" in values or added or removed:

        def tags(present: list[str]) -> list[str]:
            kept: Any = values.get("tags", present)
            return [tag for tag in (*kept, *map(trimmed, added)) if trimmed(tag) not in gone]

        row, changed = await _changed_tags(write, row, tags)
        patch |= changed
    for name in LINKS:
        if name in values:
            row, changed = await _changed_links(write, row, name, partial(_given, values[name]))
            patch |= changed
    return await apply(write, row, patch)


async def delete(write: Write, issue_id: str, expected_version: int | None = None) -> str:
    """Hide an issue with its comments and files. `restore` brings everything back."""
    row = await find(write, ID, issue_id)
    access.require_owner(write, row)
    rules.current(expected_version, row["version"])
    return await apply(write, row, {"deleted_at": write.now}, ChangeAction.DELETED)


async def restore(write: Write, issue_id: str, expected_version: int | None = None) -> str:
    """Restore a deleted issue; one that is not deleted stays as it is."""
    row = await find(write, ID, issue_id, deleted=True)
    access.require_owner(write, row)
    rules.current(expected_version, row["version"])
    patch = rows.differing(row, {"deleted_at": None})
    return await apply(write, row, patch, ChangeAction.RESTORED)


async def add_tags(
    write: Write, issue_id: str, tags: Sequence[str], expected_version: int | None = None
) -> str:
    """Add labels after the present ones, which keep their positions."""
    row = await _labelled(write, issue_id, tags, expected_version)
    return await amend(write, row, {}, added=tags)


async def remove_tags(
    write: Write, issue_id: str, tags: Sequence[str], expected_version: int | None = None
) -> str:
    """Remove labels; those that the issue does not have are ignored."""
    row = await _labelled(write, issue_id, tags, expected_version)
    return await amend(write, row, {}, removed=tags)


async def link_sessions(write: Write, issue_id: str, session_ids: Sequence[str]) -> str:
    """Link sessions after those that are linked already."""
    return await _link(write, issue_id, "session_ids", session_ids)


async def link_attachments(write: Write, issue_id: str, attachment_ids: Sequence[str]) -> str:
    """Attach files after those that are attached already."""
    return await _link(write, issue_id, "attachment_ids", attachment_ids)


async def unlink_sessions(write: Write, issue_id: str, session_ids: Sequence[str]) -> str:
    """Remove links to sessions; those that are not linked are ignored."""
    rules.refuse(rules.check(rules.ISSUE, {"session_ids": session_ids}))
    row = await find(write, ISSUE_ID, issue_id)
    return await _unlink(write, row, "session_ids", session_ids)


async def unlink_attachments(write: Write, issue_id: str, attachment_ids: Sequence[str]) -> str:
    """Remove attachments; those that are not attached are ignored."""
    rules.refuse(rules.check(rules.ISSUE, {"attachment_ids": attachment_ids}))
    row = await find(write, ISSUE_ID, issue_id)
    return await _unlink(write, row, "attachment_ids", attachment_ids)


async def detach(write: Write, issue_id: str, attachment_id: str) -> None:
    """Remove an attachment that is being deleted from an issue; the issue may be deleted too."""
    row = await find(write, ISSUE_ID, issue_id, deleted=True)
    await _unlink(write, row, "attachment_ids", [attachment_id])


async def find(write: Write, path: rules.Path, issue_id: str, *, deleted: bool = False) -> rows.Row:
    """The row of an issue, locked until the transaction ends.

    Raises: Refused with NOT_FOUND at `path`, also for a deleted issue unless `deleted`.
    """
    row = await rows.locked(write, ISSUE, rules.known(path, "issue", issue_id))
    if row is None or (row["deleted_at"] is not None and not deleted):
        raise rules.absent(path, "issue")
    return row


async def touch(write: Write, row: rows.Row) -> None:
    """Record a change of something that belongs to the issue but is no column of it."""
    await apply(write, row, {}, always=True)


def _given(ids: object, _present: list[str]) -> object:
    return ids


async def _labelled(
    write: Write, issue_id: str, tags: Sequence[str], expected_version: int | None
) -> rows.Row:
    row = await find(write, ID, issue_id)
    rules.current(expected_version, row["version"])
    rules.refuse(rules.TAG_NAMES(("tags",), tags))
    return row


async def _changed_tags(
    write: Write, row: rows.Row, change: Callable[[list[str]], Any]
) -> tuple[rows.Row, dict[str, object]]:
    """Return the row with its present tags, and the tags after `change` if they differ."""
    present = await ISSUE_TAGS.read(write, row["id"])
    tags = rules.distinct(change(present))
    if len(tags) > rules.TAGS:
        raise Refused.invalid(("tags",), f"An issue has at most {rules.TAGS} tags.")
    return {**row, "tags": present}, {} if tags == present else {"tags": tags}


async def _link(write: Write, issue_id: str, name: str, ids: Sequence[str]) -> str:
    errors = list(rules.check(rules.ISSUE, {name: ids}))
    errors = errors or await missing_links(write, {name: ids})
    row = await find(write, ISSUE_ID, issue_id)
    rules.refuse(errors)
    row, patch = await _changed_links(write, row, name, lambda present: [*present, *ids])
    return await apply(write, row, patch)


async def missing_links(write: Write, given: Mapping[str, Any]) -> list[UserError]:
    """Return an error for each id to link to that no object has."""
    return [
        error
        for name, link in LINKS.items()
        if name in given
        for error in await rules.missing(write, (name,), link.noun, link.column, given[name])
    ]


async def _changed_links(
    write: Write, row: rows.Row, name: str, change: Callable[[list[str]], Any]
) -> tuple[rows.Row, dict[str, object]]:
    """Write the links after `change`; return the row with the present ones, and the patch."""
    link = LINKS[name]
    present = await link.table.read(write, row["id"])
    linked = rules.distinct(map(str.lower, change(present)))
    if len(linked) > rules.ISSUE_LINKS:
        most = rules.ISSUE_LINKS
        raise Refused.invalid((name,), f"An issue has at most {most} {link.noun}s.")
    if linked == present:
        return row, {}
    await link.table.replace(write, row["id"], linked)
    return {**row, f"{link.noun}s": present}, {f"{link.noun}s": linked}


async def _unlink(write: Write, row: rows.Row, name: str, ids: Sequence[str]) -> str:
    gone = set(map(str.lower, ids))
    row, patch = await _changed_links(
        write, row, name, lambda present: [each for each in present if each not in gone]
    )
    return await apply(write, row, patch)


async def apply(
    write: Write,
    row: rows.Row,
    patch: Mapping[str, object],
    action: ChangeAction = ChangeAction.UPDATED,
    *,
    always: bool = False,
) -> str:
    """Write what has changed of an issue, with its next version; nothing for an empty patch.

    `row` also holds the present lists that `patch` changes.
    """
    issue_id = str(row["id"])
    if not patch and not always:
        return issue_id
    stamps = {"updated_at": write.now, "version": row["version"] + 1}
    columns = {name: value for name, value in patch.items() if name in ISSUE.columns}
    await rows.change(write, ISSUE, issue_id, {**columns, **stamps})
    if "tags" in patch:
        tags: Any = patch["tags"]
        await ISSUE_TAGS.replace(write, issue_id, tags)
    if patch.keys() & COUNTED:
        write.tally.count(row, -1)
        write.tally.count({**row, **patch}, 1)
    searched = [(texts, name) for name, texts in _TEXTS.items() if name in patch]
    changed = [(texts(row[name]), texts(patch[name])) for texts, name in searched]
    await search.change(write, issue_id, *changed)
    record(write, action, issue_id, row["version"] + 1, {**patch, **stamps}, row)
    return issue_id
