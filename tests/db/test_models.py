"""Rows hold the same values on both engines, and neither engine holds a wrong one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import Connection, Row, Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from db import models
from db.enums import (
    ChangeAction,
    IssuePriority,
    IssueStatus,
    ObjectType,
    TokenScope,
    UserErrorCode,
)
from db.errors import BadInput, Refused, Unavailable, UserError
from db.models.types import Text
from db.text.folding import SUFFIX, with_folded
from tests.databases import in_transaction

NOW = datetime(2026, 4, 13, 10, 30, 0, 1, tzinfo=UTC)
ID = "0190a000-0000-7000-8000-00000000000{}".format
ISSUE, OTHER_ISSUE, COMMENT, ATTACHMENT, SESSION, FILE = (ID(number) for number in range(6))
BLOCKS = [{"type": "paragraph", "z": 1.0, "a": ["é", None, True, 2**62]}]

ISSUE_ROW: dict[str, Any] = {
    "id": ISSUE,
    "title": "Straße 🔥",
    "description": BLOCKS,
    "status": IssueStatus.IN_PROGRESS,
    "priority": None,
    "owner": "Unassigned",
    "resolution_summary": None,
    "created_by": "Engineer@example.com",
    "created_at": NOW,
    "updated_at": NOW,
    "resolved_at": None,
    "version": 1,
    "job_run_id": None,
    "deleted_at": None,
}
SESSION_ROW = {"id": SESSION, "title": None, "created_by": "a@b", "created_at": NOW}
ATTACHMENT_ROW = {
    "id": ATTACHMENT,
    "name": "log.csv",
    "type": "csv",
    "source_session_id": SESSION,
    "created_by": "atlas",
    "created_at": NOW,
    "is_visible": True,
    "size": 2**40,
}
COMMENT_ROW = {
    "id": COMMENT,
    "issue_id": ISSUE,
    "content": "Reproduced",
    "created_by": "a@b",
    "created_at": NOW,
    "updated_at": NOW,
    "is_edited": False,
    "version": 1,
}
FILE_ROW = {
    "id": FILE,
    "issue_id": ISSUE,
    "file_name": "plan.md",
    "file_type": "troubleshooting_plan",
    "attachment_id": ATTACHMENT,
    "created_by": "a@b",
    "created_at": NOW,
}
CHANGE_ROW = {
    "sequence": 2**40,
    "action": ChangeAction.RESTORED,
    "object_type": ObjectType.SESSION,
    "object_id": SESSION,
    "issue_id": None,
    "actor": "Atlas",
    "at": NOW,
    "version": None,
    "patch": {"title": None, "created_at": "2026-04-13T10:30:00.000001"},
    "before": {"title": "x", "created_at": None},
}
TOKEN_ROW = {
    "id": ID(9),
    "email": "a@b",
    "name": None,
    "scope": TokenScope.ADMIN,
    "digest": "0" * 64,
    "created_at": NOW,
    "expires_at": NOW + timedelta(days=90),
}
LINK = {"position": 0}
GRAPH: list[tuple[type[models.Base], dict[str, Any]]] = [
    (models.Session, SESSION_ROW),
    (models.Attachment, ATTACHMENT_ROW),
    (models.Issue, ISSUE_ROW),
    (models.IssueTag, {"issue_id": ISSUE, "name": "Power", **LINK}),
    (models.IssueSession, {"issue_id": ISSUE, "session_id": SESSION, **LINK}),
    (models.IssueAttachment, {"issue_id": ISSUE, "attachment_id": ATTACHMENT, **LINK}),
    (models.Comment, COMMENT_ROW),
    (models.CommentAttachment, {"comment_id": COMMENT, "attachment_id": ATTACHMENT, **LINK}),
    (
        models.Reaction,
        {"comment_id": COMMENT, "emoji": "👍", "created_by": "a@b", "created_at": NOW},
    ),
    (models.File, FILE_ROW),
    (models.Change, CHANGE_ROW),
    (models.Token, TOKEN_ROW),
]
TABLES: list[Table] = list(models.metadata.sorted_tables)


class Undone(Exception):
    """Takes back what a test wrote: the tests of this module share a database."""


async def undone(url: str, work: Callable[[Connection], None]) -> None:
    def run(connection: Connection) -> None:
        work(connection)
        raise Undone

    with pytest.raises(Undone):
        await in_transaction(url, run)


def add(connection: Connection, model: type[models.Base], row: dict[str, Any]) -> None:
    connection.execute(insert(model).values(with_folded(model.__table__, row)))


def add_all(connection: Connection) -> None:
    for model, row in GRAPH:
        add(connection, model, row)


def only(connection: Connection, model: type[models.Base]) -> Row[Any]:
    return connection.execute(select(model.__table__)).one()


async def test_what_is_stored_is_what_is_read(database_url: str) -> None:
    def work(connection: Connection) -> None:
        add_all(connection)
        for model, row in GRAPH:
            read = only(connection, model)._asdict()
            assert {name: read[name] for name in row} == row
        assert only(connection, models.Issue).title_folded == "strasse 🔥"
        assert only(connection, models.Session).title_folded is None

    await undone(database_url, work)


async def test_instants_are_read_in_utc(database_url: str) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)

    def work(connection: Connection) -> None:
        add(connection, models.Session, SESSION_ROW | {"created_at": elsewhere})
        assert only(connection, models.Session).created_at.isoformat() == NOW.isoformat()
        connection.execute(update(models.Session).values(created_at=midnight))
        assert only(connection, models.Session).created_at == midnight

    await undone(database_url, work)


async def test_an_id_is_the_same_in_capitals(database_url: str) -> None:
    def work(connection: Connection) -> None:
        add(connection, models.Session, SESSION_ROW)
        ids = models.Session.__table__.c.id
        assert connection.scalar(select(ids).where(ids == SESSION.upper())) == SESSION

    await undone(database_url, work)


async def test_finished_json_is_stored_as_it_is(database_url: str) -> None:
    def work(connection: Connection) -> None:
        add(connection, models.Issue, ISSUE_ROW | {"description": '[{"b":1.50,"a":2}]'})
        raw = connection.exec_driver_sql("SELECT CAST(description AS text) FROM issue").scalar()
        assert raw == '[{"b":1.50,"a":2}]'

    await undone(database_url, work)


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (models.Issue, ISSUE_ROW | {"version": 0}),
        (models.Issue, ISSUE_ROW | {"description": "[{"}),
        (models.Issue, ISSUE_ROW | {"title": None, "title_folded": None}),
        (models.Issue, ISSUE_ROW | {"created_at": NOW.replace(tzinfo=None)}),
        (models.Issue, ISSUE_ROW | {"status": 5}),
        (models.Comment, COMMENT_ROW | {"issue_id": OTHER_ISSUE}),
        (models.Comment, COMMENT_ROW | {"version": 0}),
        (models.Attachment, ATTACHMENT_ROW | {"id": ID(9), "size": -1}),
        (models.IssueTag, {"issue_id": ISSUE, "name": "Power", "position": 1}),
        (models.IssueTag, {"issue_id": ISSUE, "name": "Other", "position": -1}),
        (models.Token, TOKEN_ROW | {"id": ID(8)}),
        (models.Change, CHANGE_ROW | {"sequence": 1, "patch": "{"}),
        (models.Change, CHANGE_ROW | {"sequence": 1, "before": "{"}),
        (models.Change, CHANGE_ROW),
    ],
)
async def test_a_wrong_row_is_refused(
    database_url: str, model: type[models.Base], row: dict[str, Any]
) -> None:
    def work(connection: Connection) -> None:
        add_all(connection)
        with pytest.raises((DBAPIError, StatementError)):
            add(connection, model, row)

    await undone(database_url, work)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE issue SET status = 5",
        "UPDATE issue SET priority = 0",
        "UPDATE issue SET version = 'x'",
        "UPDATE change SET action = 7",
        "UPDATE change SET object_type = 0",
        "UPDATE token SET scope = 4",
        "UPDATE comment SET is_edited = '2'",
    ],
)
async def test_a_wrong_code_is_refused_by_the_database_itself(
    database_url: str, statement: str
) -> None:
    def work(connection: Connection) -> None:
        add_all(connection)
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql(statement)

    await undone(database_url, work)


async def test_nothing_is_left_of_a_purged_issue(database_url: str) -> None:
    def work(connection: Connection) -> None:
        add_all(connection)
        connection.execute(delete(models.Issue))
        left = [table.name for table in TABLES if connection.execute(select(table)).first()]
        assert sorted(left) == ["attachment", "change", "session", "token"]

    await undone(database_url, work)


async def test_attachments_outlive_their_session(database_url: str) -> None:
    def work(connection: Connection) -> None:
        add_all(connection)
        connection.execute(delete(models.Session))
        assert only(connection, models.Attachment).source_session_id is None
        assert connection.execute(select(models.IssueSession.__table__)).first() is None

    await undone(database_url, work)


async def test_text_comes_in_code_point_order(database_url: str) -> None:
    texts = ["Z", "a", "á", "ﬁ", "🔥", "Ä", "_", "10", "9"]

    def work(connection: Connection) -> None:
        add_all(connection)
        connection.execute(delete(models.IssueTag))
        for position, name in enumerate(texts):
            row = {"issue_id": ISSUE, "position": position, "name": name}
            add(connection, models.IssueTag, row)
        tags = models.IssueTag.__table__.c
        assert list(connection.scalars(select(tags.name).order_by(tags.name))) == sorted(texts)

    await undone(database_url, work)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_reference_has_an_index(table: Table) -> None:
    leading = {tuple(index.columns.keys())[:1] for index in table.indexes}
    leading |= {
        tuple(key.columns.keys())[:1] for key in table.constraints if hasattr(key, "columns")
    }
    for reference in table.foreign_keys:
        assert (reference.parent.name,) in leading


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_folded_columns_stand_beside_their_text(table: Table) -> None:
    names = list(table.columns.keys())
    for name in names:
        if name.endswith(SUFFIX):
            text = name.removesuffix(SUFFIX)
            assert names.index(name) == names.index(text) + 1
            assert table.c[name].nullable == table.c[text].nullable
            assert table.c[name].type is Text


def test_every_table_has_one_exported_class() -> None:
    exported = [getattr(models, name) for name in models.__all__]
    stored = {item.__tablename__ for item in exported if hasattr(item, "__table__")}
    assert stored == {table.name for table in TABLES}


@pytest.mark.parametrize(
    ("enum", "codes"),
    [
        (IssueStatus, {"OPEN": 1, "IN_PROGRESS": 2, "RESOLVED": 3, "REJECTED": 4}),
        (IssuePriority, {"LOW": 1, "MEDIUM": 2, "HIGH": 3}),
        (
            ChangeAction,
            {"CREATED": 1, "UPDATED": 2, "DELETED": 3, "RESTORED": 4, "PURGED": 5, "RESET": 6},
        ),
        (
            ObjectType,
            {"ISSUE": 1, "COMMENT": 2, "FILE": 3, "ATTACHMENT": 4, "SESSION": 5, "LOG": 6},
        ),
        (TokenScope, {"READ": 1, "WRITE": 2, "ADMIN": 3}),
    ],
)
def test_stored_codes_never_change(enum: type[Enum], codes: dict[str, int]) -> None:
    assert {member.name: member.value for member in enum} == codes


@pytest.mark.parametrize(
    "code", [code for code in UserErrorCode if code is not UserErrorCode.TOO_LARGE]
)
def test_refusing_says_why(code: UserErrorCode) -> None:
    refused: Refused = getattr(Refused, code.name.lower())(("tags", "1"), "is blank")
    assert refused.errors == (UserError(("tags", "1"), "is blank", code),)
    assert str(refused) == "is blank"


def test_failures_carry_what_the_wire_needs() -> None:
    assert BadInput("after", "is not a cursor").field == "after"
    assert str(BadInput("after", "is not a cursor")) == "is not a cursor"
    assert Unavailable("the disk is full", retry_after=2.5).retry_after == 2.5
