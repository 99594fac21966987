"""All checks of an installation, in the order in which faults are best mended."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from db.engine import sqlite_file
from db.files.bucket import is_bucket
from db.files.open import open_store
from db.files.store import StoreUnavailable
from gateway.doctor.backups import check_backup
from gateway.doctor.database import check_database
from gateway.doctor.finding import Finding, State, failure, ok, warning
from gateway.doctor.machine import (
    check_directory,
    check_file_system,
    check_free_space,
    existing,
)
from gateway.serving import warnings
from gateway.settings import Settings
from gateway.startup_advice import StartupError

UNKNOWN_KEY = "0" * 64
"""A key of the store of files that no content has."""


async def diagnose(settings: Settings, gateways: int) -> AsyncIterator[Finding]:
    """Check everything; nothing is changed.

    `gateways` is how many machines with these settings share the database. A database that cannot
    be used is a failure of the check `database`.
    """
    for finding in _settings(settings):
        yield finding
    yield check_directory("data directory", settings.data_dir.absolute())
    for folder, holds_database in _disks(settings):
        yield check_file_system(folder, holds_database=holds_database)
        yield check_free_space(folder)
    try:
        async for finding in check_database(settings, gateways):
            yield finding
    except StartupError as error:
        yield failure("database", str(error).rstrip("."), error.advice)
    yield await asyncio.to_thread(_files, settings.files_address)
    yield check_backup(settings, datetime.now(UTC))


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Return whether no check failed."""
    return all(finding.state is not State.FAILURE for finding in findings)


def _settings(settings: Settings) -> Iterator[Finding]:
    check = "settings"
    exposed = [said.partition(": ") for said in warnings(settings)]
    for message, _, advice in exposed:
        yield warning(check, message, f"{advice[:1].upper()}{advice[1:]}")
    if not exposed:
        yield ok(check, f"valid; `serve` listens on {settings.base_url}")


def _disks(settings: Settings) -> Iterator[tuple[Path, bool]]:
    """Return a folder on each disk that holds data, and whether a SQLite file is on that disk."""
    folders = [(settings.data_dir, False)]
    if settings.on_sqlite:
        folders.insert(0, (sqlite_file.path_of(settings.database_url).parent, True))
    if not is_bucket(settings.files_address):
        folders.append((Path(settings.files_address), False))
    met = set[int]()
    for folder, holds_database in folders:
        disk = existing(folder).stat().st_dev
        if disk not in met:
            met.add(disk)
            yield folder.absolute(), holds_database


def _files(address: str) -> Finding:
    check = "files"
    if not is_bucket(address):
        return check_directory(check, Path(address))
    try:
        open_store(address).size(UNKNOWN_KEY)
    except StoreUnavailable as error:
        return failure(check, f"{address} cannot be used: {error}", "Are address and rights right?")
    return ok(check, address)
