"""Rows on their way into the database, and the change log in the order of time."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Table

from db import models
from db.demo.workdays import Moment
from db.enums import ChangeAction, ObjectType

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
)
"""In the order of their references."""

Row = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """Rows to insert, by table in the order to insert them.

    `issues` are complete with all that hangs on them; `search` holds when each was created and
    its words. `changes` are the next rows of the log: those of an issue may come in later batches
    than the issue.
    """

    issues: int = 0
    rows: dict[Table, list[Row]] = field(
        default_factory=lambda: {model.__table__: [] for model in TABLES}
    )
    search: list[tuple[str, datetime, frozenset[str]]] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)


class Journal:
    """Sorts changes by time while issues are told one after the other."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Any, ...]] = []
        self._count = 0

    def note(
        self,
        at: Moment,
        actor: str,
        action: ChangeAction,
        object_type: ObjectType,
        object_id: str,
        patch: Row,
        issue_id: str | None = None,
    ) -> None:
        """Keep a change until all earlier ones are known; the version is the patch's."""
        self._count += 1
        row: Row = {
            "action": action,
            "object_type": object_type,
            "object_id": object_id,
            "issue_id": issue_id,
            "actor": actor,
            "at": at.when,
            "version": patch.get("version"),
            "patch": orjson.dumps(patch).decode(),
        }
        self._waiting.append((at.microseconds, self._count, row))

    def before(self, microseconds: float) -> list[Row]:
        """Take out the changes up to an instant, in order."""
        self._waiting.sort()
        end = bisect_left(self._waiting, (microseconds,))
        taken = [row for _, _, row in self._waiting[:end]]
        del self._waiting[:end]
        return taken
