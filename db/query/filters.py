"""Filters: a client's filter object becomes one SQL condition.

Logic is two-valued: a comparison with a missing value is false, its `not` is true. An empty `and`,
or an empty filter, is true; an empty `or` is false.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import cast

from db.errors import BadInput
from db.identifier import identifier
from db.query.dialect import Dialect, Hits, Kind, quote
from db.query.entities.declaration import Cardinality, Column, Entity, Keys, Relation, Values
from db.query.entities.registry import ENTITIES, NODES
from db.query.instants import moment_end, zone_named
from db.query.operators import OPERATORS, TIME_OPERATORS
from db.query.parameters import LONGEST_LIST, MOST_IDS, Convert, Parameters, require_short
from db.query.selection import Request
from db.query.table_alias import TableAlias
from db.query.visibility import visible
from db.text.folding import fold
from db.text.words import has_words, is_white_space, sought, words

Filter = Mapping[str, object]

MOST_CONDITIONS = 500
"""Filter objects and operators in one statement. SQLite bounds the depth of an expression, to which
each term of an `AND` adds, and a thousand terms take longer to write than to run.
"""

MOST_WORDS = 16
"""Maximum words of one search: the index reads the matches of all words in parallel."""

CLIENT_NAMES: Mapping[str, str] = {
    **{
        name: name.split("_")[0] + "".join(map(str.title, name.split("_")[1:]))
        for entity in NODES
        for name in entity.members
        if "_" in name
    },
    "issue_id": "issue",
    "storage_name": "url",
}
"""The schema's names of fields by their stored names in the change log, if they differ."""

_CASES = " ".join(f"WHEN {quote(name)} THEN {quote(field)}" for name, field in CLIENT_NAMES.items())
_KEY = f"CASE {{t.key}} {_CASES} ELSE {{t.key}} END"
KEY = Column(Kind.TEXT, _KEY, folded=f"lower({_KEY})")
"""The name of a field as a column of `Dialect.keys_source`. Names are ASCII."""
STORED_NAMES: Mapping[str, str | None] = {
    **dict.fromkeys(CLIENT_NAMES),
    **{field: name for name, field in CLIENT_NAMES.items()},
}
"""The stored names of fields by the schema's, if they differ; None for what names no field."""
EQUALITIES = frozenset({"eq", "neq", "in", "nin"})
"""Operators that compare names as they are stored: rewriting each key takes twice as long."""

DEEPEST_RELATIONS = 8
"""Maximum depth of relations within a filter."""


class FilterCompiler:
    """Writes conditions for one statement.

    `new_alias` gives names that the statement does not use yet.
    """

    def __init__(self, parameters: Parameters, new_alias: Callable[[], str]) -> None:
        self.parameters = parameters
        self.new_alias = new_alias
        self._conditions = 0
        self._relations = 0

    @property
    def dialect(self) -> Dialect:
        return self.parameters.dialect

    def new_row(self, parent: TableAlias | None = None, link: str = "") -> TableAlias:
        """A row with an alias of its own."""
        return TableAlias(self.new_alias(), self.parameters, parent, link)

    def condition(
        self,
        entity: Entity,
        row: TableAlias,
        given: object,
        path: str = "filter",
        exact: bool = False,
    ) -> str:
        """The condition for `given`, a filter object or None.

        `exact` asks for a condition that is never NULL, as below a `not`; elsewhere NULL is as
        good as false. `path` names the filter in errors. Raises `BadInput` for a filter that is too
        large, and for operands that break a rule.
        """
        self._count(path)
        terms = list(self._terms(entity, row, cast(Filter, given or {}), path, exact))
        return " AND ".join(terms) if terms else "TRUE"

    def _terms(
        self, entity: Entity, row: TableAlias, given: Filter, path: str, exact: bool
    ) -> Iterator[str]:
        for name, value in given.items():
            here = f"{path}.{name}"
            if value is None:
                continue
            if name in ("and", "or"):
                yield self._combined(name, entity, row, cast(list[Filter], value), here, exact)
            elif name == "not":
                yield f"NOT ({self.condition(entity, row, value, here, exact=True)})"
            elif name == "search":
                yield self._search(row, value, here)
            elif name == "include_deleted":
                continue
            else:
                member = entity.filters.get(name) or entity.members[name]
                match member:
                    case Column():
                        yield from self._comparisons(member, row, cast(Filter, value), here, exact)
                    case Values():
                        yield from self._values(member, row, cast(Filter, value), here)
                    case Keys():
                        yield from self._keys(member, row, cast(Filter, value), here)
                    case Relation(cardinality=Cardinality.ONE):
                        yield self._exists(member, row, value, here)
                    case Relation():
                        yield from self._quantified(member, row, cast(Filter, value), here)
                    case _:
                        raise KeyError(name)

    def _combined(
        self,
        name: str,
        entity: Entity,
        row: TableAlias,
        given: list[Filter],
        path: str,
        exact: bool,
    ) -> str:
        require_short(given, path)
        parts = [
            f"({self.condition(entity, row, item, f'{path}.{index}', exact)})"
            for index, item in enumerate(given)
        ]
        empty = "TRUE" if name == "and" else "FALSE"
        return f"({f' {name.upper()} '.join(parts)})" if parts else empty

    def hits(self, row: TableAlias, given: Filter, by_creation: bool) -> Hits | None:
        """Return the index to read the issues of the filter `given` from.

        It serves a search at the top of the filter or, in the order of creation, a tag that all
        issues must have. None if there is no such condition or index. An issue found by a tag may
        have the words in another place, so the tag is still compared.
        """
        search, tag = given.get("search"), _common_tag(given)
        hits = partial(self.dialect.hits, row.alias, row.sql("{t.id}"))
        if search is not None and not _is_white_space(search):
            words_ = partial(self._words, search, "filter.search")
            return None if _is_wordless(search) else hits(words_, whole=False)
        if by_creation and tag is not None and not _is_wordless(tag):
            bind = partial(self.parameters.bind, Kind.WORDS, tag, self._words_of_tag)
            return hits(bind, whole=True)
        return None

    def _words_of_tag(self, tag: object, request: Request, /) -> object:
        # The longest words are the rarest, and more than a few hardly narrow the result.
        return self.dialect.search_words(sorted(words(str(tag)), key=len)[-MOST_WORDS:])

    def _search(self, row: TableAlias, value: object, path: str) -> str:
        if _is_white_space(value):
            return "TRUE"
        if _is_wordless(value):
            return "FALSE"
        return self.dialect.search(row.sql("{t.id}"), self._words(value, path))

    def _words(self, value: object, path: str) -> str:
        self.parameters.varied = True

        def convert(text: object, request: Request, /) -> object:
            found = sought(str(text))
            if len(found) > MOST_WORDS:
                raise BadInput(path, f"must have at most {MOST_WORDS} different words")
            return self.dialect.search_words(sorted(frozenset().union(*found.values())))

        return self.parameters.bind(Kind.WORDS, value, convert)

    def _comparisons(
        self, column: Column, row: TableAlias, given: Filter, path: str, exact: bool
    ) -> Iterator[str]:
        for name, value in given.items():
            here = f"{path}.{name}"
            self._count(here)
            if name == "time_zone":
                if value is not None:
                    self.parameters.check(value, zone_named(here))
                continue
            if value is None:
                raise BadInput(here, "must not be null; missing values are found with `null: true`")
            if name == "null":
                yield f"{row.sql(column.sql)} IS {'' if value else 'NOT '}NULL"
                continue
            if name == "is_me":
                yield f"{row.sql(column.sql)} {'=' if value else '<>'} {{author}}".format(
                    author=self.parameters.author()
                )
                continue
            if column.kind is Kind.TIME:
                yield self._compared_times(column, row, name, value, given, here, exact)
                continue
            operator = OPERATORS[name]
            x = row.sql(column.folded if operator.folded and column.folded else column.sql)
            convert = conversion(column.kind, here, operator.folded)
            if column is KEY and name in EQUALITIES:
                x, convert = row.sql("{t.key}"), stored_name(here)
            if operator.many:
                most = MOST_IDS if column.kind is Kind.ID else LONGEST_LIST
                y = self.parameters.bind_many(column.kind, value, here, convert, most)
            else:
                y = self.parameters.bind(column.kind, value, convert)
            term = operator.sql(self.dialect, x, y)
            if column.nullable and operator.negative:
                term = f"({x} IS NULL OR {term})"
            elif column.nullable and exact:
                term = f"coalesce({term}, FALSE)"
            yield term

    def _compared_times(
        self,
        column: Column,
        row: TableAlias,
        name: str,
        value: object,
        given: Filter,
        path: str,
        exact: bool,
    ) -> str:
        operator = TIME_OPERATORS[name]
        x = row.sql(column.sql)
        ends = {
            end: self.parameters.bind(
                Kind.TIME, value, moment_end(end, given.get("time_zone"), path)
            )
            for end in ("first", "last")
            if f"{{{end}}}" in operator.sql
        }
        term = operator.sql.format(x=x, **ends)
        if column.nullable and operator.negative:
            return f"({x} IS NULL OR {term})"
        return f"coalesce({term}, FALSE)" if column.nullable and exact else term

    def _values(self, values: Values, row: TableAlias, given: Filter, path: str) -> Iterator[str]:
        self.parameters.varied = True
        item = self.new_row(row)
        source = f"{values.table} AS {item.alias} WHERE {item.sql(values.on)}"

        def holds(value: object, here: str, exact: bool) -> str:
            terms = self._comparisons(values.column, item, cast(Filter, value), here, exact)
            return " AND ".join(terms) or "TRUE"

        count = f"(SELECT count(DISTINCT {item.sql(values.column.sql)}) FROM {source})"
        yield from self._quantifiers(source, count, holds, given, path)

    def _keys(self, keys: Keys, row: TableAlias, given: Filter, path: str) -> Iterator[str]:
        item = self.new_row(row)
        source = f"{self.dialect.keys_source(row.sql(keys.sql), item.alias)} WHERE TRUE"

        def holds(value: object, here: str, exact: bool) -> str:
            terms = self._comparisons(KEY, item, cast(Filter, value), here, exact)
            return " AND ".join(terms) or "TRUE"

        count = f"(SELECT count(*) FROM {source})"
        yield from self._quantifiers(source, count, holds, given, path)

    def _quantified(
        self, relation: Relation, row: TableAlias, given: Filter, path: str
    ) -> Iterator[str]:
        self.parameters.varied = True
        target = ENTITIES[relation.target]
        item, source = self.joined(relation, row)

        def holds(value: object, here: str, exact: bool) -> str:
            return self._behind(target, item, value, here, exact)

        yield from self._quantifiers(source, f"(SELECT count(*) FROM {source})", holds, given, path)

    def _quantifiers(
        self,
        source: str,
        count: str,
        holds: Callable[[object, str, bool], str],
        given: Filter,
        path: str,
    ) -> Iterator[str]:
        for name, value in given.items():
            here = f"{path}.{name}"
            if value is None:
                continue
            if name == "length":
                length = Column(Kind.INTEGER, count)
                yield from self._comparisons(
                    length, TableAlias("", self.parameters), cast(Filter, value), here, exact=False
                )
            else:
                every = name == "every"
                found = f"{'NOT ' if every else ''}({holds(value, here, every)})"
                exists = f"EXISTS (SELECT 1 FROM {source} AND {found})"
                yield exists if name == "some" else f"NOT {exists}"

    def _exists(self, relation: Relation, row: TableAlias, value: object, path: str) -> str:
        self.parameters.varied = True
        item, source = self.joined(relation, row)
        condition = self._behind(ENTITIES[relation.target], item, value, path, exact=False)
        return f"EXISTS (SELECT 1 FROM {source} AND ({condition}))"

    def _behind(
        self, target: Entity, row: TableAlias, given: object, path: str, exact: bool
    ) -> str:
        """The condition for an object behind a relation."""
        self._relations += 1
        if self._relations > DEEPEST_RELATIONS:
            raise BadInput(path, f"must not look through more than {DEEPEST_RELATIONS} relations")
        condition = self.condition(target, row, given, path, exact)
        self._relations -= 1
        return condition

    def _count(self, path: str) -> None:
        self._conditions += 1
        if self._conditions > MOST_CONDITIONS:
            raise BadInput(path, f"makes more than {MOST_CONDITIONS} conditions")

    def joined(
        self, relation: Relation, parent: TableAlias, include_deleted: bool = False
    ) -> tuple[TableAlias, str]:
        """The row behind a relation, and `source WHERE condition` for all that a reader sees."""
        target = ENTITIES[relation.target]
        include_deleted |= relation.deleted_too
        row = self.new_row(parent, self.new_alias() if relation.link else "")
        source = f"{row.sql(target.source)} AS {row.alias}"
        if relation.link:
            source = f"{relation.link} AS {row.link} JOIN {source} ON TRUE"
        conditions = [
            relation.on,
            *visible(target, include_deleted, parent_is_visible=relation.inherits),
        ]
        return row, f"{source} WHERE {' AND '.join(map(row.sql, conditions))}"


def _common_tag(given: Filter) -> object:
    """The tag that all issues found by `given` have, or None."""
    tags = cast(Filter, given.get("tags") or {})
    return cast(Filter, tags.get("some") or {}).get("eq")


def _is_white_space(value: object) -> bool:
    """Return whether a search is known to be empty, so that it finds everything."""
    return isinstance(value, str) and is_white_space(value)


def _is_wordless(value: object) -> bool:
    """Return whether a text is known to have no words, so that it finds nothing.

    Such a text is part of the shape of the variables, never a slot.
    """
    return isinstance(value, str) and not has_words(value)


def conversion(kind: Kind, path: str, folded: bool = False) -> Convert | None:
    """Return the conversion of a client's value of `kind`; None where it is bound as it is."""

    def convert_id(value: object, request: Request, /) -> object:
        found = identifier(value)
        if found is None:
            raise BadInput(path, "is not a UUID")
        return found

    def convert_text(value: object, request: Request, /) -> object:
        if "\0" in str(value):
            raise BadInput(path, "must not contain the NUL character")
        return fold(str(value)) if folded else value

    return {Kind.ID: convert_id, Kind.TEXT: convert_text}.get(kind)


def stored_name(path: str) -> Convert:
    """Return the conversion of a field's name to the one in the change log."""
    checked = conversion(Kind.TEXT, path)

    def convert(value: object, request: Request, /) -> object:
        name = str(checked(value, request) if checked else value)
        # No member of an object that is stored has an empty name.
        return STORED_NAMES.get(name, name) or ""

    return convert


def lookup_id(value: object, request: Request, /) -> object:
    """An id to look up: a malformed one finds nothing, as an unknown one does."""
    return identifier(value)
