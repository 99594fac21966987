"""Persisted documents: a hash or an id stands for a document that the server knows.

Registered documents are in the database (`issue-gateway operations`). Automatic documents were sent
by a client together with their hash; this process remembers them. That protocol is Apollo's: a
client that gets the error `PersistedQueryNotFound` sends document and hash together. The server
computes each hash itself, so a hash always names the text that it was computed from. A locked
server runs registered documents only, by hash, id or text.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from db.engine import Database
from db.persisted import digest, find
from gateway.graphql.request import GraphQLRequest
from resolvers.cache import LeastRecentlyUsed
from resolvers.errors import ErrorCode, OperationError

LONGEST = 16_384
"""Maximum characters of an automatic document that is kept; longer ones run but are not kept."""
MOST = 1000
MEMORY = 16 * 1024 * 1024
"""Maximum bytes of text kept of each kind."""
TRUST = 3.0
"""Seconds for which a registered document is trusted without another lookup."""


@dataclass(slots=True)
class CachedDocument:
    """A registered document, and the time of its next lookup."""

    text: str
    until: float


class PersistedDocuments:
    """The persisted documents that this process knows.

    Args:
        locked: whether nothing else may run.
        size: how many documents of each kind are kept.
        clock: monotonic seconds.
    """

    def __init__(
        self, *, locked: bool = False, size: int = MOST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.locked = locked
        self._clock = clock
        self._automatic = LeastRecentlyUsed[str, str](size, MEMORY, sys.getsizeof)
        self._registered = LeastRecentlyUsed[str, CachedDocument](
            size, MEMORY, lambda known: sys.getsizeof(known.text)
        )

    async def document(self, request: GraphQLRequest, database: Database) -> str:
        """The document that `request` brings or names.

        Raises OperationError: PERSISTED_QUERY_NOT_FOUND for a hash that is not known,
        BAD_USER_INPUT for an unknown id or a hash that is not that of the document beside it,
        FORBIDDEN for what a locked server does not run. Raises Unavailable.
        """
        text = request.query
        if text is None:
            return await self._named(request, database)
        if request.query_hash is None and not self.locked:
            return text
        sha256 = digest(text)
        if request.query_hash not in (None, sha256):
            raise OperationError.of(
                ErrorCode.BAD_USER_INPUT,
                "`extensions.persistedQuery.sha256Hash` is not that of `query`.",
            )
        if self.locked:
            return await self._find(sha256, database) or self._refuse(request)
        if len(text) <= LONGEST:
            self._automatic.keep(sha256, text)
        return text

    async def _named(self, request: GraphQLRequest, database: Database) -> str:
        identifier = request.query_hash or request.document_id
        assert identifier is not None  # see `gateway.graphql.request.read_request`
        return (
            self._automatic.get(identifier)
            or await self._find(identifier, database)
            or self._refuse(request)
        )

    async def _find(self, identifier: str, database: Database) -> str | None:
        known, now = self._registered.get(identifier), self._clock()
        if known:
            if now < known.until:
                return known.text
            # One request does the lookup; the others use the known document.
            known.until = now + TRUST
        text = await find(database, identifier)
        if text is None:
            self._registered.drop(identifier)
        elif known is None or text != known.text:
            self._registered.keep(identifier, CachedDocument(text, now + TRUST))
        return text

    def _refuse(self, request: GraphQLRequest) -> NoReturn:
        if self.locked:
            raise OperationError.of(
                ErrorCode.FORBIDDEN,
                "This server runs registered operations only: have its operator register this one"
                " with `issue-gateway operations add`.",
            )
        if request.document_id:
            raise OperationError.of(
                ErrorCode.BAD_USER_INPUT,
                f"There is no document {request.document_id!r}: it is not registered here.",
            )
        raise OperationError.of(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
