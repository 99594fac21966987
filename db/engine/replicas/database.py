"""A PostgreSQL database with replicas for reads, each of which lags behind.

Changes are numbered and replayed in the order of their commits, so a replica that has change number
n has everything up to n. A token that has made a change therefore reads from the primary until a
replica has its number.
"""

import asyncio
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import blake2b
from typing import Any, Self

from db.actor import Actor
from db.engine.base import Database, Pages, Reads, ReplicaStatus, T, Work, Write
from db.engine.postgresql import STATEMENTS
from db.engine.replicas.replica import UNFIT, Replica
from db.engine.replicas.watch import Watch
from db.engine.turns import CALLER
from db.errors import Unavailable
from db.query.dialect import POSTGRESQL

PAUSES = (0.0, 0.01, 0.03)
"""Seconds before each check of a replica's position, when a client names a number."""

LOOK_SECONDS = 0.25
"""Maximum duration of such a check: a read goes to the primary rather than wait for longer."""

LAST_LOOK_SECONDS = 1.0
"""Maximum duration of such a check while there is no primary."""

FIRST_LOOK_SECONDS = 1.0
"""Maximum seconds that opening waits for the replicas."""

TOKENS = 10_000
"""Maximum number of tokens whose last change is remembered."""


class ReplicatedDatabase(Database):
    """A database that writes to `primary` and reads from a replica that is current enough.

    `replicas` are databases by their addresses; each takes `size` reads at once.
    """

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, primary: Database, replicas: Mapping[str, Database], size: int) -> None:
        self.most_bytes = primary.most_bytes
        self._primary = primary
        self._size = size
        self._reads = [
            _OnReplica(primary, Replica(url, database), url) for url, database in replicas.items()
        ]
        self._watches = [
            Watch(url, reads.replica, primary)
            for url, reads in zip(replicas, self._reads, strict=True)
        ]
        self._watching = [asyncio.create_task(watch.run()) for watch in self._watches]
        self._written: OrderedDict[str, int] = OrderedDict()
        # Highest change written by any evicted token.
        self._forgotten = 0

    @classmethod
    async def open(cls, primary: Database, replicas: Mapping[str, Database], size: int) -> Self:
        """Open it, and wait a moment until the replicas have told what they show."""
        opened = cls(primary, replicas, size)
        looks = [asyncio.ensure_future(watch.looked.wait()) for watch in opened._watches]
        await asyncio.wait(looks, timeout=FIRST_LOOK_SECONDS)
        for look in looks:
            look.cancel()
        return opened

    @property
    def replicas(self) -> Sequence[ReplicaStatus]:
        """The replicas, in the order in which they were named."""
        return [reads.replica.status for reads in self._reads]

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run the driver's own `text` on the primary."""
        return await self._primary.fetch_all(text, parameters)

    async def fetch_brief(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Read a token or a document from the primary; while there is none, from a replica.

        A token that was revoked in the last moments of the primary may still read then, for as long
        as replicas lag. It cannot write.
        """
        try:
            return await self._primary.fetch_brief(text, parameters)
        except Unavailable:
            reads = await self._without_primary(0)
            if reads is None:
                raise
            return await reads.fetch_brief(text, parameters)

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Run `work` on the primary; see `Database.write`."""
        last: Write | None = None

        async def noted(write: Write) -> T:
            nonlocal last
            last = write
            return await work(write)

        result = await self._primary.write(actor, noted)
        if last is not None and last.last_change is not None and actor.token_id:
            self._remember(actor.token_id, last.last_change)
        return result

    async def fresh(self, token_id: str | None = None, least: int = 0) -> Reads:
        """Return a replica that is current enough, else the primary; see `Database.fresh`.

        When `least` exceeds the token's own changes, this waits a moment for a replica.
        """
        reads = await self._current(token_id, least)
        if reads is not None:
            return reads
        wanted = max(least, self._written.get(token_id or "", self._forgotten))
        return OnPrimary(self._primary, lambda: self._without_primary(wanted))

    @asynccontextmanager
    async def stream(
        self, text: str, parameters: Sequence[object], least: int = 0
    ) -> AsyncIterator[Pages]:
        """Run one statement where `fresh` reads; see `Database.stream`."""
        reads = await self._current(CALLER.get(), least)
        async with AsyncExitStack() as stack:
            if reads is not None:
                try:
                    stream = reads.replica.database.stream(text, parameters)
                    pages = await stack.enter_async_context(stream)
                except Unavailable:
                    reads.replica.doubt()
                    reads = None
            if reads is None:
                pages = await stack.enter_async_context(self._primary.stream(text, parameters))
            yield pages

    async def close(self) -> None:
        """Close all."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        for reads in self._reads:
            await reads.replica.database.close()
        await self._primary.close()

    async def _current(self, token_id: str | None, least: int) -> "_OnReplica | None":
        """Choose a replica that shows all that the token has made, and change `least`."""
        written = self._written.get(token_id or "", self._forgotten)
        wanted = max(least, written)
        if chosen := self._choose(token_id, wanted):
            return chosen
        for pause in PAUSES if least > written else PAUSES[:1]:
            await asyncio.sleep(pause)
            usable = [reads for reads in self._reads if reads.replica.is_usable]
            if not usable:
                return None
            # If the one that is furthest does not show it, no other does.
            furthest = max(usable, key=lambda reads: reads.replica.position)
            if await furthest.replica.look(LOOK_SECONDS) >= wanted:
                return furthest
        return None

    async def _without_primary(self, wanted: int) -> "_OnReplica | None":
        """Find a replica that shows change `wanted`, slow as it may be: there is no primary."""
        for reads in self._reads:
            if reads.replica.is_copy and await reads.replica.look(LAST_LOOK_SECONDS) >= wanted:
                return reads
        return None

    def _choose(self, token_id: str | None, wanted: int) -> "_OnReplica | None":
        """Choose a replica known to show `wanted`; the same one for a token, unless that is full.

        Replicas lag differently: a reader that changed between them would see changes come and go.
        """
        fitting = [
            reads
            for reads in self._reads
            if reads.replica.is_usable and reads.replica.position >= wanted
        ]
        if len(fitting) < 2:
            return fitting[0] if fitting else None

        def rank(reads: _OnReplica) -> tuple[int, bytes]:
            # Rendezvous hashing: when a replica is gone, the tokens of the others stay.
            name = f"{token_id} {reads.name}".encode()
            return reads.replica.reading // self._size, blake2b(name, digest_size=8).digest()

        return min(fitting, key=rank)

    def _remember(self, token_id: str, sequence: int) -> None:
        self._written[token_id] = max(sequence, self._written.get(token_id, 0))
        self._written.move_to_end(token_id)
        if len(self._written) > TOKENS:
            _, oldest = self._written.popitem(last=False)
            self._forgotten = max(self._forgotten, oldest)


class _Rerouted(Reads):
    """Reads that another server answers when the first cannot."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, primary: Database) -> None:
        self.most_bytes = primary.most_bytes
        self._primary = primary

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run the driver's own `text`."""
        return await self._read(lambda reads: reads.fetch_all(text, parameters))

    async def fetch_varied(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Run one statement, planned for these values; see `Reads.fetch_varied`."""
        return await self._read(lambda reads: reads.fetch_varied(text, parameters))

    @abstractmethod
    async def _read(self, read: Callable[[Reads], Awaitable[T]]) -> T:
        """Run `read` on a server that can answer."""


class _OnReplica(_Rerouted):
    """Reads from a replica, or from the primary if the replica cannot answer."""

    def __init__(self, primary: Database, replica: Replica, name: str) -> None:
        super().__init__(primary)
        self.name = name
        self.replica = replica

    async def _read(self, read: Callable[[Reads], Awaitable[T]]) -> T:
        try:
            return await self.replica.read(read)
        except UNFIT:
            return await read(self._primary)


class OnPrimary(_Rerouted):
    """Reads from the primary, or while there is none from the replica that `find` returns."""

    def __init__(self, primary: Database, find: Callable[[], Awaitable[_OnReplica | None]]) -> None:
        super().__init__(primary)
        self._find = find

    async def _read(self, read: Callable[[Reads], Awaitable[T]]) -> T:
        try:
            return await read(self._primary)
        except Unavailable:
            if (reads := await self._find()) is None:
                raise
            return await read(reads)
