"""The stored classes, one file per noun.

Write `models.Issue` for the row: the bare noun is the GraphQL type's.
"""

from sqlalchemy import MetaData

from db.models.attachment import Attachment
from db.models.base import Base
from db.models.change import Change
from db.models.comment import Comment, CommentAttachment, Reaction
from db.models.content_hold import ContentHold
from db.models.file import File
from db.models.idempotency import Idempotency
from db.models.issue import Issue, IssueAttachment, IssueSession, IssueTag
from db.models.persisted import PersistedDocument, PersistedDocumentId
from db.models.search import IssueSearch, IssueSearchBacklog, IssueSearchPart
from db.models.session import Session
from db.models.tally import IssueTally
from db.models.token import Token
from db.models.webhook import Webhook, WebhookDelivery

metadata: MetaData = Base.metadata
"""What the migrations must produce; complete once this package is imported."""

__all__ = [
    "Attachment",
    "Base",
    "Change",
    "Comment",
    "CommentAttachment",
    "ContentHold",
    "File",
    "Idempotency",
    "Issue",
    "IssueAttachment",
    "IssueSearch",
    "IssueSearchBacklog",
    "IssueSearchPart",
    "IssueSession",
    "IssueTag",
    "IssueTally",
    "PersistedDocument",
    "PersistedDocumentId",
    "Reaction",
    "Session",
    "Token",
    "Webhook",
    "WebhookDelivery",
    "metadata",
]
