"""Stored answers: a repeated write gets the stored answer and is not run again."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, func, select

from db import models
from db.actions import rules
from db.actions.records import rows
from db.engine import Write
from db.errors import Refused

IDEMPOTENCY = models.Idempotency.__table__
KEY = ("idempotency_key",)
KEPT = timedelta(days=7)
"""Time for which a retry is recognised."""

_FOUND = select(IDEMPOTENCY.c.fingerprint, IDEMPOTENCY.c.response).where(
    IDEMPOTENCY.c.actor == bindparam("caller"), IDEMPOTENCY.c.key == bindparam("given")
)
_PURGE = delete(IDEMPOTENCY).where(IDEMPOTENCY.c.created_at < bindparam("bound"))
# Of two concurrent writes with one key, the second waits here until the first has committed.
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("lock"), 0)))


async def find(write: Write, key: str, fingerprint: str) -> str | None:
    """The answer stored under the caller's `key`, or None for a first attempt.

    `fingerprint` stands for all that the request says. Raises: Refused with INVALID for a key that
    is empty or over 255 characters, with CONFLICT if the key was used for another request.
    """
    rules.refuse(rules.text(255)(KEY, key))
    caller = write.actor.email
    if write.dialect.name == "postgresql":
        await write.rows(_ONE_AT_A_TIME, {"lock": f"idempotency {caller} {key}"})
    row = await rows.first(write, _FOUND, {"caller": caller, "given": key})
    if row is None:
        return None
    if row["fingerprint"] != fingerprint:
        raise Refused.conflict(KEY, "This key was used for a different request.")
    return str(row["response"])


async def store(write: Write, key: str, fingerprint: str, response: str) -> None:
    """Store the answer of a write whose key `find` did not find.

    Answers older than `KEPT` are deleted.
    """
    await write.execute(_PURGE, {"bound": write.now - KEPT})
    await write.execute(
        rows.insertion(IDEMPOTENCY),
        {
            "actor": write.actor.email,
            "key": key,
            "fingerprint": fingerprint,
            "response": response,
            "created_at": write.now,
        },
    )
