"""Whether this process lives, and whether it should be sent requests."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from db.migrate import is_current

HEALTHY = {"status": "ok"}


async def healthz(_request: Request) -> Response:
    """The process answers; it says nothing of the database, so nobody restarts us for its sake."""
    return JSONResponse(HEALTHY)


async def readyz(request: Request) -> Response:
    """Whether a request would succeed: the database takes writes and has our schema."""
    state = request.app.state
    writable = await state.database.writable()
    ready = writable and await is_current(state.settings.database_url)
    body = {
        "status": "ok" if ready else "unavailable",
        "writable": writable,
        # Unknown while the database does not answer.
        "migrated": ready if writable else None,
    }
    return JSONResponse(body, 200 if ready else 503, None if ready else {"Retry-After": "1"})
