"""The life of one issue: the rows that the actions of `db.actions` would have written."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

import orjson

from db import models
from db.actions.records.search import described
from db.demo import phrases
from db.demo.batch import RowValues
from db.demo.teller import Teller
from db.demo.thread import Thread, Topic
from db.demo.voice import Voice, pick, pick_early
from db.demo.workdays import Moment
from db.enums import ChangeAction, IssuePriority, IssueStatus, ObjectType
from db.text.words import words

MEDIAN_DAYS = 11.0
SPREAD = 1.1
"""Working days from finding an issue to closing it: log-normal, as is typical."""

_DOMAINS = [domain for domain in phrases.DOMAINS for _ in range(domain.weight)]
_FILES = [(name, file_type) for name, file_type, share in phrases.FILES for _ in range(share)]
_PRIORITIES = (IssuePriority.LOW, IssuePriority.MEDIUM, IssuePriority.HIGH)
_CREATED, _UPDATED = ChangeAction.CREATED, ChangeAction.UPDATED

_words_of_token = lru_cache(maxsize=65536)(words)


def counted(sources: Iterable[Iterable[str]]) -> Counter[str]:
    """Count words as `db.actions.records.search.count` does.

    White space always parts words, so each part is taken by itself.
    """
    counts: Counter[str] = Counter()
    for texts in sources:
        counts.update(frozenset().union(*map(_words_of_token, set(" ".join(texts).split()))))
    return counts


class Story:
    """One issue with its comments, files and links, found at `position` of the working time."""

    def __init__(self, teller: Teller, position: float) -> None:
        rng = teller.rng
        self.teller = teller
        self.rng = rng
        self.position = position
        self.created = teller.time.at(position)
        self.voice = Voice(rng, pick(rng, _DOMAINS))
        self.id = teller.new_id(self.created)
        self.by_atlas = rng.random() < 0.22
        self.reporter = pick_early(rng, phrases.PEOPLE)
        self.author = phrases.ATLAS if self.by_atlas else phrases.ADDRESS.format(self.reporter)
        self.assignee = pick_early(rng, (*self.voice.domain.owners, *phrases.PEOPLE))
        self.status, self.end = self._fate()
        self.row: RowValues = {}
        self.tags: list[str] = []
        self.texts: list[str] = []
        self._logged: RowValues = {}

    def tell(self) -> None:
        """Make the rows and changes of the issue, in the order of time."""
        self._create()
        total = self._number_of_comments()
        width = self.end - self.position
        spots = [(number + 0.1 + 0.8 * self.rng.random()) / total for number in range(total)]
        moments = [self.teller.time.at(self.position + spot * width * 0.98) for spot in spots]
        self._updates(width)
        thread = Thread(self.teller, self.voice, self._topic(), total)
        for number, moment in enumerate(moments):
            thread.write(number, moment)
        batch = self.teller.batch
        for place, tag in enumerate(self.tags):
            batch.rows[models.IssueTag].append(
                {"issue_id": self.id, "name": tag, "position": place}
            )
        batch.rows[models.Issue].append(self.row)
        sources = (self.texts[:1], self.texts[1:], self.tags, *([text] for text in thread.texts))
        batch.search.append((self.id, self.created.when, counted(sources)))
        batch.issues += 1

    def _topic(self) -> Topic:
        others = (pick_early(self.rng, phrases.PEOPLE), pick(self.rng, phrases.PEOPLE))
        return Topic(self.id, self.status, (self.assignee, self.reporter, *others))

    def _fate(self) -> tuple[IssueStatus, float]:
        """Return how the issue ends, and the position of its last event."""
        random = self.rng.random
        days = self.rng.lognormvariate(log(MEDIAN_DAYS), SPREAD)
        end = self.position + days * self.teller.time.day
        roll = random()
        if end >= 1:
            status = IssueStatus.IN_PROGRESS if roll < 0.6 else IssueStatus.OPEN
            return status, self.position + (1 - self.position) * (0.3 + 0.65 * random())
        if roll < 0.68:
            return IssueStatus.RESOLVED, end
        if roll < 0.78:
            return IssueStatus.REJECTED, end
        return (IssueStatus.IN_PROGRESS if roll < 0.88 else IssueStatus.OPEN), end

    def _create(self) -> None:
        rng, at, teller = self.rng, self.created, self.teller
        description = self.voice.description()
        stored = orjson.dumps(description).decode()
        known_owner = rng.random() < 0.4
        self.tags = self._first_tags()
        sessions = self._links(models.IssueSession, "session_id", self._sessions())
        attachments = self._links(models.IssueAttachment, "attachment_id", self._recordings())
        patch: RowValues = {
            "title": self.voice.title(),
            "description": stored,
            "status": IssueStatus.OPEN,
            "priority": pick_early(rng, _PRIORITIES) if rng.random() < 0.97 else None,
            "owner": phrases.ADDRESS.format(self.assignee) if known_owner else phrases.UNASSIGNED,
            "resolution_summary": None,
            "job_run_id": teller.new_id(at) if self.by_atlas else None,
            "created_by": self.author,
            "resolved_at": None,
            "version": 1,
            "deleted_at": None,
            "fingerprint": None,
            "occurrences": None,
            "last_seen_at": None,
        }
        self.row = {"id": self.id, **patch, "created_at": at.when, "updated_at": at.when}
        self.texts += [patch["title"], *described(description)]
        patch |= {
            "description": orjson.Fragment(stored),
            "created_at": at.text,
            "updated_at": at.text,
            "tags": self.tags,
            "sessions": sessions,
            "attachments": attachments,
        }
        self._note(at, self.author, _CREATED, patch)

    def _first_tags(self) -> list[str]:
        rng = self.rng
        chosen = [pick_early(rng, self.voice.domain.tags) for _ in range(1 + int(rng.random() * 2))]
        if rng.random() < 0.45:
            chosen.append(pick_early(rng, phrases.STAGES))
        if rng.random() < 0.3:
            chosen.append(pick_early(rng, phrases.COMMON_TAGS))
        return list(dict.fromkeys(chosen))

    def _sessions(self) -> list[str]:
        roll = self.rng.random()
        if roll < 0.3:
            author = phrases.ADDRESS.format(self.reporter)
            return [self.teller.session(self.teller.before(self.position), author, self.voice)]
        earlier = self.teller.earlier_session() if roll < 0.42 else None
        return [earlier] if earlier else []

    def _recordings(self) -> list[str]:
        if self.rng.random() >= 0.28:
            return []
        name, title = pick(self.rng, self.voice.domain.recordings)
        title = self.voice.fill(title)
        return [self.teller.attachment(self.created, self.author, self.voice, name, title)]

    def _links(self, model: type[models.Base], column: str, ids: list[str]) -> list[str]:
        self.teller.batch.rows[model] += [
            {"issue_id": self.id, column: linked, "position": place}
            for place, linked in enumerate(ids)
        ]
        return ids

    def _number_of_comments(self) -> int:
        if self.teller.comments_per_issue is not None:
            return self.teller.comments_per_issue
        closed = self.status in (IssueStatus.RESOLVED, IssueStatus.REJECTED)
        least, mean = (3, 4.0) if closed else (0, 3.0)
        return min(24, least + int(self.rng.expovariate(1 / mean)))

    def _updates(self, width: float) -> None:
        """Return the events of the issue itself, step by step."""
        rng, row = self.rng, self.row
        owner = phrases.ADDRESS.format(self.assignee)
        steps: list[tuple[float, RowValues]] = [(0.1 + 0.6 * rng.random(), {"file": True})]
        if self.status is not IssueStatus.OPEN:
            step: RowValues = {"status": IssueStatus.IN_PROGRESS}
            if row["owner"] != owner:
                step["owner"] = owner
            steps.append((0.02 + 0.07 * rng.random(), step))
        if row["priority"] is IssuePriority.MEDIUM and rng.random() < 0.2:
            steps.append((0.3 + 0.3 * rng.random(), {"priority": IssuePriority.HIGH}))
        if rng.random() < 0.2:
            added = pick(rng, phrases.COMMON_TAGS)
            if added not in self.tags:
                steps.append((0.2 + 0.5 * rng.random(), {"tags": [*self.tags, added]}))
        if self.status in (IssueStatus.RESOLVED, IssueStatus.REJECTED):
            summary = self.voice.resolution(self.status)
            steps.append((1.0, {"status": self.status, "resolution_summary": summary}))
        for spot, changed in sorted(steps, key=lambda entry: entry[0]):
            at = self.teller.time.at(self.position + spot * width)
            if changed.pop("file", False):
                self._file(at, owner)
            self._update(at, owner, changed)

    def _update(self, at: Moment, actor: str, changed: RowValues) -> None:
        self.tags = changed.get("tags", self.tags)
        version = self.row["version"] + 1
        self.row |= {name: value for name, value in changed.items() if name != "tags"}
        self.row |= {"updated_at": at.when, "version": version}
        if "status" in changed:
            resolved = changed["status"] is IssueStatus.RESOLVED
            self.row["resolved_at"] = at.when if resolved else None
            changed["resolved_at"] = at.text if resolved else None
        self._note(at, actor, _UPDATED, {**changed, "updated_at": at.text, "version": version})

    def _file(self, at: Moment, author: str) -> None:
        teller = self.teller
        name, file_type = pick(self.rng, _FILES)
        title = f"{file_type.replace('_', ' ').capitalize()}: {self.row['title']}"
        patch = {
            "issue_id": self.id,
            "file_name": name,
            "file_type": file_type,
            "attachment_id": teller.attachment(at, author, self.voice, name, title),
            "created_by": author,
        }
        file_id = teller.new_id(at)
        teller.batch.rows[models.File].append({"id": file_id, **patch, "created_at": at.when})
        patch["created_at"] = at.text
        teller.journal.note(at, author, _CREATED, ObjectType.FILE, file_id, patch, self.id)

    def _note(self, at: Moment, actor: str, action: ChangeAction, patch: RowValues) -> None:
        for name in ("status", "priority"):
            if patch.get(name) is not None:
                patch[name] = patch[name].name
        self.teller.journal.note(
            at, actor, action, ObjectType.ISSUE, self.id, patch, self.id, self._logged
        )
