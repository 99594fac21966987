"""Search records with counts, in parts where they are large; all are to be written anew.

A record says of each word how many sources of the issue have it, so that a change of one source is
counted out and in. Words are split in another way, too, so every record is written anew: not here,
in one transaction, but afterwards in small ones (`db.maintenance.search_records`), which go on
where they were interrupted.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.schema import SchemaItem

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
JSON = sa.Text().with_variant(postgresql.JSON(), "postgresql")
WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# An external-content table has no rule that its rows are unique: a large issue has several.
CONTENT = (
    "CREATE VIEW issue_search_content AS SELECT number, words FROM issue_search"
    " UNION ALL SELECT number, words FROM issue_search_part"
)
INDEX = (
    "CREATE VIRTUAL TABLE issue_search_index USING fts5("
    "words, content='{}', content_rowid='number',"
    " tokenize='ascii', detail='none', columnsize=0)"
)
KNOWN = (
    "INSERT OR IGNORE INTO issue_search_word"
    " SELECT value FROM json_each('[\"' || replace(new.words, ' ', '\",\"') || '\"]')"
    " WHERE value <> ''"
)
INSERTED = (
    "CREATE TRIGGER issue_search_inserted AFTER INSERT ON issue_search BEGIN"
    " INSERT INTO issue_search_index (rowid, words) VALUES (new.number, new.words);"
    f" {KNOWN}; END"
)
# Before: afterwards its parts are gone.
DELETED = (
    "CREATE TRIGGER issue_search_deleted BEFORE DELETE ON issue_search BEGIN"
    " INSERT INTO issue_search_index (issue_search_index, rowid, words)"
    " SELECT 'delete', old.number, coalesce(old.words, (SELECT group_concat(p.words, ' ')"
    " FROM issue_search_part AS p WHERE p.number = old.number)); END"
)

OLD_INDEX = (
    "CREATE TRIGGER issue_search_deleted AFTER DELETE ON issue_search BEGIN"
    " INSERT INTO issue_search_index (issue_search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER issue_search_updated AFTER UPDATE OF number, words ON issue_search"
    " WHEN old.words <> new.words OR old.number <> new.number BEGIN"
    " INSERT INTO issue_search_index (issue_search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words);"
    " INSERT INTO issue_search_index (rowid, words) VALUES (new.number, new.words);"
    f" {KNOWN}; END",
)
KEEP = {
    "sqlite": "CREATE TEMPORARY TABLE kept AS SELECT s.number, s.issue_id, coalesce(s.words,"
    " (SELECT group_concat(p.words, ' ') FROM issue_search_part AS p WHERE p.number = s.number))"
    " AS words FROM issue_search AS s",
    # The words of one row end at a megabyte.
    "postgresql": "CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT s.number, s.issue_id,"
    " coalesce(s.words, (SELECT array_to_tsvector(array_agg(l.word)) FROM ("
    " SELECT word, sum(octet_length(word)) OVER (ORDER BY p.first, word) AS bytes"
    " FROM issue_search_part AS p, unnest(tsvector_to_array(p.words)) AS word"
    " WHERE p.number = s.number) AS l WHERE l.bytes < 1000000)) AS words FROM issue_search AS s",
}


def upgrade() -> None:
    """Create the tables empty; if there are issues, ask for their records."""
    if _on_sqlite():
        op.execute("DROP TABLE issue_search_index")
        op.execute("DELETE FROM issue_search_word")
    op.drop_table("issue_search")
    op.create_table("issue_search", *_record(null=True), _column("repeated", JSON, null=True), **_S)
    op.create_table(
        "issue_search_part",
        sa.Column("number", LARGE, autoincrement=False, nullable=False),
        _column("first", TEXT),
        _column("words", WORDS),
        _column("repeated", JSON, null=True),
        sa.PrimaryKeyConstraint("number", "first", name=op.f("pk_issue_search_part")),
        sa.ForeignKeyConstraint(
            ["number"],
            ["issue_search.number"],
            name=op.f("fk_issue_search_part_number"),
            ondelete="CASCADE",
        ),
        **_S,
    )
    op.create_table(
        "issue_search_backlog",
        _column("after", UUID),
        sa.PrimaryKeyConstraint("after", name=op.f("pk_issue_search_backlog")),
        **_S,
    )
    if _on_sqlite():
        for statement in (CONTENT, INDEX.format("issue_search_content"), INSERTED, DELETED):
            op.execute(statement)
    else:
        _index_words("issue_search")
        _index_words("issue_search_part")
        # In the row: words that are kept elsewhere the planner takes for free to read.
        op.execute("ALTER TABLE issue_search_part ALTER COLUMN words SET STORAGE MAIN")
    zero = "'00000000-0000-0000-0000-000000000000'"
    first = zero if _on_sqlite() else f"CAST({zero} AS uuid)"
    op.execute(
        f"INSERT INTO issue_search_backlog SELECT {first} WHERE EXISTS (SELECT 1 FROM issue)"
    )


def downgrade() -> None:
    """One row for each record again, split as this version splits."""
    op.execute(KEEP[op.get_bind().dialect.name])
    if _on_sqlite():
        op.execute("DROP TABLE issue_search_index")
        op.execute("DROP VIEW issue_search_content")
    for table in ("issue_search_backlog", "issue_search_part", "issue_search"):
        op.drop_table(table)
    op.create_table("issue_search", *_record(null=False), **_S)
    if _on_sqlite():
        op.execute(INDEX.format("issue_search"))
        for statement in (INSERTED, *OLD_INDEX):
            op.execute(statement)
    else:
        _index_words("issue_search")
    op.execute("INSERT INTO issue_search (number, issue_id, words) SELECT * FROM kept")
    if _on_sqlite():
        op.execute("DROP TABLE kept")
    else:
        op.execute(
            "SELECT setval(pg_get_serial_sequence('issue_search', 'number'),"
            " (SELECT coalesce(max(number), 1) FROM issue_search))"
        )


_S: dict[str, Any] = {"sqlite_strict": True}


def _record(*, null: bool) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("number", LARGE, sa.Identity(), nullable=False),
        _column("issue_id", UUID),
        _column("words", WORDS, null=null),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_issue_search")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_issue_search_issue_id")),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["issue.id"],
            name=op.f("fk_issue_search_issue_id"),
            ondelete="CASCADE",
        ),
    )


def _column(name: str, kind: sa.types.TypeEngine[Any], *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def _index_words(table: str) -> None:
    op.create_index(f"ix_{table}_words", table, ["words"], postgresql_using="gin")
    # See the first migration.
    op.execute(f"ALTER TABLE {table} ALTER COLUMN words SET STATISTICS 1000")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
