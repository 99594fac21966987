"""Whether this process lives, and whether it should be sent requests."""

import asyncio
import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from db.engine import Database
from db.maintenance.migrate import is_current

HEALTHY = {"status": "ok"}
FRESH = 1.0
"""Seconds for which an answer of `/readyz` stands: finding it out costs a commit, and anybody may
ask."""


async def healthz(_request: Request) -> Response:
    """The process answers; it says nothing of the database, so nobody restarts us for its sake."""
    return JSONResponse(HEALTHY)


class Readiness:
    """Whether a request would succeed: the database takes writes and has our schema."""

    def __init__(self, database: Database, url: str) -> None:
        self._database = database
        self._url = url
        self._asking = asyncio.Lock()
        self._known: tuple[bool, bool] = (False, False)
        self._until = 0.0

    async def known(self) -> tuple[bool, bool]:
        """Whether the database takes writes, and whether it does and has our schema."""
        async with self._asking:
            if time.monotonic() >= self._until:
                writable = await self._database.writable()
                self._known = writable, writable and await is_current(self._url)
                self._until = time.monotonic() + FRESH
            return self._known


async def readyz(request: Request) -> Response:
    """Whether a request would succeed, at most a second ago."""
    readiness: Readiness = request.app.state.readiness
    writable, ready = await readiness.known()
    body = {
        "status": "ok" if ready else "unavailable",
        "writable": writable,
        # Unknown while the database does not answer.
        "migrated": ready if writable else None,
    }
    return JSONResponse(body, 200 if ready else 503, None if ready else {"Retry-After": "1"})
