"""Replay of the change log: the rows that result from all logged changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import json_numbers
from db.changes import as_logged
from db.enums import ChangeAction, ObjectType

REMOVED_FOR_GOOD = frozenset({ObjectType.ATTACHMENT, ObjectType.FILE, ObjectType.SESSION})
"""Object types whose rows are removed when they are deleted."""

VERSIONED = frozenset({ObjectType.ISSUE, ObjectType.COMMENT})

ReplayedState = dict[str, Any]


@dataclass(slots=True)
class Replay:
    """One object of the log. `state` are its columns and lists as patches hold them.

    It is None before the first change and after an object is gone for good. `faults` are entries
    that no sequence of actions could have logged. The beginning of a `trimmed` log is missing: the
    first change of an object may be any, and values that did not change since are unknown.
    """

    trimmed: bool = False
    state: ReplayedState | None = None
    kind: ObjectType | None = None
    version: int | None = None
    faults: list[str] = field(default_factory=list)

    def apply(self, change: Mapping[str, Any]) -> None:
        """Apply the next change, a row of the log."""
        kind, action, patch = change["object_type"], change["action"], change["patch"]
        where = f"change {change['sequence']}"
        if self.kind is None:
            self.kind = kind
            if action is not ChangeAction.CREATED and self.trimmed:
                self.version, self.state = (change["version"] or 1) - 1, change["before"] or {}
            elif action is not ChangeAction.CREATED:
                self.faults.append(f"{where} comes before the creation")
        elif kind is not self.kind:
            self.faults.append(f"{where} is of a {kind.name}, not a {self.kind.name}")
        elif self.state is None or action is ChangeAction.CREATED:
            self.faults.append(f"{where} is out of order: {action.name}")
        if action is ChangeAction.PURGED:
            self.state = None
            return
        if kind in VERSIONED and change["version"] != (self.version or 0) + 1:
            self.faults.append(f"{where} has version {change['version']} after {self.version}")
        self.version = change["version"]
        for name, old in (change["before"] or {}).items():
            known = (self.state or {}).get(name, old if self.trimmed else None)
            if _text(known) != _text(old):
                self.faults.append(f"{where} has {name} before as {_shown(old)}")
        if action is ChangeAction.DELETED and kind in REMOVED_FOR_GOOD:
            self.state = None
        else:
            self.state = {**(self.state or {}), **patch}

    def differences(self, row: ReplayedState | None) -> Sequence[str]:
        """Return the differences between the present `row` (see `logged`) and the log."""
        if row is None or self.state is None:
            if row is self.state:
                return []
            return ["the log has it, the table has not" if row is None else "the log has it gone"]
        return [
            f"{name} is {_shown(row.get(name))}, logged was {_shown(self.state.get(name))}"
            for name in sorted(self.state.keys() | (() if self.trimmed else row.keys()))
            if _text(row.get(name)) != _text(self.state.get(name))
        ]


def logged(row: Mapping[str, Any]) -> ReplayedState:
    """Write a row, its id aside, the way that patches do."""
    return {name: as_logged(value) for name, value in row.items() if name != "id"}


def _text(value: object) -> bytes:
    """Return the value as JSON, since Python takes 1, 1.0 and true for equal."""
    return json_numbers.dumps(value)


def _shown(value: object) -> str:
    text = _text(value).decode()
    return text if len(text) <= 60 else f"{text[:57]}..."
