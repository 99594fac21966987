"""An index on the last change of a noun, which revalidation reads."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEX = "ix_change_object_type_sequence"


def upgrade() -> None:
    """Create it."""
    op.create_index(INDEX, "change", ["object_type", "sequence"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(INDEX, "change")
