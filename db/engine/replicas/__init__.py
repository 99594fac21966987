"""A PostgreSQL database with replicas for reads: which one reads, and which one is gone.

What a single server needs does not belong here.
"""

from db.engine.replicas.database import ReplicatedDatabase

__all__ = ["ReplicatedDatabase"]
