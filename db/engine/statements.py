"""SQLAlchemy Core statements, compiled for the drivers.

SQLAlchemy's own execution costs 125 us a statement, the driver's 15 us: so SQLAlchemy only
compiles, once per structure of a statement, and the text then runs on the driver with the values
converted by the column types.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import is_, itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlalchemy.util import LRUCache

from db.text.folding import SUFFIX, fold, with_folded

Executable: TypeAlias = Select[Any] | Insert | Update | Delete
StatementParameters: TypeAlias = Mapping[str, object]
ResultRow: TypeAlias = dict[str, Any]
Converter: TypeAlias = Callable[[Any], Any]

CAPACITY = 500
"""Maximum structures kept; the code has far fewer, but sets of columns must not accumulate."""


class Binding:
    """The conversion of a statement's parameters to the positional values of its text.

    It takes a tenth of the time of SQLAlchemy's own, which computes this each time.
    """

    def __init__(
        self,
        text: str,
        sources: Sequence[str | None],
        constants: Sequence[Any],
        converts: Sequence[tuple[int, Converter]],
    ) -> None:
        self.text = text
        self._sources = list(zip(sources, constants, strict=True))
        self._converts = converts

    def values(self, parameters: StatementParameters) -> list[Any]:
        """Give the values in their order. Raises KeyError for a parameter that is missing."""
        values = [
            constant if source is None else parameters[source] for source, constant in self._sources
        ]
        for place, convert in self._converts:
            values[place] = convert(values[place])
        return values

    def rows(self, rows: Sequence[StatementParameters]) -> list[tuple[Any, ...]]:
        """Give the values of several rows, column after column: half the time of row after row.

        Raises KeyError for a row with a gap.
        """
        columns: list[Iterable[Any]] = [
            repeat(constant, len(rows)) if source is None else map(itemgetter(source), rows)
            for source, constant in self._sources
        ]
        for place, convert in self._converts:
            values = list(columns[place])
            # Many columns have one object only, such as None or a default.
            if all(map(is_, values, repeat(values[0]))):
                columns[place] = repeat(convert(values[0]), len(values))
            else:
                columns[place] = map(convert, values)
        return list(zip(*columns, strict=True))


class Compiled:
    """One structure of a statement in one dialect: its text, and the conversion of its values."""

    def __init__(
        self, statement: Executable, dialect: Dialect, names: Sequence[str] | None
    ) -> None:
        self._dialect = dialect
        self._compiler = _compile(statement, dialect, names)
        self.text: str = self._compiler.string
        self._order: Sequence[str] = self._compiler.positiontup or ()
        self.expands = bool(self._compiler.post_compile_params)
        self._binders: dict[str, Converter] = {
            str(name): convert
            for bind, name in self._compiler.bind_names.items()
            if (convert := _implementation(bind.type, dialect).bind_processor(dialect))
        }
        columns = () if isinstance(statement, Delete) else statement.exported_columns.items()
        self._keys = [str(key) for key, _ in columns]
        self._readers: dict[str, Converter] = {
            str(key): convert
            for key, column in columns
            if (convert := _implementation(column.type, dialect).result_processor(dialect, None))
        }

    def bind(self, statement: Executable, parameters: StatementParameters) -> tuple[str, list[Any]]:
        """Give the text and its positional values; literals inside `statement` are values too."""
        key = statement._generate_cache_key()
        given = self._compiler.construct_params(
            dict(parameters), extracted_parameters=key.bindparams if key else None
        )
        binders: Mapping[str, Any] = self._binders
        text, order = self._compiler.string, self._order
        if self.expands:
            # `IN` needs one placeholder per value, so this part of the text is made each time.
            state = self._compiler.construct_expanded_state(given)
            text, order, given = state.statement, state.positiontup or (), dict(state.parameters)
            binders = {**binders, **state.processors}
            for name, parts in state.parameter_expansion.items():
                if name in self._binders:
                    binders |= dict.fromkeys(parts, self._binders[name])
        return text, [
            binders[name](given[name]) if name in binders else given[name] for name in order
        ]

    def binding(
        self, statement: Executable, complete: StatementParameters, names: Sequence[str]
    ) -> Binding:
        """Compute once how parameters of these `names` become values of this `statement`.

        `complete` are some parameters with their folded columns. Raises ValueError for a statement
        whose text depends on its values.
        """
        if self.expands:
            raise ValueError("a list of values cannot be bound many times")
        text, constants = self.bind(statement, complete)
        sources: list[str | None] = []
        converts: list[tuple[int, Converter]] = []
        for place, name in enumerate(self._order):
            source = name if name in names else name.removesuffix(SUFFIX)
            sources.append(source if source in names else None)
            if source == name and source in names and name in self._binders:
                converts.append((place, self._binders[name]))
            elif source in names and source != name:
                converts.append((place, _folded))
        return Binding(text, sources, constants, converts)

    def read(self, rows: Iterable[Sequence[Any]]) -> list[ResultRow]:
        """Turn the driver's rows into mappings of column name to converted value."""
        found = [dict(zip(self._keys, row, strict=True)) for row in rows]
        for key, convert in self._readers.items():
            for row in found:
                row[key] = convert(row[key])
        return found


class Statements:
    """The compiled statements of one dialect; safe to share between threads."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._compiled: LRUCache[Any, Compiled] = LRUCache(CAPACITY)
        self._constant: dict[Executable, Compiled] = {}
        self._bindings: dict[tuple[Executable, tuple[str, ...]], tuple[Compiled, Binding]] = {}

    def constant(self, statement: Executable) -> Compiled:
        """Find or make the compiled form of a statement kept at module level.

        Its values are `bindparam()`s, which the caller gives as the driver takes them: SQLAlchemy
        does not run again, which would cost as much as the statement.
        """
        if statement not in self._constant:
            self._constant[statement] = Compiled(statement, self._dialect, None)
        return self._constant[statement]

    def compile(
        self, statement: Executable, parameters: StatementParameters | None
    ) -> tuple[Compiled, StatementParameters]:
        """Find or make the compiled form of `statement`; gives it with the parameters to bind.

        `parameters` are the columns to set and the named `bindparam()`s; folded columns are added
        here. Raises ValueError when a statement would leave a folded column behind its text.
        """
        parameters = parameters or {}
        if isinstance(statement, Insert | Update) and parameters:
            parameters = with_folded(statement.table, parameters)
        names = tuple(parameters)
        # SQLAlchemy's engine keys its own cache on this; there is no public name for it. It is
        # memoised on the statement, so statements kept at module level pay nothing for it.
        key = statement._generate_cache_key()
        if key is None:
            return Compiled(statement, self._dialect, names or None), parameters
        found = self._compiled.get((key.key, names))
        if found is None:
            found = Compiled(statement, self._dialect, names or None)
            self._compiled[(key.key, names)] = found
        return found, parameters

    def bound(
        self, statement: Executable, parameters: StatementParameters | None
    ) -> tuple[Compiled, str, list[Any]]:
        """Give the compiled form of `statement`, the driver's text and its positional values."""
        names = tuple(parameters or ())
        known = self._bindings.get((statement, names))
        if parameters and known:
            compiled, binding = known
            return compiled, binding.text, binding.values(parameters)
        compiled, complete = self.compile(statement, parameters)
        if names and not compiled.expands:
            self._keep(statement, names, compiled, complete)
        return compiled, *compiled.bind(statement, complete)

    def bind(
        self, statement: Executable, parameters: StatementParameters | None
    ) -> tuple[str, list[Any]]:
        """Give the driver's text and positional values of `statement`."""
        _, text, values = self.bound(statement, parameters)
        return text, values

    def bind_many(
        self, statement: Executable, rows: Sequence[StatementParameters]
    ) -> tuple[str, Sequence[Sequence[Any]]]:
        """Like `bind` for several rows, which all name the same parameters in any order.

        Raises ValueError for a statement whose text depends on its values, KeyError for a row with
        a gap.
        """
        names = tuple(rows[0])
        known = self._bindings.get((statement, names))
        _, binding = known or self._keep(statement, names, *self.compile(statement, rows[0]))
        return binding.text, binding.rows(rows)

    def _keep(
        self,
        statement: Executable,
        names: tuple[str, ...],
        compiled: Compiled,
        complete: StatementParameters,
    ) -> tuple[Compiled, Binding]:
        if len(self._bindings) >= CAPACITY:
            # Statements built per call fill it; constant statements are found again at once.
            self._bindings.clear()
        found = compiled, compiled.binding(statement, complete, names)
        self._bindings[statement, names] = found
        return found


def _compile(statement: Executable, dialect: Dialect, names: Sequence[str] | None) -> SQLCompiler:
    compiler = dialect.statement_compiler(
        dialect,
        statement,
        cache_key=statement._generate_cache_key(),
        column_keys=list(names) if names else None,
    )
    if not isinstance(compiler, SQLCompiler):
        raise TypeError("only statements that read or write rows can run")
    if isinstance(statement, Insert | Update):
        _refuse_gaps(statement, compiler)
    return compiler


def _refuse_gaps(statement: Insert | Update, compiler: SQLCompiler) -> None:
    """Raise ValueError where a value would stay unset: no defaults run, no literals fold."""
    if compiler.insert_prefetch or compiler.update_prefetch:
        raise ValueError(f"{statement.table} has columns with defaults in Python; pass the values")
    for column in statement.table.columns:
        text = column.key.removesuffix(SUFFIX)
        if text != column.key and text in compiler.binds and column.key not in compiler.binds:
            raise ValueError(f"{text} has a folded column: pass it as a parameter, not in values()")


def _folded(text: Any) -> str | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError("a value must be text to be folded")
    return fold(text)


def _implementation(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
