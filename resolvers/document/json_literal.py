"""JSON literals of GraphQL, their numbers as written."""

from collections.abc import Mapping

from graphql import (
    FloatValueNode,
    GraphQLScalarType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    value_from_ast_untyped,
)

from db.json_numbers import integer, number

SCALAR = "JSON"


def keep_numbers(schema: GraphQLSchema) -> GraphQLSchema:
    """Let the scalar `JSON` of `schema` read literals with their numbers as written."""
    scalar = schema.type_map[SCALAR]
    assert isinstance(scalar, GraphQLScalarType)

    def parse_literal(node: ValueNode, variables: Mapping[str, object] | None = None) -> object:
        return scalar.parse_value(_value(node, variables))

    scalar.parse_literal = parse_literal  # type: ignore[method-assign]
    return schema


def _value(node: ValueNode, variables: Mapping[str, object] | None) -> object:
    match node:
        case ObjectValueNode():
            return {field.name.value: _value(field.value, variables) for field in node.fields}
        case ListValueNode():
            return [_value(item, variables) for item in node.values]
        case FloatValueNode():
            return number(node.value)
        case IntValueNode():
            return integer(node.value)
        case _:
            return value_from_ast_untyped(node, dict(variables or {}))
