"""Health checks: whether this process lives, and whether it is ready for requests."""

import asyncio
import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from db.engine import Database
from db.maintenance.migrate import is_served
from gateway.state import state_of

HEALTHY = {"status": "ok"}
FRESH = 1.0
"""Seconds for which an answer of `/readyz` is reused: each check costs a commit, and needs no
token.
"""


async def healthz(_request: Request) -> Response:
    """Answer that the process lives, whatever the state of the database."""
    return JSONResponse(HEALTHY)


class Readiness:
    """The readiness of the database: it takes writes and has a schema of this version."""

    def __init__(self, database: Database, url: str) -> None:
        self.database = database
        self._url = url
        self._asking = asyncio.Lock()
        self._known: tuple[bool, bool] = (False, False)
        self._until = 0.0

    async def known(self) -> tuple[bool, bool]:
        """Return whether the database takes writes, and whether it is ready."""
        async with self._asking:
            if time.monotonic() >= self._until:
                writable = await self.database.writable()
                self._known = writable, writable and await is_served(self._url)
                self._until = time.monotonic() + FRESH
            return self._known


async def readyz(request: Request) -> Response:
    """Answer whether a request would succeed, as of at most a second ago."""
    readiness = state_of(request.scope).readiness
    writable, ready = await readiness.known()
    body: dict[str, object] = {
        "status": "ok" if ready else "unavailable",
        "writable": writable,
        # The schema is unknown while the database does not answer.
        "migrated": ready if writable else None,
    }
    # In the order of `--read-database`; without addresses, since no token is needed. None of them
    # is needed either: the primary answers in their place.
    if replicas := readiness.database.replicas:
        body["replicas"] = [{"usable": each.usable, "lagSeconds": each.lag} for each in replicas]
    return JSONResponse(body, 200 if ready else 503, None if ready else {"Retry-After": "1"})
