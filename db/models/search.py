"""The words by which issues are found."""

from sqlalchemy import Identity, Index, UniqueConstraint
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects import postgresql
from sqlmodel import Field

from db.models.base import STRICT, Row
from db.models.types import BigInteger, Uuid

Words = SqlText().with_variant(postgresql.TSVECTOR(), "postgresql")


class IssueSearch(Row, table=True):
    """The distinct words (`db.models.words`) of an issue: title, description, tags, live comments.

    On SQLite `words` is text, the words sorted and separated by spaces, and the migrations add the
    FTS5 table `issue_search_index` over it with triggers that keep it in step; on PostgreSQL it is
    a `tsvector` made by `array_to_tsvector`, under a GIN index.
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
