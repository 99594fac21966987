"""The response cache: answers to repeated queries, in memory.

Each time, the database is asked for the last change of the rows that the statement reads
(`db.query.dependencies`). The cached answer is used only if it has seen that change. Therefore no
answer is older than a change that any process acknowledged before the request.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from db.query.compile import Statement
from resolvers.cache import LeastRecentlyUsed

MOST_SEEN = 10_000
"""Number of requests remembered as seen once."""
MOST_ANSWERS = 10_000
LARGEST_SHARE = 8
"""Maximum part of the memory for one answer, so that a large one does not evict all others."""
OVERHEAD = 1_000
"""Approximate bytes of an answer beside its texts."""


@dataclass(slots=True)
class CachedAnswer:
    """An answer that has seen `last_change`: the finished JSON of its root fields.

    `made` are bodies made from it, by kind: plain or compressed.
    """

    cache: "ResponseCache"
    key: Hashable
    data: Mapping[str, bytes]
    last_change: bytes
    size: int
    made: dict[Hashable, bytes] = field(default_factory=dict)

    def add(self, name: Hashable, made: bytes) -> None:
        """Keep a body that was made from it, as long as the answer itself is kept."""
        self.cache.add(self, name, made)


class ResponseCache:
    """The answers of one process, at most `memory` bytes of them; 0 keeps none.

    A key holds everything but the rows that determines an answer: the text of the statement, the
    keys of the response, the rights of the caller, and the bound values. The bound values include
    the caller where the answer depends on the caller. They include the time: a duration is bound as
    the instant that it means now.
    """

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.hits = 0
        self._seen = LeastRecentlyUsed[int, bool](MOST_SEEN)
        self._answers = LeastRecentlyUsed[Hashable, CachedAnswer](
            MOST_ANSWERS, memory, lambda answer: answer.size
        )

    @property
    def weight(self) -> int:
        """The approximate bytes of all answers."""
        return self._answers.weight

    def key(
        self, statement: Statement, rights: Hashable, values: Sequence[object]
    ) -> Hashable | None:
        """Return the key of an answer; None if the answer is not cached.

        A statement that reads the log, or all nouns, depends on every change, so a cached answer is
        rarely current.
        """
        if not self.memory or not statement.may_repeat:
            return None
        key = (statement.text, statement.keys, rights, *map(_hashable, values))
        try:
            hash(key)
        except TypeError:
            return None
        return key

    def find(self, key: Hashable) -> CachedAnswer | None:
        """Return the cached answer for `key`, current or not."""
        return self._answers.get(key)

    def is_repeated(self, key: Hashable) -> bool:
        """Return whether the same request came before, and remember this one."""
        # A collision of hashes only means that an answer is cached one request too early.
        number = hash(key)
        if self._seen.get(number):
            return True
        self._seen.keep(number, True)
        return False

    def keep(self, key: Hashable, data: Mapping[str, bytes], last_change: bytes) -> None:
        """Keep the answer that was made, unless it is too large."""
        # The key holds the client's values, so their size counts.
        size = sum(map(len, data.values())) + _weight(key) + OVERHEAD
        self._keep(CachedAnswer(self, key, data, last_change, size))

    def add(self, answer: CachedAnswer, name: Hashable, made: bytes) -> None:
        """Keep bytes that were made from an answer together with it."""
        answer.made[name] = made
        answer.size += len(made)
        if self._answers.get(answer.key) is answer:
            self._answers.drop(answer.key)
            self._keep(answer)

    def _keep(self, answer: CachedAnswer) -> None:
        if answer.size * LARGEST_SHARE <= self.memory:
            self._answers.keep(answer.key, answer)


NO_CACHE = ResponseCache(0)
"""A cache that keeps nothing."""


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _weight(value: object) -> int:
    if isinstance(value, tuple):
        return sum(map(_weight, value))
    return len(value) if isinstance(value, str | bytes) else 8
