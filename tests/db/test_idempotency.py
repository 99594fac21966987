"""Answers that are kept for retries, and for how long."""

from datetime import timedelta

from sqlalchemy import insert, select

from db import models
from db.actions.records import idempotency
from db.engine import Database, Write
from tests.db.acting import ADA

TABLE = models.Idempotency.__table__


async def test_answers_are_kept_for_a_week(database: Database) -> None:
    async def remember(write: Write) -> None:
        for key, age in (("old", idempotency.KEPT), ("new", timedelta())):
            made = {"actor": "a", "key": key, "fingerprint": "f", "response": "{}"}
            at = write.now - age - timedelta(seconds=1)
            await write.execute(insert(TABLE), {**made, "created_at": at})

    await database.write(ADA, remember)
    await database.write(ADA, lambda write: idempotency.store(write, "mine", "f", "{}"))
    kept = await database.rows(select(TABLE.c.key).order_by(TABLE.c.key))
    assert [row["key"] for row in kept] == ["mine", "new"]
