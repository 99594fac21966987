"""Persisted documents, which may be all that a server answers.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
JSON = sa.Text().with_variant(postgresql.JSON(), "postgresql")


def upgrade() -> None:
    """Create both tables."""
    valid = sa.CheckConstraint(
        "json_valid(operations)", name=op.f("ck_persisted_document_operations")
    )
    valid.ddl_if(dialect="sqlite")
    op.create_table(
        "persisted_document",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("operations", JSON, nullable=False),
        sa.Column("registered_by", TEXT, nullable=False),
        sa.Column("registered_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_persisted_document")),
        valid,
        sqlite_strict=True,
    )
    op.create_table(
        "persisted_document_id",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persisted_document_id")),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["persisted_document.sha256"],
            name=op.f("fk_persisted_document_id_sha256"),
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_persisted_document_id_sha256"), "persisted_document_id", ["sha256"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("persisted_document_id")
    op.drop_table("persisted_document")
