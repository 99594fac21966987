"""Announcements of changes between gateways on one PostgreSQL server: LISTEN and NOTIFY."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from db.postgresql_driver import asyncpg
from db.primary import Primary

CHANNEL = "issue_gateway_change"
ANNOUNCED = f"pg_notify('{CHANNEL}', '')"
"""The call of each transaction with changes; the server notifies listeners at the commit."""

CONNECT_SECONDS = 5.0
PAUSE = 1.0
"""Seconds before a lost connection is opened again; meanwhile the log is polled."""

ALIVE_SECONDS = 10.0
"""Seconds between two checks that the server is there and still the primary."""


async def listen(url: str, wake: Callable[[], None]) -> None:
    """Call `wake` at each announcement of the primary at `url`, until this is cancelled."""
    lost = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
    while True:
        with suppress(*lost):
            await _listen_once(url, wake)
        await asyncio.sleep(PAUSE)


async def _listen_once(url: str, wake: Callable[[], None]) -> None:
    lost = asyncio.Event()

    async def replaced() -> None:
        lost.set()

    primary = Primary(url, replaced)
    settings = {"application_name": "issue-gateway"}
    connection: Any = await primary.connect(
        timeout=CONNECT_SECONDS, statement_cache_size=0, server_settings=settings
    )
    try:
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, lambda *_: wake())
        wake()  # for announcements before the connection
        while not lost.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(ALIVE_SECONDS):
                    await lost.wait()
            # A machine that lost its power does not close its connections.
            await connection.execute("SELECT 1", timeout=CONNECT_SECONDS)
            if primary.has_choice:
                (await primary.connect(timeout=CONNECT_SECONDS)).terminate()
    finally:
        connection.terminate()
