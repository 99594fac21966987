"""All mutations: which input each takes, which payload it answers, and what it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField

from schema import attachment, bulk, comment, file, issue, reaction, session, webhook
from schema.field import argument


@dataclass(frozen=True, slots=True)
class MutationDeclaration:
    """The declaration of a mutation; `description` belongs to its field."""

    input: type[Any]
    payload: type[Any]
    description: str


MUTATIONS: Mapping[str, MutationDeclaration] = {
    "create_issue": MutationDeclaration(
        issue.CreateIssueInput,
        issue.CreateIssuePayload,
        "Create an issue.",
    ),
    "upsert_issue": MutationDeclaration(
        issue.UpsertIssueInput,
        issue.UpsertIssuePayload,
        "File a failure by its fingerprint: the first time creates an issue, later ones count.",
    ),
    "update_issue": MutationDeclaration(
        issue.UpdateIssueInput,
        issue.UpdateIssuePayload,
        "Change an issue: only what is given.",
    ),
    "delete_issue": MutationDeclaration(
        issue.DeleteIssueInput,
        issue.DeleteIssuePayload,
        "Delete an issue with its comments and files; `restoreIssue` restores it.",
    ),
    "restore_issue": MutationDeclaration(
        issue.RestoreIssueInput,
        issue.RestoreIssuePayload,
        "Restore a deleted issue.",
    ),
    "create_issues": MutationDeclaration(
        bulk.CreateIssuesInput,
        bulk.CreateIssuesPayload,
        "Create up to 1,000 issues in one transaction.",
    ),
    "update_issues": MutationDeclaration(
        bulk.UpdateIssuesInput,
        bulk.UpdateIssuesPayload,
        "Make one change in up to 1,000 issues in one transaction.",
    ),
    "delete_issues": MutationDeclaration(
        bulk.DeleteIssuesInput,
        bulk.DeleteIssuesPayload,
        "Delete up to 1,000 issues in one transaction; `restoreIssues` restores them.",
    ),
    "restore_issues": MutationDeclaration(
        bulk.RestoreIssuesInput,
        bulk.RestoreIssuesPayload,
        "Restore up to 1,000 deleted issues in one transaction.",
    ),
    "create_webhook": MutationDeclaration(
        webhook.CreateWebhookInput,
        webhook.CreateWebhookPayload,
        "Add a webhook: an address that receives changes. Only this answer shows its secret. For "
        "admins.",
    ),
    "update_webhook": MutationDeclaration(
        webhook.UpdateWebhookInput,
        webhook.UpdateWebhookPayload,
        "Change a webhook: only what is given. For admins.",
    ),
    "delete_webhook": MutationDeclaration(
        webhook.DeleteWebhookInput,
        webhook.DeleteWebhookPayload,
        "Delete a webhook with its deliveries. For admins.",
    ),
    "test_webhook": MutationDeclaration(
        webhook.TestWebhookInput,
        webhook.TestWebhookPayload,
        "Send a webhook a message of the type `test`. For admins.",
    ),
    "redeliver": MutationDeclaration(
        webhook.RedeliverInput,
        webhook.RedeliverPayload,
        "Send a message of a webhook again, under the same `messageId`. For admins.",
    ),
    "add_tags": MutationDeclaration(
        issue.AddTagsInput,
        issue.AddTagsPayload,
        "Add labels to an issue.",
    ),
    "remove_tags": MutationDeclaration(
        issue.RemoveTagsInput,
        issue.RemoveTagsPayload,
        "Remove labels from an issue.",
    ),
    "add_comment": MutationDeclaration(
        comment.AddCommentInput,
        comment.AddCommentPayload,
        "Write a comment under an issue.",
    ),
    "update_comment": MutationDeclaration(
        comment.UpdateCommentInput,
        comment.UpdateCommentPayload,
        "Change the text of a comment. Only its author or an admin may do this.",
    ),
    "delete_comment": MutationDeclaration(
        comment.DeleteCommentInput,
        comment.DeleteCommentPayload,
        "Delete a comment; its outline stays. Only its author or an admin may do this.",
    ),
    "add_reaction": MutationDeclaration(
        reaction.AddReactionInput,
        reaction.AddReactionPayload,
        "React to a comment with an emoji.",
    ),
    "remove_reaction": MutationDeclaration(
        reaction.RemoveReactionInput,
        reaction.RemoveReactionPayload,
        "Remove a reaction of yours.",
    ),
    "create_session": MutationDeclaration(
        session.CreateSessionInput,
        session.CreateSessionPayload,
        "Create a session.",
    ),
    "update_session": MutationDeclaration(
        session.UpdateSessionInput,
        session.UpdateSessionPayload,
        "Change a session: only what is given.",
    ),
    "delete_session": MutationDeclaration(
        session.DeleteSessionInput,
        session.DeleteSessionPayload,
        "Delete a session for good; its attachments and issues stay.",
    ),
    "upload_session_files": MutationDeclaration(
        session.UploadSessionFilesInput,
        session.UploadSessionFilesPayload,
        "Upload files that came up in a session.",
    ),
    "remove_session_attachment": MutationDeclaration(
        session.RemoveSessionAttachmentInput,
        session.RemoveSessionAttachmentPayload,
        "Remove an attachment from its session; the attachment stays.",
    ),
    "upload_attachment": MutationDeclaration(
        attachment.UploadAttachmentInput,
        attachment.UploadAttachmentPayload,
        "Add an attachment.",
    ),
    "update_attachment": MutationDeclaration(
        attachment.UpdateAttachmentInput,
        attachment.UpdateAttachmentPayload,
        "Change what is known about an attachment: only what is given.",
    ),
    "delete_attachment": MutationDeclaration(
        attachment.DeleteAttachmentInput,
        attachment.DeleteAttachmentPayload,
        "Delete an attachment for good. Only its creator or an admin may do this.",
    ),
    "add_file": MutationDeclaration(
        file.AddFileInput,
        file.AddFilePayload,
        "File an attachment, or a new file, under an issue.",
    ),
    "remove_file": MutationDeclaration(
        file.RemoveFileInput,
        file.RemoveFilePayload,
        "Remove a file from its issue; the attachment stays.",
    ),
    "link_sessions": MutationDeclaration(
        issue.LinkSessionsInput,
        issue.LinkSessionsPayload,
        "Link sessions to an issue.",
    ),
    "link_attachments": MutationDeclaration(
        issue.LinkAttachmentsInput,
        issue.LinkAttachmentsPayload,
        "Link attachments to an issue.",
    ),
    "unlink_sessions": MutationDeclaration(
        issue.UnlinkSessionsInput,
        issue.UnlinkSessionsPayload,
        "Remove links of an issue to sessions.",
    ),
    "unlink_attachments": MutationDeclaration(
        issue.UnlinkAttachmentsInput,
        issue.UnlinkAttachmentsPayload,
        "Remove attachments from an issue.",
    ),
}
"""Every mutation by its Python name."""


def mutation_type(declarations: Mapping[str, MutationDeclaration]) -> type[Any]:
    """Build the root type of all mutations from their declarations, by Python name."""
    fields = []
    for name, declaration in declarations.items():
        field = StrawberryField(
            python_name=name,
            type_annotation=StrawberryAnnotation(declaration.payload),
            description=declaration.description,
        )
        field.arguments = [argument("input", declaration.input, "What to do.")]
        fields.append(field)
    return create_type("Mutation", fields, description="Everything that can be changed.")
