"""Revalidation: tell whether the client's copy of an answer still holds.

A client that asks again sends the tag of what it holds (`If-None-Match`). Whoever answers notes the
tag with the last change that the answer has seen. As long as that is the last change of all that
the statement reads, the same values give the same answer, so the tag is still its tag.

Tags are hashes of answers and hold without this memory; it only saves making the answer. So it may
forget, is not shared between processes, and ends with the version of the program that filled it.
"""

import hashlib
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from resolvers.cache import LeastRecentlyUsed

MOST_ANSWERS = 10_000
"""Answers that are remembered, some 300 bytes each."""


class Known(NamedTuple):
    """The tag of an answer that has seen `last_change`."""

    tag: str
    last_change: bytes


class KnownAnswers(LeastRecentlyUsed[bytes, Known]):
    """The answers that were asked for again last, by what makes them."""

    def __init__(self, size: int = MOST_ANSWERS) -> None:
        super().__init__(size)


@dataclass(frozen=True, slots=True)
class Held:
    """The answers that the client says it holds.

    `tags` are those of answers to the same request, None for any tag; `representation` is all of
    the request that shapes the response beside the operation, such as its media type; `answers` are
    those that are known.
    """

    tags: Collection[str] | None
    representation: Hashable
    answers: KnownAnswers


@dataclass(frozen=True, slots=True)
class Revalidation:
    """One answer that is asked for again; `key` stands for all that makes it but the rows."""

    held: Held
    key: bytes

    @classmethod
    def of(cls, held: Held, parts: Sequence[object], values: Sequence[object]) -> "Revalidation":
        """The revalidation of the answer that `parts` of the request and bound `values` make.

        The values stand for the time too: a duration is bound as the instant that it means now, so
        an answer relative to the present moment is never known; one relative to this week is.
        """
        text = repr((held.representation, parts, values))
        return cls(held, hashlib.sha256(text.encode()).digest())

    def known(self) -> Known | None:
        """The answer that is known, if the client says that it holds that one."""
        known = self.held.answers.get(self.key)
        if known is None or (self.held.tags is not None and known.tag not in self.held.tags):
            return None
        return known

    def note(self, last_change: bytes, tag: str) -> None:
        """Remember the answer that was made, and the tag that it was given."""
        self.held.answers.keep(self.key, Known(tag, last_change))
