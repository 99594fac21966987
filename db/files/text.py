"""Reads of text files: slices, last lines, and lines that match a pattern.

Each reads the store in large pieces, keeps little in memory, and stops when its caller has left.
Patterns are RE2's, whose time is linear in the text for every pattern.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import re2

from db.files.store import FileStore

PIECE = 1024 * 1024
"""Bytes of one read."""
BLOCK = 64 * 1024
"""Bytes of one read of a tail, from the end."""
LONGEST_SLICE = 1024 * 1024
"""Bytes of one slice of text."""
MOST_LINES = 10_000
"""Lines of a tail."""
MOST_MATCHES = 1000
MOST_CONTEXT = 20
"""Lines before or after a match."""
LONGEST_LINE = 4096
"""Maximum bytes of a line in an answer; the rest is cut off."""
LONGEST_PART = 1024 * 1024
"""Maximum bytes of a line that are searched at once; a longer line is searched in parts."""
LONGEST_PATTERN = 1000
PATTERN_MEMORY = 8 * 1024 * 1024
"""Maximum bytes of a compiled pattern."""


class BadPattern(ValueError):
    """A pattern that RE2 does not take; the message completes `The pattern ...`."""


class Stopped(Exception):
    """The end of a search whose caller has left."""


Stop = Callable[[], bool]
"""Returns whether to end early."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a text: where it begins and ends, in bytes, and the size of all of it."""

    text: str
    offset: int
    end: int
    size: int


@dataclass(slots=True)
class Match:
    """A line that matches; `number` counts from 1."""

    line: str
    number: int
    before: list[str]
    after: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """The matches in one file; `truncated` tells that there may be more."""

    matches: list[Match]
    truncated: bool


def read_slice(store: FileStore, key: str, size: int, offset: int, length: int) -> Slice:
    """Read at most `length` bytes of text from `offset` on, without half characters.

    Raises ContentMissing and StoreUnavailable, as everything here.
    """
    start = min(max(offset, 0), size)
    raw = store.read(key, start, min(length, LONGEST_SLICE)) if start < size else b""
    if start:
        whole = raw.lstrip(_CONTINUED)[-len(raw) :] if raw[:1] in _CONTINUATIONS else raw
        start += len(raw) - len(whole)
        raw = whole
    if start + len(raw) < size:
        raw = raw[: _whole_characters(raw)]
    return Slice(_text(raw), start, start + len(raw), size)


def read_tail(store: FileStore, key: str, size: int, lines: int) -> Slice:
    """Read the last `lines` lines, at most `LONGEST_SLICE` bytes of them."""
    wanted, end = min(lines, MOST_LINES), size
    pieces: deque[bytes] = deque()
    position, breaks = size, 0
    while position > 0 and breaks <= wanted and size - position < LONGEST_SLICE:
        length = min(BLOCK, position)
        position -= length
        piece = store.read(key, position, length)
        breaks += piece.count(b"\n")
        pieces.appendleft(piece)
    raw = b"".join(pieces)
    start = position + _start_of_last(raw, wanted)
    raw = raw[start - position :]
    if len(raw) > LONGEST_SLICE:
        start += len(raw) - LONGEST_SLICE
        raw = raw[-LONGEST_SLICE:]
    return Slice(_text(raw), start, end, size)


def _start_of_last(raw: bytes, lines: int) -> int:
    """Return the place where the last `lines` lines of `raw` begin."""
    at = len(raw) - 1 if raw.endswith(b"\n") else len(raw)
    for _ in range(lines):
        at = raw.rfind(b"\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def compiled(pattern: str) -> "re2._Regexp":
    """Compile a pattern for `grep`. Raises BadPattern."""
    if not pattern or len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"must have 1 to {LONGEST_PATTERN} characters")
    options = re2.Options()
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    options.never_nl = False
    try:
        return re2.compile(f"(?m:{pattern})".encode(), options)
    except re2.error as error:
        raise BadPattern(f"is no RE2 pattern: {_reason(error)}") from None


def grep(
    store: FileStore,
    key: str,
    size: int,
    pattern: "re2._Regexp",
    *,
    before: int,
    after: int,
    first: int,
    stop: Stop,
    deadline: float,
) -> Found:
    """Find the first lines that match `pattern`, with lines around them.

    `deadline` is on the clock of `time.monotonic`. Raises Stopped.
    """
    finder = _Finder(before, after, first)
    for block in _blocks(store, key, size):
        if stop():
            raise Stopped
        if time.monotonic() > deadline:
            return Found(finder.matches, truncated=True)
        if finder.look(block, pattern):
            break
    return Found(finder.matches, truncated=finder.is_full)


def _blocks(store: FileStore, key: str, size: int) -> Iterator[bytes]:
    """Yield blocks of complete lines; a line longer than a block comes in parts."""
    rest, position = b"", 0
    while position < size:
        piece = store.read(key, position, min(PIECE, size - position))
        if not piece:
            break
        position += len(piece)
        cut = piece.rfind(b"\n") + 1
        if not cut and len(rest) < LONGEST_PART and position < size:
            rest += piece
            continue
        yield rest + piece[:cut] if cut else rest + piece
        rest = piece[cut:] if cut else b""
    if rest:
        yield rest


class _Finder:
    """Collects matches over blocks of lines."""

    def __init__(self, before: int, after: int, first: int) -> None:
        self.matches: list[Match] = []
        self._before, self._after, self._first = before, after, first
        self.is_full = False  # whether there are more matches than are wanted
        self._number = 1  # of the first line of the block
        self._last: list[str] = []  # lines before the block
        self._owed: list[Match] = []  # the matches that want more lines after them

    def look(self, block: bytes, pattern: "re2._Regexp") -> bool:
        """Search a block of complete lines; return True once the search is done."""
        position, counted, number = 0, 0, self._number
        for owed in self._owed:
            self._pay(owed, block, 0)
        while not self.is_full:
            found = pattern.search(block, position)
            if found is None:
                break
            start = block.rfind(b"\n", 0, found.start()) + 1
            if start >= len(block) and start:
                break
            if len(self.matches) == self._first:
                self.is_full = True
                break
            number += block.count(b"\n", counted, start)
            counted = start
            end = block.find(b"\n", start)
            end = len(block) if end < 0 else end
            match = Match(_shown(block[start:end]), number, self._context(block, start))
            self.matches.append(match)
            self._pay(match, block, end + 1)
            self._owed.append(match)
            position = end + 1
            if position >= len(block):
                break
        self._owed = [each for each in self._owed if len(each.after) < self._after]
        self._number += block.count(b"\n")
        if self._before:
            self._last = self._context(block, len(block))
        return self.is_full and not self._owed

    def _context(self, block: bytes, start: int) -> list[str]:
        """The lines before `start`, those before the block among them."""
        if not self._before:
            return []
        at = start
        for _ in range(self._before):
            if at <= 0:
                break
            at = block.rfind(b"\n", 0, at - 1) + 1
        lines = [_shown(line) for line in block[at:start].split(b"\n")[:-1]]
        if at == 0:
            lines = [*self._last, *lines]
        return lines[-self._before :]

    def _pay(self, match: Match, block: bytes, start: int) -> None:
        """Add the following lines of this block to a match, from `start` on."""
        while len(match.after) < self._after and start < len(block):
            end = block.find(b"\n", start)
            end = len(block) if end < 0 else end
            match.after.append(_shown(block[start:end]))
            start = end + 1


_CONTINUATIONS = frozenset(bytes([byte]) for byte in range(0x80, 0xC0))
_CONTINUED = bytes(range(0x80, 0xC0))


def _whole_characters(raw: bytes) -> int:
    """Return the length of `raw` without the beginning of a character at its end."""
    for back in range(1, min(4, len(raw)) + 1):
        byte = raw[-back]
        if byte & 0xC0 == 0x80:
            continue
        needed = 1 + (byte >= 0xC0) + (byte >= 0xE0) + (byte >= 0xF0)
        return len(raw) - back if needed > back else len(raw)
    return len(raw)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\0", "\ufffd")


def _shown(line: bytes) -> str:
    return _text(line[:LONGEST_LINE].removesuffix(b"\r"))


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else "invalid"
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
