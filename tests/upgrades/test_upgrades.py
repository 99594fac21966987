"""Databases that released versions made, upgraded by this one: nothing is lost or changed.

`tests.upgrades.record` made them, with what the release itself answered.
"""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from db.engine import sqlite_file
from db.maintenance import migrate
from db.models import Idempotency
from gateway.app import create_app
from gateway.cli.main import app as program
from gateway.settings import Settings
from tests.application import BASE_URL
from tests.databases import in_transaction
from tests.upgrades.operations import KEY, READ, WRITES

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in HERE.iterdir() if (path / "sqlite.gz").exists())

NewDatabase = Callable[[str], str]
Ask = Callable[..., Any]

ON_EACH_ENGINE = pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
pytestmark = pytest.mark.parametrize("release", RELEASES)


def recorded(release: str, engine: str) -> Mapping[str, Any]:
    """The token of the database and the answers to `READ`, as the release gave them."""
    packed = (HERE / release / f"{engine}.json.gz").read_bytes()
    found: Mapping[str, Any] = json.loads(gzip.decompress(packed))
    return found


async def put(release: str, engine: str, url: str) -> None:
    """Put the database of a release at `url`."""
    content = gzip.decompress((HERE / release / f"{engine}.gz").read_bytes())
    if engine == "sqlite":
        sqlite_file.path_of(url).write_bytes(content)
        return
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(content.decode())
    finally:
        await connection.close()


def run(url: str, folder: Path, *words: str) -> str:
    """Run a command on the database; it must succeed."""
    options = ("--database", url, "--data-dir", str(folder / "data"))
    done = CliRunner().invoke(program, [*words, *options])
    assert done.exit_code == 0, done.output
    return done.stdout


@asynccontextmanager
async def served(
    url: str, folder: Path, token: str, more: Mapping[str, str] | None = None
) -> AsyncIterator[Ask]:
    """Serve the database in this process; ask with the token that the release made."""
    settings = Settings(database=url, data_dir=folder, longest_lag=60, costly_share=1)
    app = create_app(settings)
    headers = {"Authorization": f"Bearer {token}"} | dict(more or {})
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=BASE_URL, headers=headers
        ) as client,
    ):

        async def ask(document: str, **variables: object) -> Any:
            body = {"query": document, "variables": variables}
            answer = (await client.post("/graphql", json=body)).json()
            assert "errors" not in answer, answer["errors"]
            return answer["data"]

        yield ask


async def require_same_answers(url: str, folder: Path, known: Mapping[str, Any]) -> None:
    async with served(url, folder, known["token"]) as ask:
        for name, document in READ.items():
            assert await ask(document) == known["answers"][name], name


@ON_EACH_ENGINE
def test_an_upgrade_keeps_every_answer(
    release: str, engine: str, new_database_url: NewDatabase, tmp_path: Path
) -> None:
    url, known = new_database_url(engine), recorded(release, engine)
    asyncio.run(put(release, engine, url))
    assert run(url, tmp_path, "db", "upgrade") == f"schema {migrate.head()}\n"
    run(url, tmp_path, "db", "check")
    asyncio.run(require_same_answers(url, tmp_path, known))


@ON_EACH_ENGINE
def test_an_upgraded_database_takes_writes(
    release: str, engine: str, new_database_url: NewDatabase, tmp_path: Path
) -> None:
    url, known = new_database_url(engine), recorded(release, engine)
    asyncio.run(put(release, engine, url))
    run(url, tmp_path, "db", "upgrade")

    async def write() -> None:
        async with served(url, tmp_path, known["token"]) as ask:
            made = await ask(WRITES[0])
            session = made["createSession"]["session"]["id"]
            attachment = made["uploadAttachment"]["attachment"]["id"]
            await ask(WRITES[1], session=session, attachment=attachment)
            found = await ask(READ["found"])
            assert len(found["issues"]["nodes"]) == 1 + len(
                known["answers"]["found"]["issues"]["nodes"]
            )

    asyncio.run(write())
    run(url, tmp_path, "db", "check")


@ON_EACH_ENGINE
def test_a_backup_of_the_release_is_restored(
    release: str, engine: str, new_database_url: NewDatabase, tmp_path: Path
) -> None:
    """A SQLite backup that the release made, put into an empty database of each engine."""
    backup, url = tmp_path / "backup.db", new_database_url(engine)
    asyncio.run(put(release, "sqlite", sqlite_file.url_of(backup)))
    run(url, tmp_path, "db", "restore", str(backup))
    run(url, tmp_path, "db", "check")
    asyncio.run(require_same_answers(url, tmp_path, recorded(release, "sqlite")))


@ON_EACH_ENGINE
def test_a_write_repeated_after_the_upgrade_is_not_done_twice(
    release: str, engine: str, new_database_url: NewDatabase, tmp_path: Path
) -> None:
    """The answer to a write got lost; its client sends it again, with its key.

    It gets the answer again, or CONFLICT where the release stored another fingerprint.
    """
    url, known = new_database_url(engine), recorded(release, engine)
    asyncio.run(put(release, engine, url))
    run(url, tmp_path, "db", "upgrade")

    async def repeat() -> Any:
        # Keys are kept for a week; these were used when the release was recorded.
        recent = update(Idempotency.__table__).values(created_at=datetime.now(UTC))
        await in_transaction(url, lambda connection: connection.execute(recent))
        async with served(url, tmp_path, known["token"], {"Idempotency-Key": f"{KEY}-0"}) as ask:
            again = await ask(WRITES[0])
            sessions = await ask("{ sessions(first: 1) { totalCount } }")
        async with served(url, tmp_path, known["token"], {"Idempotency-Key": "another"}) as ask:
            await ask(WRITES[0])
            more = await ask("{ sessions(first: 1) { totalCount } }")
        assert more["sessions"]["totalCount"] == sessions["sessions"]["totalCount"] + 1
        return again["createSession"]["session"]

    assert asyncio.run(repeat()) in (known["first"]["createSession"]["session"], None)


def test_the_copy_made_before_the_upgrade_is_restored(
    release: str, new_database_url: NewDatabase, tmp_path: Path
) -> None:
    url = new_database_url("sqlite")
    asyncio.run(put(release, "sqlite", url))
    run(url, tmp_path, "db", "upgrade")
    path = sqlite_file.path_of(url)
    (copy,) = path.parent.glob(f"{path.name}.*.backup")
    other = new_database_url("sqlite")
    run(other, tmp_path, "db", "restore", str(copy))
    asyncio.run(require_same_answers(other, tmp_path, recorded(release, "sqlite")))
