"""The registry: every member of every object that can be read, declared once.

Names of tables and columns reach a statement from here alone; a client's text never does.
"""

from collections.abc import Mapping

from db.enums import ChangeAction, DeliveryStatus, IssuePriority, IssueStatus, ObjectType
from db.query.dialect import Kind
from db.query.entities.declaration import (
    AnyNode,
    Cardinality,
    Column,
    Entity,
    KeptCount,
    Keys,
    Position,
    Relation,
    Values,
    code,
    column,
    many,
    one,
    pages,
    text,
)

ID = column(Kind.ID, "id")
CREATED_AT = column(Kind.TIME, "created_at")
UPDATED_AT = column(Kind.TIME, "updated_at")
DELETED_AT = column(Kind.TIME, "deleted_at", nullable=True)
CREATED_BY = text("created_by")
VERSION = column(Kind.INTEGER, "version")
PARENT = Relation("Issue", Cardinality.ONE, "{t.id} = {p.issue_id}", deleted_too=True)
"""The issue of a visible row: it is deleted only if deleted objects are requested."""
ISSUE_IS_VISIBLE = (
    "EXISTS (SELECT 1 FROM issue AS o WHERE o.id = {t.issue_id} AND o.deleted_at IS NULL)"
)
_AUTHOR = "({admin} OR ({writer} AND {t.created_by} = {author}))"
IS_AUTHOR = Column(Kind.BOOLEAN, _AUTHOR)
"""The rule of `db.actions.access.require_author`."""
IS_AUTHOR_OF_COMMENT = Column(Kind.BOOLEAN, f"({{t.deleted_at}} IS NULL AND {_AUTHOR})")
IS_OWNER = Column(
    Kind.BOOLEAN, "({admin} OR ({writer} AND {author} IN ({t.created_by}, {t.owner})))"
)
"""The rule of `db.actions.access.require_owner`."""

ISSUE = Entity(
    name="Issue",
    source="issue",
    visible="{t.deleted_at} IS NULL",
    order=(("created_at", True),),
    tally=KeptCount(
        "(SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues"
        " FROM issue_tally)",
        "issues",
        frozenset({"status", "priority"}),
    ),
    members={
        "id": ID,
        "title": text("title"),
        "description": column(Kind.JSON, "description"),
        "status": code("status", IssueStatus, nullable=True),
        "priority": code("priority", IssuePriority, nullable=True),
        "tags": Values("issue_tag", "{t.issue_id} = {p.id}", text("name"), "{t.position}"),
        "owner": text("owner"),
        "resolution_summary": text("resolution_summary", nullable=True),
        "created_by": CREATED_BY,
        "created_at": CREATED_AT,
        "updated_at": UPDATED_AT,
        "resolved_at": column(Kind.TIME, "resolved_at", nullable=True),
        "deleted_at": DELETED_AT,
        "version": VERSION,
        "job_run_id": text("job_run_id", nullable=True),
        "fingerprint": text("fingerprint", nullable=True),
        "occurrences": Column(Kind.INTEGER, "coalesce({t.occurrences}, 1)"),
        "last_seen_at": Column(Kind.TIME, "coalesce({t.last_seen_at}, {t.created_at})"),
        "viewer_can_delete": IS_OWNER,
        "sessions": many(
            "Session",
            "{l.session_id} = {t.id} AND {l.issue_id} = {p.id}",
            "issue_session",
            "{l.position}, {t.id}",
        ),
        "attachments": many(
            "Attachment",
            "{l.attachment_id} = {t.id} AND {l.issue_id} = {p.id}",
            "issue_attachment",
            "{l.position}, {t.id}",
        ),
        "session_attachments": many(
            "Attachment",
            "{t.source_session_id} IN (SELECT s.session_id FROM issue_session AS s"
            " WHERE s.issue_id = {p.id})",
        ),
        "comments": pages("Comment", "{t.issue_id} = {p.id}", inherits=True),
        "files": pages("File", "{t.issue_id} = {p.id}", inherits=True),
        "history": pages("Change", "{t.issue_id} = {p.id}"),
    },
    orders={
        "comments_count": Column(
            Kind.INTEGER,
            "(SELECT count(*) FROM comment AS counted WHERE counted.issue_id = {t.id}"
            " AND counted.deleted_at IS NULL)",
        )
    },
)

COMMENT = Entity(
    name="Comment",
    source="comment",
    visible="{t.deleted_at} IS NULL",
    visible_parent=ISSUE_IS_VISIBLE,
    members={
        "id": ID,
        "content": Column(
            Kind.TEXT,
            "CASE WHEN {t.deleted_at} IS NULL THEN {t.content} ELSE '' END",
            folded="CASE WHEN {t.deleted_at} IS NULL THEN {t.content_folded} ELSE '' END",
        ),
        "attachments": many(
            "Attachment",
            "{l.attachment_id} = {t.id} AND {l.comment_id} = {p.id} AND {p.deleted_at} IS NULL",
            "comment_attachment",
            "{l.position}, {t.id}",
        ),
        "created_by": CREATED_BY,
        "created_at": CREATED_AT,
        "updated_at": UPDATED_AT,
        "is_edited": column(Kind.BOOLEAN, "is_edited"),
        "is_deleted": Column(Kind.BOOLEAN, "({t.deleted_at} IS NOT NULL)"),
        "deleted_at": DELETED_AT,
        "viewer_can_update": IS_AUTHOR_OF_COMMENT,
        "viewer_can_delete": IS_AUTHOR_OF_COMMENT,
        "reactions": many(
            "ReactionSummary", "{p.deleted_at} IS NULL", order="{t.first_at}, {t.emoji}"
        ),
        "version": VERSION,
        "issue": PARENT,
    },
    filters={
        "reactions": Values(
            "reaction",
            "{t.comment_id} = {p.id} AND {p.deleted_at} IS NULL",
            text("emoji"),
            "{t.emoji}",
        )
    },
)

FILE = Entity(
    name="File",
    source="file",
    visible_parent=ISSUE_IS_VISIBLE,
    members={
        "id": ID,
        "file_name": text("file_name"),
        "file_type": text("file_type"),
        "attachment_id": column(Kind.ID, "attachment_id"),
        "attachment": one("Attachment", "{t.id} = {p.attachment_id}"),
        "created_by": CREATED_BY,
        "created_at": CREATED_AT,
        "viewer_can_delete": IS_AUTHOR,
        "issue": PARENT,
    },
)

ATTACHMENT = Entity(
    name="Attachment",
    source="attachment",
    members={
        "id": ID,
        "name": text("name"),
        "type": text("type"),
        "title": text("title", nullable=True),
        "description": text("description", nullable=True),
        "citation": text("citation", nullable=True),
        "source_session_id": column(Kind.ID, "source_session_id", nullable=True),
        "source_session": one("Session", "{t.id} = {p.source_session_id}", nullable=True),
        "created_by": CREATED_BY,
        "created_at": CREATED_AT,
        "is_visible": column(Kind.BOOLEAN, "is_visible"),
        "viewer_can_update": IS_AUTHOR,
        "viewer_can_delete": IS_AUTHOR,
        "size": column(Kind.INTEGER, "size", nullable=True),
        "media_type": text("media_type", nullable=True),
        "sha256": column(Kind.TEXT, "sha256", nullable=True),
        "url": Column(
            Kind.TEXT,
            "CASE WHEN {t.storage_name} IS NOT NULL"
            " THEN '/api/v1/attachments/' || {t.id} || '/content' END",
            nullable=True,
        ),
    },
)

SESSION = Entity(
    name="Session",
    source="session",
    members={
        "id": ID,
        "title": text("title", nullable=True),
        "description": text("description", nullable=True),
        "created_by": CREATED_BY,
        "created_at": CREATED_AT,
        "is_starred": Column(Kind.BOOLEAN, "({t.starred_at} IS NOT NULL)"),
        "starred_at": column(Kind.TIME, "starred_at", nullable=True),
        "viewer_can_update": IS_AUTHOR,
        "viewer_can_delete": IS_AUTHOR,
        "attachments": many("Attachment", "{t.source_session_id} = {p.id}"),
        "issues": pages(
            "Issue", "{l.issue_id} = {t.id} AND {l.session_id} = {p.id}", "issue_session"
        ),
    },
)

REACTION_SUMMARY = Entity(
    name="ReactionSummary",
    source=(
        "(SELECT emoji, comment_id, count(*) AS count, min(created_at) AS first_at FROM reaction"
        " WHERE comment_id = {p.id} GROUP BY emoji, comment_id)"
    ),
    members={
        "emoji": Column(Kind.TEXT, "{t.emoji}"),
        "count": column(Kind.INTEGER, "count"),
        "users": Values(
            "reaction",
            "{t.comment_id} = {p.comment_id} AND {t.emoji} = {p.emoji}",
            Column(Kind.TEXT, "{t.created_by}"),
            "{t.created_at}, {t.created_by}",
        ),
        "viewer_has_reacted": Column(
            Kind.BOOLEAN,
            "EXISTS (SELECT 1 FROM reaction AS mine WHERE mine.comment_id = {t.comment_id}"
            " AND mine.emoji = {t.emoji} AND mine.created_by = {author})",
        ),
    },
)

CHANGE = Entity(
    name="Change",
    source="change",
    key="sequence",
    order=(("sequence", False),),
    members={
        "sequence": column(Kind.INTEGER, "sequence"),
        "cursor": Position(),
        "action": code("action", ChangeAction),
        "object_type": code("object_type", ObjectType),
        "object_id": column(Kind.ID, "object_id"),
        "issue_id": column(Kind.ID, "issue_id", nullable=True),
        "actor": text("actor"),
        "at": column(Kind.TIME, "at"),
        "version": column(Kind.INTEGER, "version", nullable=True),
        "fields": Keys("{t.patch}"),
        "patch": column(Kind.JSON, "patch"),
        "before": column(Kind.JSON, "before", nullable=True),
        "object": AnyNode("{t.object_id}"),
        "issue": one("Issue", "{t.id} = {p.issue_id}", nullable=True),
    },
    filters={
        # Deleted issues too: a follower of some issues must see that one of them was deleted.
        "issue": Relation("Issue", Cardinality.ONE, "{t.id} = {p.issue_id}", deleted_too=True),
    },
    always=f"{{t.action}} = {ChangeAction.RESET.value}",
)

WEBHOOK = Entity(
    name="Webhook",
    source="webhook",
    members={
        "id": ID,
        "url": Column(Kind.TEXT, "{t.url}"),
        "filter": column(Kind.JSON, "filter"),
        "operation": Column(Kind.TEXT, "{t.operation}", nullable=True),
        "created_by": Column(Kind.TEXT, "{t.created_by}"),
        "created_at": CREATED_AT,
        "is_enabled": column(Kind.BOOLEAN, "is_enabled"),
        "disabled_reason": Column(Kind.TEXT, "{t.disabled_reason}", nullable=True),
        "pending": Column(
            Kind.INTEGER,
            "(SELECT count(*) FROM webhook_delivery AS waiting WHERE waiting.webhook_id = {t.id}"
            f" AND waiting.status = {DeliveryStatus.PENDING.value})",
        ),
        "deliveries": pages("WebhookDelivery", "{t.webhook_id} = {p.id}"),
    },
)

WEBHOOK_DELIVERY = Entity(
    name="WebhookDelivery",
    source="webhook_delivery",
    order=(("created_at", True),),
    members={
        "id": ID,
        "message_id": Column(Kind.TEXT, "{t.message_id}"),
        "status": code("status", DeliveryStatus),
        "attempts": column(Kind.INTEGER, "attempts"),
        "created_at": CREATED_AT,
        "attempted_at": column(Kind.TIME, "attempted_at", nullable=True),
        "next_attempt_at": column(Kind.TIME, "next_attempt_at", nullable=True),
        "response_status": column(Kind.INTEGER, "response_status", nullable=True),
        "response": Column(Kind.TEXT, "{t.response}", nullable=True),
        "error": Column(Kind.TEXT, "{t.error}", nullable=True),
        "payload": column(Kind.JSON, "payload"),
    },
)

ENTITIES: Mapping[str, Entity] = {
    entity.name: entity
    for entity in (
        ISSUE,
        COMMENT,
        FILE,
        ATTACHMENT,
        SESSION,
        REACTION_SUMMARY,
        CHANGE,
        WEBHOOK,
        WEBHOOK_DELIVERY,
    )
}
NODES = (ISSUE, COMMENT, FILE, ATTACHMENT, SESSION)
"""The types whose objects `node(id:)` finds, in the order in which they are tried."""

LOOKUPS: Mapping[str, Entity] = {
    **{entity.source: entity for entity in NODES},
    "webhook": WEBHOOK,
    "delivery": WEBHOOK_DELIVERY,
}
"""Root members that read one object by its id: `issue`, `comment`, ..."""

ROOT_CONNECTIONS: Mapping[str, Entity] = {
    **{entity.source + "s": entity for entity in NODES},
    "changes": CHANGE,
    "webhooks": WEBHOOK,
}
"""Root members that page through all objects of a type: `issues`, ..., `changes`."""
