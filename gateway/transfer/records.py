"""Issues of other programs, and their conversion to inputs of `createIssues`."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

LONGEST_TITLE = 1000
LONGEST_TEXT = 400_000
LONGEST_COMMENT = 10_000
LONGEST_FINGERPRINT = 200

STATUSES: Mapping[str, str] = {
    **dict.fromkeys(("open", "opened", "new", "to do", "todo", "backlog", "reopened"), "OPEN"),
    **dict.fromkeys(
        ("in progress", "in_progress", "in review", "selected for development"), "IN_PROGRESS"
    ),
    **dict.fromkeys(("closed", "done", "resolved", "fixed", "completed"), "RESOLVED"),
    **dict.fromkeys(
        ("rejected", "won't do", "won't fix", "wontfix", "not_planned", "duplicate", "cancelled"),
        "REJECTED",
    ),
}
"""Status by its name in another program, in lower case."""

PRIORITIES: Mapping[str, str] = {
    **dict.fromkeys(("lowest", "low", "minor", "trivial", "p3", "p4"), "LOW"),
    **dict.fromkeys(("medium", "normal", "major", "p2"), "MEDIUM"),
    **dict.fromkeys(("high", "highest", "critical", "blocker", "urgent", "p0", "p1"), "HIGH"),
}


class FileError(Exception):
    """A file that cannot be imported; each of `faults` names the row and the column."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in another program."""

    author: str
    at: str
    text: str

    @property
    def content(self) -> str:
        """The text of the comment, with its original author."""
        origin = ", ".join(filter(None, (self.author, self.at)))
        return (f"{origin}:\n\n{self.text}" if origin else self.text)[:LONGEST_COMMENT]


@dataclass(slots=True)
class Record:
    """An issue in another program. `place` names its row in messages."""

    place: str
    fingerprint: str
    title: str
    text: str = ""
    description: list[object] | None = None
    status: str | None = None
    priority: str | None = None
    tags: list[str] = field(default_factory=list)
    owner: str | None = None
    author: str = ""
    created_at: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def issue(self, *, admin: bool) -> dict[str, object]:
        """Return the item of `createIssues`; only an admin may say who created it, and when."""
        origin = ", ".join(filter(None, (self.author, self.created_at)))
        blocks = [{"type": "paragraph", "text": f"Created by {origin}"}] if origin else []
        if self.text:
            blocks.append({"type": "paragraph", "text": self.text})
        given: dict[str, object] = {
            "title": self.title,
            "description": [*blocks, *(self.description or ())],
            "fingerprint": self.fingerprint,
            "tags": self.tags,
        }
        optional = {"status": self.status, "priority": self.priority, "owner": self.owner}
        if admin:
            optional |= {"createdBy": self.author or None, "createdAt": self.created_at or None}
        return given | {name: value for name, value in optional.items() if value}


class Reading:
    """The values of a file's cells as fields, with the faults and the states that were met."""

    def __init__(self, states: Mapping[str, str]) -> None:
        self.faults: list[str] = []
        self.states: Counter[tuple[str, str]] = Counter()
        self._statuses = {**STATUSES, **{name.lower(): status for name, status in states.items()}}

    def fault(self, place: str, column: str, message: str) -> None:
        self.faults.append(f"{place}, {column}: {message}")

    def text(self, place: str, column: str, value: str, longest: int) -> str:
        """Return a text that can be stored."""
        if "\0" in value:
            self.fault(place, column, "has a NUL character")
        if len(value) > longest:
            self.fault(place, column, f"has {len(value):,} characters, at most {longest:,}")
        return value

    def status(self, place: str, column: str, value: str) -> str | None:
        return self._known(place, column, value, self._statuses, "--state")

    def priority(self, place: str, column: str, value: str) -> str | None:
        if not value.strip():
            return None
        found = PRIORITIES.get(value.strip().lower())
        if found is None:
            self.fault(place, column, f"{value!r} is no known priority")
        return found

    def instant(self, place: str, column: str, value: str) -> str:
        """Return an instant in RFC 3339; empty for none. Dates of Jira's export are known too."""
        value = value.strip()
        if not value:
            return ""
        for form in (None, "%d/%b/%y %I:%M %p", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S.%f%z"):
            try:
                at = datetime.strptime(value, form) if form else datetime.fromisoformat(value)
            except ValueError:
                continue
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self.fault(place, column, f"{value!r} is no instant such as 2026-04-13T10:30:00Z")
        return ""

    def require_sound(self) -> None:
        """Raise FileError if there are faults."""
        if self.faults:
            raise FileError(self.faults)

    def _known(
        self, place: str, column: str, value: str, known: Mapping[str, str], option: str
    ) -> str | None:
        if not value.strip():
            return None
        found = known.get(value.strip().lower())
        if found is None:
            self.fault(place, column, f"{value!r} is no known state; give {option} {value!r}=OPEN")
            return None
        self.states[value.strip(), found] += 1
        return found


def fingerprint(*parts: str) -> str:
    """Return a fingerprint of the parts; a long one ends in a hash of all of it."""
    whole = "/".join(parts)
    if len(whole) <= LONGEST_FINGERPRINT:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:32]
    return f"{whole[: LONGEST_FINGERPRINT - len(digest) - 1]}~{digest}"


def distinct(values: Iterable[str]) -> list[str]:
    """Return the values without white space around them, each once, none of them empty."""
    return list(dict.fromkeys(filter(None, (value.strip() for value in values))))
