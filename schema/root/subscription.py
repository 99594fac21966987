"""The root of all subscriptions."""

from strawberry import ID

from schema.change import Change, ChangeFilter
from schema.field import argument, object_type, with_arguments
from schema.issue import Issue, IssueConnection
from schema.root.query import issue_arguments


@object_type
class Subscription:
    """Everything that can be followed."""

    changes: Change = with_arguments(
        "Changes as they are committed, each exactly once and in order.",
        [
            argument(
                "after",
                str | None,
                "Begin with the change after this cursor. Without it, begin with the next change.",
            ),
            argument("filter", ChangeFilter | None, "Send only changes that match."),
        ],
    )
    issues: IssueConnection = with_arguments(
        "The page of issues at once, then again whenever a change has altered it, at most four"
        " times a second.",
        issue_arguments(),
    )
    issue: Issue | None = with_arguments(
        "The issue with this id at once, then again whenever a change has altered what is read of"
        " it, at most four times a second; null while there is none.",
        [argument("id", ID, "Id of the issue.")],
    )
