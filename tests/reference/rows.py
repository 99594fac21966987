"""The data of the reference evaluator: one list of plain dicts for each table.

Keys are the stored names. Ids are lower-case texts, times aware UTC, enums the names of their
members. Rows of the five types with an id, and of the change log, say their type: `__typename`.
"""

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Rows = list[Row]


@dataclass
class Data:
    """A whole database."""

    session: Rows = field(default_factory=list)
    attachment: Rows = field(default_factory=list)
    issue: Rows = field(default_factory=list)
    issue_tag: Rows = field(default_factory=list)
    issue_session: Rows = field(default_factory=list)
    issue_attachment: Rows = field(default_factory=list)
    comment: Rows = field(default_factory=list)
    comment_attachment: Rows = field(default_factory=list)
    reaction: Rows = field(default_factory=list)
    file: Rows = field(default_factory=list)
    change: Rows = field(default_factory=list)
    webhook: Rows = field(default_factory=list)
    webhook_delivery: Rows = field(default_factory=list)
