"""Persisted documents: what `operations add` has stored, for all gateways on one database.

An identifier is the SHA-256 of a document, with or without the prefix `sha256:`, or a name of its
own that a client's build tool has given it. Source: GraphQL over HTTP, appendix "Persisted
Documents" (draft).

Operators register documents, as they make tokens; the change log, which is about issues, does not
record it.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from db.engine import SYSTEM, Database, Write
from db.engine.base import Reads
from db.models import PersistedDocument, PersistedDocumentId

_DOCUMENT = PersistedDocument.__table__
_ID = PersistedDocumentId.__table__
_BY_HASH = select(_DOCUMENT.c.text).where(_DOCUMENT.c.sha256 == bindparam("identifier"))
_BY_ID = (
    select(_DOCUMENT.c.text)
    .join(_ID, _ID.c.sha256 == _DOCUMENT.c.sha256)
    .where(_ID.c.id == bindparam("identifier"))
)
_ALL = select(*_DOCUMENT.columns).order_by(_DOCUMENT.c.registered_at, _DOCUMENT.c.sha256)
_HASHES = select(_DOCUMENT.c.sha256)
_IDS = select(_ID.c.id, _ID.c.sha256).order_by(_ID.c.id)
_REMOVE = delete(_DOCUMENT).where(_DOCUMENT.c.sha256 == bindparam("target"))
# An id that was found free must still be free when it is stored.
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtextextended("persisted documents", 0)))

_SHA256 = re.compile(r"(?:sha256:)?([0-9a-fA-F]{64})")
_OWN = re.compile(r"(?:x-[\w.~-]{1,64}:)?[\w.~-]{1,128}", re.ASCII)


class IdTakenError(Exception):
    """A refused registration: `identifier` stands for another document already."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"The id {identifier} stands for another document already")
        self.identifier = identifier


class UnknownDocumentError(Exception):
    """A refused removal: there is no document `identifier`."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"There is no registered document {identifier}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document, the names of its operations, and the `ids` it has besides its hash."""

    text: str
    operations: tuple[str, ...]
    ids: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The key that it is stored under."""
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class Registered:
    """A stored document, with the person and time of its registration."""

    document: Document
    registered_by: str
    registered_at: datetime


def digest(text: str) -> str:
    """The SHA-256 of a document in lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def canonical(identifier: str) -> str | None:
    """The stored form of an identifier: a bare hash in lower case. None for an invalid one."""
    if found := _SHA256.fullmatch(identifier):
        return found[1].lower()
    return identifier if _OWN.fullmatch(identifier) else None


async def find(database: Reads, identifier: str) -> str | None:
    """The text of the document with this canonical identifier; one indexed read."""
    statement = _BY_HASH if _SHA256.fullmatch(identifier) else _BY_ID
    row = await database.fetch_brief(database.constant(statement).text, (identifier,))
    return str(row[0]) if row else None


async def register(
    database: Database, documents: Iterable[Document], registered_by: str
) -> list[Document]:
    """Store documents, all or none; return the new ones.

    An existing document keeps its registration and gets the new ids. Raises IdTakenError.
    """
    given = list(documents)

    async def work(write: Write) -> list[Document]:
        await _lock(write)
        known = {row["sha256"] for row in await write.rows(_HASHES)}
        owners = {row["id"]: row["sha256"] for row in await write.rows(_IDS)}
        new = {each.sha256: each for each in given if each.sha256 not in known}
        new_ids: dict[str, str] = {}
        for each in given:
            for identifier in each.ids:
                owner = owners.get(identifier) or new_ids.setdefault(identifier, each.sha256)
                if owner != each.sha256:
                    raise IdTakenError(identifier)
        rows = [
            {
                "sha256": sha256,
                "text": each.text,
                "operations": list(each.operations),
                "registered_by": registered_by,
                "registered_at": write.now,
            }
            for sha256, each in new.items()
        ]
        await write.execute_many(insert(_DOCUMENT), rows)
        ids = [{"id": identifier, "sha256": sha256} for identifier, sha256 in new_ids.items()]
        await write.execute_many(insert(_ID), ids)
        return list(new.values())

    return await database.write(SYSTEM, work)


async def list_documents(database: Database) -> list[Registered]:
    """Every document, oldest first."""
    ids: dict[str, list[str]] = {}
    for row in await database.rows(_IDS):
        ids.setdefault(row["sha256"], []).append(row["id"])
    return [
        Registered(
            Document(row["text"], tuple(row["operations"]), tuple(ids.get(row["sha256"], ()))),
            row["registered_by"],
            row["registered_at"],
        )
        for row in await database.rows(_ALL)
    ]


async def remove(database: Database, identifiers: Iterable[str]) -> int:
    """Remove documents with all their ids, all or none; return their number. Raises
    UnknownDocumentError.
    """
    given = list(identifiers)

    async def work(write: Write) -> int:
        await _lock(write)
        hashes = {row["sha256"]: row["sha256"] for row in await write.rows(_HASHES)}
        hashes |= {row["id"]: row["sha256"] for row in await write.rows(_IDS)}
        targets = set()
        for identifier in given:
            sha256 = hashes.get(canonical(identifier) or "")
            if sha256 is None:
                raise UnknownDocumentError(identifier)
            targets.add(sha256)
        await write.execute_many(_REMOVE, [{"target": sha256} for sha256 in sorted(targets)])
        return len(targets)

    return await database.write(SYSTEM, work)


async def _lock(write: Write) -> None:
    if write.dialect.name == "postgresql":
        await write.rows(_ONE_AT_A_TIME)
