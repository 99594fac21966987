"""A root connection as rows: one finished JSON object for each node."""

from dataclasses import replace

from db.query.compile import Compiler, Statement
from db.query.connection import rows_sql
from db.query.dialect import Dialect
from db.query.selection import Field, Options, Selection

COLUMN = "node"


def compile_rows(
    dialect: Dialect, field: Field, nodes: Selection, options: Options, most: int
) -> Statement:
    """Make the statement for the `nodes` of the connection `field`, one row each, in order.

    Without `first` and `last` it answers one more than `most` of them, if there are so many.
    Raises `BadInput` when an argument breaks a rule.
    """
    compiler = Compiler(dialect, options)
    connection = compiler.root_connection(replace(field, fields=nodes))
    pages = replace(options, page_default=most + 1, page_maximum=most + 1)
    rows, text = rows_sql(replace(connection, options=pages))
    return Statement(
        f"SELECT {dialect.document(text)} FROM {rows}",
        (COLUMN,),
        tuple(compiler.parameters.recipes),
        "",
        checks=tuple(compiler.parameters.checks),
    )
