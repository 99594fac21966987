"""Errors of reading and writing that a caller can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from db.enums import UserErrorCode


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two writers want to change, with the values that the change log has.

    `base` is the value that both started from, `yours` that of the refused change, `theirs` the
    present one; `field` is its name in snake_case.
    """

    field: str
    base: object
    yours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class UserError:
    """One rule that an input broke.

    `field` is the path below the mutation's input in snake_case, list positions as decimal text
    (`("attachment_ids", "2")`); it is empty when the input as a whole is at fault.
    """

    field: tuple[str, ...]
    message: str
    code: UserErrorCode
    conflicts: tuple[FieldConflict, ...] = ()


class Refused(Exception):
    """Raised by an action that a rule forbids; its writes are rolled back.

    `errors` holds at least one error: an action may report every broken rule at once.
    """

    def __init__(self, errors: Sequence[UserError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = tuple(errors)

    @classmethod
    def of(cls, code: UserErrorCode, field: Sequence[str], message: str) -> Self:
        """Refuse for one reason; `field` is the path of `UserError.field`."""
        return cls((UserError(tuple(field), message, code),))

    @classmethod
    def invalid(cls, field: Sequence[str], message: str) -> Self:
        """Refuse a value that breaks a rule."""
        return cls.of(UserErrorCode.INVALID, field, message)

    @classmethod
    def not_found(cls, field: Sequence[str], message: str) -> Self:
        """Refuse an id of no object that the caller can see."""
        return cls.of(UserErrorCode.NOT_FOUND, field, message)

    @classmethod
    def conflict(cls, field: Sequence[str], message: str) -> Self:
        """Refuse a change made from a stale version of its object."""
        return cls.of(UserErrorCode.CONFLICT, field, message)

    @classmethod
    def forbidden(cls, field: Sequence[str], message: str) -> Self:
        """Refuse a change that the caller may not make."""
        return cls.of(UserErrorCode.FORBIDDEN, field, message)


class RefusedItems(Refused):
    """Raised when items of a call are bad, so that none of them is carried out.

    `items` holds the errors of each, none for one that is good; `path` leads to their list in the
    input.
    """

    def __init__(self, path: Sequence[str], items: Sequence[Sequence[UserError]]) -> None:
        super().__init__(
            [
                UserError((*path, str(index), *error.field), error.message, error.code)
                for index, errors in enumerate(items)
                for error in errors
            ]
        )
        self.items = tuple(map(tuple, items))


class BadInput(Exception):
    """Invalid input of a read that the schema cannot exclude: a forged cursor, a bad duration.

    `field` names the argument in snake_case; `path` is the place of its result in the answer, if
    known: response keys, and 0 for the first item of a list.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.path: tuple[str | int, ...] = ()


class Unavailable(Exception):
    """The database cannot answer now; try again after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class CommitUnknown(Unavailable):
    """The database was lost during a commit: the change may have been made, or not."""


class AnswerTooLarge(Exception):
    """The answer of one statement has more than `most` bytes; None when that is not known."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__("the answer is too large")
        self.most = most
