"""Mutations of many issues at once: their inputs and payloads."""

from strawberry import ID

from db.enums import ErrorPolicy
from schema import enums as enums  # describes ErrorPolicy
from schema.errors import UserError
from schema.field import Omittable, defaulting, described, input_type, object_type, optional
from schema.issue import Issue, IssueFilter, IssuePatchInput, NewIssueInput
from schema.payload import MutationInput, mutation_payload

ERROR_POLICY = "What to do when some of the items cannot be carried out."


@input_type
class CreateIssuesInput(MutationInput):
    """Several issues to create in one transaction."""

    issues: list[NewIssueInput] = described("The issues, 1 to 1,000; the last is the newest.")
    error_policy: ErrorPolicy = defaulting(ERROR_POLICY, ErrorPolicy.REJECT_ALL)


@input_type
class IssuesTarget(MutationInput):
    """The issues to change: `ids`, or a `filter` with `expectedCount`."""

    ids: Omittable[list[ID]] = optional("The issues, 1 to 1,000, none of them twice.")
    filter: Omittable[IssueFilter] = optional("The issues that match, at most 1,000.")
    expected_count: Omittable[int] = optional(
        "How many issues match the filter; refused with CONFLICT when it is another number."
    )
    error_policy: ErrorPolicy = defaulting(ERROR_POLICY, ErrorPolicy.REJECT_ALL)


@input_type
class UpdateIssuesInput(IssuesTarget):
    """One change of several issues in one transaction: `ids`, or a `filter` with its count."""

    patch: IssuePatchInput = described("What to set in each of them.")
    add_tags: Omittable[list[str]] = optional("Labels to add, each 1 to 100 characters.")
    remove_tags: Omittable[list[str]] = optional("Labels to remove.")


@input_type
class DeleteIssuesInput(IssuesTarget):
    """Several issues to delete in one transaction: `ids`, or a `filter` with its count."""


@input_type
class RestoreIssuesInput(IssuesTarget):
    """Several deleted issues to restore: `ids`, or a `filter` of deleted ones and its count."""


@object_type
class IssueResult:
    """Outcome of one item of a mutation of many issues."""

    index: int = described("The place of the item in the input, from 0.")
    issue: Issue | None = described("The issue as it is now; null when the item was refused.")
    user_errors: list[UserError] = described("Why the item was refused; empty when it was not.")


CreateIssuesPayload = mutation_payload(
    "CreateIssuesPayload", "The issues that were created.", results=list[IssueResult], count=int
)
UpdateIssuesPayload = mutation_payload(
    "UpdateIssuesPayload", "The issues after the change.", results=list[IssueResult], count=int
)
DeleteIssuesPayload = mutation_payload(
    "DeleteIssuesPayload", "The issues that were deleted.", results=list[IssueResult], count=int
)
RestoreIssuesPayload = mutation_payload(
    "RestoreIssuesPayload", "The issues that were restored.", results=list[IssueResult], count=int
)
