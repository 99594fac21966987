"""The viewer: the holder of the token that an operation was sent with."""

from db.enums import TokenScope
from schema import enums as enums  # describes TokenScope
from schema.field import argument, described, object_type, with_arguments
from schema.scalars import DateTime


@object_type
class Viewer:
    """You: the facts about your token."""

    email: str = described("The email the token was made for.")
    name: str | None = described("The name of the token, where it has one.")
    author: str = described("What `createdBy` says of the things you make: your email, or `Atlas`.")
    scope: TokenScope = described("What the token permits.")
    expires_at: DateTime | None = described("When the token stops working; null for never.")
    download_key: str = with_arguments(
        "A key for `Attachment.url`, as in `?key=...`, where no header can carry the token: in an "
        "`<img>` or a plain link. It opens what the token may read, and ends with the token.",
        [
            argument(
                "expires_in",
                int | None,
                "Seconds that it lasts, at most 604,800.",
                default=3600,
            )
        ],
    )
