"""Two gateways on one PostgreSQL are upgraded one after the other, under load, without an error.

The new version is this one with a migration more. Released versions before 0.2.0 cannot run beside
it (`docs/upgrading.md`).
"""

import asyncio
import random
import shutil
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from db.maintenance import migrate
from tests.faults.conftest import make_token, new_server
from tests.faults.server import ROOT, Server

__all__ = ["new_server"]
pytestmark = [pytest.mark.postgresql, pytest.mark.long]

PACKAGES = ("db", "gateway", "resolvers", "rest_compat", "schema")
ISSUES = "/api/v1/issues"
MIGRATION = '''"""A column more, and a table."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = {revision!r}, {before!r}
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("issue", sa.Column("colour", sa.Text(), nullable=True))
    op.create_table("colour", sa.Column("name", sa.Text(), primary_key=True))
'''
WRITERS, READERS = 6, 2
PATIENCE = 60.0
PAUSE = 0.05
"""Seconds between two requests of a client, so that the load leaves time for the starts."""


def newer_program(folder: Path, generation: str = "") -> Path:
    """A copy of this program that knows one migration more."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "web")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    before = migrate.head()
    revision = generation + str(int(before) + 1).zfill(4)
    target = folder / "db" / "migrations" / "versions" / f"{revision}_colours.py"
    target.write_text(MIGRATION.format(revision=revision, before=before))
    return folder


@dataclass
class Balancer:
    """Clients of the gateways that are in rotation, as an HTTP balancer finds them by /readyz."""

    token: str
    rotation: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    read: int = 0
    going: bool = True

    async def put_in(self, server: Server) -> None:
        """Wait until it is ready, and send requests to it."""
        address = f"http://127.0.0.1:{server.port}"
        headers = {"Authorization": f"Bearer {self.token}"}
        client = httpx.AsyncClient(base_url=address, headers=headers, timeout=PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while (await client.get("/readyz")).status_code != 200:
                await asyncio.sleep(0.05)
        self.rotation[address] = client

    async def take_out(self, server: Server) -> None:
        """Send no more requests to it, and wait until those under way are done."""
        client = self.rotation.pop(f"http://127.0.0.1:{server.port}")
        await asyncio.sleep(0.5)
        await client.aclose()

    async def send(self, method: str, path: str, **options: Any) -> httpx.Response | None:
        """Send a request to one of them; note whatever is not a success."""
        try:
            answer = await random.choice(list(self.rotation.values())).request(
                method, path, **options
            )
        except httpx.HTTPError as error:
            self.faults.append(repr(error))
            return None
        if answer.status_code >= 300 or b'"errors"' in answer.content:
            self.faults.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer

    async def write(self) -> None:
        while self.going:
            title = f"sag-{uuid.uuid4()}"
            body = {"title": title, "description": []}
            key = {"Idempotency-Key": title}
            if made := await self.send("POST", ISSUES, json=body, headers=key):
                self.acknowledged.append(title)
                comment = f"{ISSUES}/{made.json()['uuid']}/comments"
                await self.send("POST", comment, json={"content": "seen on rail 3"})
            await asyncio.sleep(PAUSE)

    async def look(self) -> None:
        while self.going:
            if await self.send("GET", ISSUES, params={"search": "sag"}):
                self.read += 1
            await self.send("POST", "/graphql", json={"query": "{ issues { totalCount } }"})
            await asyncio.sleep(PAUSE)

    async def check(self) -> None:
        """Note a gateway in rotation that says it is not ready: a balancer would drop it."""
        while self.going:
            for client in list(self.rotation.values()):
                answer = await client.get("/readyz")
                if answer.status_code != 200:
                    self.faults.append(f"/readyz: {answer.text}")
            await asyncio.sleep(0.1)

    async def more(self, count: int) -> None:
        """Wait for so many acknowledgements more."""
        wanted = len(self.acknowledged) + count
        async with asyncio.timeout(PATIENCE):
            while len(self.acknowledged) < wanted and not self.faults:
                await asyncio.sleep(0.05)

    @asynccontextmanager
    async def load(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            for work in (*[self.write] * WRITERS, *[self.look] * READERS, self.check):
                group.create_task(work())
            try:
                yield
            finally:
                self.going = False
        for client in self.rotation.values():
            await client.aclose()


async def roll(url: str, folder: Path, make: Callable[..., Server], program: Path) -> Balancer:
    """Upgrade one gateway, then the other, under load; return what clients saw."""
    balancer = Balancer(await make_token(url))
    old = [make(folder / f"old{number}", database=url) for number in range(2)]
    new = [make(folder / f"new{number}", database=url, program=program) for number in range(2)]
    for server in old:
        await server.start()
        await balancer.put_in(server)
    async with balancer.load():
        await balancer.more(40)
        for before, after in zip(old, new, strict=True):
            await balancer.take_out(before)
            before.terminate()
            assert await before.ended() == 0
            await after.start()
            # Old beside new, or new beside new.
            await balancer.more(40)
            await balancer.put_in(after)
            await balancer.more(40)
            if balancer.faults:
                break
    return balancer


async def titles(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch("SELECT title FROM issue")]
    finally:
        await connection.close()


async def test_a_rolling_upgrade_has_no_error(
    new_postgres_url: Callable[[], str],
    new_server: Callable[..., Server],
    tmp_path: Path,
) -> None:
    url = new_postgres_url()
    await migrate.upgrade(url)
    program = newer_program(tmp_path / "program")
    balancer = await roll(url, tmp_path, new_server, program)
    assert balancer.faults == []
    assert await migrate.current(url) == str(int(migrate.head()) + 1).zfill(4)
    found = await titles(url)
    assert sorted(found) == sorted(balancer.acknowledged)
    assert balancer.read > 10


async def test_a_new_generation_is_not_rolled(
    new_postgres_url: Callable[[], str], new_server: Callable[..., Server], tmp_path: Path
) -> None:
    """The control: the old gateway says that it is not ready, so all must be stopped first."""
    url = new_postgres_url()
    await migrate.upgrade(url)
    program = newer_program(tmp_path / "program", generation="b")
    balancer = await roll(url, tmp_path, new_server, program)
    assert any("/readyz" in fault for fault in balancer.faults)
