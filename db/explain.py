"""The database's plan of a statement, for people; the statement is not run."""

from collections.abc import Sequence

from db.engine import Database

PREFIX = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


async def explain(database: Database, text: str, values: Sequence[object]) -> list[str]:
    """The plan for `text`, a line for each step, indented below the step that it is part of.

    PostgreSQL's plan holds the values. Raises what `Database.fetch_all` raises.
    """
    rows = await database.fetch_all(PREFIX[database.dialect.name] + text, values)
    if database.dialect.name == "postgresql":
        return [str(line) for (line,) in rows]
    depth: dict[int, int] = {0: 0}
    lines = []
    for number, parent, _, detail in rows:
        depth[number] = depth.get(parent, 0) + 1
        lines.append("  " * (depth[number] - 1) + detail)
    return lines
