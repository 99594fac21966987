"""Reading `multipart/form-data` as it arrives (RFC 7578), in constant memory.

The parser is python-multipart. This module adds the rules that it leaves open: the number of parts,
their size, and that each part is named and complete.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from rest_compat.problem import Problem

MEDIA_TYPE = "multipart/form-data"
MOST_PARTS = 64
LONGEST_HEADER = 4096
IDENTITY = ("", "binary", "8bit", "7bit")
"""Values of `Content-Transfer-Encoding` that leave the bytes as they are."""


@dataclass(frozen=True, slots=True)
class Part:
    """The start of a part: a field, or a file if it has a file name."""

    name: str
    file_name: str | None


Event = Part | bytes | None
"""A part begins, goes on, or ends."""


def boundary_of(content_type: str) -> bytes:
    """Return the boundary of a request with this `Content-Type`. Raises Problem (400, 415)."""
    kind, parameters = parse_options_header(content_type)
    if kind.lower() != MEDIA_TYPE.encode():
        raise Problem(
            415, f"Send the request as {MEDIA_TYPE}.", headers={"Accept-Post": MEDIA_TYPE}
        )
    boundary = parameters.get(b"boundary", b"")
    if not boundary or len(boundary) > 70:
        raise Problem(400, "The Content-Type must name the boundary of the parts, 1 to 70 bytes.")
    return boundary


async def events(boundary: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[Event]:
    """Yield the parts of a body in order. Raises Problem (400) when it breaks a rule."""
    reader = _Reader(boundary)
    async for chunk in chunks:
        for event in reader.feed(chunk):
            yield event
    if not reader.is_complete:
        raise Problem(400, "The body ends before its last boundary.")


class _Reader:
    """Converts the callbacks of the parser to events."""

    def __init__(self, boundary: bytes) -> None:
        self.is_complete = False
        self._events: list[Event] = []
        self._parts = 0
        self._field = b""
        self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._on_part_begin,
                "on_part_data": self._on_part_data,
                "on_part_end": self._on_part_end,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_end": self._on_end,
            },
            max_header_size=LONGEST_HEADER,
        )

    def feed(self, chunk: bytes) -> list[Event]:
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise Problem(400, "The body is not valid multipart/form-data (RFC 7578).") from error
        found, self._events = self._events, []
        return found

    def _on_part_begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise Problem(400, f"A request may have at most {MOST_PARTS} parts.")
        self._headers = {}

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field = self._value = b""

    def _on_headers_finished(self) -> None:
        kind, parameters = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = parameters.get(b"name")
        if kind != b"form-data" or not name:
            raise Problem(400, "Every part must be form-data with a name.")
        coding = self._headers.get(b"content-transfer-encoding", b"").decode("latin-1")
        if coding.strip().lower() not in IDENTITY:
            raise Problem(415, "Send parts without Content-Transfer-Encoding.")
        file_name = parameters.get(b"filename")
        self._events.append(Part(_text(name), None if file_name is None else _text(file_name)))

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._events.append(data[start:end])

    def _on_part_end(self) -> None:
        self._events.append(None)

    def _on_end(self) -> None:
        self.is_complete = True


# Browsers encode three characters of a name this way and do not encode the percent sign (HTML,
# section "Multipart form data").
_WRITTEN = ((b"%22", b'"'), (b"%0A", b"\n"), (b"%0D", b"\r"))


def _text(raw: bytes) -> str:
    for written, meant in _WRITTEN:
        raw = raw.replace(written, meant)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, "Names of parts and files must be UTF-8.") from None
