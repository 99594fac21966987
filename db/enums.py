"""Closed sets of values that rows, actions and the wire share.

Where the value of a member is a number it is the code that is stored, and the order of the codes is
the order in which the members sort. Codes are stable: never renumber one, only add.
"""

from enum import Enum, IntEnum


class IssueStatus(Enum):
    """Where an issue stands in its workflow (Atlas Issues API, `status`)."""

    OPEN = 1
    IN_PROGRESS = 2
    RESOLVED = 3
    REJECTED = 4


class IssuePriority(Enum):
    """How urgent an issue is (Atlas Issues API, `priority`)."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class ChangeAction(Enum):
    """What a row of the change log says happened to its object."""

    CREATED = 1
    UPDATED = 2
    DELETED = 3
    RESTORED = 4


class ObjectType(Enum):
    """Which kind of object a row of the change log is about."""

    ISSUE = 1
    COMMENT = 2
    FILE = 3
    ATTACHMENT = 4
    SESSION = 5


class TokenScope(IntEnum):
    """What the holder of a token may do; each scope includes the lower ones."""

    READ = 1
    WRITE = 2
    ADMIN = 3


class UserErrorCode(Enum):
    """Why a mutation was refused, as its caller can act on it."""

    INVALID = "INVALID"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    FORBIDDEN = "FORBIDDEN"
    TOO_LARGE = "TOO_LARGE"


class OrderDirection(Enum):
    """Which end of a sort key comes first."""

    ASC = "ASC"
    DESC = "DESC"


class NullsOrder(Enum):
    """Where rows without a value for the sort key go."""

    FIRST = "FIRST"
    LAST = "LAST"
