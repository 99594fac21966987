"""Fault 4: backups under load. Each holds all that was acknowledged before it, and serves."""

import asyncio
from pathlib import Path

from db.engine import sqlite_file
from tests.faults.client import connected
from tests.faults.conftest import NewServer, Prepared, Scale
from tests.faults.load import ISSUES, Load
from tests.faults.server import ROOT, command, environment
from tests.faults.verify import verify
from tests.numbers import Report


async def run(*words: str) -> str:
    """Run a command of ours; what it printed."""
    process = await asyncio.create_subprocess_exec(
        *command(*words),
        cwd=ROOT,
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return output.decode()


async def test_backups_under_load(
    new_server: NewServer, prepared: Prepared, tmp_path: Path, scale: Scale, report: Report
) -> None:
    server = new_server(prepared.data_dir)
    await server.start()
    load = Load(tmp_path / "journal", prepared.token)
    writing = load.begin(server.port)
    backups = scale.of(1, 25)
    for number in range(backups):
        await load.until(100, writing)
        earlier = frozenset(load.journal.acknowledged)
        taken = tmp_path / f"{number}.db"
        await run("db", "backup", str(taken), "--data-dir", str(prepared.data_dir))
        assert len(load.journal.acknowledged) > len(earlier), "nothing was written meanwhile"
        verdict = await verify(sqlite_file.url_of(taken), load.journal, earlier)
        assert verdict.sound, verdict
    load.stop()
    await writing
    server.kill()

    restored = tmp_path / "restored"
    await run("db", "restore", str(taken), "--data-dir", str(restored))
    again = new_server(restored)
    await again.start()
    async with connected(again.port, prepared.token) as (connection,):
        found = await connection.send("GET", f"{ISSUES}?limit=1")
        made = [mark for mark in earlier if load.journal.acknowledged[mark][0].path == ISSUES]
        assert found.json()["count"] >= len(made) > 0
        new = await connection.send("POST", ISSUES, {"title": "After", "description": []})
        assert new.status == 201
    report(
        f"{backups} backups during {len(load.journal.acknowledged):,} writes, each with all"
        f" acknowledged before it and sound; restored, it serves"
    )
