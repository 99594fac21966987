"""Fingerprints: an issue is found by what it is about, and counts how often that was seen."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
INDEX = "ix_issue_fingerprint"
SEEN = sa.text("fingerprint IS NOT NULL")
COLUMNS: dict[str, Any] = {
    "fingerprint": TEXT,
    "fingerprint_folded": TEXT,
    "occurrences": sa.Integer(),
    "last_seen_at": TIME,
}


def upgrade() -> None:
    """Add the columns, empty, and the index that keeps fingerprints apart."""
    for name, kind in COLUMNS.items():
        op.add_column("issue", sa.Column(name, kind, nullable=True))
    op.create_index(
        INDEX, "issue", ["fingerprint"], unique=True, sqlite_where=SEEN, postgresql_where=SEEN
    )


def downgrade() -> None:
    """Drop them with what they hold."""
    op.drop_index(INDEX, "issue")
    for name in reversed(COLUMNS):
        op.drop_column("issue", name)
