"""Receiving files: into the staging folder, within limits, then into the store.

A file becomes visible only when its operation commits. It is removed when the operation is refused,
the client disconnects or the disk is full.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request

from db.files.library import Hold, Library
from db.files.media import BadNameError, shown_name
from db.files.staging import Content, StagedFile
from db.files.threads import in_thread
from gateway.files.multipart import MEDIA_TYPE, Event, Part, boundary_of, events
from rest_compat.problem import Problem
from schema.scalars import UploadedFile

MOST_FILES = 10
WRITTEN_AT_ONCE = 1024 * 1024
"""Bytes of a file that are buffered in memory for one call of a thread."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one upload.

    They are the bytes of a file, the bytes of all fields together, the seconds between two pieces
    of the body and for the whole body, and the concurrent requests of one token.
    """

    file_bytes: int
    field_bytes: int
    idle_seconds: float
    seconds: float
    at_once: int


class Slots:
    """The number of current uploads of each token."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, token_id: str) -> Iterator[None]:
        """Count one upload. Raises Problem (429)."""
        if self._taken[token_id] >= self._most:
            raise Problem(
                429,
                f"A token may have at most {self._most} uploads under way at once.",
                retry_after=1,
            )
        self._taken[token_id] += 1
        try:
            yield
        finally:
            self._taken[token_id] -= 1
            if not self._taken[token_id]:
                del self._taken[token_id]


@dataclass(slots=True)
class ReceivedForm:
    """A received form: the text of its fields, and its files by the name of their part."""

    library: Library
    fields: dict[str, str] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    staged: list[StagedFile] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)

    async def keep(self) -> list[tuple[str, UploadedFile]]:
        """Store the bytes of every file; each with the name of its part, in their order.

        Raises StoreFull and Unavailable.
        """
        kept = []
        for (part, name), content in zip(self.names, self.contents, strict=True):
            hold = await self.library.keep(content)
            self.holds.append(hold)
            uploaded = UploadedFile(name, content.size, content.media_type, content.sha256, hold.id)
            kept.append((part, uploaded))
        return kept


class Receiver:
    """Receives uploads into `library` within `limits`."""

    def __init__(self, library: Library, limits: Limits) -> None:
        self.library = library
        self.limits = limits
        self.slots = Slots(limits.at_once)

    @asynccontextmanager
    async def form(self, request: Request) -> AsyncIterator[ReceivedForm]:
        """Receive the form of `request`.

        On exit, files that no attachment uses are removed. Raises Problem (400, 408, 413, 415, 422,
        429), StoreFull and StoreUnavailable.
        """
        boundary = boundary_of(request.headers.get("content-type", ""))
        self._require_size(request)
        form = ReceivedForm(self.library)
        with self.slots.taken(request.user.token_id):
            try:
                await self._receive(form, events(boundary, self.pieces(request)))
                yield form
            finally:
                if form.holds:
                    await self.library.let_go(form.holds)
                for staged in form.staged:
                    staged.discard()

    def _require_size(self, request: Request) -> None:
        """Refuse a body whose Content-Length is too large. Raises Problem (413)."""
        announced = request.headers.get("content-length", "")
        most = MOST_FILES * self.limits.file_bytes + 2 * self.limits.field_bytes
        if announced.isdecimal() and (len(announced) > 20 or int(announced) > most):
            raise self.too_large()

    async def pieces(self, request: Request) -> AsyncIterator[bytes]:
        """Yield the body as it arrives. Raises Problem (400, 408)."""
        loop = asyncio.get_running_loop()
        last = loop.time() + self.limits.seconds
        stream = request.stream()
        while True:
            try:
                async with asyncio.timeout_at(min(last, loop.time() + self.limits.idle_seconds)):
                    piece = await anext(stream, None)
            except ClientDisconnect:
                raise Problem(
                    400, "The client disconnected before the body was complete."
                ) from None
            except TimeoutError:
                raise Problem(
                    408, "The body did not arrive in time.", headers={"Connection": "close"}
                ) from None
            if piece is None:
                return
            yield piece

    async def _receive(self, form: ReceivedForm, body: AsyncIterator[Event]) -> None:
        room = self.limits.field_bytes
        async for event in body:
            assert isinstance(event, Part)
            if event.file_name is None:
                text = await _field(body, room)
                room -= len(text)
                if event.name in form.fields:
                    raise Problem(400, f"The part {event.name!r:.80} is there twice.")
                form.fields[event.name] = _decoded(event.name, text)
            else:
                await self._file(form, event, body)

    async def _file(self, form: ReceivedForm, part: Part, body: AsyncIterator[Event]) -> None:
        if len(form.staged) == MOST_FILES:
            raise Problem(413, f"A request may have at most {MOST_FILES} files.")
        name = checked_name(part.name, part.file_name or "")
        staged = await in_thread(StagedFile, self.library.staging)
        form.staged.append(staged)
        buffer = bytearray()
        async for event in body:
            if event is None:
                break
            assert isinstance(event, bytes)
            buffer += event
            if staged.size + len(buffer) > self.limits.file_bytes:
                raise self.too_large()
            if len(buffer) >= WRITTEN_AT_ONCE:
                await in_thread(staged.write, bytes(buffer))
                buffer.clear()
        if buffer:
            await in_thread(staged.write, bytes(buffer))
        if not staged.size:
            raise faulty(part.name, "The file is empty.", "empty_file")
        form.names.append((part.name, name))
        form.contents.append(await in_thread(staged.content, name))

    def too_large(self) -> Problem:
        """The answer to a file that is larger than the limit."""
        return Problem(413, f"A file may have at most {self.limits.file_bytes} bytes.")


def is_form(request: Request) -> bool:
    """Return whether a request says that it sends a form."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == MEDIA_TYPE


def checked_name(field_name: str, given: str) -> str:
    """A file name as it is kept. Raises Problem (422)."""
    try:
        return shown_name(given)
    except BadNameError as error:
        raise faulty(field_name, f"The file name {error}.", "file_name") from None


def faulty(field_name: str, message: str, kind: str) -> Problem:
    """The answer to a form with a wrong value."""
    return Problem.unprocessable([{"loc": ("body", field_name), "msg": message, "type": kind}])


async def _field(body: AsyncIterator[Event], room: int) -> bytes:
    """The text of one field, which may have `room` bytes."""
    text = bytearray()
    async for event in body:
        if event is None:
            return bytes(text)
        assert isinstance(event, bytes)
        text += event
        if len(text) > room:
            raise Problem(413, "The fields of the form are too large.")
    raise Problem(400, "The body ends within a part.")


def _decoded(name: str, text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, f"The part {name!r:.80} is not UTF-8.") from None
