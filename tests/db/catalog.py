"""What a database says about its own schema, in a form that can be compared."""

from sqlalchemy import Connection, text

MIGRATIONS_OWN = "alembic_version"

_SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_COLUMNS = """
    SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
           a.attidentity::text, l.collname, pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
"""
_CONSTRAINTS = """
    SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = 'public'::regnamespace
"""
_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
_OTHERS = """
    SELECT relname, relkind::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('S', 'v', 'm', 'f', 'p')
"""


def catalog(connection: Connection) -> list[tuple[object, ...]]:
    """Every table, column, constraint, index, sequence and trigger, but for what Alembic keeps."""
    if connection.dialect.name == "sqlite":
        statements = [_SQLITE]
    else:
        statements = [_COLUMNS, _CONSTRAINTS, _INDEXES, _OTHERS]
    rows = [tuple(row) for sql in statements for row in connection.execute(text(sql))]
    return sorted((_settled(row) for row in rows if MIGRATIONS_OWN not in row), key=repr)


def _settled(row: tuple[object, ...]) -> tuple[object, ...]:
    """Undo what has no meaning: the order in which SQLite was told the constraints of a table, and
    that columns which came later stand in one line.
    """
    told = str(row[-1]).strip().splitlines()
    lines = [line.strip(" \t,") for line in told]
    constraints = {line for line in lines if line.startswith("CONSTRAINT")}
    columns = [part for line in lines if line not in constraints for part in line.split(", ")]
    return (*row[:-1], *columns, *sorted(constraints))


def full_text(row: tuple[object, ...]) -> bool:
    """Whether a row of SQLite's catalogue belongs to the search index, which no model declares."""
    return row[0] == "trigger" or str(row[2]).startswith(
        ("issue_search_index", "issue_search_word", "issue_search_content")
    )
