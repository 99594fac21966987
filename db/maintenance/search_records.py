"""Rewrite of all search records, after a migration has changed their form.

Each batch is its own transaction, which also stores the progress, so an interrupted rewrite
resumes. Concurrent processes take turns.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from db import models
from db.actions.records import search
from db.engine import SYSTEM, Write, open_database
from db.engine.statements import ResultRow
from db.errors import Unavailable

BATCH = 200
"""Issues of one transaction."""

PATIENCE = 600
"""Attempts of a batch while the database is in use, a tenth of a second each."""

_STATEMENT_SECONDS = 60.0
_BACKLOG = models.IssueSearchBacklog.__table__
_ISSUE = models.Issue.__table__
_TAG = models.IssueTag.__table__
_COMMENT = models.Comment.__table__

# Another process may do the same: on PostgreSQL this waits for it, and then reads its progress.
_PLACE = select(_BACKLOG.c.after).with_for_update()
_NEXT = (
    select(_ISSUE.c.id, _ISSUE.c.created_at, _ISSUE.c.title, _ISSUE.c.description)
    .where(_ISSUE.c.id > bindparam("after", type_=_ISSUE.c.id.type))
    .order_by(_ISSUE.c.id)
    .limit(BATCH)
)
_RANGE = {name: bindparam(name, type_=_ISSUE.c.id.type) for name in ("start", "end")}
_TAGS = select(_TAG.c.issue_id, _TAG.c.name.label("text")).where(
    _TAG.c.issue_id.between(_RANGE["start"], _RANGE["end"])
)
_CONTENTS = select(_COMMENT.c.issue_id, _COMMENT.c.content.label("text")).where(
    _COMMENT.c.issue_id.between(_RANGE["start"], _RANGE["end"]), _COMMENT.c.deleted_at.is_(None)
)


async def finish(url: str) -> None:
    """Write the search records of the database at `url` that the backlog names.

    Raises Unavailable when the database stays in use by others.
    """
    database = await open_database(url, Path(), timeout=_STATEMENT_SECONDS)
    try:
        left = PATIENCE
        while True:
            try:
                if not await database.write(SYSTEM, _batch):
                    return
                left = PATIENCE
            except Unavailable:
                left -= 1
                if not left:
                    raise
                await asyncio.sleep(0.1)
    finally:
        await database.close()


async def _batch(write: Write) -> bool:
    """Write the next records; False when there are none any more."""
    for place in await write.rows(_PLACE):
        issues = await write.rows(_NEXT, {"after": place["after"]})
        if not issues:
            await write.execute(delete(_BACKLOG))
            return False
        ids = {"start": issues[0]["id"], "end": issues[-1]["id"]}
        tags = _by_issue(await write.rows(_TAGS, ids))
        contents = _by_issue(await write.rows(_CONTENTS, ids))
        await search.start_many(
            write,
            [
                (
                    issue["id"],
                    issue["created_at"],
                    search.count(
                        search.sources(
                            issue["title"],
                            issue["description"],
                            tags[issue["id"]],
                            contents[issue["id"]],
                        )
                    ),
                )
                for issue in issues
            ],
        )
        await write.execute(update(_BACKLOG), {"after": ids["end"]})
        return True
    return False


def _by_issue(rows: Iterable[ResultRow]) -> Mapping[str, list[Any]]:
    texts: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        texts[row["issue_id"]].append(row["text"])
    return texts
