"""The words by which issues are found."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Identity, Index, UniqueConstraint, func
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects import postgresql
from sqlmodel import Field

from db.models.base import STRICT, Base
from db.models.types import BigInteger, JsonText, Text, Uuid

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NUMBERS = 256
"""Numbers for the issues of one instant: a gateway never creates two in one, but an import may."""


@lru_cache(maxsize=256)
def first_number(created_at: datetime) -> int:
    """The first of the `NUMBERS` for issues that were created at this instant.

    It stays within 64 bits, as a cursor may name an instant that no issue has. Many issues that
    are created together share an instant.
    """
    number = (created_at - EPOCH) // timedelta(microseconds=1) * NUMBERS
    return max(-(2**63), min(number, 2**63 - NUMBERS))


class _Lexemes(postgresql.TSVECTOR):
    """Words separated by spaces, kept as a `tsvector` of just these lexemes."""

    cache_ok = True

    def bind_expression(self, bindvalue: BindParameter[Any]) -> ColumnElement[Any]:
        return func.array_to_tsvector(func.string_to_array(bindvalue, " "))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.array_to_string(func.tsvector_to_array(column), " ")


Words = SqlText().with_variant(_Lexemes(), "postgresql")
"""Words separated by spaces, in an order that depends on the engine."""


class IssueSearch(Base, table=True):
    """The distinct words of an issue, and how many of its sources have each.

    The sources are the title, the description, the tags and each live comment; `repeated` has the
    number of them for each word that is in several, so that a change of one source needs no look at
    the others. An issue of very many words has none here, but parts: see `IssueSearchPart`.

    On SQLite the migrations add the FTS5 table `issue_search_index` over all words, with
    `issue_search_word` for each word ever used. `db.actions.records.search` keeps both in step.
    There `number` grows with the instant of creation, then the id, of the issue. The index returns
    its rows in the order of their numbers, forwards or backwards, and in no other order.

    On PostgreSQL `words` has a GIN index, and `number` has no meaning.
    """

    __tablename__ = "issue_search"
    __table_args__ = (
        UniqueConstraint("issue_id"),
        Index("ix_issue_search_words", "words", postgresql_using="gin").ddl_if(
            dialect="postgresql"
        ),
        STRICT,
    )

    number: int | None = Field(
        default=None, sa_type=BigInteger, primary_key=True, sa_column_args=(Identity(),)
    )
    issue_id: str = Field(sa_type=Uuid, foreign_key="issue.id", ondelete="CASCADE")
    words: str | None = Field(sa_type=Words)
    repeated: dict[str, int] | None = Field(sa_type=JsonText)


class IssueSearchPart(Base, table=True):
    """A range of the words of a large issue: from `first` to the `first` of its next part.

    So a change of a few words writes a few parts, however many words the issue has.
    """

    __tablename__ = "issue_search_part"
    __table_args__ = (
        Index("ix_issue_search_part_words", "words", postgresql_using="gin").ddl_if(
            dialect="postgresql"
        ),
        STRICT,
    )

    number: int = Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="issue_search.number",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    first: str = Field(sa_type=Text, primary_key=True)
    words: str = Field(sa_type=Words)
    repeated: dict[str, int] | None = Field(sa_type=JsonText)


class IssueSearchBacklog(Base, table=True):
    """The progress of a rewrite of all search records; no row when it is done.

    A migration that changes the definition of a word adds the row: the issues up to `after` are
    done.
    """

    __tablename__ = "issue_search_backlog"
    __table_args__ = (STRICT,)

    after: str = Field(sa_type=Uuid, primary_key=True)
