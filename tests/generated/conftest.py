"""An open database without rows, shared by the tests of a module, once on each engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.actions.records import search
from db.engine import Database, open_database


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url, Path(), readers=1, pool_size=1, timeout=30)
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """About half of the issues have the words of their search record in several parts."""
    monkeypatch.setattr(search, "LARGE", 15)
    monkeypatch.setattr(search, "PART", 4)
