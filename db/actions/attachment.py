"""State changes of attachments: the records of stored files, without their bytes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePath

from db import models
from db.actions import rows, rules
from db.engine import Write
from db.enums import ChangeAction, ObjectType
from db.identifier import identifier

ATTACHMENT = models.Attachment.__table__
SESSION_ID = models.Session.__table__.c.id
ID = ("id",)
UNKNOWN_TYPE = "bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file to register. `size` is in bytes; without a `type` the name's extension is used.

    `sha256` and `storage_name` are set by the upload that has stored the content.
    """

    name: str
    type: str | None = None
    title: str | None = None
    description: str | None = None
    citation: str | None = None
    source_session_id: str | None = None
    is_visible: bool = True
    size: int | None = None
    media_type: str | None = None
    sha256: str | None = None
    storage_name: str | None = None


async def register(write: Write, new: NewAttachment) -> str:
    """Make a file known as an attachment of the writer."""
    given = asdict(new)
    if new.type is None:
        given["type"] = type_of(new.name)
    errors = list(rules.check(rules.ATTACHMENT, {name: given[name] for name in rules.ATTACHMENT}))
    if new.source_session_id is not None:
        given["source_session_id"] = identifier(new.source_session_id)
        if await rules.missing(write, (), "session", SESSION_ID, [new.source_session_id]):
            errors += rules.absent(("source_session_id",), "session").errors
    rules.refuse(errors)
    attachment_id = rows.new_id()
    row = {
        "id": attachment_id,
        **given,
        "created_by": write.actor.author,
        "created_at": write.now,
    }
    await rows.add(write, ATTACHMENT, row)
    _record(write, ChangeAction.CREATED, attachment_id, row)
    return attachment_id


async def update(write: Write, attachment_id: str, changes: Mapping[str, object]) -> str:
    """Change what is known about a file; what is the same already is no change."""
    row = await rows.locked(write, ATTACHMENT, rules.known(ID, "attachment", attachment_id))
    if row is None:
        raise rules.absent(ID, "attachment")
    rules.refuse(rules.check(rules.ATTACHMENT, changes))
    patch = rows.differing(row, changes)
    if patch:
        await rows.change(write, ATTACHMENT, row["id"], patch)
        _record(write, ChangeAction.UPDATED, row["id"], patch, row)
    return str(row["id"])


def type_of(name: str) -> str:
    """The attachment type that a file name suggests: its extension in lower case, else `bin`."""
    return PurePath(name).suffix[1:].lower() or UNKNOWN_TYPE


def _record(
    write: Write,
    action: ChangeAction,
    attachment_id: str,
    patch: rows.Row,
    before: rows.Row | None = None,
) -> None:
    write.record(
        action,
        ObjectType.ATTACHMENT,
        attachment_id,
        issue_id=None,
        version=None,
        patch=rows.patch(patch),
        before=before,
    )
