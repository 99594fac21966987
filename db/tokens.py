"""Bearer tokens: made once, shown once, stored as a hash.

A token is `igw_`, 256 random bits and a checksum, in letters and digits. Prefix and checksum let
scanners recognise a leaked token, and let the server refuse mistyped and invented ones without a
database read. 256 random bits cannot be guessed, so a plain SHA-256 is enough at rest. Source:
design, limits ("Tokens at rest").
"""

import hashlib
import secrets
import string
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from uuid_utils import uuid7

from db.actor import Actor
from db.engine import SYSTEM, Compiled, Database, Write
from db.enums import TokenScope
from db.models import Token

PREFIX = "igw_"
BITS = 256
RANDOM_LENGTH = 43
CHECKSUM_LENGTH = 6
HOLDERS = 1024
"""Maximum cached rows; there are as many as tokens in use."""
ATLAS = "Atlas"
"""Tokens of this name use it as author (Atlas Issues API, `created_by`)."""

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TABLE = Token.__table__
_BY_DIGEST = select(
    _TABLE.c.id, _TABLE.c.email, _TABLE.c.name, _TABLE.c.scope, _TABLE.c.expires_at, _TABLE.c.digest
).where(_TABLE.c.digest == bindparam("digest"), _TABLE.c.revoked_at.is_(None))
_BY_ID = select(
    _TABLE.c.id, _TABLE.c.email, _TABLE.c.name, _TABLE.c.scope, _TABLE.c.expires_at, _TABLE.c.digest
).where(_TABLE.c.id == bindparam("target"), _TABLE.c.revoked_at.is_(None))
_ALL = select(
    _TABLE.c.id,
    _TABLE.c.email,
    _TABLE.c.name,
    _TABLE.c.scope,
    _TABLE.c.created_at,
    _TABLE.c.expires_at,
    _TABLE.c.revoked_at,
).order_by(_TABLE.c.created_at, _TABLE.c.id)
_INSERT = insert(_TABLE)
_REVOKE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("token_id"), _TABLE.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("instant"))
)


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """The public facts of a token; `revoked_at` is the instant of its revocation."""

    id: str
    email: str
    name: str | None
    scope: TokenScope
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuthenticatedToken:
    """The proof that a request may act for `actor`, up to `scope`, until `expires_at`."""

    actor: Actor
    scope: TokenScope
    token_id: str
    name: str | None
    expires_at: datetime | None
    digest: str = field(default="", repr=False)


def new_secret() -> str:
    """Make a token; only its digest may be stored."""
    random = _base62(secrets.randbits(BITS), RANDOM_LENGTH)
    return PREFIX + random + _checksum(random)


def well_formed(secret: str) -> bool:
    """Tell whether `secret` has the form of our tokens, which says nothing of its existence."""
    if not secret.isascii() or not secret.startswith(PREFIX):
        return False
    random, checksum = secret[len(PREFIX) : -CHECKSUM_LENGTH], secret[-CHECKSUM_LENGTH:]
    return len(random) == RANDOM_LENGTH and _checksum(random) == checksum


async def create_token(
    database: Database,
    email: str,
    scope: TokenScope,
    *,
    name: str | None = None,
    expires_at: datetime | None = None,
) -> tuple[str, str]:
    """Store a new token for `email`; its id and the secret, which cannot be read again.

    `expires_at` is an aware datetime, or None for a token that lasts until it is revoked.
    """
    token_id, secret = str(uuid7()), new_secret()

    async def work(write: Write) -> None:
        await write.execute(
            _INSERT,
            {
                "id": token_id,
                "email": email,
                "name": name,
                "scope": scope,
                "digest": _digest(secret),
                "created_at": write.now,
                "expires_at": expires_at,
                "revoked_at": None,
            },
        )

    await database.write(SYSTEM, work)
    return token_id, secret


async def list_tokens(database: Database) -> list[TokenInfo]:
    """Every token there ever was, oldest first."""
    return [TokenInfo(**row) for row in await database.rows(_ALL)]


async def revoke_token(database: Database, token_id: str) -> bool:
    """Revoke a token, effective with the next request; False if there is no such valid token."""
    try:
        token_id = str(UUID(token_id))
    except ValueError:
        return False

    async def work(write: Write) -> bool:
        return await write.execute(_REVOKE, {"token_id": token_id, "instant": write.now}) > 0

    return await database.write(SYSTEM, work)


async def authenticate(database: Database, secret: str) -> AuthenticatedToken | None:
    """Find who holds `secret`; None when it is malformed, unknown, revoked or expired.

    One indexed read without a cache, since another process may just have revoked the token.
    """
    if not secret.isascii():
        return None
    digest = _digest(secret)
    # The checksum of a token found before is not computed again: it costs as much as the read.
    if digest not in _in_use and not well_formed(secret):
        return None
    by_digest = database.constant(_BY_DIGEST)
    row = await database.fetch_brief(by_digest.text, (digest,))
    if row is None:
        _in_use.discard(digest)
        return None
    if digest not in _in_use:
        if len(_in_use) >= HOLDERS:
            _in_use.clear()
        _in_use.add(digest)
    token = _holder(by_digest, row)
    return None if _expired(token) else token


_in_use: set[str] = set()
"""Digests of tokens that were valid at their last lookup."""


@lru_cache(maxsize=HOLDERS)
def _holder(by_digest: Compiled, found: tuple[object, ...]) -> AuthenticatedToken:
    """Return the holder that a row names; results are cached by the row."""
    (row,) = by_digest.read([found])
    return _held(row)


def _held(row: Mapping[str, Any]) -> AuthenticatedToken:
    actor = Actor(
        author=ATLAS if row["name"] == ATLAS else row["email"],
        email=row["email"],
        is_admin=row["scope"] is TokenScope.ADMIN,
        token_id=row["id"],
    )
    return AuthenticatedToken(
        actor, row["scope"], row["id"], row["name"], row["expires_at"], row["digest"]
    )


async def by_id(database: Database, token_id: str) -> AuthenticatedToken | None:
    """Return the token with this id; None when it is unknown, revoked or expired."""
    found = await database.rows(_BY_ID, {"target": token_id})
    token = _held(found[0]) if found else None
    return None if token is None or _expired(token) else token


def _expired(token: AuthenticatedToken) -> bool:
    return token.expires_at is not None and token.expires_at <= datetime.now(UTC)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _checksum(random: str) -> str:
    return _base62(zlib.crc32(random.encode()), CHECKSUM_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
