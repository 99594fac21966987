"""A table of a hundred thousand issues from a gateway in a process of its own."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from db.actions import bulk
from db.actions.new_issue import NewIssue
from db.actor import Actor
from db.engine import Write, open_database
from tests.numbers import Report
from tests.server import Gateway, start_gateway, stop_gateway

FLAT = "{ issues { nodes { id title status priority owner createdAt version } } }"
ISSUES = 100_000
MEGABYTES = 64
ROWS_A_SECOND = 20_000
"""Far below what a free machine does: others may be busy on it."""


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    gateway = start_gateway(tmp_path_factory.mktemp("short"), table_rows=10)
    yield gateway
    assert stop_gateway(gateway) == 0


@pytest.mark.parametrize("accept", ["text/csv", "application/vnd.apache.parquet"])
def test_a_table_that_is_too_long_is_broken_off(short: Gateway, accept: str) -> None:
    headers = {**short.headers, "Accept": accept}
    with pytest.raises(httpx.HTTPError):
        httpx.post(short.graphql_url, json={"query": FLAT}, headers=headers).raise_for_status()
    ten = {"query": FLAT.replace("issues", "issues(first: 10)")}
    assert httpx.post(short.graphql_url, json=ten, headers=headers).status_code == 200


def high_water(gateway: Gateway) -> int:
    """The most memory that the process has had, in MiB."""
    status = Path(f"/proc/{gateway.process.pid}/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1024


async def _fill(folder: Path) -> None:
    database = await open_database(f"sqlite:///{folder}/data/issues.db", folder)

    async def work(write: Write) -> None:
        news = [
            NewIssue(title=f"Rail {number} sags", description=[{"text": "x" * 500}])
            for number in range(bulk.MOST)
        ]
        await bulk.create(write, news, all_or_none=True)

    for _ in range(ISSUES // bulk.MOST):
        await database.write(Actor("a", "a", is_admin=True, token_id=None), work)
    await database.close()


@pytest.mark.long
@pytest.mark.alone
def test_memory_stays_and_rows_flow(tmp_path: Path, report: Report) -> None:
    gateway = start_gateway(tmp_path)
    try:
        asyncio.run(_fill(tmp_path))
        figures = []
        for accept in ("application/x-ndjson", "text/csv", "application/vnd.apache.parquet"):
            before, began, size = high_water(gateway), time.monotonic(), 0
            headers = {**gateway.headers, "Accept": accept}
            with httpx.stream(
                "POST", gateway.graphql_url, json={"query": FLAT}, headers=headers, timeout=120
            ) as answer:
                for part in answer.iter_bytes():
                    size += len(part)
            seconds = time.monotonic() - began
            more = high_water(gateway) - before
            assert more < MEGABYTES
            figures.append(f"{accept.split('.')[-1]} {ISSUES / seconds:,.0f} rows/s +{more} MiB")
            if accept == "application/x-ndjson":
                assert size > ISSUES * 100
                assert ISSUES / seconds > ROWS_A_SECOND
        report(", ".join(figures))
    finally:
        stop_gateway(gateway)
