"""The last backup that `db backup` made on this machine, and how old it is."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.files.directory import make_private
from gateway.doctor.finding import Finding, ok, warning
from gateway.settings import Settings

NOTE = "last-backup.json"
"""The file in the data directory that names the last backup."""
OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Backup:
    """A complete backup: its file, and when it was finished."""

    path: Path
    at: datetime


def note_backup(settings: Settings, path: Path) -> None:
    """Note that `path` is a complete backup. Raises OSError."""
    make_private(settings.data_dir)
    note = {"path": str(path.absolute()), "at": datetime.now(UTC).isoformat()}
    partial = settings.data_dir / f"{NOTE}.partial"
    partial.write_text(json.dumps(note))
    partial.replace(settings.data_dir / NOTE)


def check_backup(settings: Settings, now: datetime) -> Finding:
    """Check that there is a backup of the last week, and that it was not removed."""
    check = "backup"
    advice = "Run: issue-gateway db backup PATH, on a schedule, and keep it on another disk."
    last = _last(settings.data_dir / NOTE)
    if last is None:
        return warning(check, "`db backup` was never run with this data directory", advice)
    age = now - last.at
    shown = f"{last.path}, {age.days} days {age.seconds // 3600} hours old"
    if not last.path.exists():
        return ok(check, f"{shown}, no longer there: it may have been moved")
    return warning(check, shown, advice) if age > OLD else ok(check, shown)


def _last(note: Path) -> Backup | None:
    try:
        found = json.loads(note.read_text())
        return Backup(Path(found["path"]), datetime.fromisoformat(found["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
