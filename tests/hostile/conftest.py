"""Fixtures for hostile requests on the whole request path; every answer is searched for leaks."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import requests
import uvicorn
from starlette.applications import Starlette

from db.engine import open_database
from db.enums import TokenScope
from db.tokens import create_token
from gateway.app import create_app
from gateway.http.deadlines import with_deadlines
from gateway.settings import Settings
from tests.application import BASE_URL
from tests.hostile.leaks import require_harmless


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token that looks at every answer."""

    async def look(response: httpx.Response) -> None:
        require_harmless(response.status_code, (await response.aread()).decode(errors="replace"))

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    hooks = {"response": [look]}
    async with httpx.AsyncClient(
        transport=transport, base_url=BASE_URL, event_hooks=hooks
    ) as client:
        yield client


@dataclass
class Target:
    """A gateway on a socket, in a thread of this process, and an admin's session for it."""

    url: str
    session: requests.Session

    @property
    def token(self) -> str:
        return str(self.session.headers["Authorization"])


@pytest.fixture(scope="module")
def target(
    migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    # Hypothesis and Schemathesis hold much by now, which would be looked through again and again.
    gc.freeze()
    folder = tmp_path_factory.mktemp("target")
    path = folder / "issues.db"
    path.write_bytes(migrated_sqlite_file.read_bytes())
    # Nobody else asks, and the process collects the garbage of the tests besides its own.
    settings = Settings(
        database=f"sqlite:///{path}",
        data_dir=folder,
        token_rate=0,
        address_rate=0,
        longest_lag=60,
        costly_share=1,
    )
    app = create_app(settings)
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, http=with_deadlines(10, 30), log_config=None, access_log=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {asyncio.run(_admin(settings))}"
        yield Target(f"http://{host}:{port}", session)
    server.should_exit = True
    thread.join()
    gc.unfreeze()


async def _admin(settings: Settings) -> str:
    database = await open_database(settings.database, settings.data_dir)
    _, secret = await create_token(database, "admin@example.com", TokenScope.ADMIN)
    await database.close()
    return secret
