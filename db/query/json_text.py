"""JSON written by SQL: parts of text and expressions, joined into one expression."""

from collections.abc import Callable, Sequence

from db.query.dialect import Dialect, Kind, quote
from db.query.entities.declaration import Column
from db.query.parameters import Parameters
from db.query.selection import Field, LeafFormat


class Literal(str):
    """JSON text that is known when the statement is written; other parts are SQL expressions."""

    __slots__ = ()


Parts = list[str]
WriteMember = Callable[[Field], Parts]
NULL = Literal("null")


def concatenate(parts: Sequence[str]) -> str:
    """One SQL expression for all parts, in order."""
    merged: list[str] = []
    for part in parts:
        if isinstance(part, Literal) and merged and isinstance(merged[-1], Literal):
            merged[-1] = Literal(merged[-1] + part)
        elif part:
            merged.append(part)
    return _balanced([quote(part) if isinstance(part, Literal) else part for part in merged])


def _balanced(terms: list[str]) -> str:
    # Engines bound the depth of an expression, and a tree copies less text than a chain.
    if len(terms) <= 2:
        return " || ".join(terms) or "''"
    middle = (len(terms) + 1) // 2
    left, right = terms[:middle], terms[middle:]
    return " || ".join(
        f"({_balanced(side)})" if len(side) > 1 else side[0] for side in (left, right)
    )


def object_parts(
    parameters: Parameters, typename: str, member: WriteMember, fields: Sequence[Field]
) -> Parts:
    """`{...}` with what `member` answers for each field."""
    parts: Parts = [Literal("{")]
    for index, field in enumerate(fields):
        parts.append(Literal(f'{"," if index else ""}"{field.key}":'))
        if field.name == "__typename":
            parts.append(Literal(f'"{typename}"'))
        else:
            with parameters.at(field.key):
                parts.extend(member(field))
    parts.append(Literal("}"))
    return parts


def leaf_parts(dialect: Dialect, leaf_format: LeafFormat, column: Column, x: str) -> Parts:
    """The JSON of the scalar `x`, an SQL expression."""
    match column.kind:
        case Kind.TEXT:
            return [dialect.json_text(x)]
        case Kind.CODE if column.codes:
            lower = leaf_format is LeafFormat.REST
            cases = " ".join(
                f"""WHEN {code.value} THEN '"{code.name.lower() if lower else code.name}"'"""
                for code in column.codes
            )
            return [f"CASE {x} {cases} ELSE 'null' END"]
        case Kind.BOOLEAN:
            return [f"CASE WHEN {x} THEN 'true' ELSE 'false' END"]
        case Kind.JSON:
            text = dialect.json_verbatim(x)
            return [f"coalesce({text}, 'null')"] if column.nullable else [text]
        case Kind.INTEGER:
            text = f"CAST({x} AS TEXT)"
            return [f"coalesce({text}, 'null')"] if column.nullable else [text]
        case Kind.TIME:
            zone = Literal('"') if leaf_format is LeafFormat.REST else Literal('Z"')
            return _quoted(dialect.time_text(x), zone, column.nullable)
        case _:
            return _quoted(x, Literal('"'), column.nullable)


def _quoted(x: str, end: Literal, nullable: bool) -> Parts:
    if nullable:
        return [f"coalesce('\"' || {x} || '{end}', 'null')"]
    return [Literal('"'), x, end]
