"""Headers as our middleware reads them: from the scope, since every request pays for it."""

from starlette.types import Scope


def header(scope: Scope, name: bytes) -> str | None:
    """The first header called `name`, in lower case; None when there is none."""
    for key, value in scope["headers"]:
        if key == name:
            text: str = value.decode("latin-1")
            return text
    return None
