"""Concurrent writes: one winner, no lost change, no deadlock."""

import asyncio
from collections import Counter
from typing import Any

from db.actions import comment, issue, reaction, session
from db.actions.comment import NewComment
from db.actions.records import idempotency
from db.actions.session import NewSession
from db.engine import Database, Write
from db.enums import ObjectType
from db.errors import Refused
from tests.db.acting import (
    ADA,
    Action,
    assert_consistent,
    do,
    new_comment,
    new_issue,
    stored,
)

WRITERS = 16


async def outcome(database: Database, action: Action, *arguments: Any) -> str:
    try:
        return str(await do(database, action, *arguments))
    except Refused as refusal:
        return refusal.errors[0].code.name


async def test_one_winner_for_each_version(database: Database) -> None:
    issue_id = await new_issue(database)
    outcomes = await asyncio.gather(
        *(
            outcome(database, issue.update, issue_id, {"title": f"by {number}"}, 1)
            for number in range(WRITERS)
        )
    )
    assert Counter(outcomes) == {issue_id: 1, "CONFLICT": WRITERS - 1}
    await assert_consistent(database)


async def test_one_answer_for_each_idempotency_key(database: Database) -> None:
    async def once(write: Write) -> str:
        found = await idempotency.find(write, "key", "fingerprint")
        if found is None:
            found = await session.create(write, NewSession())
            await idempotency.store(write, "key", "fingerprint", found)
        return found

    answers = await asyncio.gather(*(database.write(ADA, once) for _ in range(WRITERS)))
    assert len(set(answers)) == 1
    await assert_consistent(database)


async def test_no_change_is_lost(database: Database) -> None:
    issue_id = await new_issue(database)
    comment_id = await new_comment(database, issue_id)
    await asyncio.gather(
        *(do(database, issue.add_tags, issue_id, [f"t{number}"]) for number in range(WRITERS)),
        *(
            do(database, reaction.add, comment_id, chr(0x1F600 + number))
            for number in range(WRITERS)
        ),
        *(
            do(database, comment.create, NewComment(issue_id=issue_id, content=f"word{number}"))
            for number in range(WRITERS)
        ),
    )
    after = await stored(database, ObjectType.ISSUE, issue_id)
    assert (len(after["tags"]), after["version"]) == (WRITERS, WRITERS + 1)
    assert (await stored(database, ObjectType.COMMENT, comment_id))["version"] == WRITERS + 1
    await assert_consistent(database)


async def test_a_session_is_linked_or_deleted(database: Database) -> None:
    issues = [await new_issue(database) for _ in range(4)]
    for _ in range(4):
        session_id = await do(database, session.create, NewSession())
        linking = [
            outcome(database, issue.link_sessions, issue_id, [session_id]) for issue_id in issues
        ]
        deleting = outcome(database, session.delete, session_id)
        outcomes = await asyncio.gather(*linking[:2], deleting, *linking[2:])
        assert outcomes[2] == session_id
        assert {*outcomes} <= {session_id, *issues, "NOT_FOUND"}
    await assert_consistent(database)
