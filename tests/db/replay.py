"""A replica for tests: a second database that shows the first one's rows when it is told to."""

from io import BytesIO

import asyncpg

from tests.databases import TABLES


async def replay(primary_url: str, replica_url: str) -> None:
    """Bring the replica to the primary's present state, at once."""
    primary, replica = await asyncpg.connect(primary_url), await asyncpg.connect(replica_url)
    try:
        async with primary.transaction(isolation="repeatable_read"), replica.transaction():
            for table in TABLES:
                await replica.execute(f'DELETE FROM "{table}"')
            for table in reversed(TABLES):
                rows = BytesIO()
                await primary.copy_from_query(
                    f'SELECT * FROM "{table}"', output=rows, format="binary"
                )
                rows.seek(0)
                await replica.copy_to_table(table, source=rows, format="binary")
    finally:
        await primary.close()
        await replica.close()
