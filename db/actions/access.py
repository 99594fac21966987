"""Rules of access: authors and admins change and delete, an issue's owner deletes it too.

The columns `viewer_can_update` and `viewer_can_delete` of `db.query.entities` say the same to
readers. All else, such as changing an issue, is for each token that may write. See
docs/security.md.
"""

from db.actions.records import rows
from db.engine import Write
from db.errors import Refused

ID = ("id",)


def require_author(write: Write, row: rows.Row, noun: str) -> None:
    """Raise Refused with FORBIDDEN unless the caller created `row`, a `noun`, or is an admin."""
    if not (write.actor.is_admin or write.actor.author == row["created_by"]):
        raise Refused.forbidden(ID, f"Only its author or an admin may change or delete {noun}.")


def require_owner(write: Write, issue: rows.Row) -> None:
    """Raise Refused with FORBIDDEN unless the caller is author, owner of the issue or admin."""
    may = write.actor.author in (issue["created_by"], issue["owner"])
    if not (write.actor.is_admin or may):
        message = "Only its author, its owner or an admin may delete or restore an issue."
        raise Refused.forbidden(ID, message)
