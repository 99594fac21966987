"""A million issues in minutes: those of a demo many times over, with their tags and words.

Copies lie weeks before their originals and have ids of their own. On SQLite their comments come
with them; files and changes do not: what hangs from one issue is found by its id, however many
issues there are.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import asyncpg
from rich.progress import track
from sqlalchemy import Table

from benchmarks.data import Demo, remove
from db import models
from db.engine.sqlite_connection import driver
from db.models.search import NUMBERS

TIMES = 50
"""Of each issue on PostgreSQL."""
HOURS = 169
"""From one copy to the next: a week, and an hour more so that not all fall on one time of day."""

# The last twelve digits of an id are random, so turning some of them over gives free ones.
_COPY_ID = """
CREATE FUNCTION pg_temp.copy_id(id uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (left(id::text, 24) || lpad(to_hex(
    ('x' || right(id::text, 12))::bit(48)::bigint # (copy::bigint * 281474976)), 12, '0'))::uuid
$$"""
_ISSUES = f"""
INSERT INTO issue SELECT made.*
FROM issue AS i, generate_series(1, $1) AS copy, jsonb_populate_record(i, jsonb_build_object(
  'id', pg_temp.copy_id(i.id, copy),
  'created_at', i.created_at - copy * interval '{HOURS} hours')) AS made"""
_TAGS = """
INSERT INTO issue_tag SELECT pg_temp.copy_id(issue_id, copy), position, name, name_folded
FROM issue_tag, generate_series(1, $1) AS copy"""
_WORDS = """
INSERT INTO issue_search (issue_id, words, repeated)
SELECT pg_temp.copy_id(issue_id, copy), words, repeated
FROM issue_search, generate_series(1, $1) AS copy"""
_GIN = "CREATE INDEX ix_issue_search_words ON issue_search USING gin (words)"


async def postgresql_multiplied(demo: Demo) -> Demo:
    """Return a database with `TIMES` the issues of `demo`; make it if it is missing."""
    name = demo.url.partition("?")[0].rpartition("/")[2]
    url = demo.url.replace(f"/{name}?", f"/{name}_times?")
    server = await asyncpg.connect(demo.url.replace(f"/{name}?", "/postgres?"))
    try:
        known = "SELECT 1 FROM pg_database WHERE datname = $1"
        if not await server.fetchval(known, f"{name}_times"):
            await server.execute(f"DROP DATABASE IF EXISTS {name}_partial WITH (FORCE)")
            await server.execute(f"CREATE DATABASE {name}_partial TEMPLATE {name}")
            await _multiply(demo.url.replace(f"/{name}?", f"/{name}_partial?"))
            await server.execute(f"ALTER DATABASE {name}_partial RENAME TO {name}_times")
    finally:
        await server.close()
    return Demo(url, demo.token)


async def _multiply(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off")
        # Faster for rows in bulk: the index anew at the end, and references that need no check.
        await connection.execute("DROP INDEX ix_issue_search_words")
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(_COPY_ID)
        for statement in (_ISSUES, _TAGS, _WORDS):
            await connection.execute(statement, TIMES - 1)
        await connection.execute("UPDATE issue_tally SET issues = issues * $1", TIMES)
        await connection.execute(_GIN)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def sqlite_multiplied(demo: Demo, times: int) -> Demo:
    """A file with `times` the issues of `demo`, beside it; made when it is missing."""
    done = demo.path.with_stem(f"{demo.path.stem}_times_{times}")
    if not done.exists():
        partial = done.with_suffix(".partial")
        remove(partial)
        with closing(sqlite3.connect(demo.path)) as source:
            source.execute("VACUUM INTO ?", (str(partial),))
        _multiply_file(demo.path, partial, times)
        partial.rename(done)
    return Demo(f"sqlite:///{done}", demo.token)


def _multiply_file(source: Path, target: Path, times: int) -> None:
    with closing(driver.connect(str(target), isolation_level=None)) as connection:
        # An unfinished file is discarded, so it needs no journal.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-4000000")
        connection.execute("ATTACH ? AS demo", (str(source),))
        for copy in track(range(1, times), f"Copying the issues {times} times"):
            connection.execute("BEGIN")
            for statement in _copying():
                connection.execute(statement, {"copy": copy})
            connection.execute("COMMIT")
        connection.execute("UPDATE issue_tally SET issues = issues * ?", (times,))
        connection.execute("PRAGMA journal_mode=WAL")


def _copying() -> Sequence[str]:
    """An id of version 8 is a copy's: four of its random digits say which one it is."""

    def copied(name: str) -> str:
        start = f"substr({name}, 1, 14) || '8' || substr({name}, 16, 9)"
        return f"{start} || printf('%04x', :copy) || substr({name}, 29)"

    def before(name: str) -> str:
        shift = f"printf('-%d hours', :copy * {HOURS})"
        return f"strftime('%Y-%m-%dT%H:%M:%S', {name}, {shift}) || substr({name}, 20)"

    distance = HOURS * 3600 * 1_000_000 * NUMBERS
    return (
        _insert(models.Issue.__table__, {"id": copied("id"), "created_at": before("created_at")}),
        _insert(models.IssueTag.__table__, {"issue_id": copied("issue_id")}),
        _insert(
            models.Comment.__table__,
            {
                "id": copied("id"),
                "issue_id": copied("issue_id"),
                "created_at": before("created_at"),
            },
        ),
        _insert(
            models.IssueSearch.__table__,
            {"number": f"number - :copy * {distance}", "issue_id": copied("issue_id")},
        ),
    )


def _insert(table: Table, changed: Mapping[str, str]) -> str:
    values = [changed.get(name, name) for name in table.columns.keys()]  # noqa: SIM118
    key = ", ".join(table.primary_key.columns.keys())
    return f"INSERT INTO main.{table} SELECT {', '.join(values)} FROM demo.{table} ORDER BY {key}"
