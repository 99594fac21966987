"""The whole server in this process, on each engine in turn, and clients for it.

`app` and what goes with it have the settings that tests need; `serve` starts one with others.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from db.enums import TokenScope
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings

BASE_URL = "http://127.0.0.1:8000"

Headers = Mapping[str, str]
NewToken = Callable[..., Awaitable[Headers]]


@pytest.fixture
async def app(url: str, tmp_path: Path) -> AsyncIterator[Starlette]:
    """The server on an empty database."""
    # A machine that is busy with other tests is late, so the limit on lag is off.
    app = create_app(Settings(database=url, data_dir=tmp_path, longest_lag=60, costly_share=1))
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token; an exception of the server is an answer, as on a socket."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
        yield client


@pytest.fixture
def new_token(app: Starlette) -> NewToken:
    """Make a token; answers the headers that carry it."""

    async def make(
        email: str = "engineer@example.com",
        scope: TokenScope = TokenScope.WRITE,
        name: str | None = None,
    ) -> Headers:
        _, secret = await create_token(app.state.database, email, scope, name=name, expires_at=None)
        return {"Authorization": f"Bearer {secret}"}

    return make


@pytest.fixture
async def admin_headers(new_token: NewToken) -> Headers:
    return await new_token("admin@example.com", TokenScope.ADMIN)


@pytest.fixture
async def writer_headers(new_token: NewToken) -> Headers:
    return await new_token()


@pytest.fixture
async def reader_headers(new_token: NewToken) -> Headers:
    return await new_token("reader@example.com", TokenScope.READ)


class Served:
    """A gateway, and a client with an admin's token for it."""

    def __init__(self, app: Starlette, client: httpx.AsyncClient) -> None:
        self.app = app
        self.client = client

    async def ask(self, query: str, **headers: str) -> httpx.Response:
        return await self.client.post("/graphql", json={"query": query}, headers=headers)

    async def new_token(self, email: str, scope: TokenScope = TokenScope.WRITE) -> dict[str, str]:
        """The headers that carry it."""
        _, secret = await create_token(self.app.state.database, email, scope)
        return {"Authorization": f"Bearer {secret}"}


Serve = Callable[..., Awaitable[Served]]


@pytest.fixture
async def serve(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Serve]:
    """Start a gateway with some settings."""
    async with AsyncExitStack() as stack:

        async def start(**values: object) -> Served:
            given = {"database": sqlite_url, "data_dir": tmp_path, "longest_lag": 60, **values}
            app = create_app(Settings.model_validate(given))
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url=BASE_URL)
            served = Served(app, await stack.enter_async_context(client))
            client.headers.update(await served.new_token("admin@example.com", TokenScope.ADMIN))
            return served

        yield start
