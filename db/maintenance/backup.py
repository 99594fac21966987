"""Backups: one SQLite file with all rows, taken while a server runs; and their restore.

A backup of PostgreSQL is a copy into a SQLite file. Uploaded content is not in it.
"""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from db.engine import sqlite_file
from db.engine.snapshot import open_snapshot
from db.engine.sqlite_connection import driver
from db.files.directory import make_private
from db.maintenance import migrate
from db.maintenance.copy import TABLES, CopyProgress, CopyRefused, copy, counts

PARTIAL = ".partial"


class BackupError(Exception):
    """A refused backup or restore; nothing was changed. `advice` says what to do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Restored:
    """The rows of each table, and the path of the previous database."""

    counts: Mapping[str, int]
    kept: Path | None


async def back_up(url: str, target: Path, progress: CopyProgress) -> Mapping[str, int]:
    """Write a snapshot of the database at `url` to the new file `target`.

    The file gets its name only when it is complete, verified and on disk. Returns the rows of each
    table. Raises BackupError when `target` exists or the copy is not sound.
    """
    if target.exists():
        raise BackupError(f"{target} exists.", "Choose a new name: nothing is overwritten.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no directory {target.parent}.")
    if await migrate.current(url) is None:
        raise BackupError("There is no database of issue-gateway to back up.")
    partial = target.with_name(target.name + PARTIAL)
    sqlite_file.remove(partial)
    try:
        if url.startswith(sqlite_file.SCHEME):
            await asyncio.to_thread(sqlite_file.copy, sqlite_file.path_of(url), partial)
        else:
            partial.touch(mode=0o600)
            await _copied(url, sqlite_file.url_of(partial), progress)
        found = await _verified(partial)
        sqlite_file.sync(partial)
        sqlite_file.publish(partial, target)
    finally:
        sqlite_file.remove(partial)
    return found


async def restore(backup: Path, url: str, *, force: bool, progress: CopyProgress) -> Restored:
    """Put `backup` in place as the database at `url`, migrated to this version's schema.

    Refuses to replace a SQLite file without `force`, which keeps the old one beside it, and always
    refuses while another process uses it. A PostgreSQL database must be empty. Raises BackupError,
    and `migrate.NewerSchemaError` for a backup made by a newer version.
    """
    if url.startswith(sqlite_file.SCHEME):
        return await _restore_file(backup, sqlite_file.path_of(url), force)
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "staged.db"
        await _stage(backup, staged)
        return Restored(await _copied(sqlite_file.url_of(staged), url, progress), None)


async def _restore_file(backup: Path, target: Path, force: bool) -> Restored:
    if target.exists() and not force:
        raise BackupError(
            f"There is a database already: {target}.",
            "Choose another --data-dir, or pass --force to replace it; the old one is kept.",
        )
    make_private(target.parent)
    staged = target.with_name(f"{target.name}.restoring")
    sqlite_file.remove(staged)
    try:
        found = await _stage(backup, staged)
        kept = _put_in_place(staged, target)
    finally:
        sqlite_file.remove(staged)
    return Restored(found, kept)


def _put_in_place(staged: Path, target: Path) -> Path | None:
    if not target.exists():
        sqlite_file.publish(staged, target)
        return None
    kept = target.with_name(f"{target.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    try:
        with sqlite_file.held(target):
            for each in sqlite_file.counterparts(target):
                each.rename(kept.with_name(kept.name + each.name.removeprefix(target.name)))
            # The old file gets a second name, then the new one takes the first. So there is always
            # a database; a server would treat a missing one as a new installation.
            os.link(target, kept)
            sqlite_file.publish(staged, target)
    except sqlite_file.InUseError as error:
        raise BackupError(
            f"Another process uses {target}.", "Stop the server, then restore again."
        ) from error
    return kept


async def _stage(backup: Path, staged: Path) -> Mapping[str, int]:
    """A copy of the backup with the present schema, verified and on disk."""
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}.")
    try:
        present = await migrate.current(sqlite_file.url_of(backup))
        if present is None:
            raise BackupError(f"{backup} is no backup of issue-gateway.")
        await asyncio.to_thread(sqlite_file.copy, backup, staged)
    except (driver.DatabaseError, SQLAlchemyError) as error:
        cause = getattr(error, "orig", error)
        raise BackupError(f"{backup} cannot be read: {cause}.") from error
    await migrate.upgrade(sqlite_file.url_of(staged))
    for older in staged.parent.glob(f"{staged.name}.*.backup"):
        older.unlink()  # the backup itself is still there
    found = await _verified(staged)
    sqlite_file.sync(staged)
    return found


async def _verified(path: Path) -> Mapping[str, int]:
    """Count the rows of a file that nobody uses; raises BackupError when it is not sound."""
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        # One file with the content of the write-ahead log folded in.
        connection.execute("PRAGMA journal_mode=DELETE")
        faults = [line for (line,) in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        present = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    if faults != ["ok"] or broken:
        shown = faults[0] if faults != ["ok"] else f"{len(broken)} references to nothing"
        raise BackupError(f"The copy is not sound: {shown}.", "Run: issue-gateway db check")
    async with open_snapshot(sqlite_file.url_of(path)) as snapshot:
        # An older schema may have fewer tables.
        return await counts(snapshot, [table for table in TABLES if table.name in present])


async def _copied(source: str, target: str, progress: CopyProgress) -> Mapping[str, int]:
    try:
        return await copy(source, target, progress)
    except CopyRefused as error:
        raise BackupError(str(error), error.advice) from error
