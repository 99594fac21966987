"""Checks of a token's scope against an operation."""

from collections.abc import Iterable, Mapping

from graphql import OperationType

from db.enums import TokenScope
from resolvers.errors import ErrorCode, OperationError, camel_path
from resolvers.execution.context import Viewer

NEEDED: Mapping[OperationType, TokenScope] = {
    OperationType.QUERY: TokenScope.READ,
    OperationType.SUBSCRIPTION: TokenScope.READ,
    OperationType.MUTATION: TokenScope.WRITE,
}


ADMIN_FIELDS = frozenset(
    {
        "webhook",
        "webhooks",
        "create_webhook",
        "update_webhook",
        "delete_webhook",
        "test_webhook",
        "redeliver",
    }
)
"""The root fields, by their Python names, that only admins may ask for."""


def require_admin(viewer: Viewer, what: str) -> None:
    """Raises `OperationError` (FORBIDDEN) when the viewer's token is not an admin's."""
    if viewer.scope is not TokenScope.ADMIN:
        raise OperationError.of(
            ErrorCode.FORBIDDEN, f"{what} needs a token with the scope `admin`."
        )


def require_admin_for(viewer: Viewer, fields: Iterable[str]) -> None:
    """Raises `OperationError` (FORBIDDEN) when one of the root fields is for admins only."""
    for name in fields:
        if name in ADMIN_FIELDS:
            require_admin(viewer, f"`{camel_path(name)}`")


def require_scope(viewer: Viewer, kind: OperationType) -> None:
    """Raises `OperationError` (FORBIDDEN) when the viewer's token does not cover `kind`."""
    needed = NEEDED[kind]
    if viewer.scope < needed:
        raise OperationError.of(
            ErrorCode.FORBIDDEN,
            f"A {kind.value} needs a token with the scope `{needed.name.lower()}`.",
        )
