"""Webhooks and their deliveries.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
JSON = sa.Text().with_variant(postgresql.JSON(), "postgresql")
CODE = sa.SmallInteger().with_variant(sa.Integer(), "sqlite")
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BOOLEAN = sa.Boolean().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create them."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    valid = sa.CheckConstraint("json_valid(filter)", name=op.f("ck_webhook_filter"))
    op.create_table(
        "webhook",
        sa.Column("id", UUID, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("secret", TEXT, nullable=False),
        sa.Column("filter", JSON, nullable=False),
        sa.Column("operation", TEXT),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("is_enabled", BOOLEAN, nullable=False),
        sa.Column("disabled_reason", TEXT),
        sa.Column("cursor", TEXT, nullable=False),
        sa.Column("lease_owner", UUID),
        sa.Column("lease_until", INSTANT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        *([valid] if on_sqlite else []),
        sqlite_strict=True,
    )
    _deliveries()


def _deliveries() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("id", UUID, nullable=False),
        sa.Column("webhook_id", UUID, nullable=False),
        sa.Column("message_id", TEXT, nullable=False),
        sa.Column("queue", UUID, nullable=False),
        sa.Column("number", LARGE, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("status", CODE, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("next_attempt_at", INSTANT),
        sa.Column("attempted_at", INSTANT),
        sa.Column("response_status", sa.Integer()),
        sa.Column("response", TEXT),
        sa.Column("error", TEXT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhook.id"],
            name=op.f("fk_webhook_delivery_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("status BETWEEN 1 AND 3", name=op.f("ck_webhook_delivery_status")),
        sqlite_strict=True,
    )
    for columns in (("webhook_id", "status", "queue", "number"), ("webhook_id", "created_at")):
        name = f"ix_webhook_delivery_{'_'.join(columns)}"
        op.create_index(op.f(name), "webhook_delivery", list(columns))


def downgrade() -> None:
    """Drop them."""
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
