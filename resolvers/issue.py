"""Mutations of issues."""

from db.actions import issue as issues
from db.actions.upsert import upsert
from db.engine import Write
from resolvers.execution.mutation import Input, Outcome, changes, new_fields


async def create_issue(write: Write, given: Input) -> Outcome:
    """Create an issue."""
    return {"issue": await issues.create(write, issues.NewIssue(**new_fields(given)))}


async def upsert_issue(write: Write, given: Input) -> Outcome:
    """File a failure by its fingerprint."""
    fields = dict(new_fields(given))
    comment, reopen = fields.pop("comment", None), fields.pop("reopen")
    filed, action = await upsert(write, issues.NewIssue(**fields), comment, reopen=reopen)
    return {"issue": filed, "action": action.name}


async def update_issue(write: Write, given: Input) -> Outcome:
    """Change the given fields of an issue."""
    changed = await issues.update(
        write,
        given["id"],
        changes(given),
        given.get("expected_version"),
        merge=bool(given.get("merge_disjoint")),
    )
    return {"issue": changed}


async def delete_issue(write: Write, given: Input) -> Outcome:
    """Hide an issue."""
    deleted = await issues.delete(write, given["id"], given.get("expected_version"))
    return {"deleted_id": deleted}


async def restore_issue(write: Write, given: Input) -> Outcome:
    """Bring a deleted issue back."""
    return {"issue": await issues.restore(write, given["id"], given.get("expected_version"))}


async def add_tags(write: Write, given: Input) -> Outcome:
    """Add labels."""
    tagged = await issues.add_tags(write, given["id"], given["tags"], given.get("expected_version"))
    return {"issue": tagged}


async def remove_tags(write: Write, given: Input) -> Outcome:
    """Remove labels."""
    untagged = await issues.remove_tags(
        write, given["id"], given["tags"], given.get("expected_version")
    )
    return {"issue": untagged}


async def link_sessions(write: Write, given: Input) -> Outcome:
    """Link sessions."""
    linked = await issues.link_sessions(write, given["issue_id"], given["session_ids"])
    return {"issue": linked}


async def link_attachments(write: Write, given: Input) -> Outcome:
    """Link attachments."""
    linked = await issues.link_attachments(write, given["issue_id"], given["attachment_ids"])
    return {"issue": linked}


async def unlink_sessions(write: Write, given: Input) -> Outcome:
    """Remove links to sessions."""
    unlinked = await issues.unlink_sessions(write, given["issue_id"], given["session_ids"])
    return {"issue": unlinked}


async def unlink_attachments(write: Write, given: Input) -> Outcome:
    """Remove links to attachments."""
    unlinked = await issues.unlink_attachments(write, given["issue_id"], given["attachment_ids"])
    return {"issue": unlinked}
