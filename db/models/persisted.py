"""Persisted documents: registered once, run by their hash or id from then on."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.models.base import STRICT, STRICT_LINK, Base, sqlite_only
from db.models.types import JsonText, Text, UtcDateTime


class PersistedDocument(Base, table=True):
    """A GraphQL document, by the SHA-256 of its text in hexadecimal.

    `operations` are the names of those in it that have one.
    """

    __tablename__ = "persisted_document"
    __table_args__ = (sqlite_only("json_valid(operations)", "operations"), STRICT)

    sha256: str = Field(sa_type=Text, primary_key=True)
    text: str = Field(sa_type=Text)
    operations: list[str] = Field(sa_type=JsonText)
    registered_by: str = Field(sa_type=Text)
    registered_at: datetime = Field(sa_type=UtcDateTime)


class PersistedDocumentId(Base, table=True):
    """Another identifier of a document, from a client's build tool."""

    __tablename__ = "persisted_document_id"
    __table_args__ = (Index(None, "sha256"), STRICT_LINK)

    id: str = Field(sa_type=Text, primary_key=True)
    sha256: str = Field(sa_type=Text, foreign_key="persisted_document.sha256", ondelete="CASCADE")
