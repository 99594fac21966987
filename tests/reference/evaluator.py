"""The reference evaluator: what an operation means, in ordinary Python over ordinary rows.

graphql-core walks the document, with resolvers that look things up in lists. Nothing here comes
from the compiler: it is written from the schema's descriptions and the specifications they name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphql import (
    REMOVE,
    DirectiveNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    Visitor,
    build_schema,
    execute_sync,
    get_named_type,
    parse,
    print_schema,
    visit,
)

from tests.reference import figures
from tests.reference.filters import changed_fields, matches, stored
from tests.reference.leaves import time_text
from tests.reference.pages import Page, cursor_of, order_of, page
from tests.reference.relations import World, parent
from tests.reference.rows import Row, Rows

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Reader:
    """One request: the rows that it sees, who asks, and the page size where it names none."""

    world: World
    viewer: Row = field(default_factory=dict)
    page_default: int = 50


class Evaluator:
    """Executes operations on a schema of its own that has nothing but types."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = build_schema(print_schema(schema))

    def run(self, reader: Reader, text: str, variables: Mapping[str, Any]) -> Any:
        """The `data` of the answer. Raises what a resolver raises: the operation must be right."""
        result = execute_sync(
            self.schema,
            visit(parse(text), Undeferred()),
            context_value=reader,
            variable_values=dict(variables),
            field_resolver=resolve,
        )
        for error in result.errors or ():
            raise error.original_error or error
        return result.data


class Undeferred(Visitor):
    """Leaves out that parts may come later: they are the same then."""

    def enter_directive(self, node: DirectiveNode, *_: object) -> object:
        return REMOVE if node.name.value in ("defer", "stream") else None


def resolve(source: Any, info: GraphQLResolveInfo[Reader], **arguments: Any) -> Any:
    """The value of any field: by a row in the table of resolvers, or else what is stored."""
    typename, name = info.parent_type.name, info.field_name
    reader: Reader = info.context
    if (typename, name) in RESOLVERS:
        return RESOLVERS[typename, name](reader, source, arguments)
    if typename.endswith("Connection"):
        return CONNECTION[name](source, **arguments)
    if typename == "Query" and get_named_type(info.return_type).name.endswith("Connection"):
        return connect(reader, visible(reader, name, arguments), name, arguments)
    if typename == "Query":
        found = reader.world.node(str(arguments["id"]).lower())
        return found if found and found["__typename"] == info.return_type.name else None  # type: ignore[union-attr]
    if "__typename" in source:
        value = stored(source, name)
    else:
        value = source.get("".join(f"_{x.lower()}" if x.isupper() else x for x in name))
    return time_text(value) if isinstance(value, datetime) else value


def visible(reader: Reader, table: str, arguments: Arguments) -> Rows:
    """All objects of one type that a reader may see."""
    world = reader.world
    match table:
        case "issues":
            return world.issues(bool(arguments.get("includeDeleted")))
        case "comments":
            return world.comments(bool(arguments.get("includeDeleted")))
        case "changes":
            return world.data.change
    rows: Rows = getattr(world, table)()
    return rows


def connect(reader: Reader, rows: Rows, table: str, arguments: Arguments) -> Row:
    """One page of `rows`, and how many match on all pages."""
    typename = {"history": "Change"}.get(table, table[:-1].title())
    keys = order_of(typename, arguments.get("orderBy"))
    given = arguments.get("filter")
    wanted = [
        row
        for row in rows
        if (table == "changes" and row["action"] == "RESET")
        or matches(reader.world, typename, row, given)
    ]
    everywhere: Rows = getattr(reader.world.data, typename.lower())
    if any(key.field == "commentsCount" for key in keys):
        for row in everywhere:
            row["comments_count"] = len(reader.world.comments_of(row))
    return {"page": page(wanted, keys, everywhere, arguments, reader.page_default)}


def edges(source: Row) -> list[Row]:
    found: Page = source["page"]
    return [
        {"node": row, "cursor": cursor_of(row, found.keys)}
        for row in found.rows[found.start : found.end]
    ]


def page_info(source: Row) -> Row:
    found: Page = source["page"]
    cursors = [edge["cursor"] for edge in edges(source)]
    return {
        "has_next_page": found.end < len(found.rows),
        "has_previous_page": found.start > 0,
        "start_cursor": cursors[0] if cursors else None,
        "end_cursor": cursors[-1] if cursors else None,
    }


CONNECTION: Mapping[str, Callable[..., Any]] = {
    "edges": edges,
    "nodes": lambda source: [edge["node"] for edge in edges(source)],
    "pageInfo": page_info,
    "totalCount": lambda source: len(source["page"].rows),
    "count": lambda source, limit: min(len(source["page"].rows), limit),
}


def reaction_summaries(reader: Reader, comment: Row, _: Arguments) -> list[Row]:
    """One summary for each emoji, the earliest first; ties break on the emoji."""
    reactions = reader.world.reactions(comment)
    summaries = []
    for emoji in {row["emoji"] for row in reactions}:
        mine = [row for row in reactions if row["emoji"] == emoji]
        users = [row["created_by"] for row in mine]
        summaries.append(
            {
                "emoji": emoji,
                "count": len(mine),
                "users": users,
                "viewer_has_reacted": reader.world.author in users,
                "since": mine[0]["created_at"],
            }
        )
    return sorted(summaries, key=lambda row: (row["since"], row["emoji"]))


def hanging(table: str, below: Callable[[World, Row, Arguments], Rows]) -> Callable[..., Row]:
    """A connection of the rows that hang from an object."""

    def resolver(reader: Reader, source: Row, arguments: Arguments) -> Row:
        return connect(reader, below(reader.world, source, arguments), table, arguments)

    return resolver


def attachments(listed: Callable[[World, Row], Rows]) -> Callable[..., Rows]:
    """The attachments of an object that match the filter of the field."""

    def resolver(reader: Reader, source: Row, arguments: Arguments) -> Rows:
        given = arguments.get("filter")
        rows = listed(reader.world, source)
        return [row for row in rows if matches(reader.world, "Attachment", row, given)]

    return resolver


def may_change(reader: Reader, row: Row, _: Arguments) -> bool:
    """Its author, with a token that may write, or an admin; a comment as long as it is there."""
    return row.get("deleted_at") is None and _is_one_of(reader, {row["created_by"]})


def may_delete(reader: Reader, issue: Row, _: Arguments) -> bool:
    """The same of an issue, also for its owner."""
    return _is_one_of(reader, {issue["created_by"], issue["owner"]})


def _is_one_of(reader: Reader, people: set[str]) -> bool:
    scope = reader.viewer["scope"]
    return bool(scope == "ADMIN" or (scope == "WRITE" and reader.world.author in people))


def url(reader: Reader, row: Row, _: Arguments) -> str | None:
    """Where the content is, if there is any."""
    return f"/api/v1/attachments/{row['id']}/content" if row["storage_name"] else None


def issue_by(reader: Reader, _: Row, arguments: Arguments) -> Row | None:
    ((name, value),) = arguments["by"].items()
    wanted = value.lower() if name == "id" else value
    return next((row for row in reader.world.issues() if row[name] == wanted), None)


def metrics(reader: Reader, _: Row, arguments: Arguments) -> Row:
    return {"charts": figures.charts(_matching(reader, arguments), reader.world.now)}


def _matching(reader: Reader, arguments: Arguments) -> Rows:
    return [
        row
        for row in reader.world.issues()
        if matches(reader.world, "Issue", row, arguments.get("filter"))
    ]


RESOLVERS: Mapping[tuple[str, str], Callable[[Reader, Row, Arguments], Any]] = {
    ("Query", "viewer"): lambda reader, _source, _given: reader.viewer,
    ("Query", "node"): lambda reader, _, given: reader.world.node(given["id"].lower()),
    ("Query", "nodes"): lambda reader, _, given: [
        reader.world.node(key.lower()) for key in given["ids"]
    ],
    ("Query", "issueBy"): issue_by,
    ("Query", "issueMetrics"): metrics,
    ("Query", "issueGroups"): lambda reader, _, given: figures.groups(
        reader.world, _matching(reader, given), given["by"]
    ),
    ("Issue", "tags"): lambda reader, row, _: reader.world.tags(row),
    ("Issue", "sessions"): lambda reader, row, _: reader.world.issue_sessions(row),
    ("Issue", "attachments"): attachments(World.issue_attachments),
    ("Issue", "sessionAttachments"): attachments(World.session_attachments),
    ("Issue", "comments"): hanging(
        "comments",
        lambda world, issue, given: world.comments_of(issue, bool(given.get("includeDeleted"))),
    ),
    ("Issue", "files"): hanging("files", lambda world, issue, _: world.files_of(issue)),
    ("Issue", "history"): hanging(
        "history",
        lambda world, issue, _: [
            row for row in world.data.change if row["issue_id"] == issue["id"]
        ],
    ),
    ("Comment", "attachments"): attachments(World.comment_attachments),
    ("Comment", "reactions"): reaction_summaries,
    ("Comment", "viewerCanUpdate"): may_change,
    ("Comment", "viewerCanDelete"): may_change,
    ("Comment", "issue"): lambda reader, row, _: parent(reader.world, row),
    ("Issue", "viewerCanDelete"): may_delete,
    ("File", "viewerCanDelete"): may_change,
    ("Attachment", "viewerCanUpdate"): may_change,
    ("Attachment", "viewerCanDelete"): may_change,
    ("Session", "viewerCanUpdate"): may_change,
    ("Session", "viewerCanDelete"): may_change,
    ("File", "issue"): lambda reader, row, _: parent(reader.world, row),
    ("File", "attachment"): lambda reader, row, _: reader.world.attachment(row["attachment_id"]),
    ("Attachment", "sourceSession"): lambda reader, row, _: reader.world.session(
        row["source_session_id"]
    ),
    ("Attachment", "url"): url,
    ("Session", "attachments"): attachments(World.attachments_of_session),
    ("Session", "issues"): hanging(
        "issues", lambda world, session, _: world.issues_of_session(session)
    ),
    ("Change", "cursor"): lambda reader, row, _: cursor_of(row, order_of("Change", None)),
    ("Change", "fields"): lambda _reader, row, _: changed_fields(row),
    ("Change", "issue"): lambda reader, row, _: (
        reader.world.issue(row["issue_id"]) if row["issue_id"] else None
    ),
    ("Change", "before"): lambda reader, row, _: row["before"],
    ("Change", "object"): lambda reader, row, _: reader.world.node(row["object_id"]),
}
