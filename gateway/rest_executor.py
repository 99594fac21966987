"""The executor that runs the stored operations of the REST routes."""

import sys
from collections.abc import Mapping

from starlette.requests import Request

from db.query.selection import LeafFormat, Options
from gateway.graphql.endpoint import context_of
from gateway.http.conditional import held
from gateway.state import state_of
from resolvers.document.limits import DocumentLimits
from resolvers.execution.execute import Result, execute

OPTIONS = Options(leaf_format=LeafFormat.REST, page_maximum=1000)
"""Compiler options for REST routes (reference: `limit` is at most 1000)."""

STORED = DocumentLimits(aliases=100)
"""The stored documents are ours, and rename nearly every field to its documented name."""


async def execute_rest(
    request: Request,
    document: str,
    variables: Mapping[str, object],
    *,
    idempotency_key: str | None = None,
) -> Result:
    """Run one of the stored documents for the caller of `request`."""
    context = context_of(
        request, OPTIONS, idempotency_key, held=held(request), cost_limit=sys.maxsize
    )
    return await execute(state_of(request.scope).stored_operations, context, document, variables)
