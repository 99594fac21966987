"""`serve --workers 2` on PostgreSQL: two processes behind one port, one set of data."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import httpx
import pytest

from tests.server import PATIENCE, Gateway, start_gateway, stop_gateway

pytestmark = pytest.mark.postgresql

WORKERS, POOL = 2, 3
ISSUES = "/api/v1/issues"
CONNECTIONS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'issue-gateway'"
)


@pytest.fixture(scope="module")
def url(new_postgres_url: object) -> str:
    """An empty database: the first start migrates and fills it."""
    assert callable(new_postgres_url)
    return str(new_postgres_url())


@pytest.fixture(scope="module")
def gateway(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    options = ("--database", url, "--workers", str(WORKERS), "--pool-size", str(POOL))
    started = start_gateway(tmp_path_factory.mktemp("workers"), *options)
    yield started
    assert stop_gateway(started) == 0


async def ask(gateway: Gateway, method: str, path: str, **options: object) -> httpx.Response:
    """On a connection of its own, which either worker may take."""
    transport = httpx.AsyncHTTPTransport(verify=False)
    async with httpx.AsyncClient(
        base_url=gateway.base_url, headers=gateway.headers, transport=transport
    ) as client:
        return await client.request(method, path, **options)  # type: ignore[arg-type]


async def test_both_share_the_data_and_bounded_connections(gateway: Gateway, url: str) -> None:
    issue = {"title": "Sag at startup", "description": []}
    key = {"Idempotency-Key": "one"}
    works = [ask(gateway, "POST", ISSUES, json=issue, headers=key) for _ in range(24)]
    made = await asyncio.gather(*works)
    assert {answer.status_code for answer in made} == {201}
    (uuid,) = {answer.json()["uuid"] for answer in made}
    reads = [ask(gateway, "GET", f"{ISSUES}/{uuid}") for _ in range(24)]
    assert {answer.status_code for answer in await asyncio.gather(*reads)} == {200}
    connection = await asyncpg.connect(url)
    opened = await connection.fetchval(CONNECTIONS)
    await connection.close()
    assert WORKERS <= opened <= WORKERS * POOL


async def test_a_revoked_token_is_refused_by_both(
    gateway: Gateway, url: str, tmp_path: Path
) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("UPDATE token SET revoked_at = now()")
    answers = [await ask(gateway, "GET", ISSUES) for _ in range(12)]
    await connection.execute("UPDATE token SET revoked_at = NULL")
    await connection.close()
    assert {answer.status_code for answer in answers} == {401}
    assert (await ask(gateway, "GET", ISSUES)).status_code == 200


async def test_workers_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    gateway = start_gateway(tmp_path, "--workers", str(WORKERS))
    address = httpx.URL(gateway.base_url)
    gateway.process.kill()
    gateway.process.wait()
    async with asyncio.timeout(PATIENCE):
        while listens(str(address.host), int(address.port or 0)):
            await asyncio.sleep(0.05)
    assert "Traceback" not in (tmp_path / "output.txt").read_text(encoding="utf-8")


def listens(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0
