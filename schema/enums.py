"""The stored enums as clients see them: the same members, each with its description."""

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from db.enums import (
    ChangeAction,
    DeliveryStatus,
    ErrorPolicy,
    IssuePriority,
    IssueStatus,
    NullsOrder,
    ObjectType,
    OrderDirection,
    TokenScope,
    UpsertAction,
    UserErrorCode,
)
from schema.field import description_of

E = TypeVar("E", bound=Enum)
NOTHING: Mapping[str, str] = MappingProxyType({})


def describe(
    enum: type[E], description: str, deprecated: Mapping[str, str] = NOTHING, **members: str
) -> type[E]:
    """Declare `enum` as a GraphQL enum with descriptions for it and for each member.

    Args:
        enum: the enum.
        description: what it stands for.
        deprecated: name of a member that will go -> what to use instead.
        members: name of a member -> its description.

    Raises:
        TypeError: `members` does not name exactly the members of `enum`.
    """
    if members.keys() != enum.__members__.keys():
        raise TypeError(f"{enum.__name__}: describe {', '.join(enum.__members__)}")
    declared = strawberry.enum(enum, description=description)
    definition = declared.__strawberry_definition__  # type: ignore[attr-defined]  # set just above
    assert isinstance(definition, StrawberryEnumDefinition)
    for value in definition.values:
        value.description = members[value.name]
        value.deprecation_reason = deprecated.get(value.name)
    return enum


def enum_type(
    deprecated: Mapping[str, str] = NOTHING, **members: str
) -> Callable[[type[E]], type[E]]:
    """Declare the decorated enum, described by its docstring; for the rest see `describe`."""
    return lambda enum: describe(enum, description_of(enum), deprecated, **members)


describe(
    IssueStatus,
    "How far an issue has come, in workflow order.",
    OPEN="Identified, and nobody works on it yet.",
    IN_PROGRESS="Being investigated or fixed.",
    RESOLVED="Dealt with; the resolution summary says how.",
    REJECTED="Closed without a fix: not a problem, or not one to solve.",
)
describe(
    IssuePriority,
    "How urgent an issue is. LOW sorts before MEDIUM, MEDIUM before HIGH.",
    LOW="Can wait.",
    MEDIUM="Should be dealt with in the ordinary course of work.",
    HIGH="Needs attention first.",
)
describe(
    ChangeAction,
    "What was done to an object.",
    CREATED="The object came into being.",
    UPDATED="Some of its fields or links were changed.",
    DELETED="The object was deleted.",
    RESTORED="The object was deleted before and is back.",
    PURGED="The object was deleted before and is gone for good, with its texts in the log.",
    RESET="Changes before this one are no longer in the log: read anew what you keep.",
)
describe(
    ObjectType,
    "The kinds of object whose changes are recorded.",
    ISSUE="An `Issue`.",
    COMMENT="A `Comment`.",
    FILE="A `File`.",
    ATTACHMENT="An `Attachment`.",
    SESSION="A `Session`.",
    LOG="The log itself, of which the beginning was trimmed; its id is all zeros.",
)
describe(
    DeliveryStatus,
    "Whether a message of a webhook has arrived.",
    PENDING="It waits to be sent, for the first time or again.",
    DELIVERED="The receiver has answered with a status of 200 to 299.",
    FAILED="It did not arrive, and its webhook is disabled.",
)
describe(
    TokenScope,
    "What a token permits. Each scope includes the ones before it.",
    READ="Queries and subscriptions.",
    WRITE="Mutations too.",
    ADMIN="Changing and deleting the comments of others too.",
)
describe(
    UserErrorCode,
    "Why a mutation was refused.",
    INVALID="A value breaks a rule.",
    NOT_FOUND="An object named by the input does not exist.",
    CONFLICT="The object has changed since the version the input expects.",
    FORBIDDEN="You may not do this.",
    TOO_LARGE="A value is larger than allowed.",
)
describe(
    OrderDirection,
    "Which way a list is ordered.",
    ASC="From the smallest, the earliest or A.",
    DESC="From the largest, the latest or Z.",
)
describe(
    NullsOrder,
    "Where objects without a value go in an ordered list.",
    FIRST="Before all others.",
    LAST="After all others.",
)

describe(
    ErrorPolicy,
    "Behaviour of a change of many objects when some of them cannot be changed.",
    REJECT_ALL="Change none of them.",
    REJECT_FAILED="Leave those out and change the others.",
)

describe(
    UpsertAction,
    "Outcome of filing a failure by its fingerprint.",
    CREATED="There was no issue with the fingerprint, now there is.",
    BUMPED="The issue counts one more occurrence.",
    REOPENED="The issue counts one more occurrence; it was resolved or deleted and is open again.",
)
