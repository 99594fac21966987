"""Headers of a request: the limit on their size, and their values by name.

`gateway.http.strict_http` enforces the limit on size, `gateway.http.deadlines` that on time.
"""

from starlette.types import Scope

LARGEST_HEAD = 64 * 1024
"""Maximum bytes of a request outside its body: request line, headers, chunk framing."""
CHUNK_FRAME = 32
"""Bytes of chunk framing allowed per piece of a body: its length, and line ends."""

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
