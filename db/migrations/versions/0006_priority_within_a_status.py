"""An index for the most urgent issues of a status on SQLite.

SQLite does not weigh how few rows are wanted: it took the index of the status and sorted what it
found, a quarter of all issues. PostgreSQL reads the index of priorities and leaves the others out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEX = "ix_issue_live_status_priority_created_at_id"


def upgrade() -> None:
    """Create it."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(
            INDEX,
            "issue",
            ["status", sa.text("priority DESC"), "created_at", "id"],
            sqlite_where=sa.text("deleted_at IS NULL"),
        )


def downgrade() -> None:
    """Drop it."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(INDEX, "issue")
