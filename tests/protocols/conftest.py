"""A gateway on a real socket, in this process, so that a test can reach into it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette

from tests.application import Headers
from tests.protocols.socket_client import SocketClient, open_socket

Connect = Callable[[], AbstractAsyncContextManager[SocketClient]]
Change = Callable[..., None]


@pytest.fixture
async def socket_url(app: Starlette) -> AsyncIterator[str]:
    config = uvicorn.Config(app, port=0, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    yield f"ws://{host}:{port}/graphql"
    server.should_exit = True
    await serving


@pytest.fixture
def change_settings(app: Starlette) -> Change:
    """Change settings that are read for each socket."""

    def change(**values: object) -> None:
        app.state.settings = app.state.settings.model_copy(update=values)

    return change


@pytest.fixture
def client_socket(socket_url: str, writer_headers: Headers) -> Connect:
    """Open a socket that is ready for operations."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[SocketClient]:
        async with open_socket(socket_url) as client:
            await client.initialise(dict(writer_headers))
            yield client

    return opened
