"""The interface of the executor that the gateway hands to this package."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from starlette.requests import Request

RootJson = bytes | Mapping[str, bytes]
"""Finished JSON; for a mutation, the finished JSON of each response key of its payload."""


class Answer(Protocol):
    """The result of one operation, its leaves already in the REST format.

    `data` maps each root response key to its `RootJson`; None when the operation could not run.
    `errors` are GraphQL errors as they would be sent, with `extensions.code`;
    `extensions.retryAfter` is the time in seconds after which to try again. `unchanged` is the tag
    in the request's `If-None-Match` that is still current; the answer then has nothing else.
    """

    @property
    def data(self) -> Mapping[str, RootJson] | None:
        """The answer."""

    @property
    def errors(self) -> Sequence[Mapping[str, object]]:
        """The reasons for missing data."""

    @property
    def unchanged(self) -> str | None:
        """The tag of the client's copy, if that is current."""

    @property
    def note_tag(self) -> Callable[[str], None]:
        """Record the tag of the answer, to recognise it later."""


class Form(Protocol):
    """A received form; files that no object uses are removed."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The texts of its fields."""

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """The name of the part of each file, and the name of the file."""

    async def keep(self) -> Sequence[tuple[str, object]]:
        """Store the files; the name of the part of each, and what stands for it in variables."""


class ReceiveForm(Protocol):
    """Receive the form of a request, within limits; the context removes its files.

    Raises Problem for an invalid form or one beyond the limits.
    """

    def __call__(self, request: Request) -> AbstractAsyncContextManager[Form]:
        """ReceiveForm the form of `request`."""


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
