"""Changes: the log of everything that was done to any object."""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import ID

from db.enums import ChangeAction, ObjectType
from schema.connection import Connection, Edge
from schema.field import described, input_type, object_type, optional
from schema.filters import (
    ActorFilter,
    ChangeActionFilter,
    DateTimeFilter,
    IDFilter,
    ObjectFilter,
    ObjectTypeFilter,
    StringListFilter,
)
from schema.node import Node
from schema.scalars import JSON, DateTime

if TYPE_CHECKING:
    from schema.issue import Issue, IssueFilter


@object_type
class Change:
    """One entry of the log of changes. Entries never change and come in the order of commit."""

    cursor: str = described("The entry's place in the log, to go on from with `after`.")
    action: ChangeAction = described("What was done.")
    object_type: ObjectType = described("The kind of object it was done to.")
    object_id: ID = described("The id of that object.")
    issue_id: ID | None = described("The issue the object belongs to, or is.")
    actor: str = described("Who did it: an email, or `Atlas` for automation.")
    at: DateTime = described("When it was done.")
    version: int | None = described("The object's version afterwards, where it has one.")
    fields: list[str] = described("The fields that were changed, by their names in this schema.")
    patch: JSON = described("The new values of what was changed, by name, as stored.")
    before: JSON | None = described(
        "The old values of the same names; null for a creation, and for a change that was logged"
        " by a version of the gateway that did not keep them."
    )
    object: Node | None = described("The object as it is now; null when it is deleted.")
    issue: Annotated["Issue", strawberry.lazy("schema.issue")] | None = described(
        "The issue the object belongs to, or is, as it is now; null when it is deleted."
    )


@object_type
class ChangeEdge(Edge[Change]):
    """A change of a page with its cursor."""


@object_type
class ChangeConnection(Connection[Change, ChangeEdge]):
    """A page of changes, oldest first."""


@input_type
class ChangeFilter(ObjectFilter):
    """Conditions on a change; all that are given must hold. A RESET always matches."""

    action: ChangeActionFilter | None = optional("By what was done.")
    object_type: ObjectTypeFilter | None = optional("By the kind of object it was done to.")
    object_id: IDFilter | None = optional("By the object it was done to.")
    issue_id: IDFilter | None = optional("By the issue that object belongs to, or is.")
    issue: Annotated["IssueFilter", strawberry.lazy("schema.issue")] | None = optional(
        "By that issue as it is now, even if it is deleted; a change of no issue does not match."
    )
    fields: StringListFilter | None = optional("By the names of the fields that were changed.")
    actor: ActorFilter | None = optional("By who did it.")
    at: DateTimeFilter | None = optional("By when it was done.")
