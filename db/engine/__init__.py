"""The database engines: run statements, and run each change as a unit of work."""

from db.engine.base import SYSTEM, Database, LastStep, ReplicaStatus, Work, Write
from db.engine.open import cores, database_url, open_database
from db.engine.statements import Compiled
from db.engine.turns import CALLER, Turns

__all__ = [
    "CALLER",
    "SYSTEM",
    "Compiled",
    "Database",
    "LastStep",
    "ReplicaStatus",
    "Turns",
    "Work",
    "Write",
    "cores",
    "database_url",
    "open_database",
]
