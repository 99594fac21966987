"""The result of one check."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The end of a check. Only a failure keeps the gateway from working or puts data at risk."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """A check, what it saw, and what to do about it: nothing when all is well."""

    check: str
    state: State
    message: str
    advice: str = ""


def ok(check: str, message: str) -> Finding:
    """Return the finding of a check that saw no fault."""
    return Finding(check, State.OK, message)


def warning(check: str, message: str, advice: str) -> Finding:
    """Return the finding that something works, but should be changed."""
    return Finding(check, State.WARNING, message, advice)


def failure(check: str, message: str, advice: str) -> Finding:
    """Return the finding that something does not work, or puts data at risk."""
    return Finding(check, State.FAILURE, message, advice)
