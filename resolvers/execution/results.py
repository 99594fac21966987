"""The `results` of a bulk mutation: the outcome of each item, as JSON."""

from collections.abc import Iterable, Sequence

from db.actions.bulk import ItemResult
from db.query.selection import Field
from resolvers.errors import user_errors
from resolvers.execution.literal import dump, join, literal_json

OBJECT = "issue"
"""The member of an item that is read from the database."""


def objects(field: Field) -> list[Field]:
    """Return the members of each item that are read from the database."""
    return [child for child in field.fields if child.name == OBJECT]


def results_json(
    field: Field, items: Sequence[ItemResult], rows: Iterable[Sequence[bytes]]
) -> bytes:
    """Write the list of all items; `rows` are the `objects` of those carried out, in order."""
    found = iter(rows)
    keys = [child.key for child in objects(field)]
    written = []
    for index, item in enumerate(items):
        read = dict(zip(keys, next(found, ()), strict=False)) if item.issue_id else {}
        written.append(
            join({child.key: _member(child, index, item, read) for child in field.fields})
        )
    return b"[" + b",".join(written) + b"]"


def _member(child: Field, index: int, item: ItemResult, read: dict[str, bytes]) -> bytes:
    match child.name:
        case "index":
            return dump(index)
        case "user_errors":
            errors = user_errors(item.errors)
            return dump([literal_json("UserError", error, child.fields) for error in errors])
        case "__typename":
            return dump("IssueResult")
        case _:
            return read.get(child.key, b"null")
