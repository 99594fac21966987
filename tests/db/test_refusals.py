"""Every rule refuses, names the field, and leaves rows and change log as they were."""

from typing import Any

import pytest

from db.actions import attachment, comment, file, issue, reaction, rules, session
from db.actions.attachment import NewAttachment
from db.actions.comment import NewComment
from db.actions.file import NewFile
from db.actions.issue import NewIssue
from db.actions.records import idempotency, rows
from db.actions.session import NewSession
from db.engine import Database, Write
from db.enums import IssueStatus, UserErrorCode
from db.errors import Refused
from db.identifier import identifier
from tests.db.acting import (
    ADA,
    BOB,
    MALFORMED,
    NOBODY,
    Action,
    do,
    everything,
    new_comment,
    new_issue,
)

INVALID, NOT_FOUND = UserErrorCode.INVALID, UserErrorCode.NOT_FOUND
CONFLICT, FORBIDDEN = UserErrorCode.CONFLICT, UserErrorCode.FORBIDDEN
LONE = "x\ud800"
NUL = "x\0"
BAD_TEXTS = ("", " \t\u2003", "\u200b\u200b", "\u3164\ufe0f\u00ad", LONE, NUL, None, 7)

Errors = list[tuple[str, UserErrorCode]]


async def refused(database: Database, action: Action, *arguments: Any, actor: Any = ADA) -> Errors:
    """The errors of an action, which must change nothing."""
    before = await everything(database)
    with pytest.raises(Refused) as caught:
        await do(database, action, *arguments, actor=actor)
    assert await everything(database) == before
    assert all(error.message.endswith(".") for error in caught.value.errors)
    return [(".".join(error.field), error.code) for error in caught.value.errors]


BLOCKS: list[Any] = [
    "text",
    1,
    None,
    [],
    {"a": LONE},
    {LONE: 1},
    {"a": [NUL]},
    {NUL: 1},
    {"a": 2**64},
    {"a": float("nan")},
    {"a": [float("inf")]},
]
ISSUE_FIELDS: list[tuple[str, object, str]] = [
    *[("title", value, "title") for value in (*BAD_TEXTS, "x" * 1001)],
    *[("owner", value, "owner") for value in (*BAD_TEXTS, "x" * 321)],
    *[("job_run_id", value, "job_run_id") for value in ("", " ", LONE, NUL, 7, "x" * 201)],
    ("resolution_summary", "x" * 10_001, "resolution_summary"),
    ("resolution_summary", NUL, "resolution_summary"),
    ("status", "open", "status"),
    ("status", 1, "status"),
    ("priority", IssueStatus.OPEN, "priority"),
    ("tags", None, "tags"),
    ("tags", "abc", "tags"),
    ("tags", [str(number) for number in range(101)], "tags"),
    *[("tags", ["ok", value], "tags.1") for value in (*BAD_TEXTS, "x" * 101)],
    ("description", None, "description"),
    ("description", {"type": "paragraph"}, "description"),
    ("description", [{}] * 1001, "description"),
    *[("description", [{}, value], "description.1") for value in BLOCKS],
]


@pytest.mark.parametrize("field", sorted({name for name, _, _ in ISSUE_FIELDS}))
async def test_fields_of_issues(database: Database, field: str) -> None:
    issue_id = await new_issue(database)
    for name, value, path in ISSUE_FIELDS:
        if name == field:
            wrong = [(path, INVALID)]
            given: Any = {"title": "x", "description": [], name: value}
            assert await refused(database, issue.create, NewIssue(**given)) == wrong
            assert await refused(database, issue.update, issue_id, {name: value}) == wrong


@pytest.mark.parametrize("given", [*MALFORMED, None, 7, NOBODY + "\n", "٠" + NOBODY[1:]])
def test_what_is_no_id(given: object) -> None:
    assert identifier(given) is None


async def test_the_longest_values_are_taken(database: Database) -> None:
    await new_issue(
        database,
        title="🎉" * 1000,
        owner="x" * 320,
        tags=[f"{number:0100}" for number in range(100)],
        description=[{"a": 2**64 - 1, "b": [[[]]]}] * 1000,
        resolution_summary="",
        job_run_id="x" * 200,
    )


async def test_all_errors_of_an_input_come_at_once(database: Database) -> None:
    given = NewIssue(title="", description=["x"], tags=["", "a"], owner=" ")
    assert await refused(database, issue.create, given) == [
        ("title", INVALID),
        ("description.0", INVALID),
        ("owner", INVALID),
        ("tags.0", INVALID),
    ]


@pytest.mark.parametrize("missing", [NOBODY, "not-a-uuid"])
async def test_links_to_nothing(database: Database, missing: str) -> None:
    known = await do(database, session.create, NewSession())
    issue_id = await new_issue(database)
    linking = NewIssue(
        title="x", description=[], session_ids=[known, missing], attachment_ids=[missing]
    )
    assert await refused(database, issue.create, linking) == [
        ("session_ids.1", NOT_FOUND),
        ("attachment_ids.0", NOT_FOUND),
    ]
    sessions, attachments = [("session_ids.1", NOT_FOUND)], [("attachment_ids.0", NOT_FOUND)]
    assert await refused(database, issue.link_sessions, issue_id, [known, missing]) == sessions
    assert await refused(database, issue.link_attachments, issue_id, [missing]) == attachments
    new = NewComment(issue_id=issue_id, content="x", attachment_ids=[missing])
    assert await refused(database, comment.create, new) == attachments
    sourced = NewAttachment(name="x", source_session_id=missing)
    expected = [("source_session_id", NOT_FOUND)]
    assert await refused(database, attachment.register, sourced) == expected
    filed = NewFile(issue_id=issue_id, attachment_id=missing, file_name="", file_type="x")
    assert await refused(database, file.add, filed) == [
        ("file_name", INVALID),
        ("attachment_id", NOT_FOUND),
    ]


@pytest.mark.parametrize("missing", [NOBODY, "not-a-uuid"])
async def test_targets_that_do_not_exist(database: Database, missing: str) -> None:
    by_id = [("id", NOT_FOUND)]
    assert await refused(database, issue.update, missing, {"title": ""}) == by_id
    assert await refused(database, issue.delete, missing) == by_id
    assert await refused(database, issue.restore, missing) == by_id
    assert await refused(database, issue.add_tags, missing, ["x"]) == by_id
    assert await refused(database, issue.remove_tags, missing, ["x"]) == by_id
    assert await refused(database, comment.update, missing, "x") == by_id
    assert await refused(database, comment.delete, missing) == by_id
    assert await refused(database, file.remove, missing) == by_id
    assert await refused(database, attachment.update, missing, {}) == by_id
    assert await refused(database, session.update, missing, {}) == by_id
    assert await refused(database, session.delete, missing) == by_id
    by_issue = [("issue_id", NOT_FOUND)]
    assert await refused(database, issue.link_sessions, missing, []) == by_issue
    assert await refused(database, issue.link_attachments, missing, []) == by_issue
    new = NewComment(issue_id=missing, content="x")
    assert await refused(database, comment.create, new) == by_issue
    by_comment = [("comment_id", NOT_FOUND)]
    assert await refused(database, reaction.add, missing, "👍") == by_comment
    assert await refused(database, reaction.remove, missing, "👍") == by_comment


async def test_what_hangs_on_a_deleted_issue_is_gone(database: Database) -> None:
    issue_id = await new_issue(database)
    comment_id = await new_comment(database, issue_id)
    attached = await do(database, attachment.register, NewAttachment(name="x"))
    new = NewFile(issue_id=issue_id, attachment_id=attached, file_name="x", file_type="x")
    file_id = await do(database, file.add, new)
    await do(database, issue.delete, issue_id)
    by_id, by_issue = [("id", NOT_FOUND)], [("issue_id", NOT_FOUND)]
    assert await refused(database, issue.update, issue_id, {}) == by_id
    assert await refused(database, issue.delete, issue_id) == by_id
    assert await refused(database, file.add, new) == by_issue
    assert await refused(database, file.remove, file_id) == by_id
    written = NewComment(issue_id=issue_id, content="x")
    assert await refused(database, comment.create, written) == by_issue
    assert await refused(database, comment.update, comment_id, "y") == by_id
    assert await refused(database, comment.delete, comment_id) == by_id
    by_comment = [("comment_id", NOT_FOUND)]
    assert await refused(database, reaction.add, comment_id, "👍") == by_comment


async def test_a_deleted_comment_is_gone(database: Database) -> None:
    comment_id = await new_comment(database, await new_issue(database))
    await do(database, comment.delete, comment_id)
    assert await refused(database, comment.delete, comment_id) == [("id", NOT_FOUND)]
    by_comment = [("comment_id", NOT_FOUND)]
    assert await refused(database, reaction.add, comment_id, "👍") == by_comment


async def test_stale_versions(database: Database) -> None:
    issue_id = await new_issue(database, tags=["a"])
    comment_id = await new_comment(database, issue_id)
    stale = [("expected_version", CONFLICT)]
    for version in (0, 2):
        assert await refused(database, issue.update, issue_id, {"title": "x"}, version) == stale
        assert await refused(database, issue.delete, issue_id, version) == stale
        assert await refused(database, issue.restore, issue_id, version) == stale
        assert await refused(database, issue.add_tags, issue_id, ["x"], version) == stale
        assert await refused(database, issue.remove_tags, issue_id, ["a"], version) == stale
        edit = (comment.update, comment_id, "x", version)
        assert await refused(database, *edit) == stale
        assert await refused(database, comment.delete, comment_id, version) == stale


async def test_comments_of_others(database: Database) -> None:
    comment_id = await new_comment(database, await new_issue(database))
    forbidden = [("id", FORBIDDEN)]
    edit = (comment.update, comment_id, "x")
    assert await refused(database, *edit, actor=BOB) == forbidden
    assert await refused(database, comment.delete, comment_id, actor=BOB) == forbidden


async def test_contents_of_comments(database: Database) -> None:
    issue_id = await new_issue(database)
    comment_id = await new_comment(database, issue_id, "x" * 10_000)
    wrong = [("content", INVALID)]
    contents: tuple[Any, ...] = (*BAD_TEXTS, "x" * 10_001)
    for content in contents:
        new = NewComment(issue_id=issue_id, content=content)
        assert await refused(database, comment.create, new) == wrong
        assert await refused(database, comment.update, comment_id, content) == wrong


async def test_too_many_links(database: Database) -> None:
    known, attached = ([rows.new_id() for _ in range(101)] for _ in range(2))
    issue_id = await new_issue(database)
    sessions, attachments = [("session_ids", INVALID)], [("attachment_ids", INVALID)]
    assert await refused(database, issue.link_sessions, issue_id, known) == sessions
    link = (issue.link_attachments, issue_id, attached)
    assert await refused(database, *link) == attachments
    new = NewComment(issue_id=issue_id, content="x", attachment_ids=attached[:11])
    assert await refused(database, comment.create, new) == attachments


async def test_an_issue_is_full_at_last(database: Database) -> None:
    async def register(write: Write) -> list[str]:
        return [
            await attachment.register(write, NewAttachment(name=f"{number}.csv"))
            for number in range(rules.ISSUE_LINKS + 1)
        ]

    attached = await database.write(ADA, register)
    full = [str(number) for number in range(rules.TAGS)]
    issue_id = await new_issue(database, tags=full, attachment_ids=attached[:-1])
    over = (issue.link_attachments, issue_id, attached[-1:])
    assert await refused(database, *over) == [("attachment_ids", INVALID)]
    assert await refused(database, issue.add_tags, issue_id, ["x"]) == [("tags", INVALID)]


@pytest.mark.parametrize("tags", [[""], [LONE], ["x" * 101]])
async def test_tags_to_add(database: Database, tags: list[str]) -> None:
    issue_id = await new_issue(database)
    assert await refused(database, issue.add_tags, issue_id, tags) == [("tags.0", INVALID)]
    assert await refused(database, issue.remove_tags, issue_id, tags) == [("tags.0", INVALID)]


async def test_emoji(database: Database) -> None:
    comment_id = await new_comment(database, await new_issue(database))
    wrong = ("emoji", INVALID)
    values: tuple[Any, ...] = (
        *BAD_TEXTS,
        "👍👍",
        "a b",
        "LGTM",
        "<script>",
        "1",
        "🏽",
        "\ufe0f",
        ":no_such_name:",
    )
    for emoji in values:
        assert wrong in await refused(database, reaction.add, comment_id, emoji)
        assert wrong in await refused(database, reaction.remove, comment_id, emoji)


async def test_a_comment_has_so_many_emoji(database: Database) -> None:
    comment_id = await new_comment(database, await new_issue(database))

    async def react(write: Write) -> None:
        for number in range(rules.EMOJI_PER_COMMENT):
            await reaction.add(write, comment_id, chr(0x1F600 + number))

    await database.write(ADA, react)
    assert await refused(database, reaction.add, comment_id, "👍") == [("emoji", INVALID)]
    await do(database, reaction.add, comment_id, "\U0001f600", actor=BOB)


@pytest.mark.parametrize("name", ["file_name", "file_type"])
async def test_names_of_files(database: Database, name: str) -> None:
    issue_id = await new_issue(database)
    attached = await do(database, attachment.register, NewAttachment(name="x" * 255))
    values: tuple[Any, ...] = (*BAD_TEXTS, "x" * 256)
    for value in values:
        given: Any = {"file_name": "x", "file_type": "x", name: value}
        new = NewFile(issue_id=issue_id, attachment_id=attached, **given)
        assert await refused(database, file.add, new) == [(name, INVALID)]


async def test_names_of_attachments(database: Database) -> None:
    values: tuple[Any, ...] = (*BAD_TEXTS, "x" * 256)
    for value in values:
        unnamed = NewAttachment(name=value, type="bin")
        assert await refused(database, attachment.register, unnamed) == [("name", INVALID)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", ""),
        ("title", "x" * 1001),
        ("description", "x" * 10_001),
        ("citation", NUL),
        ("is_visible", None),
        ("size", -1),
        ("size", 2**53),
        ("size", True),
        ("media_type", " "),
    ],
)
async def test_fields_of_attachments(database: Database, name: str, value: object) -> None:
    given: Any = {"name": "x", name: value}
    wrong = [(name, INVALID)]
    assert await refused(database, attachment.register, NewAttachment(**given)) == wrong
    attached = await do(database, attachment.register, NewAttachment(name="x"))
    assert await refused(database, attachment.update, attached, {name: value}) == wrong


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", LONE), ("title", "x" * 1001), ("description", 7), ("is_starred", None)],
)
async def test_fields_of_sessions(database: Database, name: str, value: object) -> None:
    given: Any = {name: value}
    assert await refused(database, session.create, NewSession(**given)) == [(name, INVALID)]
    session_id = await do(database, session.create, NewSession())
    assert await refused(database, session.update, session_id, given) == [(name, INVALID)]


async def test_an_idempotency_key_belongs_to_one_request(database: Database) -> None:
    async def once(write: Write, fingerprint: str) -> str:
        found = await idempotency.find(write, "key", fingerprint)
        if found is not None:
            return found
        await idempotency.store(write, "key", fingerprint, f"answer to {write.actor.email}")
        return "done"

    assert await do(database, once, "f") == "done"
    assert await do(database, once, "f") == "answer to ada@example.org"
    assert await do(database, once, "other", actor=BOB) == "done"
    assert await refused(database, once, "other") == [("idempotency_key", CONFLICT)]
    for key in ("", "x" * 256, NUL):
        wrong = [("idempotency_key", INVALID)]
        assert await refused(database, idempotency.find, key, "f") == wrong
