"""The words by which issues are found."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Identity, Index, UniqueConstraint
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects import postgresql
from sqlmodel import Field

from db.models.base import STRICT, Row
from db.models.types import BigInteger, Uuid

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NUMBERS = 256
"""Numbers for the issues of one instant: a program never makes two in one, but data may come in."""


def first_number(created_at: datetime) -> int:
    """The first of the `NUMBERS` for issues that were created at this instant."""
    return (created_at - EPOCH) // timedelta(microseconds=1) * NUMBERS


Words = SqlText().with_variant(postgresql.TSVECTOR(), "postgresql")


class IssueSearch(Row, table=True):
    """The distinct words of an issue: title, description, tags, live comments.

    On SQLite `words` is text, the words sorted and separated by spaces, and the migrations add the
    FTS5 table `issue_search_index` over it, with `issue_search_word` for all words that ever were,
    and triggers that keep both in step. There `number` grows with the instant of creation, and then
    the id, of the issue: the index gives its rows in the order of their numbers, forwards and
    backwards, and in no other.

    On PostgreSQL `words` is a `tsvector` made by `array_to_tsvector`, under a GIN index, and
    `number` says nothing.
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
    words: str = Field(sa_type=Words)
