"""Databases with rows of every kind, and a way to corrupt them."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from db import demo
from db.actions import comment, file, issue, reaction, session, webhook
from db.actions.records import idempotency
from db.actions.records.search import LARGE
from db.engine import SYSTEM, Database, Write, open_database
from db.enums import IssueStatus, TokenScope
from db.persisted import Document, register
from db.tokens import create_token
from tests.databases import in_transaction

NOW = datetime(2026, 4, 13, 10, 30, tzinfo=UTC)
ISSUES = 12


async def fill(url: str) -> None:
    """Made-up issues, and by every kind of action one more."""
    database = await open_database(url, Path())
    try:
        await demo.load(
            database,
            seed=5,
            issues=ISSUES,
            comments_per_issue=None,
            now=NOW,
            progress=lambda _: None,
        )
        await create_token(database, "a@example.com", TokenScope.WRITE, name=None, expires_at=None)
        await register(database, [Document("{ é }", ("É", "B"), ("own",))], "ada")
        await act(database)
        await database.write(SYSTEM, _webhooks)
    finally:
        await database.close()


async def act(database: Database) -> None:
    async def work(write: Write) -> None:
        issue_id = await issue.create(
            write,
            issue.NewIssue(
                title="Größe ÄÖ 電圧 \N{ELECTRIC PLUG}",
                description=[{"type": "text", "text": "1.0 volt", "n": [1, 1.0, None, 1e22, -0.0]}],
                tags=["Straße", "b"],
            ),
        )
        session_id = await session.create(write, session.NewSession(is_starred=True))
        other = await session.create(write, session.NewSession(title=None))
        await issue.link_sessions(write, issue_id, [session_id, other])
        await session.delete(write, session_id)
        await issue.update(write, issue_id, {"status": IssueStatus.RESOLVED, "tags": ["c", "b"]})
        comment_id = await comment.create(write, comment.NewComment(issue_id=issue_id, content="x"))
        await reaction.add(write, comment_id, "\N{FIRE}")
        await reaction.add(write, comment_id, "\N{BUG}")
        await reaction.remove(write, comment_id, "\N{FIRE}")
        await comment.update(write, comment_id, "Changed\nlines")
        gone = await comment.create(write, comment.NewComment(issue_id=issue_id, content="gone"))
        await comment.delete(write, gone)
        deleted = await issue.create(write, issue.NewIssue(title="Deleted", description=[]))
        await issue.delete(write, deleted)
        many = " ".join(f"{number:04x}" for number in range(LARGE + 100))
        large = issue.NewIssue(title="Large", description=[{"type": "text", "text": many}])
        large_id = await issue.create(write, large)
        await comment.create(write, comment.NewComment(issue_id=large_id, content="00ff 電圧低下"))
        await idempotency.store(write, deleted, "fingerprint", "{}")

    async def files(write: Write) -> None:
        (found,) = await write.fetch_all("SELECT issue_id, attachment_id, id FROM file LIMIT 1")
        await file.add(
            write,
            file.NewFile(
                issue_id=str(found[0]),
                attachment_id=str(found[1]),
                file_name="plan.md",
                file_type="plan",
            ),
        )
        await file.remove(write, str(found[2]))

    await database.write(SYSTEM, work)
    await database.write(SYSTEM, files)


async def _webhooks(write: Write) -> None:
    told, _ = await webhook.create(write, "https://chat.lab.example/issues")
    await webhook.test(write, told)


async def spoil(url: str, *statements: str) -> None:
    """Change rows without the actions and the change log."""

    def run(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    await in_transaction(url, run)
