"""Closed sets of values that rows, actions and the wire share.

Where the value of a member is a number it is the code that is stored, and the order of the codes is
the order in which the members sort. Codes are stable: never renumber one, only add.
"""

from enum import Enum, IntEnum


class IssueStatus(Enum):
    """The place of an issue in its workflow (Atlas Issues API, `status`)."""

    OPEN = 1
    IN_PROGRESS = 2
    RESOLVED = 3
    REJECTED = 4


class IssuePriority(Enum):
    """The urgency of an issue (Atlas Issues API, `priority`)."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class ChangeAction(Enum):
    """The kind of change that a row of the change log records."""

    CREATED = 1
    UPDATED = 2
    DELETED = 3
    RESTORED = 4
    PURGED = 5
    RESET = 6


class ObjectType(Enum):
    """The kind of object that a row of the change log is about."""

    ISSUE = 1
    COMMENT = 2
    FILE = 3
    ATTACHMENT = 4
    SESSION = 5
    LOG = 6


class DeliveryStatus(Enum):
    """The state of a message of a webhook."""

    PENDING = 1
    DELIVERED = 2
    FAILED = 3


class TokenScope(IntEnum):
    """The rights of a token; each scope includes the lower ones."""

    READ = 1
    WRITE = 2
    ADMIN = 3


class UserErrorCode(Enum):
    """The reason for a refused mutation, as its caller can act on it."""

    INVALID = "INVALID"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    FORBIDDEN = "FORBIDDEN"
    TOO_LARGE = "TOO_LARGE"


class ErrorPolicy(Enum):
    """Behaviour of a change of many objects when some of them cannot be changed."""

    REJECT_ALL = "REJECT_ALL"
    REJECT_FAILED = "REJECT_FAILED"


class UpsertAction(Enum):
    """Outcome of filing a failure by its fingerprint."""

    CREATED = "CREATED"
    BUMPED = "BUMPED"
    REOPENED = "REOPENED"


class OrderDirection(Enum):
    """The direction of a sort key."""

    ASC = "ASC"
    DESC = "DESC"


class NullsOrder(Enum):
    """The place of rows without a value for the sort key."""

    FIRST = "FIRST"
    LAST = "LAST"
