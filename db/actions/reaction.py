"""State changes of reactions. Both may be repeated: the second time changes nothing."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, select

from db import models
from db.actions import comment, rules
from db.actions.records import rows
from db.engine import Write
from db.errors import Refused
from db.models.types import stored_datetime
from db.text.reactions import reaction

REACTION = models.Reaction.__table__
COMMENT_ID = ("comment_id",)

_OF_COMMENT = (
    select(REACTION.c.emoji, REACTION.c.created_by, REACTION.c.created_at)
    .where(REACTION.c.comment_id == bindparam("target"))
    .order_by(REACTION.c.created_at, REACTION.c.emoji, REACTION.c.created_by)
)
_MINE = (
    REACTION.c.comment_id == bindparam("target"),
    REACTION.c.emoji == bindparam("which"),
    REACTION.c.created_by == bindparam("author"),
)


async def add(write: Write, comment_id: str, given: str) -> str:
    """React to a comment as the writer; answers the comment's id."""
    row, present, emoji = await _start(write, comment_id, given)
    author = write.actor.author
    if any(each["emoji"] == emoji and each["created_by"] == author for each in present):
        return str(row["id"])
    if len({each["emoji"] for each in present} | {emoji}) > rules.EMOJI_PER_COMMENT:
        most = rules.EMOJI_PER_COMMENT
        raise Refused.invalid(("emoji",), f"A comment has at most {most} different emoji.")
    mine = {"emoji": emoji, "created_by": author, "created_at": write.now}
    await write.execute(insert(REACTION), {"comment_id": row["id"], **mine})
    await _apply(write, row, present, [*present, mine])
    return str(row["id"])


async def remove(write: Write, comment_id: str, given: str) -> str:
    """Remove a reaction of the writer; return the comment's id."""
    row, present, emoji = await _start(write, comment_id, given)
    author = write.actor.author
    left = [each for each in present if each["emoji"] != emoji or each["created_by"] != author]
    if len(left) == len(present):
        return str(row["id"])
    await write.execute(
        delete(REACTION).where(*_MINE), {"target": row["id"], "which": emoji, "author": author}
    )
    await _apply(write, row, present, left)
    return str(row["id"])


async def _apply(
    write: Write, row: rows.Row, present: Sequence[rows.Row], now: Sequence[rows.Row]
) -> None:
    before = {**row, "reactions": _logged(present)}
    await comment.apply(write, before, {"reactions": _logged(now)})


async def _start(
    write: Write, comment_id: str, given: str
) -> tuple[rows.Row, Sequence[rows.Row], str]:
    """Find the comment, its reactions, oldest first, and the emoji that the input names.

    Text that an earlier version stored as an emoji is used unchanged if the comment has it.
    """
    row = await comment.find(write, COMMENT_ID, comment_id)
    present = list(await write.rows(_OF_COMMENT, {"target": row["id"]}))
    if any(each["emoji"] == given for each in present):
        return row, present, given
    rules.refuse(rules.check(rules.REACTION, {"emoji": given}))
    return row, present, reaction(given) or given


def _logged(reactions: Sequence[rows.Row]) -> list[dict[str, object]]:
    """Order by time: a transaction that waited for the row may have begun first."""
    listed = [{**each, "created_at": stored_datetime(each["created_at"])} for each in reactions]
    return sorted(listed, key=lambda each: (each["created_at"], each["emoji"], each["created_by"]))
