"""Holds on stored content, and an index to find the attachments of some content.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
BOOLEAN = sa.Boolean().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create them."""
    boolean = sa.CheckConstraint("is_removing IN (0, 1)", name=op.f("ck_content_hold_is_removing"))
    boolean.ddl_if(dialect="sqlite")
    op.create_table(
        "content_hold",
        sa.Column("id", UUID, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("is_removing", BOOLEAN, nullable=False),
        sa.Column("held_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_hold")),
        boolean,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_content_hold_sha256"), "content_hold", ["sha256"])
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_attachment_sha256"), "attachment")
    op.drop_table("content_hold")
