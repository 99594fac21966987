"""Documents in the files of client tools, checked before they are registered.

A file is a GraphQL document, or one of two JSON manifests: a map from identifiers to documents, as
the Relay compiler and GraphQL Code Generator write it, or Apollo's `persisted-query-manifest`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from db.persisted import Document, canonical, digest
from resolvers.document.operation import Operations
from resolvers.errors import OperationError

APOLLO = "apollo-persisted-query-manifest"
_JSON = re.compile(r'\s*(\[|\{\s*")')
"""Characters that begin JSON but no GraphQL document."""
_NAME = re.compile(r"\b(?:query|mutation|subscription)\s+(\w+)")


class ManifestError(Exception):
    """A document that cannot be registered; the message names file, operation and rule."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a file, with its name in that file."""

    file: str
    text: str
    identifier: str | None = None

    def error(self, rule: str) -> ManifestError:
        """The error for a rule that this entry breaks."""
        name = _NAME.search(self.text)
        which = name[1] if name else self.identifier
        return ManifestError(": ".join(part for part in (self.file, which, rule) if part))


def documents_of(
    file: str, content: bytes, operations: Operations
) -> tuple[list[Document], list[str]]:
    """The documents in a file, and the errors of those that cannot be registered."""
    documents, faults = [], []
    try:
        for entry in entries(file, content):
            try:
                documents.append(checked(entry, operations))
            except ManifestError as error:
                faults.append(str(error))
    except ManifestError as error:
        faults.append(str(error))
    return documents, faults


def entries(file: str, content: bytes) -> Iterator[Entry]:
    """The documents in a file of that name. Raises ManifestError."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise ManifestError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from None
    try:
        manifest = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        if file.endswith(".json") or _JSON.match(text):
            raise ManifestError(f"{file}: not JSON: {error}") from None
        yield Entry(file, text)
        return
    yield from _listed(file, manifest)


def _listed(file: str, manifest: Any) -> Iterator[Entry]:
    unknown = ManifestError(
        f'{file}: neither {{"<id>": "<document>", ...}} nor of the format {APOLLO!r}, version 1'
    )
    if not isinstance(manifest, dict):
        raise unknown
    pairs: Iterable[tuple[object, object]] = manifest.items()
    if "format" in manifest:
        operations = manifest.get("operations")
        if (manifest["format"], manifest.get("version")) != (APOLLO, 1):
            raise unknown
        if not isinstance(operations, list) or not all(isinstance(o, dict) for o in operations):
            raise unknown
        pairs = [(each.get("id"), each.get("body")) for each in operations]
    for identifier, text in pairs:
        if not isinstance(identifier, str) or not isinstance(text, str):
            raise unknown
        yield Entry(file, text, identifier)


def checked(entry: Entry, operations: Operations) -> Document:
    """The document, ready to be registered. Raises ManifestError for the rule that it breaks."""
    try:
        names = tuple(operations.names(entry.text))
    except OperationError as error:
        raise entry.error("; ".join(map(_told, error.errors))) from None
    if "\0" in entry.text:
        raise entry.error("has a NUL character")
    if entry.identifier is None:
        return Document(entry.text, names)
    identifier = canonical(entry.identifier)
    if identifier is None:
        raise entry.error(f"{entry.identifier!r} is no document identifier")
    sha256 = digest(entry.text)
    if identifier == sha256:
        return Document(entry.text, names)
    if canonical(f"sha256:{identifier}"):
        raise entry.error(f"{entry.identifier!r} is not the SHA-256 of the document")
    return Document(entry.text, names, (identifier,))


def _told(error: Any) -> str:
    where = error.locations
    return f"{error.message} (line {where[0].line})" if where else str(error.message)
