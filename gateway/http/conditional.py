"""The tags of the answers that a client holds (`If-None-Match`)."""

from starlette.requests import Request

from gateway.state import state_of
from resolvers.execution.revalidation import Held
from rest_compat.conditional import held_tags

SAFE = ("GET", "HEAD", "QUERY")
"""Methods that change nothing; the parameters of a QUERY are its body (RFC 10008)."""


def held(request: Request, media_type: str = "") -> Held | None:
    """Return the tags in `If-None-Match` of a reading request; None for others.

    `media_type` is that of the answer, where a resource has several.
    """
    if request.method not in SAFE or "if-none-match" not in request.headers:
        return None
    scope = request.scope
    representation = (media_type, scope.get("root_path", ""), scope["path"], scope["query_string"])
    return Held(held_tags(request.headers), representation, state_of(request.scope).known_answers)
