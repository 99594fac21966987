"""The base of every stored class."""

from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, MetaData, Table
from sqlmodel import SQLModel

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
"""Constraint names are given, not left to the engine: a later migration names what it alters."""

STRICT = {"sqlite_strict": True}
"""Options of every table: SQLite must refuse a value of the wrong type, as PostgreSQL does."""

STRICT_LINK = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Options of tables that are little more than their key: SQLite keeps the rows in its tree."""


class Base(SQLModel):
    """Base of every stored class; carries the metadata that the migrations must produce."""

    model_config = {"defer_build": True}
    """Without validators: rows are never validated, and building them slows the start."""
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)

    if TYPE_CHECKING:
        __table__: ClassVar[Table]


def sqlite_only(condition: str, name: str) -> CheckConstraint:
    """Check on SQLite what the type of the column ensures on PostgreSQL."""
    constraint = CheckConstraint(condition, name=name)
    constraint.ddl_if(dialect="sqlite")
    return constraint
