"""Mutations of issues."""

from dataclasses import fields

from strawberry import UNSET

from db.actions import issue as issues
from db.actions.upsert import upsert
from db.engine import Write
from resolvers.execution.mutation import Outcome
from resolvers.inputs import changes
from schema.field import or_default
from schema.issue import (
    AddTagsInput,
    CreateIssueInput,
    DeleteIssueInput,
    LinkAttachmentsInput,
    LinkSessionsInput,
    NewIssueInput,
    RemoveTagsInput,
    RestoreIssueInput,
    UnlinkAttachmentsInput,
    UnlinkSessionsInput,
    UpdateIssueInput,
    UpsertIssueInput,
)

MEMBERS = tuple(member.name for member in fields(issues.NewIssue))


def new_issue(given: NewIssueInput) -> issues.NewIssue:
    """The issue to create. Null means the same as leaving it out."""
    members = vars(given)
    said = {
        name: value
        for name in MEMBERS
        if (value := members[name]) is not None and value is not UNSET
    }
    return issues.NewIssue(**said)


async def create_issue(write: Write, given: CreateIssueInput) -> Outcome:
    """Create an issue."""
    return {"issue": await issues.create(write, new_issue(given))}


async def upsert_issue(write: Write, given: UpsertIssueInput) -> Outcome:
    """File a failure by its fingerprint."""
    comment = or_default(given.comment, None)
    filed, action = await upsert(write, new_issue(given), comment, reopen=given.reopen)
    return {"issue": filed, "action": action.name}


async def update_issue(write: Write, given: UpdateIssueInput) -> Outcome:
    """Change the given fields of an issue."""
    changed = await issues.update(
        write,
        given.id,
        changes(given, issues.IssueChanges),
        or_default(given.expected_version, None),
        merge=bool(given.merge_disjoint),
    )
    return {"issue": changed}


async def delete_issue(write: Write, given: DeleteIssueInput) -> Outcome:
    """Hide an issue."""
    version = or_default(given.expected_version, None)
    return {"deleted_id": await issues.delete(write, given.id, version)}


async def restore_issue(write: Write, given: RestoreIssueInput) -> Outcome:
    """Bring a deleted issue back."""
    version = or_default(given.expected_version, None)
    return {"issue": await issues.restore(write, given.id, version)}


async def add_tags(write: Write, given: AddTagsInput) -> Outcome:
    """Add labels."""
    version = or_default(given.expected_version, None)
    return {"issue": await issues.add_tags(write, given.id, given.tags, version)}


async def remove_tags(write: Write, given: RemoveTagsInput) -> Outcome:
    """Remove labels."""
    version = or_default(given.expected_version, None)
    return {"issue": await issues.remove_tags(write, given.id, given.tags, version)}


async def link_sessions(write: Write, given: LinkSessionsInput) -> Outcome:
    """Link sessions."""
    return {"issue": await issues.link_sessions(write, given.issue_id, given.session_ids)}


async def link_attachments(write: Write, given: LinkAttachmentsInput) -> Outcome:
    """Link attachments."""
    return {"issue": await issues.link_attachments(write, given.issue_id, given.attachment_ids)}


async def unlink_sessions(write: Write, given: UnlinkSessionsInput) -> Outcome:
    """Remove links to sessions."""
    return {"issue": await issues.unlink_sessions(write, given.issue_id, given.session_ids)}


async def unlink_attachments(write: Write, given: UnlinkAttachmentsInput) -> Outcome:
    """Remove links to attachments."""
    return {"issue": await issues.unlink_attachments(write, given.issue_id, given.attachment_ids)}
