"""Pages of objects, as the GraphQL Cursor Connections specification names them."""

from typing import Generic, TypeVar

from strawberry.types.arguments import StrawberryArgument

from schema.field import argument, described, object_type, with_arguments

NodeT = TypeVar("NodeT")
EdgeT = TypeVar("EdgeT")


@object_type
class PageInfo:
    """The place of a page in its list, and the cursors that lead to the next one."""

    has_next_page: bool = described("Whether there are objects after this page.")
    has_previous_page: bool = described("Whether there are objects before this page.")
    start_cursor: str | None = described(
        "Cursor of the first object, to pass as `before`; null when the page is empty."
    )
    end_cursor: str | None = described(
        "Cursor of the last object, to pass as `after`; null when the page is empty."
    )


@object_type
class Edge(Generic[NodeT]):
    """An object of a page with its cursor."""

    cursor: str = described("The object's place in the list, to pass as `after` or `before`.")
    node: NodeT = described("The object.")


@object_type
class Connection(Generic[NodeT, EdgeT]):
    """A page of objects."""

    edges: list[EdgeT] = described("The objects of the page, each with its cursor.")
    nodes: list[NodeT] = described("The objects of the page.")
    page_info: PageInfo = described("Where the page lies in the list.")
    total_count: int = described("How many objects match on all pages together.")
    count: int = with_arguments(
        "How many objects match, counted no further than `limit`: cheap however many there are.",
        [argument("limit", int, "Where to stop counting, at most 10,000.", default=1000)],
    )


FIRST = argument(
    "first",
    int | None,
    "Take this many from the start, at most 100. Left out with `last` left out too, it is 50.",
)
AFTER = argument("after", str | None, "Take only what follows the object with this cursor.")


LAST = argument(
    "last",
    int | None,
    "Take this many from the end, at most 100. It cannot be given along with `first`.",
)
BEFORE = argument("before", str | None, "Take only what precedes the object with this cursor.")


def deleted_too(description: str) -> StrawberryArgument:
    """Return the argument `includeDeleted`."""
    return argument("include_deleted", bool | None, description, default=False)


def page_arguments(filter_input: object, order_input: object = None) -> list[StrawberryArgument]:
    """Return the arguments of a field that answers a connection.

    Args:
        filter_input: the annotation of `filter`, for example `IssueFilter | None`.
        order_input: the annotation of `orderBy`; None for a list whose order is fixed.
    """
    arguments = [
        FIRST,
        AFTER,
        LAST,
        BEFORE,
        argument("offset", int | None, "Skip this many objects first."),
        argument("filter", filter_input, "Take only objects that match."),
    ]
    if order_input is not None:
        arguments.append(
            argument(
                "order_by",
                order_input,
                "Keys to order by, the most significant first. Ties break on a stable key.",
            )
        )
    return arguments
