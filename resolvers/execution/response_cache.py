"""The response cache: in memory, answers to queries asked for more than once.

An answer is given again only while the last change of all that its statement reads is the one that
it has seen, which is asked of the database each time (`db.query.dependencies`). So no answer is
older than a change that was acknowledged before the request, by this process or by another one.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from db.query.compile import Statement
from db.query.dependencies import EVERYTHING, nouns_of
from resolvers.cache import LeastRecentlyUsed

MOST_SEEN = 10_000
"""Requests that are remembered as made once."""
MOST_ANSWERS = 10_000
LARGEST_SHARE = 8
"""One answer takes at most this part of the memory: large ones must not drive out all others."""
OVERHEAD = 1_000
"""Bytes that an answer takes beside its texts, about."""


@dataclass(slots=True)
class CachedAnswer:
    """An answer that has seen `last_change`: the finished JSON of its root fields.

    `made` are bytes that were made from it, by what they are: a whole body, a compressed one.
    """

    cache: "ResponseCache"
    key: Hashable
    data: Mapping[str, bytes]
    last_change: bytes
    size: int
    made: dict[Hashable, bytes] = field(default_factory=dict)

    def add(self, name: Hashable, made: bytes) -> None:
        """Keep bytes that were made from it, as long as it is kept itself."""
        self.cache.add(self, name, made)


class ResponseCache:
    """The answers of one process, at most `memory` bytes of them; 0 keeps none.

    A key is all that makes an answer but the rows: the statement's text, the keys of the response,
    the rights of the caller, and the bound values, which stand for the caller where the answer
    depends on who asks, and for the time: a duration is bound as the instant that it means now.
    """

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.hits = 0
        self._seen = LeastRecentlyUsed[int, bool](MOST_SEEN)
        self._answers = LeastRecentlyUsed[Hashable, CachedAnswer](
            MOST_ANSWERS, memory, lambda answer: answer.size
        )
        self._cacheable = LeastRecentlyUsed[str, bool](MOST_SEEN)

    @property
    def weight(self) -> int:
        """Bytes that the answers take, about."""
        return self._answers.weight

    def key(
        self, statement: Statement, rights: Hashable, values: Sequence[object]
    ) -> Hashable | None:
        """Return the key of an answer; None for one that is not worth keeping.

        A statement that reads the log, or every noun, has another last change each time.
        """
        if not self.memory or not self._cacheable.get_or_make(
            statement.text, lambda: _has_rest(statement.text)
        ):
            return None
        key = (statement.text, statement.keys, rights, *map(_hashable, values))
        try:
            hash(key)
        except TypeError:
            return None
        return key

    def find(self, key: Hashable) -> CachedAnswer | None:
        """Return the answer that is kept for `key`, whether it is still right or not."""
        return self._answers.get(key)

    def is_repeated(self, key: Hashable) -> bool:
        """Return whether the same was asked for before, and remember that it is now."""
        # Another request with this number has its answer kept one time too early, at worst.
        number = hash(key)
        if self._seen.get(number):
            return True
        self._seen.keep(number, True)
        return False

    def keep(self, key: Hashable, data: Mapping[str, bytes], last_change: bytes) -> None:
        """Keep the answer that was made, unless it is too large."""
        # The key holds what the client has sent.
        size = sum(map(len, data.values())) + _weight(key) + OVERHEAD
        self._keep(CachedAnswer(self, key, data, last_change, size))

    def add(self, answer: CachedAnswer, name: Hashable, made: bytes) -> None:
        """Keep bytes that were made from an answer together with it."""
        is_kept = self._answers.get(answer.key) is answer
        if is_kept:
            self._answers.drop(answer.key)
        answer.made[name] = made
        answer.size += len(made)
        if is_kept:
            self._keep(answer)

    def _keep(self, answer: CachedAnswer) -> None:
        if answer.size * LARGEST_SHARE <= self.memory:
            self._answers.keep(answer.key, answer)


NO_CACHE = ResponseCache(0)
"""A cache that keeps nothing."""


def _has_rest(text: str) -> bool:
    return nouns_of(text) not in (EVERYTHING, frozenset())


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _weight(value: object) -> int:
    if isinstance(value, tuple):
        return sum(map(_weight, value))
    return len(value) if isinstance(value, str | bytes) else 8
