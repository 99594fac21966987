"""CORS (Fetch standard): which pages of other origins may call the gateway."""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

READ = (
    "Accept-Ranges",
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "Link",
    "Location",
    "Retry-After",
    "Tus-Checksum-Algorithm",
    "Tus-Extension",
    "Tus-Max-Size",
    "Tus-Resumable",
    "Tus-Version",
    "Upload-Expires",
    "Upload-Length",
    "Upload-Offset",
    "X-Change-Sequence",
    "X-Ignored-Parameters",
    "X-Request-ID",
    "X-Total-Count",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "QUERY")
PREFLIGHT_SECONDS = 600


def cross_origin(origins: Sequence[str], headers: Sequence[str]) -> list[Middleware]:
    """Return the middleware that allows pages of `origins`; none without origins.

    Tokens travel in a header that a page must set itself, never in cookies: credentials stay off.
    """
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=headers,
            expose_headers=READ,
            max_age=PREFLIGHT_SECONDS,
        )
    ]
