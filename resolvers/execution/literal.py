"""Small objects made without the database: the viewer, user errors."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

import orjson

from db.models.types import stored_datetime
from db.query.selection import Field, Selection

Piece = bytes | dict[str, bytes]
"""The finished JSON of a root field; of a mutation's payload, that of each member."""

LISTED = {"conflicts": "FieldConflict"}
"""Members that are lists of objects, with the name of their type."""


def literal_json(typename: str, values: Mapping[str, object], selection: Selection) -> object:
    """The selected members of an object with these `values`, ready for `orjson`."""
    return {
        field.key: typename if field.name == "__typename" else _leaf(_value(values, field))
        for field in selection
    }


def _value(values: Mapping[str, object], field: Field) -> object:
    """Return a member; one that depends on its arguments is a function of its field."""
    value = values[field.name]
    if field.name in LISTED and isinstance(value, list):
        return [literal_json(LISTED[field.name], each, field.fields) for each in value]
    return value(field) if callable(value) else value


def dump(value: object) -> bytes:
    """JSON text of what `literal_json` answers."""
    return orjson.dumps(value)


def _leaf(value: object) -> object:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime):
        return stored_datetime(value) + "Z"
    return value


def join(pieces: Mapping[str, Piece]) -> bytes:
    """Join the finished JSON of members to an object; their names need no escapes."""
    members = [
        b'"%b":%b' % (key.encode(), join(piece) if isinstance(piece, dict) else piece)
        for key, piece in pieces.items()
    ]
    return b"{" + b",".join(members) + b"}"
