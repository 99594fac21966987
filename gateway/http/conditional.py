"""What a client says that it holds already, for whoever makes the answer (see `Held`)."""

from starlette.requests import Request

from resolvers.execution.revalidation import Held
from rest_compat.conditional import held_tags

SAFE = ("GET", "HEAD")


def held(request: Request, media_type: str = "") -> Held | None:
    """What a request that reads names in `If-None-Match`; None for any other request.

    `media_type` is that of the answer, where a resource has several.
    """
    if request.method not in SAFE or "if-none-match" not in request.headers:
        return None
    scope = request.scope
    representation = (media_type, scope.get("root_path", ""), scope["path"], scope["query_string"])
    return Held(held_tags(request.headers), representation, request.app.state.known_answers)
