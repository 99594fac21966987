"""Revalidation: tell whether the client's copy of an answer still holds.

A client that repeats a request sends the tag of its copy (`If-None-Match`).

The process that made an answer remembers its tag and the last change that the answer has seen.
While that is still the last change of the rows that the statement reads, the same values give the
same answer, and the tag is current. Tags are hashes of answers, so they are valid without this
memory, which only saves making the answer. It may therefore forget entries, is not shared between
processes, and ends with the process.
"""

import hashlib
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from resolvers.cache import LeastRecentlyUsed

MOST_ANSWERS = 10_000
"""Number of answers remembered, about 300 bytes each."""


class KnownAnswer(NamedTuple):
    """The tag of an answer that has seen `last_change`."""

    tag: str
    last_change: bytes


class KnownAnswers(LeastRecentlyUsed[bytes, KnownAnswer]):
    """The most recently repeated answers, by the key of their request."""

    def __init__(self, size: int = MOST_ANSWERS) -> None:
        super().__init__(size)


@dataclass(frozen=True, slots=True)
class Held:
    """The answers that the client claims to hold.

    `tags` are those of answers to the same request, None for any tag; `representation` is all of
    the request that shapes the response beside the operation, such as its media type; `answers` are
    those that are known.
    """

    tags: Collection[str] | None
    representation: Hashable
    answers: KnownAnswers


@dataclass(frozen=True, slots=True)
class Revalidation:
    """One repeated request; `key` is everything but the rows that determines its answer."""

    held: Held
    key: bytes

    @classmethod
    def of(cls, held: Held, parts: Sequence[object], values: Sequence[object]) -> "Revalidation":
        """The revalidation of the answer that `parts` of the request and bound `values` make.

        The values include the time: a duration is bound as the instant that it means now, so an
        answer relative to the present moment is never found again; one relative to this week is.
        """
        text = repr((held.representation, parts, values))
        return cls(held, hashlib.sha256(text.encode()).digest())

    def known(self) -> KnownAnswer | None:
        """The remembered answer, if the client claims to hold it."""
        known = self.held.answers.get(self.key)
        if known is None or (self.held.tags is not None and known.tag not in self.held.tags):
            return None
        return known

    def note(self, last_change: bytes, tag: str) -> None:
        """Remember an answer and its tag."""
        self.held.answers.keep(self.key, KnownAnswer(tag, last_change))
