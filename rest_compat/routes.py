"""The documented routes, one row each. Everything else about a route follows from its row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from rest_compat import models, responses
from rest_compat.evidence import models as evidence
from rest_compat.parameters.issues import ListIssues

BASE = "/api/v1"
VERSIONED = ("issue", "comment")
"""Nouns that have a version, which `If-Match` can name."""


@dataclass(frozen=True, slots=True)
class RouteDeclaration:
    """A route and the operation it is translated into.

    Attributes:
        document: name of its file in `operations/`; its camel case is the OpenAPI operationId.
        ids: the path parameters, each with the variable (of a change: the input field) it becomes.
        query, body: what the request carries; it becomes the other variables (the input object).
        root: the response key of the operation's root field.
        answer: keys from the root to what is the answer; None for an answer without a body.
        response: the shape of the answer.
        listed: whether that is a page; `bare` if only its items are answered.
        versioned: whether the operation also tells the object's `revision`.
        located: whether the answer names the path of the object that was made.
    """

    method: str
    path: str
    document: str
    summary: str
    root: str
    answer: tuple[str, ...] | None
    response: type[BaseModel] | None
    ids: Mapping[str, str] = field(default_factory=dict)
    query: type[models.QueryParameters] = models.QueryParameters
    body: type[models.Body] | None = None
    status: int = 200
    listed: bool = False
    bare: bool = False
    versioned: bool = False
    located: bool = False

    @property
    def changes(self) -> bool:
        """Return whether the operation is a mutation."""
        return self.method != "GET"

    @property
    def creates(self) -> bool:
        """Return whether each call makes a new object, so that a safe repetition needs a key."""
        return self.method == "POST"

    @property
    def conditional(self) -> bool:
        """Return whether the operation changes an object that has a version."""
        return self.modifies and self.noun in VERSIONED

    @property
    def modifies(self) -> bool:
        """Return whether the operation changes an object that is there."""
        return self.method in ("PATCH", "PUT", "DELETE")

    @property
    def noun(self) -> str:
        """Return the noun that the last id of the path names."""
        return ([*self.ids] or ["issue_id"])[-1].removesuffix("_id")


ISSUES = f"{BASE}/issues"
METRICS = f"{ISSUES}/metrics"
ISSUE = f"{ISSUES}/{{issue_id}}"
COMMENTS = f"{ISSUE}/comments"
COMMENT = f"{COMMENTS}/{{comment_id}}"
FILES = f"{ISSUE}/files"
ATTACHMENTS = f"{BASE}/attachments"
ATTACHMENT = f"{ATTACHMENTS}/{{attachment_id}}"
SESSIONS = f"{BASE}/sessions"
SESSION = f"{SESSIONS}/{{session_id}}"
SESSION_FILES = f"{SESSION}/upload-files"
SESSION_ATTACHMENT = f"{SESSION}/attachments/{{attachment_id}}"

ATTACHMENT_ROUTES = (
    RouteDeclaration(
        "GET",
        ATTACHMENTS,
        "list_attachments",
        "List attachments",
        root="attachments",
        answer=(),
        response=responses.AttachmentList,
        query=evidence.ListAttachments,
        listed=True,
    ),
    RouteDeclaration(
        "POST",
        ATTACHMENTS,
        "create_attachment",
        "Upload an attachment",
        root="uploadAttachment",
        answer=("attachment",),
        response=responses.AttachmentObject,
        body=evidence.UploadAttachment,
        status=201,
        located=True,
    ),
    RouteDeclaration(
        "GET",
        ATTACHMENT,
        "get_attachment",
        "Get an attachment",
        root="attachment",
        answer=(),
        response=responses.AttachmentObject,
        ids={"attachment_id": "id"},
    ),
    RouteDeclaration(
        "PATCH",
        ATTACHMENT,
        "update_attachment",
        "Update an attachment",
        root="updateAttachment",
        answer=("attachment",),
        response=responses.AttachmentObject,
        ids={"attachment_id": "id"},
        body=evidence.UpdateAttachment,
    ),
)

SESSION_ROUTES = (
    RouteDeclaration(
        "GET",
        SESSIONS,
        "list_sessions",
        "List sessions",
        root="sessions",
        answer=(),
        response=responses.SessionList,
        query=models.Page,
        listed=True,
    ),
    RouteDeclaration(
        "POST",
        SESSIONS,
        "create_session",
        "Create a session",
        root="createSession",
        answer=("session",),
        response=responses.SessionObject,
        body=evidence.CreateSession,
        status=201,
        located=True,
    ),
    RouteDeclaration(
        "GET",
        SESSION,
        "get_session",
        "Get a session with its attachments",
        root="session",
        answer=(),
        response=responses.FullSessionObject,
        ids={"session_id": "id"},
    ),
    RouteDeclaration(
        "PUT",
        SESSION,
        "update_session",
        "Update a session",
        root="updateSession",
        answer=("session",),
        response=responses.SessionObject,
        ids={"session_id": "id"},
        body=evidence.UpdateSession,
    ),
    RouteDeclaration(
        "DELETE",
        SESSION,
        "delete_session",
        "Delete a session",
        root="deleteSession",
        answer=None,
        response=None,
        ids={"session_id": "id"},
        status=204,
    ),
    RouteDeclaration(
        "POST",
        SESSION_FILES,
        "upload_session_files",
        "Upload files to a session",
        root="uploadSessionFiles",
        answer=("session",),
        response=responses.FullSessionObject,
        ids={"session_id": "id"},
        body=evidence.UploadSessionFiles,
        status=201,
    ),
    RouteDeclaration(
        "DELETE",
        SESSION_ATTACHMENT,
        "remove_session_attachment",
        "Remove an attachment from a session",
        root="removeSessionAttachment",
        answer=None,
        response=None,
        ids={"session_id": "sessionId", "attachment_id": "id"},
        status=204,
    ),
)

# The order of the reference, except that /issues/metrics must be tried before /issues/{issue_id}.
ROUTES = (
    RouteDeclaration(
        "POST",
        ISSUES,
        "create_issue",
        "Create an issue",
        root="createIssue",
        answer=("issue",),
        response=responses.IssueObject,
        body=models.CreateIssue,
        status=201,
        versioned=True,
        located=True,
    ),
    RouteDeclaration(
        "GET",
        ISSUES,
        "list_issues",
        "List issues",
        root="issues",
        answer=(),
        response=responses.IssueList,
        query=ListIssues,
        listed=True,
    ),
    RouteDeclaration(
        "GET",
        METRICS,
        "get_issue_metrics",
        "Get aggregate metrics",
        root="issueMetrics",
        answer=(),
        response=responses.Metrics,
    ),
    RouteDeclaration(
        "GET",
        ISSUE,
        "get_issue",
        "Get an issue",
        root="issue",
        answer=(),
        response=responses.IssueObject,
        ids={"issue_id": "id"},
        versioned=True,
    ),
    RouteDeclaration(
        "PATCH",
        ISSUE,
        "update_issue",
        "Update an issue",
        root="updateIssue",
        answer=("issue",),
        response=responses.IssueObject,
        ids={"issue_id": "id"},
        body=models.UpdateIssue,
        versioned=True,
    ),
    RouteDeclaration(
        "DELETE",
        ISSUE,
        "delete_issue",
        "Delete an issue",
        root="deleteIssue",
        answer=None,
        response=None,
        ids={"issue_id": "id"},
        status=204,
    ),
    RouteDeclaration(
        "GET",
        COMMENTS,
        "list_comments",
        "List comments on an issue",
        root="issue",
        answer=("comments",),
        response=responses.CommentList,
        ids={"issue_id": "id"},
        query=models.ListComments,
        listed=True,
    ),
    RouteDeclaration(
        "POST",
        COMMENTS,
        "add_comment",
        "Add a comment",
        root="addComment",
        answer=("comment",),
        response=responses.CommentObject,
        ids={"issue_id": "issueId"},
        body=models.AddComment,
        status=201,
        versioned=True,
    ),
    RouteDeclaration(
        "PATCH",
        COMMENT,
        "update_comment",
        "Update a comment",
        root="updateComment",
        answer=("comment",),
        response=responses.CommentObject,
        ids={"issue_id": "issueId", "comment_id": "id"},
        body=models.UpdateComment,
        versioned=True,
    ),
    RouteDeclaration(
        "DELETE",
        COMMENT,
        "delete_comment",
        "Delete a comment",
        root="deleteComment",
        answer=None,
        response=None,
        ids={"issue_id": "issueId", "comment_id": "id"},
        status=204,
    ),
    RouteDeclaration(
        "GET",
        FILES,
        "list_files",
        "List files attached to an issue",
        root="issue",
        answer=("files",),
        response=responses.FileObject,
        ids={"issue_id": "id"},
        query=models.ListFiles,
        listed=True,
        bare=True,
    ),
    RouteDeclaration(
        "POST",
        FILES,
        "add_file",
        "Upload a file to an issue",
        root="addFile",
        answer=("file",),
        response=responses.FileObject,
        ids={"issue_id": "issueId"},
        body=evidence.UploadIssueFile,
        status=201,
    ),
    *ATTACHMENT_ROUTES,
    *SESSION_ROUTES,
)
