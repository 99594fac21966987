"""Puts the rows of the reference evaluator into a real database."""

from enum import Enum

from sqlalchemy import delete, insert

from db import models
from db.actions.records import search
from db.actor import Actor
from db.engine import Database, Write
from db.models.types import Code
from tests.reference.rows import Data, Row

LOADER = Actor(author="loader", email="loader", is_admin=True, token_id=None)
TABLES = (
    models.Session,
    models.Attachment,
    models.Issue,
    models.IssueTag,
    models.IssueSession,
    models.IssueAttachment,
    models.Comment,
    models.CommentAttachment,
    models.Reaction,
    models.File,
    models.Change,
    models.Webhook,
    models.WebhookDelivery,
)
"""Those that others refer to come first."""


async def replace(database: Database, data: Data) -> None:
    """Make `data` all that the database holds."""

    async def work(write: Write) -> None:
        derived = (models.Idempotency, models.IssueSearch, models.IssueTally)
        for model in (*derived, *reversed(TABLES)):
            await write.execute(delete(model.__table__))
        for model in TABLES:
            table = model.__table__
            rows = [columns_of(model, row) for row in getattr(data, table.name)]
            await write.execute_many(insert(table), rows)
            if model is models.Issue:
                for row in rows:
                    write.tally.count(row, 1)
        await search.start_many(
            write,
            [
                (row["id"], row["created_at"], search.count(sources_of(data, row)))
                for row in sorted(data.issue, key=lambda row: row["id"])
            ],
        )

    await database.write(LOADER, work)


def columns_of(model: type[models.Base], row: Row) -> Row:
    """The stored columns, with enums as members."""

    def stored(name: str, value: object) -> object:
        kind = model.__table__.c[name].type
        if isinstance(kind, Code) and isinstance(value, str):
            codes: type[Enum] = kind.enum_class
            return codes[value]
        return value

    return {
        name: stored(name, value) for name, value in row.items() if name in model.__table__.columns
    }


def sources_of(data: Data, issue: Row) -> list[search.Source]:
    """The texts by which an issue is found."""
    tags = [row["name"] for row in data.issue_tag if row["issue_id"] == issue["id"]]
    mine = [row for row in data.comment if row["issue_id"] == issue["id"]]
    contents = [row["content"] for row in mine if row["deleted_at"] is None]
    return search.sources(issue["title"], issue["description"], tags, contents)
