"""What the actions do, on both engines. After each test the log must replay to the rows."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from db import models
from db.actions import attachment, comment, file, issue, reaction, session
from db.actions.attachment import NewAttachment
from db.actions.comment import NewComment
from db.actions.file import NewFile
from db.actions.session import NewSession
from db.engine import Database
from db.enums import ChangeAction, IssuePriority, IssueStatus, ObjectType
from tests.db.acting import (
    ADMIN,
    ATLAS,
    BOB,
    assert_consistent,
    changes,
    do,
    everything,
    new_comment,
    new_issue,
    stored,
)

ISSUE, COMMENT = ObjectType.ISSUE, ObjectType.COMMENT


@pytest.fixture
async def lab(database: Database) -> AsyncIterator[Database]:
    yield database
    await assert_consistent(database)


async def last_change(database: Database) -> dict[str, Any]:
    return (await changes(database))[-1]


async def test_a_new_issue_has_the_documented_defaults(lab: Database) -> None:
    issue_id = await new_issue(lab)
    made = await stored(lab, ISSUE, issue_id)
    assert made["created_at"] == made["updated_at"]
    assert len(made.pop("created_at")) == len(made.pop("updated_at")) == 26
    assert made == {
        "title": "Undervoltage at C12",
        "description": [],
        "status": "OPEN",
        "priority": "LOW",
        "tags": [],
        "owner": "Unassigned",
        "resolution_summary": None,
        "job_run_id": None,
        "created_by": "ada@example.org",
        "resolved_at": None,
        "version": 1,
        "deleted_at": None,
        "fingerprint": None,
        "occurrences": None,
        "last_seen_at": None,
        "sessions": [],
        "attachments": [],
    }


async def test_the_creation_is_logged_as_a_whole(lab: Database) -> None:
    issue_id = await new_issue(lab, actor=ATLAS, status=None, job_run_id="run 7")
    logged = await last_change(lab)
    assert logged["action"] is ChangeAction.CREATED
    assert (logged["object_type"], logged["object_id"]) == (ISSUE, issue_id)
    assert (logged["issue_id"], logged["version"], logged["actor"]) == (issue_id, 1, "Atlas")
    assert logged["patch"] == await stored(lab, ISSUE, issue_id)


async def test_a_new_issue_keeps_what_it_is_given(lab: Database) -> None:
    session_id = await do(lab, session.create, NewSession())
    attached = await do(lab, attachment.register, NewAttachment(name="rail.csv"))
    blocks = [{"type": "x", "n": 1.0, "deep": [{"ä": None}]}, {}]
    issue_id = await new_issue(
        lab,
        description=blocks,
        status=IssueStatus.RESOLVED,
        priority=IssuePriority.HIGH,
        tags=["power", "ΔT", "power"],
        session_ids=[session_id, session_id.upper()],
        attachment_ids=[attached],
    )
    made = await stored(lab, ISSUE, issue_id)
    assert made["description"] == blocks
    assert made["tags"] == ["power", "ΔT"]
    assert (made["sessions"], made["attachments"]) == ([session_id], [attached])
    assert made["resolved_at"] == made["created_at"]


async def test_an_update_changes_only_what_is_given(lab: Database) -> None:
    issue_id = await new_issue(lab, tags=["a"], resolution_summary="x")
    before = await stored(lab, ISSUE, issue_id)
    given = {"title": "New", "owner": "Ada", "tags": ["b", "a"], "resolution_summary": None}
    assert await do(lab, issue.update, issue_id, given, 1) == issue_id
    after = await stored(lab, ISSUE, issue_id)
    assert after["updated_at"] > before["updated_at"]
    assert after == {**before, **given, "version": 2, "updated_at": after["updated_at"]}
    logged = await last_change(lab)
    assert logged["patch"] == {**given, "version": 2, "updated_at": after["updated_at"]}


async def test_an_update_with_nothing_new_is_no_change(lab: Database) -> None:
    issue_id = await new_issue(lab, tags=["a"], description=[{"n": 1}])
    before = await everything(lab)
    same = {"title": "Undervoltage at C12", "tags": ["a", "a"], "description": [{"n": 1}]}
    await do(lab, issue.update, issue_id, {**same, "status": IssueStatus.OPEN})
    await do(lab, issue.update, issue_id, {})
    assert await everything(lab) == before


async def test_json_values_that_python_takes_for_equal_differ(lab: Database) -> None:
    issue_id = await new_issue(lab, description=[{"n": 1}])
    await do(lab, issue.update, issue_id, {"description": [{"n": True}]})
    assert (await stored(lab, ISSUE, issue_id))["description"][0]["n"] is True


async def test_status_and_priority_may_become_null(lab: Database) -> None:
    issue_id = await new_issue(lab)
    await do(lab, issue.update, issue_id, {"status": None, "priority": None})
    after = await stored(lab, ISSUE, issue_id)
    assert (after["status"], after["priority"]) == (None, None)


async def test_the_time_of_resolving_follows_the_status(lab: Database) -> None:
    issue_id = await new_issue(lab)
    await do(lab, issue.update, issue_id, {"status": IssueStatus.RESOLVED})
    resolved = await stored(lab, ISSUE, issue_id)
    assert resolved["resolved_at"] == resolved["updated_at"]
    await do(lab, issue.update, issue_id, {"title": "Later"})
    later = await stored(lab, ISSUE, issue_id)
    assert later["resolved_at"] == resolved["resolved_at"]
    await do(lab, issue.update, issue_id, {"status": IssueStatus.OPEN})
    assert (await stored(lab, ISSUE, issue_id))["resolved_at"] is None


async def test_a_deleted_issue_can_be_restored(lab: Database) -> None:
    issue_id = await new_issue(lab)
    before = await stored(lab, ISSUE, issue_id)
    await do(lab, issue.delete, issue_id, 1)
    deleted = await stored(lab, ISSUE, issue_id)
    assert deleted["deleted_at"] == deleted["updated_at"]
    assert (await last_change(lab))["action"] is ChangeAction.DELETED
    await do(lab, issue.restore, issue_id, 2)
    restored = await stored(lab, ISSUE, issue_id)
    assert restored == {**before, "version": 3, "updated_at": restored["updated_at"]}
    assert (await last_change(lab))["action"] is ChangeAction.RESTORED
    unchanged = await everything(lab)
    await do(lab, issue.restore, issue_id)
    assert await everything(lab) == unchanged


async def test_tags_are_added_behind_and_removed_by_name(lab: Database) -> None:
    issue_id = await new_issue(lab, tags=["a", "b"])
    await do(lab, issue.add_tags, issue_id, ["c", "a", "c"])
    assert (await stored(lab, ISSUE, issue_id))["tags"] == ["a", "b", "c"]
    await do(lab, issue.remove_tags, issue_id, ["b", "never"], 2)
    after = await stored(lab, ISSUE, issue_id)
    assert (after["tags"], after["version"]) == (["a", "c"], 3)
    unchanged = await everything(lab)
    await do(lab, issue.add_tags, issue_id, ["a"])
    await do(lab, issue.remove_tags, issue_id, ["b"])
    assert await everything(lab) == unchanged


async def test_links_are_added_behind(lab: Database) -> None:
    issue_id = await new_issue(lab)
    first, second = [await do(lab, session.create, NewSession()) for _ in range(2)]
    name = NewAttachment(name="x.pdf")
    one, two = [await do(lab, attachment.register, name) for _ in range(2)]
    await do(lab, issue.link_sessions, issue_id, [second])
    await do(lab, issue.link_sessions, issue_id, [first, second])
    await do(lab, issue.link_attachments, issue_id, [two, one, two])
    after = await stored(lab, ISSUE, issue_id)
    assert (after["sessions"], after["attachments"]) == ([second, first], [two, one])
    assert after["version"] == 4
    unchanged = await everything(lab)
    await do(lab, issue.link_sessions, issue_id, [first])
    await do(lab, issue.link_attachments, issue_id, [])
    assert await everything(lab) == unchanged


async def test_comments_do_not_change_their_issue(lab: Database) -> None:
    issue_id = await new_issue(lab)
    before = await stored(lab, ISSUE, issue_id)
    comment_id = await new_comment(lab, issue_id, "Sag at C12 → isolating")
    made = await stored(lab, COMMENT, comment_id)
    assert (made["is_edited"], made["version"], made["deleted_at"]) == (False, 1, None)
    assert await do(lab, comment.update, comment_id, "Sag at C14", 1) == comment_id
    edited = await stored(lab, COMMENT, comment_id)
    assert (edited["is_edited"], edited["version"]) == (True, 2)
    assert edited["updated_at"] > edited["created_at"] == made["created_at"]
    await do(lab, comment.delete, comment_id, 2)
    deleted = await stored(lab, COMMENT, comment_id)
    assert deleted["deleted_at"] == deleted["updated_at"]
    assert await stored(lab, ISSUE, issue_id) == before
    logged = (await changes(lab))[1:]
    assert {entry["issue_id"] for entry in logged} == {issue_id}
    assert [entry["version"] for entry in logged] == [1, 2, 3]


async def test_the_same_content_is_no_edit(lab: Database) -> None:
    comment_id = await new_comment(lab, await new_issue(lab), "x")
    before = await everything(lab)
    await do(lab, comment.update, comment_id, "x")
    assert await everything(lab) == before


async def test_an_admin_may_change_the_comments_of_others(lab: Database) -> None:
    comment_id = await new_comment(lab, await new_issue(lab))
    await do(lab, comment.update, comment_id, "Moderated", actor=ADMIN)
    await do(lab, comment.delete, comment_id, actor=ADMIN)
    assert (await stored(lab, COMMENT, comment_id))["created_by"] == "ada@example.org"


async def test_a_comment_has_attachments_in_order(lab: Database) -> None:
    issue_id = await new_issue(lab)
    new = NewAttachment(name="a.bin")
    first, second = [await do(lab, attachment.register, new) for _ in range(2)]
    with_files = NewComment(issue_id=issue_id, content="x", attachment_ids=[second, first, second])
    comment_id = await do(lab, comment.create, with_files)
    assert (await stored(lab, COMMENT, comment_id))["attachments"] == [second, first]


async def test_reactions_count_once_for_each_person(lab: Database) -> None:
    comment_id = await new_comment(lab, await new_issue(lab))
    before = await stored(lab, COMMENT, comment_id)
    assert await do(lab, reaction.add, comment_id, "👍🏽") == comment_id
    await do(lab, reaction.add, comment_id, "👍🏽", actor=BOB)
    await do(lab, reaction.add, comment_id, "🎉")
    once = await everything(lab)
    await do(lab, reaction.add, comment_id, "👍🏽")
    await do(lab, reaction.remove, comment_id, "🔥")
    await do(lab, reaction.remove, comment_id, "🎉", actor=BOB)
    assert await everything(lab) == once
    assert await everything(lab) == once
    await do(lab, reaction.remove, comment_id, "👍🏽")
    after = await stored(lab, COMMENT, comment_id)
    given = [(each["emoji"], each["created_by"]) for each in after["reactions"]]
    assert given == [("👍🏽", "bob@example.org"), ("🎉", "ada@example.org")]
    kept = ("updated_at", "is_edited", "content")
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert after["version"] == 5


async def test_files_count_as_changes_of_their_issue(lab: Database) -> None:
    issue_id = await new_issue(lab)
    attached = await do(lab, attachment.register, NewAttachment(name="plan.md"))
    new = NewFile(
        issue_id=issue_id,
        attachment_id=attached.upper(),
        file_name="plan.md",
        file_type="troubleshooting_plan",
    )
    file_id = await do(lab, file.add, new)
    made = await stored(lab, ObjectType.FILE, file_id)
    assert (made["attachment_id"], made["file_type"]) == (attached, "troubleshooting_plan")
    assert (await stored(lab, ISSUE, issue_id))["version"] == 2
    assert await do(lab, file.remove, file_id) == file_id
    assert (await stored(lab, ISSUE, issue_id))["version"] == 3
    assert await stored(lab, ObjectType.ATTACHMENT, attached)
    assert await lab.rows(select(models.File.__table__.c.id)) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PDF", "pdf"), ("b.tar.gz", "gz"), ("noextension", "bin"), (".hidden", "bin")],
)
async def test_the_name_of_an_attachment_tells_its_type(
    lab: Database, name: str, kind: str
) -> None:
    attached = await do(lab, attachment.register, NewAttachment(name=name))
    assert (await stored(lab, ObjectType.ATTACHMENT, attached))["type"] == kind


async def test_what_is_known_of_an_attachment_can_change(lab: Database) -> None:
    source = await do(lab, session.create, NewSession())
    new = NewAttachment(name="a", type="csv", size=2**53 - 1, source_session_id=source.upper())
    attached = await do(lab, attachment.register, new)
    before = await stored(lab, ObjectType.ATTACHMENT, attached)
    assert (before["source_session_id"], before["is_visible"]) == (source, True)
    await do(lab, attachment.update, attached, {"title": "T", "is_visible": False})
    after = await stored(lab, ObjectType.ATTACHMENT, attached)
    assert after == {**before, "title": "T", "is_visible": False}
    unchanged = await everything(lab)
    await do(lab, attachment.update, attached, {"title": "T"})
    assert await everything(lab) == unchanged


async def test_a_session_keeps_the_time_of_its_star(lab: Database) -> None:
    session_id = await do(lab, session.create, NewSession())
    made = await stored(lab, ObjectType.SESSION, session_id)
    assert (made["title"], made["starred_at"]) == ("New Atlas session", None)
    await do(lab, session.update, session_id, {"is_starred": True})
    starred = await stored(lab, ObjectType.SESSION, session_id)
    assert starred["starred_at"] is not None
    await do(lab, session.update, session_id, {"is_starred": True, "title": None})
    again = await stored(lab, ObjectType.SESSION, session_id)
    assert again == {**starred, "title": None}
    await do(lab, session.update, session_id, {"is_starred": False})
    assert (await stored(lab, ObjectType.SESSION, session_id))["starred_at"] is None


async def test_deleting_a_session_leaves_its_issues_and_attachments(lab: Database) -> None:
    gone, kept = [await do(lab, session.create, NewSession()) for _ in range(2)]
    new = NewAttachment(name="a.csv", source_session_id=gone)
    attached = await do(lab, attachment.register, new)
    linked = await new_issue(lab, session_ids=[gone, kept])
    hidden = await new_issue(lab, session_ids=[gone])
    await do(lab, issue.delete, hidden)
    other = await new_issue(lab, session_ids=[kept])
    assert await do(lab, session.delete, gone) == gone
    after = await stored(lab, ISSUE, linked)
    assert (after["sessions"], after["version"]) == ([kept], 2)
    assert (await stored(lab, ISSUE, hidden))["version"] == 3
    assert (await stored(lab, ISSUE, other))["version"] == 1
    found = await stored(lab, ObjectType.ATTACHMENT, attached)
    assert found["source_session_id"] is None


async def test_links_go_behind_the_gap_a_session_left(lab: Database) -> None:
    first, gone, third, fourth = [await do(lab, session.create, NewSession()) for _ in range(4)]
    issue_id = await new_issue(lab, session_ids=[first, gone, fourth])
    await do(lab, session.delete, gone)
    await do(lab, issue.link_sessions, issue_id, [third])
    assert (await stored(lab, ISSUE, issue_id))["sessions"] == [first, fourth, third]


async def test_words_leave_the_search_only_with_their_last_text(lab: Database) -> None:
    issue_id = await new_issue(lab, title="Ripple", tags=["fan"], description=[{"a": ["Öl"]}])
    one = await new_comment(lab, issue_id, "ripple and fan noise")
    two = await new_comment(lab, issue_id, "noise again")
    steps: tuple[tuple[Any, ...], ...] = (
        (issue.update, issue_id, {"title": "Sag"}),
        (comment.update, one, "quiet"),
        (issue.remove_tags, issue_id, ["fan"]),
        (comment.delete, two),
        (issue.update, issue_id, {"description": []}),
        (issue.add_tags, issue_id, ["ripple"]),
    )
    for step in steps:
        await do(lab, *step)
        await assert_consistent(lab)
