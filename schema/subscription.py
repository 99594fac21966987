"""The root of all subscriptions."""

from schema.change import Change, ChangeFilter
from schema.field import argument, object_type, with_arguments


@object_type
class Subscription:
    """Everything that can be followed."""

    changes: Change = with_arguments(
        "Changes as they are committed, each exactly once and in order.",
        [
            argument(
                "after",
                str | None,
                "Begin with what follows the change with this cursor; left out, with what comes.",
            ),
            argument("filter", ChangeFilter | None, "Send only changes that match."),
        ],
    )
