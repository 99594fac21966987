"""The rows that all documents are run on: a small laboratory, the same every time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.reference.rows import Data, Row, Rows

NOW = datetime(2026, 4, 15, 10, 30, tzinfo=UTC)
"""When every query is received: a Wednesday."""

ME = "ada@example.com"
GRACE = "grace@example.com"
ATLAS = "Atlas"
KINDS = ("Issue", "Comment", "File", "Attachment", "Session")


def key(kind: str, number: int) -> str:
    """The id of the object of that kind and number; the first digit tells the kind, from 1 to 5."""
    return f"{KINDS.index(kind) + 1}0000000-0000-4000-8000-{number:012}"


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def row(kind: str, number: int, **values: Any) -> Row:
    return {"__typename": kind, "id": key(kind, number), **values}


def issue(number: int, title: str, created_at: datetime, **values: Any) -> Row:
    defaults: Row = {
        "title": title,
        "description": [],
        "status": "OPEN",
        "priority": "LOW",
        "owner": "Unassigned",
        "resolution_summary": None,
        "created_by": ME,
        "created_at": created_at,
        "updated_at": created_at,
        "resolved_at": None,
        "version": 1,
        "job_run_id": None,
        "fingerprint": None,
        "occurrences": 1,
        "last_seen_at": created_at,
        "deleted_at": None,
    }
    return row("Issue", number, **{**defaults, **values})


def comment(number: int, on: int, content: str, at: datetime, by: str, **values: Any) -> Row:
    defaults: Row = {
        "issue_id": key("Issue", on),
        "content": content,
        "created_by": by,
        "created_at": at,
        "updated_at": at,
        "is_edited": False,
        "version": 1,
        "deleted_at": None,
    }
    return row("Comment", number, **{**defaults, **values})


def attachment(number: int, name: str, session: int | None, at: datetime, **values: Any) -> Row:
    defaults: Row = {
        "name": name,
        "type": name.rpartition(".")[2],
        "title": None,
        "description": None,
        "citation": None,
        "source_session_id": session and key("Session", session),
        "created_by": ATLAS,
        "created_at": at,
        "is_visible": True,
        "size": None,
        "media_type": None,
        "sha256": None,
        "storage_name": None,
    }
    return row("Attachment", number, **{**defaults, **values})


def file(number: int, on: int, name: str, purpose: str, holds: int, at: datetime) -> Row:
    return row(
        "File",
        number,
        issue_id=key("Issue", on),
        file_name=name,
        file_type=purpose,
        attachment_id=key("Attachment", holds),
        created_by=ME,
        created_at=at,
    )


def session(number: int, title: str | None, at: datetime, **values: Any) -> Row:
    defaults: Row = {
        "title": title,
        "description": None,
        "created_by": ME,
        "created_at": at,
        "starred_at": None,
    }
    return row("Session", number, **{**defaults, **values})


def change(sequence: int, action: str, kind: str, number: int, at: datetime, patch: Row) -> Row:
    return {
        "__typename": "Change",
        "sequence": sequence,
        "action": action,
        "object_type": kind.upper(),
        "object_id": key(kind, number),
        "issue_id": key("Issue", 1) if kind != "Session" else None,
        "actor": ME if sequence % 2 else ATLAS,
        "at": at,
        "version": None if kind == "File" else 1 + (action != "CREATED"),
        "patch": patch,
        "before": None if action == "CREATED" else dict.fromkeys(patch),
    }


def links(first: str, second: str, pairs: list[tuple[int, int]]) -> Rows:
    """Links in the order given."""
    columns = f"{first.lower()}_id", f"{second.lower()}_id"
    return [
        {columns[0]: key(first, one), columns[1]: key(second, other), "position": place}
        for place, (one, other) in enumerate(pairs)
    ]


def laboratory() -> Data:
    """New rows, which the caller may change."""
    reaction_times = enumerate(
        ((1, "👍", GRACE), (1, "👍", ME), (1, "🎉", ATLAS), (5, "👍", ME), (4, "👀", GRACE))
    )
    tags = ((1, "power"), (1, "startup"), (2, "Wärme"), (3, "power"), (4, "Power"), (6, "power"))
    return Data(
        session=[
            session(1, "Bring-up of rev C", ago(weeks=3), starred_at=ago(weeks=1)),
            session(2, None, ago(weeks=2), created_by=GRACE),
            session(3, "Thermal chamber", ago(days=4), description="40 °C, 8 h"),
        ],
        attachment=_attachments(),
        issue=_issues(),
        issue_tag=[
            {"issue_id": key("Issue", on), "name": name, "position": place}
            for place, (on, name) in enumerate(tags)
        ],
        issue_session=links("Issue", "Session", [(1, 2), (1, 1), (2, 3)]),
        issue_attachment=links("Issue", "Attachment", [(1, 4), (1, 1), (3, 2)]),
        comment=_comments(),
        comment_attachment=links("Comment", "Attachment", [(1, 3), (1, 2), (4, 1)]),
        reaction=[
            {
                "comment_id": key("Comment", on),
                "emoji": emoji,
                "created_by": by,
                "created_at": ago(days=1) + timedelta(minutes=minute),
            }
            for minute, (on, emoji, by) in reaction_times
        ],
        file=[
            file(1, 1, "plan.md", "troubleshooting_plan", 4, ago(days=12)),
            file(2, 1, "scope.csv", "measurement", 1, ago(days=11)),
            file(3, 3, "plan.md", "troubleshooting_plan", 2, ago(days=2)),
        ],
        change=[
            change(1, "CREATED", "Session", 1, ago(weeks=3), {"title": "Bring-up of rev C"}),
            change(2, "CREATED", "Issue", 1, ago(days=13), {"title": "Power rail undervoltage"}),
            change(3, "UPDATED", "Issue", 1, ago(days=12), {"priority": "HIGH", "tags": ["power"]}),
            change(4, "CREATED", "Comment", 4, ago(days=9), {"content": "Never mind."}),
            change(6, "DELETED", "Comment", 4, ago(days=8), {"deleted_at": None}),
            change(9, "CREATED", "File", 2, ago(days=11), {"file_name": "scope.csv"}),
        ],
    )


def _issues() -> Rows:
    blocks = [{"type": "paragraph", "text": "3.3 V sags to 2.9 V at C12"}, {"n": [1, 1.5, None]}]
    return [
        issue(
            1,
            "Power rail undervoltage at startup",
            ago(days=13),
            description=blocks,
            priority="HIGH",
            owner=GRACE,
            version=3,
            job_run_id="run-17",
            fingerprint="c12-undervoltage",
        ),
        issue(2, "Überhitzung am Regler", ago(days=5), status="IN_PROGRESS", created_by=ATLAS),
        issue(
            3,
            "Connector J4 is 100% loose",
            ago(weeks=6),
            status="RESOLVED",
            priority="MEDIUM",
            owner=ME,
            resolution_summary='Reflowed; see "plan.md".',
            resolved_at=ago(days=2),
        ),
        issue(4, "Fan noise", ago(days=5), status=None, priority=None, owner=GRACE),
        issue(5, "Silkscreen typo", ago(weeks=30), status="REJECTED", priority="LOW"),
        issue(6, "Entered twice", ago(days=1), priority="HIGH", deleted_at=ago(hours=1)),
    ]


def _comments() -> Rows:
    return [
        comment(1, 1, "Reproduced on bench. Voltage sag starts at C12.", ago(days=10), GRACE),
        comment(2, 1, "STRASSE or straße?", ago(days=9, hours=2), ME, is_edited=True, version=2),
        comment(3, 1, "Same instant, smaller id.", ago(days=9), ATLAS),
        comment(4, 1, "Never mind.", ago(days=9), ME, deleted_at=ago(days=8), version=2),
        comment(5, 3, "Wiggled it: 50_50.", ago(days=3), GRACE),
        comment(6, 6, "Below a deleted issue.", ago(hours=5), ME),
    ]


def _attachments() -> Rows:
    return [
        attachment(1, "scope.csv", 1, ago(weeks=3), size=2048, media_type="text/csv"),
        attachment(
            2, "photo.png", 1, ago(weeks=3), title="J4", storage_name="ab12", size=9, created_by=ME
        ),
        attachment(3, "dump.bin", 2, ago(weeks=2), is_visible=False, description="Core"),
        attachment(4, "plan.md", None, ago(days=13), created_by=ME, citation="Lab notes, p. 4"),
    ]
