"""Batches of rows for the database, and the change log in the order of time."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from db import models
from db.actions.records.search import Counts
from db.demo.workdays import Moment
from db.enums import ChangeAction, ObjectType

MODELS: tuple[type[models.Base], ...] = (
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

ROWS_PER_BATCH = 20_000
"""Rows of one transaction, without the change log: neighbours in an index share one write of their
page. Twice as many save little more and take twice the memory.
"""

RowValues = dict[str, Any]


@dataclass(slots=True)
class RowBatch:
    """Rows to insert, by model in the order to insert them.

    `issues` are complete with their comments, files and links; `search` has the creation time and
    words of each. `changes` are the next rows of the log: those of an issue may come in later
    batches than the issue.
    """

    issues: int = 0
    rows: dict[type[models.Base], list[RowValues]] = field(
        default_factory=lambda: {model: [] for model in MODELS}
    )
    search: list[tuple[str, datetime, Counts]] = field(default_factory=list)
    changes: list[RowValues] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Return whether the rows are enough for one transaction."""
        return sum(map(len, self.rows.values())) >= ROWS_PER_BATCH


class Journal:
    """Sorts changes by time while issues are made one after the other."""

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
        patch: RowValues,
        issue_id: str | None = None,
        known: RowValues | None = None,
    ) -> None:
        """Keep a change until all earlier ones are known; the version is the patch's.

        `known` are the object's values as logged so far, and are brought up to date; None for an
        object that does not change later.
        """
        self._count += 1
        before = {name: known[name] for name in patch} if known else None
        if known is not None:
            known |= patch
        row: RowValues = {
            "action": action,
            "object_type": object_type,
            "object_id": object_id,
            "issue_id": issue_id,
            "actor": actor,
            "at": at.when,
            "version": patch.get("version"),
            "patch": orjson.dumps(patch).decode(),
            "before": None if before is None else orjson.dumps(before).decode(),
        }
        self._waiting.append((at.microseconds, self._count, row))

    def before(self, microseconds: float) -> list[RowValues]:
        """Remove and return the changes up to an instant, in order."""
        self._waiting.sort()
        end = bisect_left(self._waiting, (microseconds,))
        taken = [row for _, _, row in self._waiting[:end]]
        del self._waiting[:end]
        return taken
