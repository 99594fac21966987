"""The schema, and the resolver of each root field."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import strawberry
from graphql import (
    GraphQLDeferDirective,
    GraphQLInputObjectType,
    GraphQLSchema,
    GraphQLStreamDirective,
)
from strawberry.schema.config import StrawberryConfig

from resolvers import attachment, bulk, comment, file, issue, reaction, session, webhook
from resolvers.document.json_literal import keep_numbers
from resolvers.execution.mutation import Resolver
from resolvers.inputs import make_inputs
from schema.root.mutations import MUTATIONS, mutation_type
from schema.root.query import Query
from schema.root.subscription import Subscription
from schema.scalars import SCALAR_MAP

MUTATION_RESOLVERS: Mapping[str, Resolver] = {
    resolver.__name__: resolver
    for resolver in (
        issue.create_issue,
        issue.upsert_issue,
        issue.update_issue,
        issue.delete_issue,
        issue.restore_issue,
        bulk.create_issues,
        bulk.update_issues,
        bulk.delete_issues,
        bulk.restore_issues,
        issue.add_tags,
        issue.remove_tags,
        issue.link_sessions,
        issue.link_attachments,
        issue.unlink_sessions,
        issue.unlink_attachments,
        comment.add_comment,
        comment.update_comment,
        comment.delete_comment,
        reaction.add_reaction,
        reaction.remove_reaction,
        file.add_file,
        file.remove_file,
        session.create_session,
        session.update_session,
        session.delete_session,
        session.upload_session_files,
        session.remove_session_attachment,
        attachment.upload_attachment,
        attachment.update_attachment,
        webhook.create_webhook,
        webhook.update_webhook,
        webhook.delete_webhook,
        webhook.test_webhook,
        webhook.redeliver,
        attachment.delete_attachment,
    )
}
"""Every mutation by its Python name."""


DESCRIPTION = """\
Issues with their comments, files, attachments and sessions. Every object has a UUID and is found by
it (`node`). Lists are connections with keyset cursors; mutations answer what a caller can repair as
`userErrors`. A whole operation reads one snapshot, and what it costs is in `extensions.cost`."""


class Schema(strawberry.Schema):
    """The schema with its description and directives, which strawberry does not declare.

    `@defer` and `@stream` are accepted, and the whole answer comes at once: an operation is one
    statement, so no part of it is ready before another. The draft permits that.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        core = self._schema
        core.description = DESCRIPTION
        core.directives = (*core.directives, GraphQLDeferDirective, GraphQLStreamDirective)
        for kind in core.type_map.values():
            declared = kind.extensions.get("strawberry-definition")
            if isinstance(kind, GraphQLInputObjectType) and getattr(declared, "is_one_of", False):
                kind.is_one_of = True

    def _warn_for_federation_directives(self) -> None:
        """No-op: the schema has none, and strawberry loads a class for each to look for it."""

    def as_str(self) -> str:
        """Print the schema (SDL)."""
        roots = "  query: Query\n  mutation: Mutation\n  subscription: Subscription\n"
        return f'"""\n{DESCRIPTION}\n"""\nschema {{\n{roots}}}\n\n{super().as_str()}'


@cache
def build_schema() -> strawberry.Schema:
    """The schema of queries, mutations and subscriptions; built once per process."""
    return Schema(
        query=Query,
        mutation=mutation_type(MUTATIONS),
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=SCALAR_MAP),
    )


def graphql_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema as graphql-core knows it."""
    return make_inputs(keep_numbers(schema._schema))
