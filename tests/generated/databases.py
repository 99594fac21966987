"""Small databases: ties, gaps, deleted things and awkward texts everywhere."""

from functools import partial
from itertools import product
from typing import Any
from uuid import UUID

import orjson

from db.enums import DeliveryStatus
from db.models.change import LOG_ID
from tests.generated.choices import Choices
from tests.generated.texts import ACTORS, TIMES, text, text_or_empty
from tests.reference.pages import ENUM_ORDER
from tests.reference.rows import Data, Row

SIZES = {"session": 4, "attachment": 6, "issue": 8, "comment": 12, "file": 5}
"""The most rows of each table."""

REACTIONS = tuple(product(("👍", "❤️", "\ue000", "LGTM"), ACTORS[:3]))
ACTIONS = ("CREATED", "UPDATED", "DELETED", "RESTORED", "PURGED")
NAMES = ("title", "resolution_summary", "tags", "created_at", "deleted_at", "Title")


def database(choices: Choices) -> Data:
    """A database that keeps every rule of the stored classes."""
    return _Maker(choices).data


def add_webhooks(data: Data, choices: Choices) -> None:
    """Add webhooks with deliveries, which no document for the evaluator asks for."""
    for number in range(choices.up_to(2, least=1)):
        is_enabled = not choices.rarely(4)
        data.webhook.append(
            {
                "id": f"{number:08}-0000-4000-8000-00000000000b",
                "url": "https://example.com/old",
                "secret": "whsec_" + "YmFy" * 8,
                "filter": {},
                "operation": None,
                "created_by": choices.pick(ACTORS),
                "created_at": choices.pick(TIMES),
                "is_enabled": is_enabled,
                "disabled_reason": None if is_enabled else text(choices),
                "cursor": "",
                "lease_owner": None,
                "lease_until": None,
            }
        )
    for number in range(choices.up_to(3, least=1)):
        status = choices.pick([status.name for status in DeliveryStatus])
        data.webhook_delivery.append(
            {
                "id": f"{number:08}-0000-4000-8000-00000000000d",
                "webhook_id": choices.pick(data.webhook)["id"],
                "message_id": f"message {number}",
                "queue": f"{choices.up_to(1):08}-0000-4000-8000-00000000000e",
                "number": number,
                "payload": orjson.dumps({"type": "old", "data": text(choices)}).decode(),
                "status": status,
                "attempts": choices.up_to(3),
                "created_at": choices.pick(TIMES),
                "next_attempt_at": choices.pick(TIMES) if status == "PENDING" else None,
                "attempted_at": choices.maybe(partial(choices.pick, TIMES)),
                "response_status": choices.pick((None, 200, 500)),
                "response": choices.maybe(partial(text_or_empty, choices)),
                "error": None,
            }
        )


class _Maker:
    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.text = partial(text, choices)
        self.maybe_text = partial(choices.maybe, partial(text_or_empty, choices))
        self.data = Data()
        for table, most in SIZES.items():
            for number in range(choices.up_to(most)):
                row = getattr(self, f"_{table}")()
                if row is not None:
                    row = {"__typename": table.title(), "id": self._id(table, number), **row}
                    getattr(self.data, table).append(row)
        for issue in self.data.issue:
            self._links(issue)
        for comment in self.data.comment:
            self._below_comment(comment)
        for number in range(choices.up_to(8)):
            self.data.change.append(self._change(number))

    def _id(self, table: str, number: int) -> str:
        """Ids whose order is not that in which the objects were made."""
        letter = self.choices.pick("09af")
        return str(UUID(f"{letter}{table.encode().hex():0<29}{number:02}"))

    def _time(self) -> Any:
        return self.choices.pick(TIMES)

    def _session(self) -> Row:
        return {
            "title": self.maybe_text(),
            "description": self.maybe_text(),
            "created_by": self.choices.pick(ACTORS),
            "created_at": self._time(),
            "starred_at": self.choices.maybe(self._time),
        }

    def _attachment(self) -> Row:
        source = self.choices.some(self.data.session, 0, 1)
        return {
            "name": self.text(),
            "type": self.text(),
            "title": self.maybe_text(),
            "description": self.maybe_text(),
            "citation": self.maybe_text(),
            "source_session_id": source[0]["id"] if source else None,
            "created_by": self.choices.pick(ACTORS),
            "created_at": self._time(),
            "is_visible": self.choices.pick((True, False)),
            "size": self.choices.pick((None, 0, 1, 2, 2**31, 2**53 - 1)),
            "media_type": self.maybe_text(),
            "sha256": self.choices.pick((None, "ab" * 32)),
            "storage_name": self.choices.pick((None, "stored")),
        }

    def _issue(self) -> Row:
        return {
            "title": self.text(),
            "description": [self._block() for _ in range(self.choices.up_to(2))],
            "status": self.choices.pick((None, *ENUM_ORDER["status"])),
            "priority": self.choices.pick((None, *ENUM_ORDER["priority"])),
            "owner": self.choices.pick((*ACTORS, self.text())),
            "resolution_summary": self.maybe_text(),
            "created_by": self.choices.pick(ACTORS),
            "created_at": self._time(),
            "updated_at": self._time(),
            "resolved_at": self.choices.maybe(self._time),
            "version": self.choices.up_to(3, least=1),
            "job_run_id": self.maybe_text(),
            "fingerprint": self.choices.maybe(lambda: f"{self.text()} {len(self.data.issue)}"),
            "occurrences": self.choices.up_to(3, least=1),
            "last_seen_at": self._time(),
            "deleted_at": self._deleted(one_in=5),
        }

    def _deleted(self, one_in: int) -> Any:
        return self._time() if self.choices.rarely(one_in) else None

    def _comment(self) -> Row | None:
        if not self.data.issue:
            return None
        return {
            "issue_id": self.choices.pick(self.data.issue)["id"],
            "content": self.text(),
            "created_by": self.choices.pick(ACTORS),
            "created_at": self._time(),
            "updated_at": self._time(),
            "is_edited": self.choices.pick((False, True)),
            "version": self.choices.up_to(3, least=1),
            "deleted_at": self._deleted(one_in=3),
        }

    def _file(self) -> Row | None:
        if not self.data.issue or not self.data.attachment:
            return None
        return {
            "issue_id": self.choices.pick(self.data.issue)["id"],
            "file_name": self.text(),
            "file_type": self.text(),
            "attachment_id": self.choices.pick(self.data.attachment)["id"],
            "created_by": self.choices.pick(ACTORS),
            "created_at": self._time(),
        }

    def _links(self, issue: Row) -> None:
        key = {"issue_id": issue["id"]}
        tags = dict.fromkeys(self.text() for _ in range(self.choices.up_to(3)))
        self.data.issue_tag += [
            {**key, "position": place, "name": name} for place, name in enumerate(tags)
        ]
        self.data.issue_session += [
            {**key, "session_id": row["id"], "position": place}
            for place, row in enumerate(self.choices.some(self.data.session, 0, 2))
        ]
        self.data.issue_attachment += [
            {**key, "attachment_id": row["id"], "position": place}
            for place, row in enumerate(self.choices.some(self.data.attachment, 0, 2))
        ]

    def _below_comment(self, comment: Row) -> None:
        key = {"comment_id": comment["id"]}
        self.data.comment_attachment += [
            {**key, "attachment_id": row["id"], "position": place}
            for place, row in enumerate(self.choices.some(self.data.attachment, 0, 2))
        ]
        self.data.reaction += [
            {**key, "emoji": emoji, "created_by": author, "created_at": self._time()}
            for emoji, author in self.choices.some(REACTIONS, 0, 4)
        ]

    def _change(self, number: int) -> Row:
        table = self.choices.pick(tuple(SIZES))
        targets = self.choices.some(getattr(self.data, table), 0, 1)
        target: Row = targets[0] if targets else {"id": self._id("gone", number)}
        last = self.data.change[-1]["sequence"] if self.data.change else 0
        is_reset = not self.data.change and self.choices.up_to(2) == 0  # a trimmed log
        return {
            "__typename": "Change",
            "sequence": last + self.choices.up_to(3, least=1) ** 3,  # the log may have gaps
            **(
                {"action": "RESET", "object_type": "LOG", "object_id": LOG_ID}
                if is_reset
                else {
                    "action": self.choices.pick(ACTIONS),
                    "object_type": table.upper(),
                    "object_id": target["id"],
                }
            ),
            "issue_id": None
            if is_reset
            else target["id"]
            if table == "issue"
            else target.get("issue_id"),
            "actor": self.choices.pick(ACTORS),
            "at": self._time(),
            "version": self.choices.pick((None, 1, 2)),
            "patch": self._patch(),
            "before": self.choices.maybe(self._patch),
        }

    def _patch(self) -> Row:
        """Values by the names of columns."""
        return {name: self._json(2) for name in self.choices.some(NAMES, 0, 3)}

    def _block(self) -> Row:
        return {self.text(): self._json(2) for _ in range(self.choices.up_to(2))}

    def _json(self, depth: int) -> Any:
        """Any JSON value; integers have 64 bits at most."""
        kind = self.choices.up_to(7 if depth else 5)
        match kind:
            case 0:
                return self.text()
            case 1:
                return self.choices.up_to(2**63 - 1, least=-(2**63))
            case 2:
                return self.choices.up_to(10**6, least=-(10**6)) / self.choices.pick((8, 10**9))
            case 6:
                return [self._json(depth - 1) for _ in range(self.choices.up_to(2))]
            case 7:
                return {self.text(): self._json(depth - 1) for _ in range(self.choices.up_to(2))}
        return self.choices.pick((None, True, False, "", 1e300, -0.0))
