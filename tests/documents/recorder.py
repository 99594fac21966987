"""A database that remembers what was asked of it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from db.actor import Actor
from db.engine import Database, Work
from db.engine.base import Pages, T
from db.engine.statements import Statements
from db.query.dialect import Dialect


class Recorder(Database):
    """Passes everything on to `database`: `texts` are the statements read, `works` the writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.texts: list[str] = []
        self.works = 0

    @property
    def dialect(self) -> Dialect:  # type: ignore[override]  # a class has one, an instance here
        return self._database.dialect

    @property
    def _statements(self) -> Statements:  # type: ignore[override]  # the same
        return self._database._statements

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        self.texts.append(text)
        return await self._database.fetch_all(text, parameters)

    def stream(
        self, text: str, parameters: Sequence[object], least: int = 0
    ) -> AbstractAsyncContextManager[Pages]:
        self.texts.append(text)
        return self._database.stream(text, parameters, least)

    async def write(self, actor: Actor, work: Work[T]) -> T:
        self.works += 1
        return await self._database.write(actor, work)

    async def close(self) -> None:
        await self._database.close()
