"""Announcements of changes between gateways on one PostgreSQL server: LISTEN and NOTIFY."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import asyncpg

CHANNEL = "issue_gateway_change"
ANNOUNCED = f"pg_notify('{CHANNEL}', '')"
"""The call of each transaction with changes; the server notifies listeners at the commit."""

CONNECT_SECONDS = 5.0
PAUSE = 1.0
"""Seconds before a lost connection is opened again; meanwhile the log is polled."""

_LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


async def listen(url: str, wake: Callable[[], None]) -> None:
    """Call `wake` at each announcement of the server at `url`, until this is cancelled."""
    while True:
        with suppress(*_LOST):
            await _listen_once(url, wake)
        await asyncio.sleep(PAUSE)


async def _listen_once(url: str, wake: Callable[[], None]) -> None:
    lost = asyncio.Event()
    settings = {"application_name": "issue-gateway"}
    connection: Any = await asyncpg.connect(
        url, timeout=CONNECT_SECONDS, statement_cache_size=0, server_settings=settings
    )
    try:
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, lambda *_: wake())
        wake()  # for announcements before the connection
        await lost.wait()
    finally:
        connection.terminate()
