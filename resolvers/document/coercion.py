"""Coercion of variables to their types; the types are analysed once per operation."""

from collections.abc import Mapping, Sequence
from typing import cast

from graphql import (
    GraphQLID,
    GraphQLInputType,
    GraphQLSchema,
    GraphQLString,
    NonNullTypeNode,
    Undefined,
    VariableDefinitionNode,
    coerce_input_value,
    get_nullable_type,
    get_variable_values,
    type_from_ast,
)

from resolvers.document.selection import Variables
from resolvers.errors import ErrorCode, OperationError

MOST_ERRORS = 20  # errors of one kind in one answer: enough to repair a request


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
        for name, kind, may_be_missing, is_text in self._known:
            if name in given:
                value = given[name]
                if is_text and isinstance(value, str):
                    coerced[name] = value
                else:
                    coerced[name] = coerce_input_value(value, kind)
            elif not may_be_missing:
                coerced[name] = Undefined
        if Undefined not in coerced.values():
            return coerced
        # A variable has a default value, or is wrong: graphql-core reports all errors.
        values = get_variable_values(
            self._schema, self._definitions, dict(given), MOST_ERRORS, True
        )
        if isinstance(values, list):
            raise OperationError(ErrorCode.BAD_USER_INPUT, values)
        return values.coerced


def _known(
    schema: GraphQLSchema, definition: VariableDefinitionNode
) -> tuple[str, GraphQLInputType, bool, bool]:
    """Return name, type, whether it may be missing, and whether a text is its own value."""
    kind = cast(GraphQLInputType, type_from_ast(schema, definition.type))
    is_required = isinstance(definition.type, NonNullTypeNode)
    return (
        definition.variable.name.value,
        kind,
        not is_required and definition.default_value is None,
        get_nullable_type(kind) in (GraphQLID, GraphQLString),
    )
