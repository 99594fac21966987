"""Shared state of the demo: clock, random numbers, batch, sessions and attachments."""

from collections import deque
from datetime import datetime
from random import Random

from db import models
from db.demo import phrases
from db.demo.batch import Journal, RowBatch, RowValues
from db.demo.evidence import evidence
from db.demo.voice import Voice, pick
from db.demo.workdays import Moment, WorkTime
from db.enums import ChangeAction, ObjectType

SESSION_LEAD = 0.15
"""Maximum working days between the session of an issue and the issue."""


class Teller:
    """Fills batches. Equal arguments give equal rows.

    `comments_per_issue` is the exact number of comments of each issue; None leaves it to the issue,
    and lets some comments be deleted. With `with_content` attachments have the content that
    `db.demo.evidence` makes; without, they are records.
    """

    def __init__(
        self, seed: int, comments_per_issue: int | None, now: datetime, *, with_content: bool
    ) -> None:
        self.rng = Random(seed)
        self.time = WorkTime(now)
        self.journal = Journal()
        self.batch = RowBatch()
        self.comments_per_issue = comments_per_issue
        self._evidence = evidence() if with_content else {}
        self._sessions: deque[str] = deque(maxlen=6)

    def new_id(self, at: Moment) -> str:
        """A UUIDv7 of the instant with seeded random bits."""
        bits = self.rng.getrandbits(74)
        high = (at.microseconds // 1000 << 16) | 0x7000 | bits >> 62
        text = f"{high << 64 | 0x2 << 62 | bits & (1 << 62) - 1:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def before(self, position: float) -> Moment:
        """A time at which the session of an issue found at `position` may have begun."""
        lead = SESSION_LEAD * self.time.day * (0.2 + 0.7 * self.rng.random())
        return self.time.at(max(0.0, position - lead))

    def settled(self, position: float) -> int:
        """The earliest instant of later events once the story is at `position`."""
        return self.time.at(max(0.0, position - SESSION_LEAD * self.time.day)).microseconds

    def earlier_session(self) -> str | None:
        """Choose one of the last sessions."""
        return pick(self.rng, self._sessions) if self._sessions else None

    def session(self, at: Moment, author: str, voice: Voice) -> str:
        """Make a session with one or two recordings."""
        session_id = self.new_id(at)
        starred = self.rng.random() < 0.12
        row: RowValues = {
            "id": session_id,
            "title": voice.say(phrases.SESSION_TITLES),
            "description": voice.say(phrases.CIRCUMSTANCES) if self.rng.random() < 0.6 else None,
            "created_by": author,
            "created_at": at.when,
            "starred_at": at.when if starred else None,
        }
        self.batch.rows[models.Session].append(row)
        patch = {**row, "created_at": at.text, "starred_at": at.text if starred else None}
        self._created(ObjectType.SESSION, at, author, patch)
        for _ in range(1 + int(self.rng.random() * 2)):
            name, title = pick(self.rng, voice.domain.recordings)
            self.attachment(at, author, voice, name, voice.fill(title), session_id)
        self._sessions.append(session_id)
        return session_id

    def attachment(
        self,
        at: Moment,
        author: str,
        voice: Voice,
        name: str,
        title: str,
        session_id: str | None = None,
    ) -> str:
        """Make an attachment, with its content if it has any."""
        attachment_id = self.new_id(at)
        kind = name.rpartition(".")[2]
        page = 1 + int(self.rng.random() * 900)
        row: RowValues = {
            "id": attachment_id,
            "name": name,
            "type": kind,
            "title": title,
            "description": None,
            "citation": f"Lab book {at.text[:7]}, p. {page}" if page < 150 else None,
            "source_session_id": session_id,
            "created_by": author,
            "created_at": at.when,
            "is_visible": self.rng.random() < 0.97,
            "size": int(900 * 4000 ** self.rng.random()),
            "media_type": phrases.MEDIA_TYPES[kind],
            "sha256": None,
            "storage_name": None,
        }
        found = self._evidence.get((voice.domain.tags[0], name))
        if found is not None:
            row |= {
                "size": len(found.data),
                "media_type": found.media_type,
                "sha256": found.sha256,
                "storage_name": found.sha256,
            }
        self.batch.rows[models.Attachment].append(row)
        self._created(ObjectType.ATTACHMENT, at, author, {**row, "created_at": at.text})
        return attachment_id

    def _created(self, object_type: ObjectType, at: Moment, author: str, patch: RowValues) -> None:
        object_id = patch.pop("id")
        self.journal.note(at, author, ChangeAction.CREATED, object_type, object_id, patch)
