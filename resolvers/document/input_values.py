"""Input values, coerced by functions that are made once for each type.

They follow section 3 of the GraphQL specification ("Input Coercion") as `coerce_input_value` of
graphql-core does, which asks for each value what its type is, and takes four times as long.
"""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
    is_required_input_field,
)
from graphql.utilities.coerce_input_value import coerce_default_value

Coercer: TypeAlias = Callable[[Any], Any]
"""Returns the coerced value, or `Undefined` for a value that breaks a rule."""


@cache
def coercer(kind: GraphQLInputType) -> Coercer:
    """Make the coercer of a type."""
    if isinstance(kind, GraphQLNonNull):
        return _not_null(kind.of_type)
    coerce = _not_null(kind)
    return lambda value: None if value is None else coerce(value)


def _not_null(kind: object) -> Coercer:
    if isinstance(kind, GraphQLList):
        return _list(coercer(kind.of_type))
    if isinstance(kind, GraphQLInputObjectType):
        return _InputObject(kind)
    if isinstance(kind, GraphQLEnumType):
        members = {name: kind.coerce_input_value(name) for name in kind.values}
        return lambda value: members.get(value, Undefined) if isinstance(value, str) else Undefined
    if isinstance(kind, GraphQLScalarType):
        coerce = _scalar(kind.coerce_input_value)
        if kind in (GraphQLID, GraphQLString):
            return lambda value: value if isinstance(value, str) else coerce(value)
        return coerce
    raise TypeError(f"{kind} is not an input type")


def _scalar(parse: Coercer) -> Coercer:
    def coerce(value: object) -> object:
        if value is None:
            return Undefined
        try:
            return parse(value)
        except Exception:  # as graphql-core, which reports the error later
            return Undefined

    return coerce


def _list(item: Coercer) -> Coercer:
    def coerce(value: object) -> object:
        if value is None:
            return Undefined
        coerced = list(map(item, value if isinstance(value, list | tuple) else (value,)))
        return Undefined if any(each is Undefined for each in coerced) else coerced

    return coerce


class _Field(NamedTuple):
    name: str
    out_name: str
    coerce: Coercer
    default: object
    """Undefined: the field is required, or is left out of the coerced value."""
    is_required: bool


class _InputObject:
    """The coercer of an input object, with its fields at first use: types contain types."""

    def __init__(self, kind: GraphQLInputObjectType) -> None:
        self._kind = kind

    @cached_property
    def _fields(self) -> Sequence[_Field]:
        return [
            _Field(
                name,
                field.out_name or name,
                coercer(field.type),
                coerce_default_value(field),
                is_required_input_field(field),
            )
            for name, field in self._kind.fields.items()
        ]

    def __call__(self, value: object) -> object:
        if not isinstance(value, dict):
            return Undefined
        coerced: dict[str, object] = {}
        given = 0
        for name, out_name, coerce, default, is_required in self._fields:
            if name in value:
                given += 1
                item = coerce(value[name])
                if item is Undefined:
                    return Undefined
                coerced[out_name] = item
            elif default is not Undefined:
                coerced[out_name] = default
            elif is_required:
                return Undefined
        if given != len(value):
            return Undefined
        if self._kind.is_one_of and (len(coerced) != 1 or None in coerced.values()):
            return Undefined
        return self._kind.out_type(coerced)
