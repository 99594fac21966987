"""What hangs from what, and what of it a reader may see: plain loops over the tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.reference.rows import Data, Row, Rows


def by_age(rows: Rows) -> Rows:
    """Oldest first."""
    return sorted(rows, key=lambda row: (row["created_at"], row["id"]))


@dataclass(frozen=True)
class World:
    """The rows, who reads them and when. Soft-deleted objects are invisible.

    What belongs to a deleted issue is invisible with it.
    """

    data: Data
    author: str
    now: datetime

    def issues(self, include_deleted: bool = False) -> Rows:
        return [row for row in self.data.issue if include_deleted or row["deleted_at"] is None]

    def comments(self, include_deleted: bool = False) -> Rows:
        return [
            row
            for row in self.data.comment
            if self.issue(row["issue_id"]) and (include_deleted or row["deleted_at"] is None)
        ]

    def comments_of(self, issue: Row, include_deleted: bool = False) -> Rows:
        """The comments of an issue, which may be deleted."""
        mine = [row for row in self.data.comment if row["issue_id"] == issue["id"]]
        return [row for row in mine if include_deleted or row["deleted_at"] is None]

    def files(self) -> Rows:
        return [row for row in self.data.file if self.issue(row["issue_id"])]

    def files_of(self, issue: Row) -> Rows:
        return [row for row in self.data.file if row["issue_id"] == issue["id"]]

    def attachments(self) -> Rows:
        return list(self.data.attachment)

    def sessions(self) -> Rows:
        return list(self.data.session)

    def issue(self, key: str | None) -> Row | None:
        return _find(self.issues(), key)

    def session(self, key: str | None) -> Row | None:
        return _find(self.sessions(), key)

    def attachment(self, key: str | None) -> Row | None:
        return _find(self.attachments(), key)

    def node(self, key: str) -> Row | None:
        """The visible object with this id, whatever its type."""
        everything = (
            *self.issues(),
            *self.comments(),
            *self.files(),
            *self.attachments(),
            *self.sessions(),
        )
        return _find(list(everything), key)

    def tags(self, issue: Row) -> list[str]:
        found = [row for row in self.data.issue_tag if row["issue_id"] == issue["id"]]
        return [row["name"] for row in sorted(found, key=lambda row: row["position"])]

    def issue_sessions(self, issue: Row) -> Rows:
        return self._linked(self.data.issue_session, "issue_id", issue, "session_id", "session")

    def issue_attachments(self, issue: Row) -> Rows:
        links = self.data.issue_attachment
        return self._linked(links, "issue_id", issue, "attachment_id", "attachment")

    def comment_attachments(self, comment: Row) -> Rows:
        if comment["deleted_at"] is not None:
            return []
        links = self.data.comment_attachment
        return self._linked(links, "comment_id", comment, "attachment_id", "attachment")

    def session_attachments(self, issue: Row) -> Rows:
        """Files that came up in the sessions linked to an issue."""
        linked = [session["id"] for session in self.issue_sessions(issue)]
        return by_age([row for row in self.data.attachment if row["source_session_id"] in linked])

    def attachments_of_session(self, session: Row) -> Rows:
        found = [row for row in self.data.attachment if row["source_session_id"] == session["id"]]
        return by_age(found)

    def issues_of_session(self, session: Row) -> Rows:
        linked = [
            link["issue_id"]
            for link in self.data.issue_session
            if link["session_id"] == session["id"]
        ]
        return [row for row in self.issues() if row["id"] in linked]

    def reactions(self, comment: Row) -> Rows:
        """The reactions to a comment, the earliest first."""
        if comment["deleted_at"] is not None:
            return []
        found = [row for row in self.data.reaction if row["comment_id"] == comment["id"]]
        return sorted(found, key=lambda row: (row["created_at"], row["created_by"]))

    def _linked(self, links: Rows, owner_key: str, owner: Row, target_key: str, table: str) -> Rows:
        found = [link for link in links if link[owner_key] == owner["id"]]
        lookup: Callable[[str], Row | None] = getattr(self, table)
        ordered = sorted(found, key=lambda link: link["position"])
        return [row for link in ordered if (row := lookup(link[target_key]))]


def _find(rows: Rows, key: str | None) -> Row | None:
    return next((row for row in rows if row["id"] == key), None)


def parent(world: World, row: Row) -> Row | None:
    """The issue of a comment or file that a reader sees, even if it is deleted."""
    return _find(world.data.issue, row["issue_id"])
