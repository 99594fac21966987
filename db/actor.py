"""The actor behind a read or a write."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The identity a request carries into the database.

    `author` is what `created_by` and the change log record: the e-mail of the token, or `Atlas` for
    a token of that name (Atlas Issues API, `created_by`). `token_id` is None when no token is
    involved, as on the command line.
    """

    author: str
    email: str
    is_admin: bool
    token_id: str | None
