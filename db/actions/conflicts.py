"""Changes that start from an old version: find the fields that others have changed since."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from db import models
from db.actions.records import rows
from db.changes import as_logged
from db.engine import Write
from db.enums import UserErrorCode
from db.errors import FieldConflict, Refused, UserError

EXPECTED_VERSION = ("expected_version",)
LOGGED: Mapping[str, str] = {"session_ids": "sessions", "attachment_ids": "attachments"}
"""Names in the log of fields that have another name in the input."""

_CHANGE = models.Change.__table__
_SINCE = (
    select(_CHANGE.c.version, _CHANGE.c.patch, _CHANGE.c.before)
    .where(_CHANGE.c.object_id == bindparam("target"), _CHANGE.c.version > bindparam("seen"))
    .order_by(_CHANGE.c.sequence)
)


async def require_mergeable(
    write: Write,
    row: rows.Row,
    expected: int | None,
    changes: Mapping[str, object],
    *,
    merge: bool = False,
) -> None:
    """Check that `changes` may be made in `row`, whose version should be `expected`.

    With `merge`, an older version is accepted if nobody has changed the same fields since. Raises
    Refused with CONFLICT and the fields that both change.
    """
    version = row["version"]
    if expected is None or expected == version:
        return
    found = await _conflicts(write, row, expected, changes) if expected < version else ()
    if merge and expected < version and not found:
        return
    message = f"The version is {version}, not {expected}."
    raise Refused([UserError(EXPECTED_VERSION, message, UserErrorCode.CONFLICT, tuple(found))])


async def _conflicts(
    write: Write, row: rows.Row, expected: int, changes: Mapping[str, object]
) -> list[FieldConflict]:
    log = await write.rows(_SINCE, {"target": row["id"], "seen": expected})
    # The trimmed changes may have changed any field.
    complete = [entry["version"] for entry in log] == [*range(expected + 1, row["version"] + 1)]
    found = []
    for field, given in changes.items():
        name, yours = LOGGED.get(field, field), as_logged(given)
        touching = [entry for entry in log if name in entry["patch"]]
        if not touching and complete:
            continue
        theirs = touching[-1]["patch"][name] if touching else as_logged(row.get(name))
        base = (touching[0]["before"] or {}).get(name) if touching else None
        if yours != theirs:
            found.append(FieldConflict(field, base, yours, theirs))
    return found
