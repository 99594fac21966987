"""The driver of PostgreSQL, which a gateway on SQLite never loads."""

from typing import TYPE_CHECKING

from db.lazy import lazily

if TYPE_CHECKING:
    import asyncpg
else:
    asyncpg = lazily("asyncpg")

__all__ = ["asyncpg"]
