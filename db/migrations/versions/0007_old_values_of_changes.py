"""The change log keeps the old values too, and knows of trimming and purging.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT, NUMBER = sa.Text(), sa.Integer()
JSON = sa.Text().with_variant(postgresql.JSON(), "postgresql")
CHECKS = {
    "action": ("action BETWEEN 1 AND 4", "action BETWEEN 1 AND 6"),
    "object_type": ("object_type BETWEEN 1 AND 5", "object_type BETWEEN 1 AND 6"),
}

COLUMNS = (
    "sequence",
    "action",
    "object_type",
    "object_id",
    "issue_id",
    "actor",
    "actor_folded",
    "at",
    "version",
    "patch",
)
INDEXES = ("issue_id", "object_id", "object_type")


def upgrade() -> None:
    """Add the column and widen the checks."""
    if op.get_bind().dialect.name == "sqlite":
        json = sa.CheckConstraint("json_valid(before)", name=op.f("ck_change_before"))
        _rebuild(1, sa.Column("before", TEXT), json)
        return
    op.add_column("change", sa.Column("before", JSON, nullable=True))
    for name, (_, wide) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_change_{name}"), "change")
        op.create_check_constraint(op.f(f"ck_change_{name}"), "change", wide)


def downgrade() -> None:
    """Take them back; the marks of trimming and purging go."""
    op.execute("DELETE FROM change WHERE action > 4")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(0)
        return
    op.drop_column("change", "before")
    for name, (narrow, _) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_change_{name}"), "change")
        op.create_check_constraint(op.f(f"ck_change_{name}"), "change", narrow)


def _rebuild(which: int, *more: sa.Column[str] | sa.CheckConstraint) -> None:
    """SQLite alters no constraint: the table is made anew, in the order of its key."""
    op.rename_table("change", "change_old")
    op.create_table(
        "change",
        sa.Column("sequence", NUMBER, nullable=False, autoincrement=False),
        sa.Column("action", NUMBER, nullable=False),
        sa.Column("object_type", NUMBER, nullable=False),
        sa.Column("object_id", TEXT, nullable=False),
        sa.Column("issue_id", TEXT),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("actor_folded", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("version", NUMBER),
        sa.Column("patch", TEXT, nullable=False),
        *(each for each in more if isinstance(each, sa.Column)),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_change")),
        *(
            sa.CheckConstraint(both[which], name=op.f(f"ck_change_{name}"))
            for name, both in CHECKS.items()
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_change_version")),
        sa.CheckConstraint("json_valid(patch)", name=op.f("ck_change_patch")),
        *(each for each in more if isinstance(each, sa.CheckConstraint)),
        sqlite_strict=True,
    )
    columns = ", ".join(COLUMNS)
    op.execute(f"INSERT INTO change ({columns}) SELECT {columns} FROM change_old ORDER BY sequence")
    op.drop_table("change_old")
    for name in INDEXES:
        op.create_index(op.f(f"ix_change_{name}_sequence"), "change", [name, "sequence"])
