"""The change log: one row for each change of an object, numbered in commit order.

A row has the changed columns as they are stored, so replaying the patches of an object gives its
present row. Readers follow the log by number and miss no row.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from types import NoneType

from sqlalchemy import func, insert, select

from db import json_numbers
from db.actor import Actor
from db.enums import ChangeAction, ObjectType
from db.models import Change
from db.models.types import stored_datetime

# The statement itself assigns the number, row by row; its caller holds the lock of the log. Inline:
# the numbers are not needed, and RETURNING would prevent `executemany`.
APPEND = (
    insert(Change.__table__)
    .values(sequence=select(func.coalesce(func.max(Change.sequence), 0) + 1).scalar_subquery())
    .inline()
)
"""Appends one row of `change_row`; no other transaction may append until this one has committed."""

APPEND_AS_GIVEN = insert(Change.__table__).inline()
"""Appends one row of `change_row` that has a `sequence` already."""

APPEND_LAST = APPEND.returning(Change.__table__.c.sequence)
"""The same for the last of several rows; returns its number."""


def change_row(
    actor: Actor,
    at: datetime,
    action: ChangeAction,
    object_type: ObjectType,
    object_id: str,
    issue_id: str | None,
    version: int | None,
    patch: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Make the row of one change; the arguments are those of `Write.record`.

    The patch is encoded at once, so later changes of its values by the caller are not logged. Of
    `before`, only the names in the patch are kept.
    """
    old = None if before is None else {name: before[name] for name in patch}
    return {
        "action": action,
        "object_type": object_type,
        "object_id": object_id,
        "issue_id": issue_id,
        "actor": actor.author,
        "at": at,
        "version": version,
        "patch": _as_text(patch),
        "before": None if old is None else _as_text(old),
    }


def _as_text(values: Mapping[str, object]) -> str:
    logged = {
        name: value if type(value) in _AS_THEY_ARE else as_logged(value)
        for name, value in values.items()
    }
    return json_numbers.dumps(logged).decode()


_AS_THEY_ARE = frozenset({NoneType, str, int, list})
"""The types of most values; a call for each value takes as long as all the rest."""


def as_logged(value: object) -> object:
    """Write a value as patches hold it."""
    if isinstance(value, datetime):
        return stored_datetime(value)
    # By name, so that readers of the log do not need the codes. `name` is a property in Python.
    return value._name_ if isinstance(value, Enum) else value
