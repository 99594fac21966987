"""The actual cost of an answer: the objects in it, counted in its JSON text.

The text is not parsed: an object begins with `{"`, which no text in it can have, since quotation
marks are escaped there. (A text that ends with `{` counts as one more.)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from db.query.selection import Field

Piece = bytes | Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Counting:
    """The parts of an answer that are counted, for one plan.

    `keys` are the root fields that the database answers, `holders` the beginnings of objects that
    only hold others: a connection, its edges and its `pageInfo`.
    """

    keys: tuple[str, ...]
    holders: tuple[bytes, ...]

    @classmethod
    def of(cls, keys: tuple[str, ...], fields: Sequence[Field]) -> Self:
        """Prepare to count in the root fields `keys`, which select `fields`."""
        return cls(keys, tuple(dict.fromkeys(_holders(fields))))

    def objects(self, data: Mapping[str, Piece]) -> int:
        """The number of objects in an answer."""
        # Plain loops: a generator would take longer than the counts in a short answer.
        number = 0
        for key in self.keys:
            piece = data.get(key, b"")
            for text in (piece,) if isinstance(piece, bytes) else piece.values():
                number += text.count(b'{"')
                for holder in self.holders:
                    number -= text.count(holder)
        return number


class Charge(NamedTuple):
    """The points of an operation, and the maximum for one operation.

    `work` are the points that stand for no object; `counting` counts the objects of its answer.
    """

    requested: int
    limit: int
    work: int
    counting: tuple[Counting, ...]

    def actual(self, data: Mapping[str, Piece] | None) -> int:
        """The points for what was read: objects count that are there, whatever the page size."""
        number = self.work
        for each in self.counting:
            number += each.objects(data or {})
        return number


def _holders(fields: Iterable[Field]) -> Iterator[bytes]:
    for field in fields:
        if field.fields and _holds(field):
            yield b'{"%b":' % field.fields[0].key.encode()
        yield from _holders(field.fields)
        for variant in field.variants.values():
            yield from _holders(variant)


def _holds(field: Field) -> bool:
    names = {child.name for child in field.fields}
    is_connection = bool(names & {"nodes", "edges", "page_info", "total_count"})
    return is_connection or field.name == "page_info" or (field.name == "edges" and "node" in names)
