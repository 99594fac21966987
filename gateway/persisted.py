"""Automatic persisted queries: a document is sent once, then its hash stands for it.

The protocol is Apollo's: a client that gets the error `PersistedQueryNotFound` sends document and
hash together. Nothing is trusted: a hash names only the text that it was computed from.
"""

import hashlib
from collections import OrderedDict

from gateway.request import GraphQLRequest
from resolvers.errors import ErrorCode, OperationError

LONGEST = 16_384
"""Characters of a document that is worth keeping; longer ones are answered and forgotten."""


class PersistedQueries:
    """The `size` documents whose hashes were used last."""

    def __init__(self, size: int = 1000) -> None:
        self._size = size
        self._documents: OrderedDict[str, str] = OrderedDict()

    def document(self, request: GraphQLRequest) -> str:
        """The document that `request` brings or names.

        Raises OperationError: PERSISTED_QUERY_NOT_FOUND for a hash that is not known here,
        BAD_USER_INPUT for one that is not the hash of the document beside it.
        """
        if request.query_hash is None:
            assert request.query is not None  # see `gateway.request.read_request`
            return request.query
        if request.query is None:
            return self._known(request.query_hash)
        digest = hashlib.sha256(request.query.encode(errors="surrogatepass")).hexdigest()
        if digest != request.query_hash:
            raise OperationError.of(
                ErrorCode.BAD_USER_INPUT,
                "`extensions.persistedQuery.sha256Hash` is not that of `query`.",
            )
        self._keep(request.query_hash, request.query)
        return request.query

    def _known(self, query_hash: str) -> str:
        if query_hash not in self._documents:
            raise OperationError.of(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
        self._documents.move_to_end(query_hash)
        return self._documents[query_hash]

    def _keep(self, query_hash: str, document: str) -> None:
        if len(document) <= LONGEST:
            self._documents[query_hash] = document
            self._documents.move_to_end(query_hash)
            if len(self._documents) > self._size:
                self._documents.popitem(last=False)
