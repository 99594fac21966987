"""Search records in the order of creation, on SQLite.

The full-text index can give its rows by their numbers only, so a record gets one from the instant
of creation: a page of a search is then read from its end, whatever the number of matches. A word
in a search stands for all that begin with it; to take these one by one, instead of merging
everything under a prefix, there is a table of all words.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Microseconds since 1970, times 256, and from there by the order of the ids within one instant.
NUMBERS = (
    "UPDATE issue_search SET number = placed.number FROM ("
    " SELECT id, (CAST(strftime('%s', substr(created_at, 1, 19)) AS INTEGER) * 1000000"
    " + CAST(substr(created_at, 21, 6) AS INTEGER)) * 256"
    " + row_number() OVER (PARTITION BY created_at ORDER BY id) - 1 AS number FROM issue"
    ") AS placed WHERE placed.id = issue_search.issue_id"
)
SEQUENCE = (
    "UPDATE issue_search SET number = placed.number FROM ("
    " SELECT number AS old, row_number() OVER (ORDER BY number) AS number FROM issue_search"
    ") AS placed WHERE placed.old = issue_search.number"
)
REBUILD = "INSERT INTO issue_search_index (issue_search_index) VALUES ('rebuild')"

WORDS = "CREATE TABLE issue_search_word (word TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"
ADD = (
    "INSERT OR IGNORE INTO issue_search_word"
    " SELECT value FROM {source}json_each('[\"' || replace({words}, ' ', '\",\"') || '\"]')"
)
ADD_ALL = ADD.format(source="issue_search, ", words="issue_search.words")
ADD_NEW = ADD.format(source="", words="new.words")

INDEX_NEW = "INSERT INTO issue_search_index (rowid, words) VALUES (new.number, new.words)"
INDEX_NO_MORE = (
    "INSERT INTO issue_search_index (issue_search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words)"
)
INSERTED = "CREATE TRIGGER issue_search_inserted AFTER INSERT ON issue_search BEGIN {}; END"
UPDATED = (
    "CREATE TRIGGER issue_search_updated AFTER UPDATE OF number, words ON issue_search"
    " WHEN old.words <> new.words OR old.number <> new.number BEGIN {}; END"
)


def upgrade() -> None:
    """Number the records anew and collect their words."""
    if op.get_bind().dialect.name == "sqlite":
        _change(NUMBERS, WORDS, ADD_ALL, added=(INDEX_NEW, ADD_NEW))


def downgrade() -> None:
    """Number them in that order from 1."""
    if op.get_bind().dialect.name == "sqlite":
        _change(SEQUENCE, "DROP TABLE issue_search_word", added=(INDEX_NEW,))


def _change(*statements: str, added: tuple[str, ...]) -> None:
    """Run `statements` without the triggers, and make these anew, doing `added` for new words."""
    for statement in (
        "DROP TRIGGER issue_search_inserted",
        "DROP TRIGGER issue_search_updated",
        *statements,
        REBUILD,
        INSERTED.format("; ".join(added)),
        UPDATED.format("; ".join((INDEX_NO_MORE, *added))),
    ):
        op.execute(statement)
