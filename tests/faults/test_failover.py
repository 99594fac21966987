"""Fault 14: the primary of a cluster is killed, frozen, cut off, and replaced, under 8 writers.

Nothing acknowledged is lost or doubled, no gateway is started again, followers hear each change
once, a revoked token stays revoked, and reads go on where a replica is named.
"""

import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from db.engine import open_database
from db.enums import TokenScope
from db.errors import Unavailable
from db.maintenance import migrate
from db.models import Change
from db.tokens import create_token, revoke_token
from tests.faults.client import connected
from tests.faults.cluster import Cluster, Machine, missing, running
from tests.faults.conftest import EMAIL, NewServer, Scale, make_token
from tests.faults.followers import FOLLOW, Heard, caught_up, follow
from tests.faults.load import ISSUES, Load
from tests.faults.server import Server
from tests.faults.verify import verify
from tests.numbers import Report

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.long,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

FAULTS = ("killed", "frozen", "cut off", "switched over")
ENOUGH = 40
"""Acknowledgements before a fault, and after it."""

LOOK = 0.05
"""Seconds between two requests of a watcher."""

REPLACED = 35.0
"""Seconds in which writes must go on; the cluster itself takes up to its `ttl`, the machine may be
busy."""

STALE = 6.0
"""Seconds for which a former primary is asked."""

_LOG = select(Change.__table__.c.sequence).order_by(Change.__table__.c.sequence)


@dataclass
class Watcher:
    """Reads one address with one token all the time, and writes down each status and its time."""

    server: Server
    token: str
    seen: list[tuple[float, int]] = field(default_factory=list)

    async def run(self) -> None:
        async with connected(self.server.port, self.token) as (connection,):
            while True:
                answer = await connection.send("GET", f"{ISSUES}?per_page=1")
                self.seen.append((time.monotonic(), answer.status))
                await asyncio.sleep(LOOK)

    def statuses(self, since: float = 0.0) -> set[int]:
        return {status for at, status in self.seen if at >= since}


@asynccontextmanager
async def watching(*watchers: Watcher) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(watcher.run()) for watcher in watchers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        found = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(each, asyncio.CancelledError) for each in found), found


async def revoked(url: str) -> str:
    """A token that was made and revoked."""
    token_id, secret = await new_token(url)
    await revoke(url, token_id)
    return secret


def longest_gap(times: Sequence[float], begin: float) -> float:
    """Seconds of the longest time without an acknowledgement since `begin`."""
    after = [begin, *(each for each in times if each > begin)]
    return max(later - earlier for earlier, later in pairwise(after))


@dataclass
class Gateways:
    """Two gateways that name all machines, the second a replica too, and one behind HAProxy."""

    cluster: Cluster
    direct: Server
    reading: Server
    balanced: Server
    replica: Machine

    @property
    def all(self) -> Sequence[Server]:
        return (self.direct, self.reading, self.balanced)


async def gateways(cluster: Cluster, new_server: NewServer, folder: Path) -> Gateways:
    # The synchronous standby will be the next primary, so the other one is the replica.
    taken = (await cluster.leader(), await cluster.standby())
    (replica,) = [each for each in cluster.machines if each not in taken]
    url = cluster.gateway_url
    read = {"ISSUE_GATEWAY_READ_DATABASE": cluster.url(replica)}
    made = Gateways(
        cluster,
        new_server(_folder(folder, "direct"), database=url),
        new_server(_folder(folder, "reading"), database=url, more=read),
        new_server(_folder(folder, "balanced"), database=await cluster.balance()),
        replica,
    )
    for server in made.all:
        await server.start()
    return made


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name


@dataclass
class Field:
    """A cluster under faults, with what its writers, watchers and followers find."""

    cluster: Cluster
    gateways: Gateways
    load: Load
    writing: "asyncio.Task[None]"
    pauses: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    read_on: int = 0

    async def run(self, times: int, frozen_seconds: float) -> None:
        """Each fault so many times, and the end of the writing."""
        for _ in range(times):
            for fault in FAULTS:
                await self.round(fault, frozen_seconds)
        self.load.stop()
        await self.writing

    def tell(self, report: Report) -> None:
        journal = self.load.journal
        report(
            f"{len(self.pauses['killed', 'HAProxy'])} times each of {', '.join(FAULTS)}:"
            f" {len(journal.acknowledged):,} acknowledged, {journal.retried:,} retried,"
            f" {journal.unknown} told that the outcome is unknown: 0 lost, 0 doubled, 0 torn; each"
            f" change once and in order; reads went on {self.read_on} times"
        )
        for (fault, way), pauses in self.pauses.items():
            spread = f"{min(pauses):.1f} / {statistics.median(pauses):.1f} / {max(pauses):.1f}"
            report(f"{fault}, {way}: no write for {spread} s (least, median, most)")

    async def round(self, fault: str, frozen_seconds: float) -> None:
        """One fault, and the return of the machine it was done to."""
        leader = await self.cluster.leader()
        watchers = [Watcher(each, await revoked(self.cluster.gateway_url)) for each in self.all]
        reader = Watcher(self.gateways.reading, await make_token(self.cluster.gateway_url))
        await asyncio.sleep(1)  # for the replica to show the tokens
        async with watching(*watchers, reader):
            await self.load.until(ENOUGH, self.writing)
            began = time.monotonic()
            await self._replace(fault, leader)
            async with asyncio.timeout(REPLACED):
                await self._each_writes(began)
            for name, server in self._named():
                gap = longest_gap(self.load.journal.times[server.port], began)
                self.pauses[fault, name].append(gap)
                print(fault, name, round(gap, 1), time.strftime("%T"), flush=True)
            if leader is not self.gateways.replica:
                assert reader.statuses(began) == {200}, (fault, reader.seen)
                self.read_on += 1
            await self._return(fault, leader, began + frozen_seconds)
            await self.load.until(ENOUGH, self.writing)
        for watcher in watchers:
            assert 401 in watcher.statuses()
            assert watcher.statuses() <= {401, 503}, (fault, watcher.statuses())

    @property
    def all(self) -> Sequence[Server]:
        return self.gateways.all

    def _named(self) -> Iterator[tuple[str, Server]]:
        yield "hosts", self.gateways.direct
        yield "hosts", self.gateways.reading
        yield "HAProxy", self.gateways.balanced

    async def _replace(self, fault: str, leader: Machine) -> None:
        if fault == "killed":
            leader.kill()
        elif fault == "frozen":
            leader.freeze()
        elif fault == "cut off":
            leader.cut()
        else:
            await self.cluster.switch_over()
        await self.cluster.leader(other_than=leader)

    async def _each_writes(self, began: float) -> None:
        """Wait until every gateway acknowledges again; each has answered before the new primary."""
        replaced = time.monotonic()
        times = self.load.journal.times
        while not all(times[each.port] and times[each.port][-1] > replaced for each in self.all):
            await asyncio.sleep(LOOK)

    async def _return(self, fault: str, leader: Machine, until: float) -> None:
        if fault == "killed":
            leader.start(self.cluster.owner)
        elif fault == "frozen":
            await asyncio.sleep(max(0.0, until - time.monotonic()))
            # PostgreSQL goes on for a while before Patroni ends it: a stale primary.
            leader.thaw(postgresql_only=True)
            await asyncio.sleep(1)
            leader.thaw()
        elif fault == "cut off":
            leader.mend()
        await self.cluster.whole()


@contextmanager
def still_running(servers: Sequence[Server]) -> Iterator[None]:
    """No gateway ends or is started again inside the block."""
    before = [server.process.pid for server in servers]
    yield
    assert [server.process.pid for server in servers] == before
    assert all(server.process.poll() is None for server in servers)


async def log_of(url: str) -> list[int]:
    database = await open_database(url, Path())
    try:
        return [row["sequence"] for row in await database.rows(_LOG)]
    finally:
        await database.close()


async def test_nothing_acknowledged_is_lost_when_the_primary_is_replaced(
    new_server: NewServer, tmp_path: Path, scale: Scale, report: Report
) -> None:
    async with running() as cluster:
        url = cluster.gateway_url
        await migrate.upgrade(url)
        load = Load(tmp_path / "journal", await make_token(url))
        made = await gateways(cluster, new_server, tmp_path)
        heard = {kind: Heard() for kind in FOLLOW}
        following = [
            asyncio.create_task(follow(kind, made.all, load.token, each, 0))
            for kind, each in heard.items()
        ]
        writing = load.begin(*(server.port for server in made.all))
        area = Field(cluster, made, load, writing)
        try:
            with still_running(made.all):
                await area.run(scale.of(1, 20), scale.of(12, 30))
            log = await log_of(url)
            for each in heard.values():
                await caught_up(each, log[-1])
        finally:
            writing.cancel()
            for task in following:
                task.cancel()
            await asyncio.gather(writing, *following, return_exceptions=True)
        verdict = await verify(url, load.journal)
        assert verdict.sound, verdict
        assert load.journal.lost_connections == 0
        assert log == list(range(1, len(log) + 1))
        for kind, each in heard.items():
            assert each.numbers == log, kind
            assert set(load.journal.acknowledged) <= each.marks, kind
    assert area.read_on
    area.tell(report)


async def test_control_asynchronous_replication_loses_changes(
    new_server: NewServer, tmp_path: Path, report: Report
) -> None:
    lost = await _killed_while_standbys_lag(new_server, tmp_path, synchronous=False)
    assert lost
    report(f"{lost:,} acknowledged changes lost at the first kill, as must be")


async def test_standbys_that_lag_lose_nothing(
    new_server: NewServer, tmp_path: Path, report: Report
) -> None:
    """The same fault as in the control, with synchronous replication."""
    assert await _killed_while_standbys_lag(new_server, tmp_path, synchronous=True) == 0
    report("a kill while no standby receives changes: 0 lost")


async def _killed_while_standbys_lag(
    new_server: NewServer, folder: Path, *, synchronous: bool
) -> int:
    """Kill a primary whose standbys receive nothing; how many acknowledged changes are lost."""
    async with running(synchronous=synchronous) as cluster:
        url = cluster.gateway_url
        await migrate.upgrade(url)
        load = Load(folder / "journal", await make_token(url))
        server = new_server(_folder(folder, "gateway"), database=url)
        await server.start()
        writing = load.begin(server.port)
        await load.until(ENOUGH, writing)
        leader = await cluster.leader()
        standbys = [each for each in cluster.machines if each is not leader]
        # Otherwise it would see that no standby is left, and let commits go on without.
        leader.freeze_patroni()
        for standby in standbys:
            standby.hold_back()
        before = len(load.journal.acknowledged)
        await asyncio.sleep(1.5)
        went_on = len(load.journal.acknowledged) - before
        assert (went_on < ENOUGH) == synchronous
        load.stop()
        leader.kill()
        for standby in standbys:
            standby.receive()
        await cluster.leader(other_than=leader)
        await writing
        verdict = await verify(cluster.url(await cluster.leader()), load.journal)
    assert not verdict.doubled
    return len(verdict.lost)


async def test_a_former_primary_is_not_read(
    new_server: NewServer, tmp_path: Path, report: Report
) -> None:
    """Gateways that nobody uses during the failover still have connections to the frozen one.

    The control is a gateway that trusts whoever says that it is the primary.
    """
    async with running() as cluster:
        url = cluster.gateway_url
        await migrate.upgrade(url)
        token_id, secret = await new_token(url)
        careful = new_server(_folder(tmp_path, "careful"), database=url)
        trusting = new_server(_folder(tmp_path, "trusting"), database=url, build="trusting")
        answers: dict[Server, set[int]] = {careful: set(), trusting: set()}
        for server in answers:
            await server.start()
            assert await status(server, secret) == 200
        leader = await cluster.leader()
        leader.freeze()
        await cluster.leader(other_than=leader)
        await revoke(url, token_id)
        # PostgreSQL goes on, Patroni does not: nobody tells it that it was replaced.
        leader.thaw(postgresql_only=True)
        # What the gateways have opened to the new one meanwhile must be opened again.
        await cluster.disconnect(await cluster.leader(other_than=leader))
        end = time.monotonic() + STALE
        while time.monotonic() < end:
            for server, seen in answers.items():
                seen.add(await status(server, secret))
            await asyncio.sleep(LOOK)
    assert 401 in answers[careful]
    assert answers[careful] <= {401, 503}
    assert 200 in answers[trusting]
    report("a revoked token is accepted by the former primary if it is trusted, as must be")


async def new_token(url: str) -> tuple[str, str]:
    database = await open_database(url, Path())
    try:
        return await create_token(database, EMAIL, TokenScope.WRITE)
    finally:
        await database.close()


async def revoke(url: str, token_id: str) -> None:
    async with asyncio.timeout(REPLACED):
        while True:
            # Patroni names a new primary before PostgreSQL is one.
            with suppress(Unavailable):
                database = await open_database(url, Path())
                break
            await asyncio.sleep(LOOK)
    try:
        assert await revoke_token(database, token_id)
    finally:
        await database.close()


async def status(server: Server, token: str) -> int:
    async with connected(server.port, token) as (connection,):
        return (await connection.send("GET", f"{ISSUES}?per_page=1")).status
