"""Tables as CSV (RFC 4180): a header, lines that end in CRLF, UTF-8.

Null is an empty cell, an empty text is `""`. Lists are JSON text.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import orjson

from gateway.tables.cells import cells
from resolvers.execution.table import TableColumn, Type

_SPECIAL = re.compile(r'[",\r\n]|^\s|\s$|^$')
_FORMULA = re.compile(r"[=+\-@\t\r]")
Cell = Callable[[object], str]


class CsvFormat:
    """Writes a table as CSV.

    With `guard` texts that a spreadsheet would run as a formula begin with an apostrophe.
    """

    def __init__(self, columns: Sequence[TableColumn], guard: bool = False) -> None:
        self._columns = columns
        text = _guarded if guard else _text
        self._write: list[Cell] = [_writer(column.type, text) for column in columns]
        self._text = text

    def begin(self) -> bytes:
        return _line(self._text(column.name) for column in self._columns)

    def rows(self, page: Sequence[bytes]) -> bytes:
        by_column = [
            list(map(write, values))
            for write, values in zip(self._write, cells(self._columns, page), strict=True)
        ]
        return b"".join(map(_line, zip(*by_column, strict=True)))

    def end(self) -> bytes:
        return b""


def _line(written: Iterable[str]) -> bytes:
    return (",".join(written) + "\r\n").encode()


def _writer(kind: Type, text: Cell) -> Cell:
    match kind:
        case Type.JSON:
            return _json
        case Type.BOOLEAN:
            return lambda value: "" if value is None else str(value).lower()
        case Type.INTEGER | Type.FLOAT:
            return lambda value: "" if value is None else str(value)
        case _:
            return text


def _text(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _guarded(value: object) -> str:
    return _text(f"'{value}") if isinstance(value, str) and _FORMULA.match(value) else _text(value)


def _json(value: object) -> str:
    return "" if value is None else _text(orjson.dumps(value).decode())
