"""Tables as NDJSON: each node as the statement wrote it, one a line."""

from collections.abc import Sequence


class NdjsonFormat:
    """Writes a table as NDJSON."""

    def begin(self) -> bytes:
        return b""

    def rows(self, page: Sequence[bytes]) -> bytes:
        return b"\n".join([*page, b""])

    def end(self) -> bytes:
        return b""
