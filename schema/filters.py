"""The operators of filters. Several operators in one filter must all hold."""

from typing import Generic, Self, TypeVar

from strawberry import ID

from db.enums import ChangeAction, IssuePriority, IssueStatus, ObjectType
from schema import enums as enums  # describes the enums that are filtered by
from schema.field import input_type, optional
from schema.scalars import DateTimeOrDuration, SafeInt

V = TypeVar("V")


@input_type
class ChoiceFilter(Generic[V]):
    """Conditions on a value that is compared for equality and may be null."""

    eq: V | None = optional("Equals this value.")
    neq: V | None = optional("Differs from this value; null differs from every value.")
    in_: list[V] | None = optional("Is one of these values.", name="in")
    nin: list[V] | None = optional("Is none of these values.")
    null: bool | None = optional("Is null (true) or is not null (false).")


@input_type
class StringFilter(ChoiceFilter[str]):
    """Conditions on text. Where case is ignored, so is how accents are encoded."""

    contains: str | None = optional("Has this text in it.")
    contains_ignore_case: str | None = optional("Has this text in it, whatever the case.")
    starts_with: str | None = optional("Starts with this text.")
    ends_with: str | None = optional("Ends with this text.")
    eq_ignore_case: str | None = optional("Equals this text, whatever the case.")


@input_type
class ActorFilter(StringFilter):
    """Conditions on the name of a person or program."""

    is_me: bool | None = optional("Is you (true) or is not you (false): see `viewer.author`.")


@input_type
class IDFilter(ChoiceFilter[ID]):
    """Conditions on an id. A list may have 1,000 ids; each costs a point."""


@input_type
class IssueStatusFilter(ChoiceFilter[IssueStatus]):
    """Conditions on the status of an issue."""


@input_type
class IssuePriorityFilter(ChoiceFilter[IssuePriority]):
    """Conditions on the priority of an issue."""


@input_type
class ChangeActionFilter(ChoiceFilter[ChangeAction]):
    """Conditions on what was done."""


@input_type
class ObjectTypeFilter(ChoiceFilter[ObjectType]):
    """Conditions on the kind of object."""


@input_type
class NumberFilter(ChoiceFilter[V]):
    """Conditions on a number."""

    lt: V | None = optional("Is less than this number.")
    lte: V | None = optional("Is at most this number.")
    gt: V | None = optional("Is greater than this number.")
    gte: V | None = optional("Is at least this number.")


@input_type
class IntFilter(NumberFilter[int]):
    """Conditions on a whole number."""


@input_type
class SafeIntFilter(NumberFilter[SafeInt]):
    """Conditions on a whole number that may be beyond 32 bits, such as the size of a file."""


@input_type
class BooleanFilter:
    """Conditions on a value that is true or false."""

    eq: bool | None = optional("Equals this value.")
    neq: bool | None = optional("Differs from this value.")


@input_type
class DateTimeFilter:
    """Conditions on an instant.

    A date without a time means the whole day: `lte` takes it in, `gt` begins after it. A duration
    counts from the moment the operation is received.
    """

    eq: DateTimeOrDuration | None = optional("Is exactly this instant, or within this day.")
    neq: DateTimeOrDuration | None = optional("Is any other instant, or outside of this day.")
    lt: DateTimeOrDuration | None = optional("Is before this instant or day.")
    lte: DateTimeOrDuration | None = optional("Is this instant, within this day, or before it.")
    gt: DateTimeOrDuration | None = optional("Is after this instant or day.")
    gte: DateTimeOrDuration | None = optional("Is this instant, within this day, or after it.")
    null: bool | None = optional("Is null (true) or is not null (false).")
    time_zone: str | None = optional(
        "The time zone of dates, and of instants without an offset, by its IANA name such as "
        "`Europe/Berlin`; UTC when left out."
    )


@input_type
class ListFilter(Generic[V]):
    """Conditions on the items of a list; `V` is the filter of one item."""

    some: V | None = optional("At least one item matches.")
    every: V | None = optional("All items match; true of an empty list.")
    none: V | None = optional("No item matches; true of an empty list.")
    length: IntFilter | None = optional("The number of items.")


@input_type
class StringListFilter(ListFilter[StringFilter]):
    """Conditions on a list of texts."""


@input_type
class ObjectFilter:
    """The members that the filters of all types share: `and`, `or`, `not`."""

    and_: list[Self] | None = optional("All of these match; true when empty.", name="and")
    or_: list[Self] | None = optional("At least one of these matches; false when empty.", name="or")
    not_: Self | None = optional("This does not match.", name="not")
