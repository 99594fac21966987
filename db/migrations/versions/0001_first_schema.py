"""The first schema: all nouns, tokens, the change log and search.

Frozen: it says what the schema was, so it takes nothing from `db.models`, which goes on changing.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.schema import SchemaItem

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
JSON = sa.Text().with_variant(postgresql.JSON(), "postgresql")
WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
CODE = sa.SmallInteger().with_variant(sa.Integer(), "sqlite")
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BOOLEAN = sa.Boolean().with_variant(sa.Integer(), "sqlite")

# In the order in which they can be dropped.
TABLES = (
    "issue_search",
    "idempotency",
    "change",
    "token",
    "file",
    "reaction",
    "comment_attachment",
    "comment",
    "issue_attachment",
    "issue_session",
    "issue_tag",
    "issue",
    "attachment",
    "session",
)

# The words are a set, so neither positions nor counts are kept.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE issue_search_index USING fts5("
    "words, content='issue_search', content_rowid='number',"
    " tokenize='ascii', detail='none', columnsize=0)",
    "CREATE TRIGGER issue_search_inserted AFTER INSERT ON issue_search BEGIN"
    " INSERT INTO issue_search_index (rowid, words) VALUES (new.number, new.words);"
    " END",
    "CREATE TRIGGER issue_search_deleted AFTER DELETE ON issue_search BEGIN"
    " INSERT INTO issue_search_index (issue_search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words);"
    " END",
    "CREATE TRIGGER issue_search_updated AFTER UPDATE OF number, words ON issue_search"
    " WHEN old.words <> new.words OR old.number <> new.number BEGIN"
    " INSERT INTO issue_search_index (issue_search_index, rowid, words)"
    " VALUES ('delete', old.number, old.words);"
    " INSERT INTO issue_search_index (rowid, words) VALUES (new.number, new.words);"
    " END",
)


def upgrade() -> None:
    """Create everything."""
    _sessions_and_attachments()
    _issues()
    _issue_links()
    _comments()
    _files()
    _tokens()
    _changes()
    _idempotency()
    _search()


def downgrade() -> None:
    """Drop everything; an index or a trigger goes with its table."""
    if _on_sqlite():
        op.execute("DROP TABLE issue_search_index")
    for table in TABLES:
        op.drop_table(table)


def _sessions_and_attachments() -> None:
    _table(
        "session",
        _column("id", UUID),
        *_folded("title", null=True),
        *_folded("description", null=True),
        *_folded("created_by"),
        _column("created_at", INSTANT),
        _column("starred_at", INSTANT, null=True),
        _key("session", "id"),
    )
    _index("session", "created_at", "id")
    _table(
        "attachment",
        _column("id", UUID),
        *_folded("name"),
        *_folded("type"),
        *_folded("title", null=True),
        *_folded("description", null=True),
        *_folded("citation", null=True),
        _column("source_session_id", UUID, null=True),
        *_folded("created_by"),
        _column("created_at", INSTANT),
        _column("is_visible", BOOLEAN),
        _column("size", LARGE, null=True),
        *_folded("media_type", null=True),
        _column("sha256", TEXT, null=True),
        _column("storage_name", TEXT, null=True),
        _key("attachment", "id"),
        _check("attachment", "size", "size >= 0"),
        _check("attachment", "is_visible", "is_visible IN (0, 1)", sqlite_only=True),
        _reference("attachment", "source_session_id", "session", "SET NULL"),
    )
    _index("attachment", "source_session_id")
    _index("attachment", "created_at", "id")


def _issues() -> None:
    _table(
        "issue",
        _column("id", UUID),
        *_folded("title"),
        _column("description", JSON),
        _column("status", CODE, null=True),
        _column("priority", CODE, null=True),
        *_folded("owner"),
        *_folded("resolution_summary", null=True),
        *_folded("created_by"),
        _column("created_at", INSTANT),
        _column("updated_at", INSTANT),
        _column("resolved_at", INSTANT, null=True),
        _column("version", sa.Integer()),
        *_folded("job_run_id", null=True),
        _column("deleted_at", INSTANT, null=True),
        _key("issue", "id"),
        _check("issue", "status", "status BETWEEN 1 AND 4"),
        _check("issue", "priority", "priority BETWEEN 1 AND 3"),
        _check("issue", "version", "version >= 1"),
        _check("issue", "description", "json_valid(description)", sqlite_only=True),
    )
    live = sa.text("deleted_at IS NULL")
    op.create_index(
        "ix_issue_live_created_at_id",
        "issue",
        [sa.text("created_at DESC"), sa.text("id DESC")],
        sqlite_where=live,
        postgresql_where=live,
    )
    # The most urgent first, of these the oldest. SQLite's DESC has missing values last by itself.
    nulls = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""
    op.create_index(
        "ix_issue_live_priority_created_at_id",
        "issue",
        [sa.text(f"priority DESC{nulls}"), sa.text("created_at"), sa.text("id")],
        sqlite_where=live,
        postgresql_where=live,
    )
    for column in ("status", "owner"):
        _index("issue", column, "created_at", "id")


def _issue_links() -> None:
    _table(
        "issue_tag",
        _column("issue_id", UUID),
        _column("position", sa.Integer()),
        *_folded("name"),
        _key("issue_tag", "issue_id", "position"),
        _unique("issue_tag", "issue_id", "name"),
        _check("issue_tag", "position", "position >= 0"),
        _reference("issue_tag", "issue_id", "issue"),
        with_rowid=False,
    )
    _index("issue_tag", "name", "issue_id")
    _index("issue_tag", "name_folded", "issue_id")
    for target in ("session", "attachment"):
        _link("issue", target)


def _comments() -> None:
    _table(
        "comment",
        _column("id", UUID),
        _column("issue_id", UUID),
        *_folded("content"),
        *_folded("created_by"),
        _column("created_at", INSTANT),
        _column("updated_at", INSTANT),
        _column("is_edited", BOOLEAN),
        _column("version", sa.Integer()),
        _column("deleted_at", INSTANT, null=True),
        _key("comment", "id"),
        _check("comment", "version", "version >= 1"),
        _check("comment", "is_edited", "is_edited IN (0, 1)", sqlite_only=True),
        _reference("comment", "issue_id", "issue"),
    )
    _index("comment", "issue_id", "created_at", "id")
    _index("comment", "created_at", "id")
    _link("comment", "attachment")
    _table(
        "reaction",
        _column("comment_id", UUID),
        *_folded("emoji"),
        _column("created_by", TEXT),
        _column("created_at", INSTANT),
        _key("reaction", "comment_id", "emoji", "created_by"),
        _reference("reaction", "comment_id", "comment"),
        with_rowid=False,
    )


def _files() -> None:
    _table(
        "file",
        _column("id", UUID),
        _column("issue_id", UUID),
        *_folded("file_name"),
        *_folded("file_type"),
        _column("attachment_id", UUID),
        *_folded("created_by"),
        _column("created_at", INSTANT),
        _key("file", "id"),
        _reference("file", "issue_id", "issue"),
        _reference("file", "attachment_id", "attachment"),
    )
    _index("file", "issue_id", "created_at", "id")
    _index("file", "attachment_id")


def _tokens() -> None:
    _table(
        "token",
        _column("id", UUID),
        _column("email", TEXT),
        _column("name", TEXT, null=True),
        _column("scope", CODE),
        _column("digest", TEXT),
        _column("created_at", INSTANT),
        _column("expires_at", INSTANT, null=True),
        _column("revoked_at", INSTANT, null=True),
        _key("token", "id"),
        _unique("token", "digest"),
        _check("token", "scope", "scope BETWEEN 1 AND 3"),
    )


def _changes() -> None:
    _table(
        "change",
        sa.Column("sequence", LARGE, nullable=False, autoincrement=False),
        _column("action", CODE),
        _column("object_type", CODE),
        _column("object_id", UUID),
        _column("issue_id", UUID, null=True),
        *_folded("actor"),
        _column("at", INSTANT),
        _column("version", sa.Integer(), null=True),
        _column("patch", JSON),
        _key("change", "sequence"),
        _check("change", "action", "action BETWEEN 1 AND 4"),
        _check("change", "object_type", "object_type BETWEEN 1 AND 5"),
        _check("change", "version", "version >= 1"),
        _check("change", "patch", "json_valid(patch)", sqlite_only=True),
    )
    _index("change", "issue_id", "sequence")
    _index("change", "object_id", "sequence")


def _idempotency() -> None:
    _table(
        "idempotency",
        _column("actor", TEXT),
        _column("key", TEXT),
        _column("fingerprint", TEXT),
        _column("response", TEXT),
        _column("created_at", INSTANT),
        _key("idempotency", "actor", "key"),
    )
    _index("idempotency", "created_at")


def _search() -> None:
    _table(
        "issue_search",
        sa.Column("number", LARGE, sa.Identity(), nullable=False),
        _column("issue_id", UUID),
        _column("words", WORDS),
        _key("issue_search", "number"),
        _unique("issue_search", "issue_id"),
        _reference("issue_search", "issue_id", "issue"),
    )
    if _on_sqlite():
        for statement in FULL_TEXT:
            op.execute(statement)
    else:
        op.create_index("ix_issue_search_words", "issue_search", ["words"], postgresql_using="gin")
        # The planner takes a word that is not among those it knows for one in every 200 issues, and
        # would look for a page of them from the newest issue on: through all of them.
        op.execute("ALTER TABLE issue_search ALTER COLUMN words SET STATISTICS 1000")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _table(name: str, *items: SchemaItem, with_rowid: bool = True) -> None:
    op.create_table(name, *items, sqlite_strict=True, sqlite_with_rowid=with_rowid)


def _link(source: str, target: str) -> None:
    table, source_id, target_id = f"{source}_{target}", f"{source}_id", f"{target}_id"
    _table(
        table,
        _column(source_id, UUID),
        _column(target_id, UUID),
        _column("position", sa.Integer()),
        _key(table, source_id, target_id),
        _check(table, "position", "position >= 0"),
        _reference(table, source_id, source),
        _reference(table, target_id, target),
        with_rowid=False,
    )
    _index(table, target_id)


def _column(name: str, kind: sa.types.TypeEngine[Any], *, null: bool = False) -> SchemaItem:
    return sa.Column(name, kind, nullable=null)


def _folded(name: str, *, null: bool = False) -> tuple[SchemaItem, SchemaItem]:
    return _column(name, TEXT, null=null), _column(f"{name}_folded", TEXT, null=null)


def _key(table: str, *columns: str) -> SchemaItem:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> SchemaItem:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, condition: str, *, sqlite_only: bool = False) -> SchemaItem:
    constraint = sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))
    if sqlite_only:
        constraint.ddl_if(dialect="sqlite")
    return constraint


def _reference(table: str, column: str, target: str, on_delete: str = "CASCADE") -> SchemaItem:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
