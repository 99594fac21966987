"""Small objects made from the request and not the database: the viewer, user errors."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

import orjson

from db.models.types import stored_datetime
from db.query.selection import Selection


def literal_json(typename: str, values: Mapping[str, object], selection: Selection) -> object:
    """The selected members of an object whose `values` are at hand, ready for `orjson`."""
    return {
        field.key: typename if field.name == "__typename" else _leaf(values[field.name])
        for field in selection
    }


def dump(value: object) -> bytes:
    """JSON text of what `literal_json` answers."""
    return orjson.dumps(value)


def _leaf(value: object) -> object:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime):
        return stored_datetime(value) + "Z"
    return value
