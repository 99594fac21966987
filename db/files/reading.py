"""Reads of the texts of attachments in threads, one at a time for each token."""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

from db.engine.base import Reads
from db.errors import BadInput
from db.files import text
from db.files.library import Library, StoredAttachment
from db.files.media import holds_text
from db.files.threads import in_thread

MOST_TOKENS = 10_000
MOST_FILES = 10
"""Files of one search."""

T = TypeVar("T")


class TextReader:
    """Reads the texts in `library`. Concurrent requests of one token wait for each other."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turns: OrderedDict[str | None, asyncio.Lock] = OrderedDict()

    async def slice(
        self, reads: Reads, token_id: str | None, attachment_id: str, offset: int, length: int
    ) -> text.Slice | None:
        """A part of a text; None when there is no such attachment. Raises BadInput."""
        found = await self._text(reads, attachment_id, "id")
        if found is None:
            return None
        work = partial(text.read_slice, self._library.store, found.sha256, found.size)
        async with self._turn(token_id):
            return await in_thread(work, offset, length)

    async def tail(
        self, reads: Reads, token_id: str | None, attachment_id: str, lines: int
    ) -> text.Slice | None:
        """The last lines of a text; None when there is no such attachment. Raises BadInput."""
        found = await self._text(reads, attachment_id, "id")
        if found is None:
            return None
        work = partial(text.read_tail, self._library.store, found.sha256, found.size)
        async with self._turn(token_id):
            return await in_thread(work, lines)

    async def grep(
        self,
        reads: Reads,
        token_id: str | None,
        ids: Sequence[str],
        pattern: str,
        *,
        before: int,
        after: int,
        first: int,
        seconds: float,
    ) -> tuple[list[tuple[str, text.Match]], bool]:
        """The first matches in some texts, each with its attachment, and whether there are more.

        The search ends after `seconds` with the matches found so far, and at once when cancelled.
        Raises BadInput.
        """
        try:
            compiled = text.compiled(pattern)
        except text.BadPattern as error:
            raise BadInput("pattern", str(error)) from None
        deadline = time.monotonic() + seconds
        found: list[tuple[str, text.Match]] = []
        truncated = False
        async with self._turn(token_id):
            for index, each in enumerate(ids):
                attachment = await self._text(reads, each, f"ids.{index}")
                if attachment is None:
                    raise BadInput(f"ids.{index}", "is the id of no attachment")
                work = partial(
                    text.grep,
                    self._library.store,
                    attachment.sha256,
                    attachment.size,
                    compiled,
                    before=before,
                    after=after,
                    first=first - len(found),
                    deadline=deadline,
                )
                result = await _stopped_when_cancelled(work)
                found += [(attachment.id, match) for match in result.matches]
                truncated |= result.truncated
        return found, truncated

    async def _text(self, reads: Reads, attachment_id: str, path: str) -> StoredAttachment | None:
        found = await self._library.find(reads, attachment_id)
        if found is not None and not (found.sha256 and holds_text(found.media_type)):
            raise BadInput(path, "must be an attachment with text")
        return found

    @asynccontextmanager
    async def _turn(self, token_id: str | None) -> AsyncIterator[None]:
        turn = self._turns.setdefault(token_id, asyncio.Lock())
        self._turns.move_to_end(token_id)
        if len(self._turns) > MOST_TOKENS:
            self._turns.popitem(last=False)
        async with turn:
            yield


async def _stopped_when_cancelled(work: Callable[..., T]) -> T:
    """Run `work` with a `stop` function that returns True once the caller has left."""
    stop = threading.Event()
    try:
        return await in_thread(partial(work, stop=stop.is_set))
    finally:
        stop.set()
