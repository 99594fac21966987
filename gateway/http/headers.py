"""Headers of a request by name, parsed once for all middleware."""

from starlette.types import Scope

FIELDS = "fields"
"""Key in the scope: the header fields by name, parsed once for each request."""


def header(scope: Scope, name: bytes) -> str | None:
    """The first header called `name`, in lower case; None when there is none."""
    fields: dict[bytes, bytes] | None = scope.get(FIELDS)
    if fields is None:
        # Of several with one name, the first counts.
        fields = scope[FIELDS] = dict(reversed(scope["headers"]))
    value = fields.get(name)
    return None if value is None else value.decode("latin-1")
