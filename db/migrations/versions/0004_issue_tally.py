"""The kept counts of issues by status and priority.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table and count once."""
    op.create_table(
        "issue_tally",
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("priority", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issues", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("status", "priority", name=op.f("pk_issue_tally")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO issue_tally SELECT coalesce(status, 0), coalesce(priority, 0), count(*)"
        " FROM issue WHERE deleted_at IS NULL GROUP BY coalesce(status, 0), coalesce(priority, 0)"
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("issue_tally")
