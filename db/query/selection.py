"""A selection: what to read, as plain frozen data. It is the input of the compiler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from db.enums import TokenScope


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value that is known only when the statement runs.

    `index` counts the leaves of the variables of a request, see `Request.leaves`.
    """

    index: int


@dataclass(frozen=True, slots=True)
class Field:
    """One member to read.

    Parameters
    ----------
    key: the name in the answer.
    name: the member's name in the registry (`db.query.entities.registry`), or `__typename`.
    arguments: argument name -> plain values, with a `Slot` for every leaf that is not yet known.
    fields: what to read of the object behind this member; empty for a scalar.
    variants: where the object can be of several types: type name -> what to read of it.
    """

    key: str
    name: str
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    fields: tuple["Field", ...] = ()
    variants: Mapping[str, tuple["Field", ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )


Selection = tuple[Field, ...]


class LeafFormat(Enum):
    """The written form of enums and timestamps, chosen when a statement is compiled."""

    GRAPHQL = "graphql"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Options:
    """Options that shape a statement beside its selection.

    `page_maximum` is the largest `first` or `last` that is accepted, in objects.
    """

    leaf_format: LeafFormat = LeafFormat.GRAPHQL
    page_default: int = 50
    page_maximum: int = 100


@dataclass(frozen=True, slots=True)
class Request:
    """The facts of a request that a compiled statement needs.

    `leaves` are the values of the slots; `author` is the caller; `now` is an aware UTC time;
    `scope` are the caller's rights.
    """

    leaves: Sequence[object]
    author: str
    now: datetime
    scope: TokenScope = TokenScope.READ
