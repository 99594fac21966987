"""A million issues on PostgreSQL in minutes: the demo's issues, tags and words, fifty times over.

Copies lie weeks before their originals and have ids of their own. Comments, files and changes are
not multiplied: what hangs from one issue is found by its id, however many issues there are.
"""

import asyncpg

from benchmarks.data import Demo

TIMES = 50

# The last twelve digits of an id are random, so turning some of them over gives free ones.
_COPY_ID = """
CREATE FUNCTION pg_temp.copy_id(id uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (left(id::text, 24) || lpad(to_hex(
    ('x' || right(id::text, 12))::bit(48)::bigint # (copy::bigint * 281474976)), 12, '0'))::uuid
$$"""
_ISSUES = """
INSERT INTO issue SELECT made.*
FROM issue AS i, generate_series(1, $1) AS copy, jsonb_populate_record(i, jsonb_build_object(
  'id', pg_temp.copy_id(i.id, copy),
  'created_at', i.created_at - copy * interval '169 hours 17 microseconds')) AS made"""
_TAGS = """
INSERT INTO issue_tag SELECT pg_temp.copy_id(issue_id, copy), position, name, name_folded
FROM issue_tag, generate_series(1, $1) AS copy"""
_WORDS = """
INSERT INTO issue_search (issue_id, words) SELECT pg_temp.copy_id(issue_id, copy), words
FROM issue_search, generate_series(1, $1) AS copy"""
_GIN = "CREATE INDEX ix_issue_search_words ON issue_search USING gin (words)"


async def multiplied(demo: Demo) -> Demo:
    """A database with `TIMES` the issues of `demo`, on the same server; made when it is missing."""
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
