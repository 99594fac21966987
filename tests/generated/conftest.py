"""An open database without rows, shared by the tests of a module, once on each engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.engine import Database, open_database


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url, Path(), readers=1, pool_size=1, timeout=30)
    yield opened
    await opened.close()
