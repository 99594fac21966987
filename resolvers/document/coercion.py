"""Coercion of variables to their types; the types are analysed once per operation."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import TypeAlias, cast

from graphql import (
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    NonNullTypeNode,
    Undefined,
    VariableDefinitionNode,
    coerce_input_value,
    get_variable_values,
    is_required_input_field,
    type_from_ast,
)
from graphql.utilities.coerce_input_value import coerce_default_value

from resolvers.document.selection import Variables
from resolvers.errors import ErrorCode, OperationError

MOST_ERRORS = 20  # errors of one kind in one answer: enough to repair a request

Coercer: TypeAlias = Callable[[object], object]
"""Coerces a value to one type; `Undefined` for a wrong one, as graphql-core's own coercion."""


class Coercion:
    """The variables of one operation: their types, and which may be missing."""

    def __init__(
        self, schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]
    ) -> None:
        self._schema = schema
        self._definitions = definitions
        self._known = [_known(schema, definition) for definition in definitions]

    def coerce(self, given: Mapping[str, object]) -> Variables:
        """Coerce the variables of a request.

        Raises `OperationError` (BAD_USER_INPUT) that names each variable and the rule it breaks.
        """
        coerced: dict[str, object] = {}
        for name, coerce, may_be_missing in self._known:
            if name in given:
                value = coerced[name] = coerce(given[name])
                if value is Undefined:
                    break
            elif not may_be_missing:
                break
        else:
            return coerced
        # A variable has a default value, or is wrong: graphql-core reports all errors.
        values = get_variable_values(
            self._schema, self._definitions, dict(given), MOST_ERRORS, True
        )
        if isinstance(values, list):
            raise OperationError(ErrorCode.BAD_USER_INPUT, values)
        return values.coerced


def _known(schema: GraphQLSchema, definition: VariableDefinitionNode) -> tuple[str, Coercer, bool]:
    """Return name, coercion, and whether it may be missing."""
    kind = cast(GraphQLInputType, type_from_ast(schema, definition.type))
    is_required = isinstance(definition.type, NonNullTypeNode)
    return (
        definition.variable.name.value,
        coercer(kind),
        not is_required and definition.default_value is None,
    )


def coercer(kind: GraphQLInputType) -> Coercer:
    """Make the coercion to a type: half the time of looking at the type for each value."""
    if isinstance(kind, GraphQLNonNull):
        return partial(_required, coercer(kind.of_type))
    if isinstance(kind, GraphQLList):
        return partial(_listed, kind, coercer(kind.of_type))
    return _named(kind)


@cache  # the named types of a schema are few, and refer to each other in circles
def _named(kind: GraphQLInputObjectType | GraphQLLeafType) -> Coercer:
    if not isinstance(kind, GraphQLInputObjectType):
        convert = cast(Coercer, kind.coerce_input_value)
        return partial(_text if kind in (GraphQLID, GraphQLString) else _leaf, convert)
    if kind.is_one_of:
        return partial(coerce_input_value, type_=kind)
    return _Input(kind)


def _required(coerce: Coercer, value: object) -> object:
    return Undefined if value is None else coerce(value)


def _text(convert: Coercer, value: object) -> object:
    return value if isinstance(value, str) else _leaf(convert, value)


def _leaf(convert: Coercer, value: object) -> object:
    if value is None:
        return None
    try:
        return convert(value)
    except Exception:
        return Undefined


def _listed(kind: GraphQLInputType, coerce: Coercer, value: object) -> object:
    if not isinstance(value, list):
        return coerce_input_value(value, kind)
    items = []
    for each in value:
        item = coerce(each)
        if item is Undefined:
            return Undefined
        items.append(item)
    return items


class _Input:
    """The coercion to an input object."""

    def __init__(self, kind: GraphQLInputObjectType) -> None:
        self._kind = kind

    @cached_property
    def _members(self) -> Sequence[tuple[str, str, Coercer, bool, object]]:
        return [
            (
                name,
                member.out_name or name,
                coercer(member.type),
                is_required_input_field(member),
                coerce_default_value(member),
            )
            for name, member in self._kind.fields.items()
        ]

    def __call__(self, value: object) -> object:
        if value is None:
            return None
        if not isinstance(value, dict) or not value.keys() <= self._kind.fields.keys():
            return Undefined
        made = {}
        for name, out_name, coerce, is_required, default in self._members:
            if name in value:
                made[out_name] = item = coerce(value[name])
                if item is Undefined:
                    return Undefined
            elif is_required:
                return Undefined
            elif default is not Undefined:
                made[out_name] = default
        return self._kind.out_type(made)
