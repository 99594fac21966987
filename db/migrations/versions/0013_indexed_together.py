"""New search records are indexed together, by one statement of whoever adds them.

A trigger did it row by row. Each of its statements makes SQLite write out what the index holds in
memory, which took four fifths of the time of a search record.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSERTED = (
    "CREATE TRIGGER issue_search_inserted AFTER INSERT ON issue_search BEGIN"
    " INSERT INTO issue_search_index (rowid, words) VALUES (new.number, new.words);"
    " INSERT OR IGNORE INTO issue_search_word"
    " SELECT value FROM json_each('[\"' || replace(new.words, ' ', '\",\"') || '\"]')"
    " WHERE value <> ''; END"
)


def upgrade() -> None:
    """Drop the trigger."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER issue_search_inserted")


def downgrade() -> None:
    """Create it again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(INSERTED)
