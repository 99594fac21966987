"""An index for the deleted issues, which `includeDeleted` lists."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEX = "ix_issue_deleted_created_at_id"
DELETED = sa.text("deleted_at IS NOT NULL")


def upgrade() -> None:
    """Create it."""
    op.create_index(
        INDEX,
        "issue",
        [sa.text("created_at DESC"), sa.text("id DESC")],
        sqlite_where=DELETED,
        postgresql_where=DELETED,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index(INDEX, "issue")
