"""Coercion of variables to their types; the types are analysed once per operation."""

from collections.abc import Mapping, Sequence
from typing import cast

from graphql import (
    GraphQLInputType,
    GraphQLSchema,
    NonNullTypeNode,
    Undefined,
    VariableDefinitionNode,
    get_variable_values,
    type_from_ast,
)

from resolvers.document.input_values import Coercer, coercer
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
        for name, coerce, may_be_missing in self._known:
            if name in given:
                coerced[name] = coerce(given[name])
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


def _known(schema: GraphQLSchema, definition: VariableDefinitionNode) -> tuple[str, Coercer, bool]:
    """Return the name, the coercer of the type, and whether the variable may be missing."""
    kind = cast(GraphQLInputType, type_from_ast(schema, definition.type))
    may_be_missing = not isinstance(definition.type, NonNullTypeNode)
    return (
        definition.variable.name.value,
        coercer(kind),
        may_be_missing and definition.default_value is None,
    )
