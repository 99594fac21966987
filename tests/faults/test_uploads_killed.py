"""Faults 1 and 2, attachments: kills and power cuts during uploads. None without its bytes."""

import asyncio
import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx

from db.engine import open_database
from db.files.library import Library
from db.files.open import files_address, open_store
from db.files.resumable import Resumable
from db.files.staging import FOLDER
from db.maintenance import files as keeping
from tests.faults.conftest import NewServer, Prepared, Scale
from tests.faults.disk import Disk, PowerCut
from tests.faults.server import Server
from tests.numbers import Report

UPLOADERS = 4
CYCLES_OF_ONE = 20
"""Cycles that go on from what the one before has left; then it begins again with nothing, for each
copies and compares all that is there."""


async def upload_until_killed(
    server: Server, token: str, lot: random.Random, acknowledged: dict[str, str]
) -> None:
    """Send files one after the other, and note those that were acknowledged."""
    headers = {"Authorization": f"Bearer {token}"}
    address = f"http://127.0.0.1:{server.port}/api/v1/attachments"
    async with httpx.AsyncClient(headers=headers, timeout=30) as client:
        while True:
            data = lot.randbytes(lot.choice([100, 70_000, 1_500_000]))
            try:
                response = await client.post(address, files={"file": ("a.bin", data)})
            except httpx.HTTPError:
                return
            if response.status_code == 201:
                digest = hashlib.sha256(data).hexdigest()
                acknowledged[response.json()["attachment_id"]] = digest


async def cycle(
    number: int,
    server_of: NewServer,
    prepared: Prepared,
    journal: dict[str, str],
    build: str = "",
    library: Path | None = None,
) -> keeping.Report:
    """Start, upload, kill in the middle, and compare the attachments with the store.

    With the `library` that notes what is synced, the power is cut too.
    """
    lot, data_dir = random.Random(number), prepared.data_dir
    before, after = data_dir.with_name("before"), data_dir.with_name("after")
    disk = None
    if library is not None:
        shutil.copytree(data_dir, before)
        disk = Disk(library, data_dir, data_dir.with_name("disk"))
    server = server_of(data_dir, build=build, more=disk.environment() if disk else None)
    await server.start()
    wanted = len(journal) + 4 + lot.randrange(8)
    uploading = [
        asyncio.create_task(
            upload_until_killed(server, prepared.token, random.Random(lot.random()), journal)
        )
        for _ in range(UPLOADERS)
    ]
    while len(journal) < wanted and not any(each.done() for each in uploading):
        await asyncio.sleep(0.01)
    await asyncio.sleep(lot.random() * 0.1)
    server.kill()
    await asyncio.gather(*uploading)
    if disk is not None:
        left = PowerCut(disk, before, after).leave(lot if number % 2 else None)
        shutil.rmtree(data_dir)
        left.rename(data_dir)
        shutil.rmtree(before)
        shutil.rmtree(after)
    return await compared(data_dir, journal)


async def compared(data_dir: Path, journal: dict[str, str]) -> keeping.Report:
    database = await open_database(None, data_dir)
    store = open_store(files_address(None, data_dir))
    try:
        report = await keeping.check(database, store, hashes=True)
        library = Library(database, store, data_dir / FOLDER)
        for attachment_id, digest in journal.items():
            found = await library.find(database, attachment_id)
            assert found is not None, "an acknowledged attachment is lost"
            assert found.sha256 == digest
        await keeping.prune(library, Resumable(library.staging, 60))
        assert not list(library.staging.glob("*")), "parts were left behind"
    finally:
        await database.close()
    return report


def afresh(prepared: Prepared, cycles: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The numbers of cycles, each with the journal of what those before have left."""
    pristine = prepared.data_dir.with_name("pristine")
    shutil.copytree(prepared.data_dir, pristine)
    journal: dict[str, str] = {}
    for number in range(cycles):
        if number and not number % CYCLES_OF_ONE:
            shutil.rmtree(prepared.data_dir)
            shutil.copytree(pristine, prepared.data_dir)
            journal = {}
        yield number, journal


async def test_no_attachment_is_visible_without_its_bytes(
    new_server: NewServer, prepared: Prepared, scale: Scale, report: Report
) -> None:
    cycles, acknowledged, orphans = scale.of(2, 100), 0, 0
    for number, journal in afresh(prepared, cycles):
        known = len(journal)
        found = await cycle(number, new_server, prepared, journal)
        assert not found.faults, (number, found.findings)
        acknowledged += len(journal) - known
        orphans = max(orphans, found.orphans)
    report(
        f"{cycles} kills, {acknowledged:,} uploads acknowledged: 0 without their bytes;"
        f" at most {orphans} files for `files prune`"
    )


async def test_no_upload_is_lost_in_a_power_cut(
    new_server: NewServer, disk_library: Path, prepared: Prepared, scale: Scale, report: Report
) -> None:
    cycles, acknowledged = scale.of(1, 100), 0
    for number, journal in afresh(prepared, cycles):
        known = len(journal)
        found = await cycle(number, new_server, prepared, journal, library=disk_library)
        assert not found.faults, (number, found.findings)
        acknowledged += len(journal) - known
    report(f"{cycles} power cuts, {acknowledged:,} uploads acknowledged: 0 without their bytes")


async def test_control_committing_before_the_bytes_is_caught(
    new_server: NewServer, prepared: Prepared, report: Report
) -> None:
    for number in range(5):
        found = await cycle(number, new_server, prepared, {}, build="unstored")
        if found.faults:
            break
    assert found.faults
    report(f"{found.faults} attachments without their bytes, as must be")


async def test_control_not_waiting_for_the_disk_is_caught(
    new_server: NewServer, disk_library: Path, prepared: Prepared, report: Report
) -> None:
    found = await cycle(0, new_server, prepared, {}, build="unsynced", library=disk_library)
    assert found.faults
    report(f"{found.faults} attachments without their bytes, as must be")
