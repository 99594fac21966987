"""Migrations after 0.2.0 only add, so that a process of the version before works beside them.

One that does more begins a new generation: its revision is `b0020` instead of `0020`, and gateways
of the old version are no longer ready once it ran (`docs/upgrading.md`).
"""

import asyncio
from collections.abc import Callable
from itertools import pairwise

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db.maintenance import migrate
from db.maintenance.scripts import configuration
from tests.databases import in_transaction

pytestmark = pytest.mark.postgresql

STOPPED_FOR = "0013"
"""The last revision of 0.2.0, for which all gateways of 0.1.0 are stopped."""

COLUMNS = """
SELECT c.oid, a.attnum, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS required, a.atthasdef OR a.attidentity <> '' AS filled
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
  AND NOT a.attisdropped AND c.relname <> 'alembic_version'
"""
RULES = """
SELECT conrelid AS oid, conkey AS keys, conrelid::regclass || ': ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'x')
UNION ALL
SELECT indrelid, string_to_array(indkey::text, ' ')::int2[], pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indisunique AND relnamespace = 'public'::regnamespace
"""

Facts = tuple[dict[tuple[int, int], asyncpg.Record], list[asyncpg.Record]]


async def facts(url: str) -> Facts:
    connection = await asyncpg.connect(url)
    try:
        columns = await connection.fetch(COLUMNS)
        rules = await connection.fetch(RULES)
    finally:
        await connection.close()
    return {(row["oid"], row["attnum"]): row for row in columns}, rules


def harm(before: Facts, after: Facts) -> list[str]:
    """What a process of the version before would stumble over."""
    found = []
    for key, old in before[0].items():
        new = after[0].get(key)
        where = f"{old['relname']}.{old['attname']}"
        if new is None:
            found.append(f"{where} is gone")
        elif (new["relname"], new["attname"]) != (old["relname"], old["attname"]):
            found.append(f"{where} has another name")
        elif new["type"] != old["type"]:
            found.append(f"{where} has another type")
        elif new["required"] and not old["required"]:
            found.append(f"{where} is required")
    tables = {oid for oid, _ in before[0]}
    for (oid, number), new in after[0].items():
        added = oid in tables and (oid, number) not in before[0]
        if added and new["required"] and not new["filled"]:
            found.append(f"{new['relname']}.{new['attname']} is required")
    known = {(row["oid"], row[2]) for row in before[1]}
    for row in after[1]:
        only_old = all((row["oid"], number) in before[0] for number in row["keys"])
        if row["oid"] in tables and (row["oid"], row[2]) not in known and only_old:
            found.append(f"a new rule: {row[2]}")
    return found


def revisions() -> list[str]:
    scripts = ScriptDirectory.from_config(configuration(migrate.SCRIPTS))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def generation(revision: str) -> str:
    return revision.rstrip("0123456789")


def upgrade_to(revision: str) -> Callable[[Connection], None]:
    def upgrade(connection: Connection) -> None:
        config = configuration(migrate.SCRIPTS)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    return upgrade


async def test_a_migration_only_adds_or_begins_a_generation(
    new_postgres_url: Callable[[], str],
) -> None:
    url, found = new_postgres_url(), {}
    await in_transaction(url, upgrade_to(revisions()[0]))
    before = await facts(url)
    for earlier, revision in pairwise(revisions()):
        await in_transaction(url, upgrade_to(revision))
        after = await facts(url)
        if generation(earlier) == generation(revision):
            found[revision] = harm(before, after)
        before = after
    exempt = revisions()[: revisions().index(STOPPED_FOR) + 1]
    assert {one: said for one, said in found.items() if said and one not in exempt} == {}
    # 0010 makes the search records anew.
    assert any("issue_search" in said for said in found["0010"])


ADDS = (
    "ALTER TABLE issue ADD COLUMN colour text",
    "ALTER TABLE issue ADD COLUMN colour text NOT NULL DEFAULT ''",
    "CREATE TABLE colour (name text PRIMARY KEY)",
    "CREATE INDEX ON issue (title)",
    "ALTER TABLE issue ADD COLUMN colour text; CREATE UNIQUE INDEX ON issue (colour)",
    "ALTER TABLE issue ALTER COLUMN title DROP NOT NULL",
)
DOES_MORE = (
    "ALTER TABLE issue DROP COLUMN title",
    "ALTER TABLE issue RENAME COLUMN title TO name",
    "ALTER TABLE issue RENAME TO ticket",
    "ALTER TABLE issue ADD COLUMN colour text NOT NULL",
    "ALTER TABLE issue ALTER COLUMN title TYPE varchar(400)",
    "ALTER TABLE issue ALTER COLUMN resolution_summary SET NOT NULL",
    "ALTER TABLE issue ADD CHECK (title <> 'x')",
    "CREATE UNIQUE INDEX ON issue (title)",
    "ALTER TABLE issue_tally RENAME TO old; CREATE TABLE issue_tally AS TABLE old; DROP TABLE old",
)


@pytest.mark.parametrize(
    ("ddl", "adds"), [*((ddl, True) for ddl in ADDS), *((ddl, False) for ddl in DOES_MORE)]
)
async def test_what_does_more_is_seen(postgres_database: str, ddl: str, adds: bool) -> None:
    before = await facts(postgres_database)
    connection = await asyncpg.connect(postgres_database)
    await connection.execute(ddl)
    await connection.close()
    assert (harm(before, await facts(postgres_database)) == []) is adds


@pytest.mark.parametrize(
    ("revision", "served"),
    [(None, False), ("0001", False), ("9999", True), ("b9999", False), ("other", False)],
)
def test_a_newer_schema_of_the_generation_is_served(revision: str | None, served: bool) -> None:
    assert migrate.runs_beside(revision) is served
    assert migrate.runs_beside(migrate.head())


def test_a_running_process_stays_ready(postgres_database: str) -> None:
    for revision, served in (("9999", True), ("b9999", False), (migrate.head(), True)):
        asyncio.run(_say(postgres_database, revision))
        assert asyncio.run(migrate.is_served(postgres_database)) is served


async def _say(url: str, revision: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("UPDATE alembic_version SET version_num = $1", revision)
    await connection.close()
