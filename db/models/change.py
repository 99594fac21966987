"""The change log."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from db.enums import ChangeAction, ObjectType
from db.models.base import STRICT, Base, sqlite_only
from db.models.types import BigInteger, Code, JsonText, Text, UtcDateTime, Uuid

LOG_ID = "00000000-0000-0000-0000-000000000000"
"""The object of a RESET: the log itself."""


class Change(Base, table=True):
    """One change of one object, written in the transaction that made it.

    `sequence` is commit order. `patch` holds the changed columns with their new stored values:
    replaying all patches of an object gives its present row. `before` holds the old values of the
    same columns; None for a creation. There are no foreign keys: the log outlives what it is about.

    A trimmed log begins with one row of action RESET (`db.maintenance.retention`).
    """

    __tablename__ = "change"
    __table_args__ = (
        CheckConstraint("action BETWEEN 1 AND 6", name="action"),
        CheckConstraint("object_type BETWEEN 1 AND 6", name="object_type"),
        CheckConstraint("version >= 1", name="version"),
        sqlite_only("json_valid(patch)", "patch"),
        sqlite_only("json_valid(before)", "before"),
        Index(None, "issue_id", "sequence"),
        Index(None, "object_id", "sequence"),
        Index(None, "object_type", "sequence"),
        STRICT,
    )

    # The writer numbers the rows itself: a PostgreSQL sequence is not in commit order, and readers
    # would skip rows.
    sequence: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    action: ChangeAction = Field(sa_type=Code(ChangeAction))
    object_type: ObjectType = Field(sa_type=Code(ObjectType))
    object_id: str = Field(sa_type=Uuid)
    issue_id: str | None = Field(sa_type=Uuid)
    actor: str = Field(sa_type=Text)
    actor_folded: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=UtcDateTime)
    version: int | None
    patch: dict[str, Any] = Field(sa_type=JsonText)
    before: dict[str, Any] | None = Field(default=None, sa_type=JsonText)
