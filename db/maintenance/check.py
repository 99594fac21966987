"""Check of a database for consistency, in bounded memory.

All parts but the last see one snapshot, so a served database can be checked.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, func, select

from db import kept_counts, models
from db.actions.records import search
from db.actions.records.rows import stated
from db.engine.snapshot import Snapshot, open_snapshot
from db.engine.sqlite_connection import connect_writer, driver
from db.engine.sqlite_file import SCHEME, path_of
from db.engine.statements import ResultRow
from db.enums import ChangeAction, ObjectType
from db.maintenance.replay import Replay, ReplayedState, logged
from db.models.change import LOG_ID
from db.models.search import NUMBERS, first_number
from db.text.folding import SUFFIX, fold

MOST = 20
"""Maximum findings of one part that are listed; the others are only counted."""

CHANGE = models.Change.__table__
ISSUE = models.Issue.__table__
TAG = models.IssueTag.__table__
COMMENT = models.Comment.__table__

_LOG = select(
    CHANGE.c.sequence,
    CHANGE.c.action,
    CHANGE.c.object_type,
    CHANGE.c.object_id,
    CHANGE.c.version,
    CHANGE.c.patch,
    CHANGE.c.before,
).order_by(CHANGE.c.object_id, CHANGE.c.sequence)
_TRIMMED = select(CHANGE.c.sequence).where(CHANGE.c.action == ChangeAction.RESET)
_NUMBERS = select(
    func.count().label("rows"),
    func.coalesce(func.min(CHANGE.c.sequence), 1).label("first"),
    func.coalesce(func.max(CHANGE.c.sequence), 0).label("last"),
).select_from(CHANGE)


@dataclass(slots=True)
class CheckPart:
    """One part of the check: what was checked, how many, and the findings."""

    name: str
    checked: int = 0
    unit: str = "rows"
    findings: list[str] = field(default_factory=list)
    untold: int = 0

    @property
    def sound(self) -> bool:
        """Return whether there are no findings."""
        return not self.findings

    def find(self, finding: str) -> None:
        """Add a finding."""
        if len(self.findings) < MOST:
            self.findings.append(finding)
        else:
            self.untold += 1


@dataclass(frozen=True, slots=True)
class LoggedList:
    """A list of an object, and the form of its rows in a patch."""

    name: str
    table: Table
    owner: str
    value: Callable[[ResultRow], object]
    order: str


MEMBERS: Mapping[ObjectType, Sequence[LoggedList]] = {
    ObjectType.ISSUE: (
        LoggedList("tags", TAG, "issue_id", lambda row: row["name"], "position"),
        LoggedList(
            "sessions",
            models.IssueSession.__table__,
            "issue_id",
            lambda row: row["session_id"],
            "position",
        ),
        LoggedList(
            "attachments",
            models.IssueAttachment.__table__,
            "issue_id",
            lambda row: row["attachment_id"],
            "position",
        ),
    ),
    ObjectType.COMMENT: (
        LoggedList(
            "attachments",
            models.CommentAttachment.__table__,
            "comment_id",
            lambda row: row["attachment_id"],
            "position",
        ),
        LoggedList(
            "reactions",
            models.Reaction.__table__,
            "comment_id",
            lambda row: logged({name: row[name] for name in ("emoji", "created_by", "created_at")}),
            "created_at",
        ),
    ),
}
OBJECTS: Mapping[ObjectType, Table] = {
    ObjectType.ISSUE: ISSUE,
    ObjectType.COMMENT: COMMENT,
    ObjectType.FILE: models.File.__table__,
    ObjectType.ATTACHMENT: models.Attachment.__table__,
    ObjectType.SESSION: models.Session.__table__,
}


class Rows:
    """A stream of rows in the order of their ids, with one row of lookahead."""

    def __init__(self, pages: AsyncIterator[list[ResultRow]], key: str) -> None:
        self._pages = pages
        self._page: list[ResultRow] = []
        self._next = 0
        self._key = key

    async def key(self) -> str | None:
        """The id of the next row; None at the end."""
        while self._next == len(self._page):
            page = await anext(self._pages, None)
            if page is None:
                return None
            self._page, self._next = page, 0
        return str(self._page[self._next][self._key])

    async def pop(self) -> ResultRow:
        """The next row."""
        self._next += 1
        return self._page[self._next - 1]

    async def take(self, key: str) -> list[ResultRow]:
        """All rows with this id; rows before it are skipped, since no object owns them."""
        taken = []
        while (found := await self.key()) is not None and found <= key:
            row = await self.pop()
            if found == key:
                taken.append(row)
        return taken


async def check(url: str) -> AsyncIterator[CheckPart]:
    """Check the migrated database at `url` part by part."""
    on_sqlite = url.startswith(SCHEME)
    async with open_snapshot(url) as snapshot:
        if on_sqlite:
            yield await _file(snapshot)
        yield await _references(snapshot)
        yield await _numbers(snapshot)
        yield await _objects(snapshot)
        yield await _folded(snapshot)
        yield await _search_records(snapshot)
        yield await _tally(snapshot)
    if on_sqlite:
        yield _search_index(url)


async def _file(snapshot: Snapshot) -> CheckPart:
    """Run SQLite's own check of pages, indexes and constraints."""
    part = CheckPart("file", unit="pages")
    for (line,) in await snapshot.fetch_all(f"PRAGMA integrity_check({MOST})"):
        if line != "ok":
            part.find(line)
    ((part.checked,),) = await snapshot.fetch_all("PRAGMA page_count")
    return part


async def _references(snapshot: Snapshot) -> CheckPart:
    part = CheckPart("references")
    for table in models.metadata.sorted_tables:
        for key in table.foreign_keys:
            (row,) = await snapshot.rows(_broken(table, key))
            part.checked += row["rows"]
            if row["broken"]:
                part.find(
                    f"{table.name}.{key.parent.name}: {row['broken']} rows refer to no"
                    f" {key.column.table.name}"
                )
    return part


def _broken(table: Table, key: Any) -> Any:
    target = key.column.table.alias("target")
    found = target.c[key.column.name]
    return select(
        func.count(key.parent).label("rows"),
        (func.count(key.parent) - func.count(found)).label("broken"),
    ).select_from(table.outerjoin(target, found == key.parent))


async def _numbers(snapshot: Snapshot) -> CheckPart:
    """Changes are numbered without gaps, so a lost one is detected."""
    (row,) = await snapshot.rows(_NUMBERS)
    part = CheckPart("change numbers", row["rows"], "changes")
    if row["last"] - row["first"] + 1 != row["rows"]:
        part.find(f"{row['rows']} changes are numbered {row['first']} to {row['last']}")
    return part


async def _objects(snapshot: Snapshot) -> CheckPart:
    """Replaying the patches of each object gives its present row and lists, and no others."""
    part = CheckPart("change log against rows", unit="objects")
    log = Rows(snapshot.stream(_LOG), "object_id")
    trimmed = bool(await snapshot.rows(_TRIMMED))
    present = [Present(snapshot, kind) for kind in OBJECTS]
    while True:
        keys = [(await each.rows.key(), each) for each in present]
        owners = [(key, each) for key, each in keys if key is not None]
        logged_id = await log.key()
        first = min([key for key, _ in owners] + ([logged_id] if logged_id else []), default=None)
        if first is None:
            return part
        part.checked += 1
        replay = Replay(trimmed)
        # Change by change: an object may have very many.
        while await log.key() == first:
            replay.apply(await log.pop())
        found = [each for key, each in owners if key == first]
        rows = {each.kind: await each.next() for each in found}
        if first == LOG_ID:
            continue
        if replay.kind is None:
            faults: Iterable[str] = [] if trimmed else ["the log has no change of it"]
        else:
            faults = [*replay.faults, *replay.differences(rows.pop(replay.kind, None))]
            faults += [f"it is also a {kind.name}" for kind in rows]
        kind = replay.kind or next(iter(rows))
        for fault in faults:
            part.find(f"{kind.name.lower()} {first}: {fault}")


class Present:
    """The present objects of one kind, each as the log should have it."""

    def __init__(self, snapshot: Snapshot, kind: ObjectType) -> None:
        self.kind = kind
        table = OBJECTS[kind]
        self.rows = Rows(snapshot.stream(select(*stated(table)).order_by(table.c.id)), "id")
        self._members = [
            (member, Rows(snapshot.stream(_of_member(member)), member.owner))
            for member in MEMBERS.get(kind, ())
        ]

    async def next(self) -> ReplayedState:
        """The next object."""
        row = await self.rows.pop()
        state = logged(row)
        for member, rows in self._members:
            found = await rows.take(row["id"])
            # Few rows each, while sorting the whole table in the database could take long.
            found.sort(key=lambda each: tuple(each[name] for name in _order(member)))
            state[member.name] = [member.value(each) for each in found]
        return state


def _order(member: LoggedList) -> Sequence[str]:
    names = [column.name for column in member.table.primary_key.columns]
    return (member.order, *names)


def _of_member(member: LoggedList) -> Select[Any]:
    return select(*stated(member.table)).order_by(member.table.c[member.owner])


async def _folded(snapshot: Snapshot) -> CheckPart:
    """Every folded column holds its text folded."""
    part = CheckPart("folded texts", unit="texts")
    for table in models.metadata.sorted_tables:
        names = [name for name in table.columns.keys() if name.endswith(SUFFIX)]  # noqa: SIM118
        if not names:
            continue
        pairs = [(name.removesuffix(SUFFIX), name) for name in names]
        columns = [table.c[name] for pair in pairs for name in pair]
        async for rows in snapshot.stream(select(*columns)):
            part.checked += len(rows) * len(pairs)
            for row in rows:
                for text, folded in pairs:
                    if row[folded] != (None if row[text] is None else fold(row[text])):
                        part.find(f"{table.name}.{folded} is not {row[text]!r:.60} folded")
    return part


async def _search_records(snapshot: Snapshot) -> CheckPart:
    """Every issue has the search record that its texts give."""
    part = CheckPart("search records", unit="issues")
    tags = Rows(
        snapshot.stream(select(TAG.c.issue_id, TAG.c.name).order_by(TAG.c.issue_id)), "issue_id"
    )
    comments = Rows(snapshot.stream(_REMARKS), "issue_id")
    records = Rows(search.records(snapshot.stream(search.RECORDS)), "issue_id")
    async for rows in snapshot.stream(_TEXTS):
        for row in rows:
            part.checked += 1
            sources = search.sources(
                row["title"],
                row["description"],
                [tag["name"] for tag in await tags.take(row["id"])],
                [comment["content"] for comment in await comments.take(row["id"])],
            )
            found = await records.take(row["id"])
            if [record["counts"] for record in found] != [search.count(sources)]:
                part.find(f"issue {row['id']} is not found by its words, or by others")
            elif snapshot.dialect.name == "sqlite" and not _in_place(found[0]):
                part.find(f"issue {row['id']} is not found in the order of creation")
    return part


def _in_place(record: ResultRow) -> bool:
    """SQLite returns the results of a search in the order of the records' numbers."""
    return int(record["number"]) - first_number(record["created_at"]) in range(NUMBERS)


_TEXTS = select(ISSUE.c.id, ISSUE.c.title, ISSUE.c.description).order_by(ISSUE.c.id)
_REMARKS = (
    select(COMMENT.c.issue_id, COMMENT.c.content)
    .where(COMMENT.c.deleted_at.is_(None))
    .order_by(COMMENT.c.issue_id)
)


async def _tally(snapshot: Snapshot) -> CheckPart:
    """The kept numbers of issues equal those of a count."""
    part = CheckPart("tally", unit="numbers")
    (kept, counted) = [
        {(row["status"], row["priority"]): row["issues"] for row in await snapshot.rows(each)}
        for each in (kept_counts.KEPT, kept_counts.COUNTED)
    ]
    part.checked = len(counted)
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key, 0) != counted.get(key, 0):
            where = "status {} and priority {}".format(*key)
            part.find(f"{where}: {kept.get(key, 0)} is kept, {counted.get(key, 0)} are there")
    return part


def _search_index(url: str) -> CheckPart:
    """The full-text index holds what the search records hold.

    FTS5 compares them itself, by a command that needs the lock of a writer while it runs.
    """
    part = CheckPart("search index", unit="records")
    with closing(connect_writer(path_of(url))) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ((part.checked,),) = connection.execute("SELECT count(*) FROM issue_search").fetchall()
        try:
            connection.execute(
                "INSERT INTO issue_search_index (issue_search_index, rank)"
                " VALUES ('integrity-check', 1)"
            )
        except driver.DatabaseError as error:
            part.find(f"it differs from the search records: {error}")
        connection.execute("ROLLBACK")
    return part
