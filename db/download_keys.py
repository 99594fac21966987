"""Keys for links to the content of attachments, where no header can carry a token.

A key is signed with the digest of a token. It therefore ends with that token, is stored nowhere,
and is valid at every gateway of the database. It gives access to content only.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from db.engine import Database
from db.identifier import identifier
from db.tokens import AuthenticatedToken, by_id

EVERY = "all"
LONGEST = 200
"""Maximum characters of a key; real ones are shorter."""


def sign(token: AuthenticatedToken, expires: datetime, attachment_id: str | None = None) -> str:
    """Make a key that opens one attachment, or every one, until `expires`."""
    until = int(expires.timestamp())
    scope = EVERY if attachment_id is None else "one"
    mac = _mac(token, until, attachment_id)
    return f"{token.token_id}.{until}.{scope}.{mac}"


async def holder(database: Database, key: str, attachment_id: str) -> AuthenticatedToken | None:
    """The token that a key for this attachment stands for; None for any other key."""
    parts = key.split(".") if len(key) <= LONGEST and key.isascii() else []
    if len(parts) != 4:
        return None
    token_id, until, scope, mac = parts
    if identifier(token_id) != token_id or not (until.isdecimal() and len(until) <= 12):
        return None
    if int(until) <= datetime.now(UTC).timestamp():
        return None
    token = await by_id(database, token_id)
    if token is None:
        return None
    wanted = _mac(token, int(until), None if scope == EVERY else attachment_id)
    return token if hmac.compare_digest(mac, wanted) else None


def _mac(token: AuthenticatedToken, until: int, attachment_id: str | None) -> str:
    message = f"content {until} {attachment_id or EVERY}".encode()
    mac = hmac.digest(token.digest.encode(), message, hashlib.sha256)
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
