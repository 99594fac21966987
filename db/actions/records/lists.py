"""Ordered lists that belong to a row: tags, linked sessions, linked attachments."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, select

from db import models
from db.actions.records import rows
from db.engine import Write


@dataclass(frozen=True)
class OrderedList:
    """A table that keeps a list of texts for each row of another one.

    `owner` is the column with the id of the row that the list belongs to, `value` the column of the
    items.
    """

    table: Table
    owner: str
    value: str

    async def read(self, write: Write, owner_id: str) -> list[str]:
        """The items in order."""
        return await rows.column(write, self._items, {"target": owner_id})

    async def fill(self, write: Write, owner_id: str, items: Iterable[str]) -> None:
        """Write the items of a list that is known to be empty."""
        await self.fill_all(write, [(owner_id, items)])

    async def fill_all(self, write: Write, lists: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Write the items of several empty lists, each by its owner's id."""
        await rows.add_all(
            write,
            self.table,
            [
                {self.owner: owner_id, self.value: item, "position": position}
                for owner_id, items in lists
                for position, item in enumerate(items)
            ],
        )

    async def replace(self, write: Write, owner_id: str, items: Iterable[str]) -> None:
        """Replace the items of a list. Positions start at 0, without gaps."""
        await write.execute(self._clearing, {"target": owner_id})
        await self.fill(write, owner_id, items)

    @cached_property
    def _items(self) -> Select[Any]:
        chosen = select(self.table.c[self.value])
        mine = self.table.c[self.owner] == bindparam("target")
        return chosen.where(mine).order_by(self.table.c.position)

    @cached_property
    def _clearing(self) -> Any:
        return delete(self.table).where(self.table.c[self.owner] == bindparam("target"))


ISSUE_TAGS = OrderedList(models.IssueTag.__table__, "issue_id", "name")
ISSUE_SESSIONS = OrderedList(models.IssueSession.__table__, "issue_id", "session_id")
ISSUE_ATTACHMENTS = OrderedList(models.IssueAttachment.__table__, "issue_id", "attachment_id")
COMMENT_ATTACHMENTS = OrderedList(models.CommentAttachment.__table__, "comment_id", "attachment_id")
