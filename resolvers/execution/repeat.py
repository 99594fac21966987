"""Repeated queries: the cached answer, and the check that it is still current."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db.query.compile import Statement
from resolvers.execution.response_cache import CachedAnswer, ResponseCache
from resolvers.execution.revalidation import Held, KnownAnswer, Revalidation


def forget(_tag: str) -> None:
    """No-op: the answer has no ETag."""


@dataclass(slots=True)
class Repeat:
    """One query, which may have an earlier answer.

    That answer is known by its tag, or it is in the response cache, or both.

    `last_change` is that of the data now, once it was looked up; see `db.query.dependencies`.
    """

    responses: ResponseCache
    last_change: bytes | None = None
    _revalidation: Revalidation | None = None
    _tag: KnownAnswer | None = None
    _key: Hashable | None = None
    _answer: CachedAnswer | None = None

    def revalidate(self, held: Held, parts: Sequence[object], values: Sequence[object]) -> None:
        """Note that the client holds an answer; see `Revalidation.of`."""
        self._revalidation = Revalidation.of(held, parts, values)
        self._tag = self._revalidation.known()

    def look_up(self, statement: Statement, rights: Hashable, values: Sequence[object]) -> None:
        """Look for the answer in the response cache; see `ResponseCache.key`."""
        self._key = self.responses.key(statement, rights, values)
        if self._key is not None:
            self._answer = self.responses.find(self._key)

    @property
    def may_be_known(self) -> bool:
        """Tell whether the last change should be looked up."""
        return self._tag is not None or self._answer is not None

    @property
    def tag(self) -> str | None:
        """The tag of the client's copy, if that copy is still current."""
        known = self._tag
        return known.tag if known and known.last_change == self.last_change else None

    @property
    def answer(self) -> CachedAnswer | None:
        """The cached answer, if it is still current."""
        answer = self._answer
        if answer is None or answer.last_change != self.last_change:
            return None
        self.responses.hits += 1
        return answer

    def is_followed(self) -> bool:
        """Return whether the statement must also return the last change that it has seen."""
        repeated = self._key is not None and self.responses.is_repeated(self._key)
        return self._revalidation is not None or repeated

    def made(self, last_change: bytes, data: Mapping[str, bytes]) -> None:
        """Store the answer of a statement that returned its last change."""
        self.last_change = last_change
        if self._key is not None:
            self.responses.keep(self._key, data, last_change)

    @property
    def note_tag(self) -> Callable[[str], None]:
        """The function to call with the tag that the answer was given."""
        if self._revalidation is None or self.last_change is None:
            return forget
        return partial(self._revalidation.note, self.last_change)
