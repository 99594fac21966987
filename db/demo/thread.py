"""The comments under one issue of the demo."""

from typing import NamedTuple

from db import models
from db.demo import phrases
from db.demo.batch import RowValues
from db.demo.teller import Teller
from db.demo.voice import Voice, pick, pick_early
from db.demo.workdays import Moment
from db.enums import ChangeAction, IssueStatus, ObjectType

EDITED, REACTED, DELETED = 0.05, 0.11, 0.02
"""Shares of the comments with each event."""


class Topic(NamedTuple):
    """The issue a thread is about."""

    issue_id: str
    status: IssueStatus
    people: tuple[str, ...]
    """The participants, the most talkative first."""


class Thread:
    """The comments of one issue, of which there will be `total`."""

    def __init__(self, teller: Teller, voice: Voice, topic: Topic, total: int) -> None:
        self.teller = teller
        self.rng = teller.rng
        self.voice = voice
        self.topic = topic
        self.total = total
        self.previous: str | None = None
        self.texts: list[str] = []
        self._logged: RowValues = {}

    def write(self, number: int, at: Moment) -> None:
        """Make the comment `number`, counted from 0, with its later events."""
        rng, teller = self.rng, self.teller
        person = pick_early(rng, self.topic.people)
        if person == self.previous and rng.random() < 0.7:
            person = pick(rng, self.topic.people)
        author = phrases.ADDRESS.format(person)
        previous = self.previous if self.previous != person else None
        content = self.voice.remark(number, self.total, self.topic.status, previous)
        self.previous = person
        comment_id = teller.new_id(at)
        patch: RowValues = {
            "issue_id": self.topic.issue_id,
            "content": content,
            "created_by": author,
            "created_at": at.text,
            "updated_at": at.text,
            "is_edited": False,
            "version": 1,
            "deleted_at": None,
        }
        row: RowValues = {
            "id": comment_id,
            **patch,
            "created_at": at.when,
            "updated_at": at.when,
        }
        teller.batch.rows[models.Comment].append(row)
        patch["attachments"] = self._attachments(comment_id, at, author)
        patch["reactions"] = []
        self._logged = {}
        self._note(at, author, ChangeAction.CREATED, comment_id, patch)
        self._edit(row, at)
        self._react(row, at)
        self._delete(row, at)
        if row["deleted_at"] is None:
            self.texts.append(row["content"])

    def _attachments(self, comment_id: str, at: Moment, author: str) -> list[str]:
        if self.rng.random() >= 0.04:
            return []
        name, title = pick(self.rng, self.voice.domain.recordings)
        title = self.voice.fill(title)
        attachment_id = self.teller.attachment(at, author, self.voice, name, title)
        self.teller.batch.rows[models.CommentAttachment].append(
            {"comment_id": comment_id, "attachment_id": attachment_id, "position": 0}
        )
        return [attachment_id]

    def _edit(self, row: RowValues, at: Moment) -> None:
        if self.rng.random() >= EDITED:
            return
        later = self.teller.time.after(at, 20 + 900 * self.rng.random())
        if later is None:
            return
        content = f"{row['content']} {self.voice.say(phrases.EDITS)}"
        patch = {"content": content, "is_edited": True, "updated_at": later.text}
        row |= {"content": content, "is_edited": True, "updated_at": later.when}
        self._change(row, later, row["created_by"], ChangeAction.UPDATED, patch)

    def _react(self, row: RowValues, at: Moment) -> None:
        if self.rng.random() >= REACTED:
            return
        reactions: list[RowValues] = []
        given: set[tuple[str, str]] = set()
        when: Moment | None = self.teller.time.after(at, 1000)
        for _ in range(1 + int(self.rng.random() * 3)):
            when = self.teller.time.after(when, 1800 * self.rng.random()) if when else None
            author = phrases.ADDRESS.format(pick(self.rng, phrases.PEOPLE))
            emoji = pick_early(self.rng, phrases.EMOJI)
            if when is None or (emoji, author) in given:
                continue
            given.add((emoji, author))
            mine: RowValues = {"emoji": emoji, "created_by": author, "created_at": when.when}
            self.teller.batch.rows[models.Reaction].append({"comment_id": row["id"], **mine})
            reactions = [*reactions, {**mine, "created_at": when.text}]
            patch: RowValues = {"reactions": reactions}
            self._change(row, when, author, ChangeAction.UPDATED, patch)

    def _delete(self, row: RowValues, at: Moment) -> None:
        if self.teller.comments_per_issue is not None or self.rng.random() >= DELETED:
            return
        later = self.teller.time.after(at, 9000)
        if later is None:
            return
        patch = {"deleted_at": later.text, "updated_at": later.text}
        row |= {"deleted_at": later.when, "updated_at": later.when}
        self._change(row, later, row["created_by"], ChangeAction.DELETED, patch)

    def _change(
        self, row: RowValues, at: Moment, actor: str, action: ChangeAction, patch: RowValues
    ) -> None:
        row["version"] += 1
        self._note(at, actor, action, row["id"], {**patch, "version": row["version"]})

    def _note(
        self, at: Moment, actor: str, action: ChangeAction, comment_id: str, patch: RowValues
    ) -> None:
        self.teller.journal.note(
            at,
            actor,
            action,
            ObjectType.COMMENT,
            comment_id,
            patch,
            self.topic.issue_id,
            self._logged,
        )
