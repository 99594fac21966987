"""Helpers to run actions in tests, and the invariants after every action."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeAlias

from sqlalchemy import Table, select

from db import models
from db.actions import comment, issue
from db.actions.comment import NewComment
from db.actions.issue import NewIssue
from db.actions.records import rows, search
from db.actor import Actor
from db.changes import as_logged
from db.engine import Database, Write
from db.enums import ChangeAction, ObjectType
from db.text.folding import SUFFIX

ADA = Actor(author="ada@example.org", email="ada@example.org", is_admin=False, token_id=None)
BOB = Actor(author="bob@example.org", email="bob@example.org", is_admin=False, token_id=None)
ADMIN = Actor(author="root@example.org", email="root@example.org", is_admin=True, token_id=None)
ATLAS = Actor(author="Atlas", email="ci@example.org", is_admin=False, token_id=None)

NOBODY = "00000000-0000-7000-8000-000000000000"
MALFORMED = ("", "1", "not-a-uuid", NOBODY + "0", "{" + NOBODY + "}", NOBODY.replace("-", ""))

Action: TypeAlias = Callable[..., Coroutine[Any, Any, Any]]
State: TypeAlias = dict[tuple[ObjectType, str], dict[str, Any]]

NOUNS = {
    ObjectType.ISSUE: models.Issue.__table__,
    ObjectType.COMMENT: models.Comment.__table__,
    ObjectType.FILE: models.File.__table__,
    ObjectType.ATTACHMENT: models.Attachment.__table__,
    ObjectType.SESSION: models.Session.__table__,
}
LISTS = (
    (ObjectType.ISSUE, "tags", models.IssueTag.__table__, "issue_id", "name"),
    (ObjectType.ISSUE, "sessions", models.IssueSession.__table__, "issue_id", "session_id"),
    (
        ObjectType.ISSUE,
        "attachments",
        models.IssueAttachment.__table__,
        "issue_id",
        "attachment_id",
    ),
    (
        ObjectType.COMMENT,
        "attachments",
        models.CommentAttachment.__table__,
        "comment_id",
        "attachment_id",
    ),
)


async def do(database: Database, action: Action, *arguments: Any, actor: Actor = ADA) -> Any:
    """Run one action in a transaction of its own."""

    async def work(write: Write) -> Any:
        return await action(write, *arguments)

    return await database.write(actor, work)


async def new_issue(database: Database, *, actor: Actor = ADA, **fields: Any) -> str:
    given = {"title": "Undervoltage at C12", "description": [], **fields}
    created = await do(database, issue.create, NewIssue(**given), actor=actor)
    assert isinstance(created, str)
    return created


async def new_comment(
    database: Database, issue_id: str, content: str = "Reproduced.", actor: Actor = ADA
) -> str:
    new = NewComment(issue_id=issue_id, content=content)
    created = await do(database, comment.create, new, actor=actor)
    assert isinstance(created, str)
    return created


async def stored(database: Database, object_type: ObjectType, object_id: str) -> dict[str, Any]:
    """An object as the change log would describe it."""
    return (await present(database))[object_type, object_id]


async def everything(database: Database) -> dict[str, list[str]]:
    """All rows of all tables, in a form that can be compared."""
    return {
        name: sorted(map(repr, await _all(database, table)))
        for name, table in models.metadata.tables.items()
        if not name.startswith("issue_search")
    } | {"issue_search": sorted(map(repr, await _words(database)))}


async def changes(database: Database) -> list[dict[str, Any]]:
    """The change log."""
    table = models.Change.__table__
    return list(await database.rows(select(*rows.stated(table)).order_by(table.c.sequence)))


async def assert_consistent(database: Database) -> None:
    """Replaying the log gives the rows, and every issue is found by its words and no others."""
    now = await present(database)
    assert replayed(await changes(database)) == now
    contents: defaultdict[str, list[str]] = defaultdict(list)
    for (object_type, _), state in now.items():
        if object_type is ObjectType.COMMENT and state["deleted_at"] is None:
            contents[state["issue_id"]].append(state["content"])
    expected = {
        issue_id: search.count(
            search.sources(state["title"], state["description"], state["tags"], contents[issue_id])
        )
        for (object_type, issue_id), state in now.items()
        if object_type is ObjectType.ISSUE
    }
    assert await _search_records(database) == expected
    if database.dialect.name == "sqlite":
        await database.write(ADMIN, _check_index)


def replayed(log: list[dict[str, Any]]) -> State:
    """What the change log says there is."""
    state: State = {}
    for entry in log:
        key = entry["object_type"], entry["object_id"]
        if entry["action"] is ChangeAction.CREATED:
            assert key not in state
            state[key] = {}
        if entry["action"] is ChangeAction.DELETED and not entry["patch"]:
            del state[key]
            continue
        if entry["action"] is not ChangeAction.CREATED:
            assert entry["before"] == {name: state[key][name] for name in entry["patch"]}
        else:
            assert entry["before"] is None
        state[key] |= entry["patch"]
        assert entry["version"] == state[key].get("version")
    return state


async def present(database: Database) -> State:
    """What the tables say there is, in the words of the change log."""
    state: State = {}
    for object_type, table in NOUNS.items():
        for row in await _all(database, table):
            object_id = row.pop("id")
            state[object_type, object_id] = _as_logged(row)
    for object_type, name, table, owner, value in LISTS:
        for key, described in state.items():
            if key[0] is object_type:
                described[name] = []
        for row in await _all(database, table, "position"):
            state[object_type, row[owner]][name].append(row[value])
    await _add_reactions(database, state)
    return state


async def _add_reactions(database: Database, state: State) -> None:
    for (object_type, _), described in state.items():
        if object_type is ObjectType.COMMENT:
            described["reactions"] = []
    for row in await _all(database, models.Reaction.__table__, "created_at"):
        of_comment = state[ObjectType.COMMENT, row.pop("comment_id")]
        of_comment["reactions"].append(_as_logged(row))


async def _check_index(write: Write) -> None:
    """Raise an error of the driver unless the full-text index has just the words of the records."""
    await write.fetch_all(
        "INSERT INTO issue_search_index (issue_search_index, rank) VALUES ('integrity-check', 1)"
    )


async def _words(database: Database) -> list[tuple[str, list[tuple[str, int]]]]:
    """The words of each issue, sorted: PostgreSQL returns the parts of a record in any order."""
    records = await _search_records(database)
    return [(issue_id, sorted(counts.items())) for issue_id, counts in records.items()]


async def _search_records(database: Database) -> dict[str, search.Counts]:
    async def pages() -> AsyncIterator[list[dict[str, Any]]]:
        yield list(await database.rows(search.RECORDS))

    found = [record async for page in search.records(pages()) for record in page]
    return {record["issue_id"]: record["counts"] for record in found}


async def _all(database: Database, table: Table, order: str | None = None) -> list[dict[str, Any]]:
    statement = select(*table.columns)
    return list(await database.rows(statement.order_by(table.c[order]) if order else statement))


def _as_logged(row: dict[str, Any]) -> dict[str, object]:
    return {name: as_logged(value) for name, value in row.items() if not name.endswith(SUFFIX)}
