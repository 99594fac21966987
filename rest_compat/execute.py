"""The interface of the executor that the gateway hands to this package."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from starlette.requests import Request

Payload = bytes | Mapping[str, bytes]
"""Finished JSON, or of a mutation's payload the finished JSON of each of its response keys."""


class Answer(Protocol):
    """The result of one operation, its leaves already in the REST format.

    `data` maps each root response key to its `Payload`; None when the operation could not run.
    `errors` are GraphQL errors as they would be sent, with `extensions.code`;
    `extensions.retryAfter` (seconds) says when it is worth trying again. `unchanged` is one of the
    tags in the request's `If-None-Match` when that is known to be the answer's; then there is
    nothing else in it.
    """

    @property
    def data(self) -> Mapping[str, Payload] | None:
        """The answer."""

    @property
    def errors(self) -> Sequence[Mapping[str, object]]:
        """The reasons for missing data."""

    @property
    def unchanged(self) -> str | None:
        """The tag of what the client holds already."""

    @property
    def note_tag(self) -> Callable[[str], None]:
        """Record the tag of the answer, to recognise it later."""


class Execute(Protocol):
    """Run one of this package's documents for the caller that `request` is authenticated as.

    The REST leaf format (lower-case enums, naive UTC timestamps) and page maximum apply. With an
    `idempotency_key` the answer of the first call with that key is given again.
    """

    async def __call__(
        self,
        request: Request,
        document: str,
        variables: dict[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Answer the operation `document`; an error of the operation is in the answer."""
