"""The parameters of a GraphQL request, the same over HTTP and over a WebSocket."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from db.persisted import canonical

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A request (GraphQL over HTTP, section 5, and appendix "Persisted Documents").

    `query` is the document. `query_hash`, its SHA-256 in hexadecimal digits, may replace it.
    `document_id`, its canonical identifier, always does (`gateway.graphql.persisted`).
    """

    query: str | None
    variables: Mapping[str, object]
    operation_name: str | None
    query_hash: str | None = None
    document_id: str | None = None


class BadRequestError(Exception):
    """A malformed GraphQL request; the message names the parameter and the rule."""


def read_request(parameters: object) -> GraphQLRequest:
    """The request in the parsed JSON of a body or a message. Raises BadRequestError."""
    if isinstance(parameters, list):
        raise BadRequestError("Send one operation at a time: batching is off.")
    if not isinstance(parameters, dict):
        raise BadRequestError("The request must be a JSON object.")
    query = parameters.get("query")
    if not isinstance(query, str | None):
        raise BadRequestError("`query` must be a GraphQL document.")
    variables = parameters.get("variables")
    if not isinstance(variables, dict | None):
        raise BadRequestError("`variables` must be an object.")
    name = parameters.get("operationName")
    if not isinstance(name, str | None):
        raise BadRequestError("`operationName` must be a string.")
    query_hash = _query_hash(parameters.get("extensions"))
    document_id = _document_id(parameters.get("documentId"))
    if document_id and (query or query_hash):
        raise BadRequestError("`documentId` stands for the document: send one or the other.")
    if not query and not query_hash and not document_id:
        raise BadRequestError("`query` must be a GraphQL document.")
    return GraphQLRequest(query or None, variables or {}, name or None, query_hash, document_id)


def _query_hash(extensions: object) -> str | None:
    if not isinstance(extensions, dict | None):
        raise BadRequestError("`extensions` must be an object.")
    persisted = (extensions or {}).get("persistedQuery")
    if persisted is None:
        return None
    query_hash = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(query_hash, str) or not _SHA256.fullmatch(query_hash.lower()):
        raise BadRequestError(
            "`extensions.persistedQuery.sha256Hash` must be 64 hexadecimal digits."
        )
    return query_hash.lower()


def _document_id(given: object) -> str | None:
    if given is None or given == "":
        return None
    identifier = canonical(given) if isinstance(given, str) else None
    if identifier is None:
        raise BadRequestError("`documentId` must be a document identifier, such as sha256:...")
    return identifier
