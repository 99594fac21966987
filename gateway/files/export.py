"""Links to the content of one attachment that work without a token."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response

from db import download_keys
from db.models.types import stored_datetime
from gateway.files.content import find
from gateway.state import state_of
from rest_compat.addresses import address_of

PATH = "/api/v1/attachments/{attachment_id}/export"
LIFETIME = timedelta(hours=1)


async def export(request: Request) -> Response:
    """Answer POST with a signed link. Raises Problem (404)."""
    library = state_of(request.scope).library
    found = await find(request, library)
    expires = datetime.now(UTC) + LIFETIME
    key = download_keys.sign(request.user, expires, found.id)
    content = address_of(request).removesuffix("/export") + "/content"
    answer = {
        "url": f"{content}?{urlencode({'key': key})}",
        "expires_at": stored_datetime(expires),
    }
    return Response(orjson.dumps(answer), media_type="application/json")
