"""Checks of a token's scope against an operation."""

from collections.abc import Mapping

from graphql import OperationType

from db.enums import TokenScope
from resolvers.errors import ErrorCode, OperationError
from resolvers.execution.context import Viewer

NEEDED: Mapping[OperationType, TokenScope] = {
    OperationType.QUERY: TokenScope.READ,
    OperationType.SUBSCRIPTION: TokenScope.READ,
    OperationType.MUTATION: TokenScope.WRITE,
}


def require_admin(viewer: Viewer, what: str) -> None:
    """Raises `OperationError` (FORBIDDEN) when the viewer's token is not an admin's."""
    if viewer.scope is not TokenScope.ADMIN:
        raise OperationError.of(
            ErrorCode.FORBIDDEN, f"{what} needs a token with the scope `admin`."
        )


def require_scope(viewer: Viewer, kind: OperationType) -> None:
    """Raises `OperationError` (FORBIDDEN) when the viewer's token does not cover `kind`."""
    needed = NEEDED[kind]
    if viewer.scope < needed:
        raise OperationError.of(
            ErrorCode.FORBIDDEN,
            f"A {kind.value} needs a token with the scope `{needed.name.lower()}`.",
        )
