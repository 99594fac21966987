"""Inputs of mutations: coercion makes instances of the declared classes."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from graphql import GraphQLInputField, GraphQLInputObjectType, GraphQLSchema
from strawberry import UNSET
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from schema.issue import IssuePatchInput, NewIssueInput
from schema.payload import MutationInput

TYPED = (MutationInput, NewIssueInput, IssuePatchInput)
"""The bases of inputs that become instances. Filters stay mappings: the compiler reads them so."""

DECLARATION = "strawberry-definition"
Changes = TypeVar("Changes")


def make_inputs(schema: GraphQLSchema) -> GraphQLSchema:
    """Let the coercion of `schema` make the typed inputs, with members by their Python names."""
    for kind in schema.type_map.values():
        declared = kind.extensions.get(DECLARATION)
        if isinstance(kind, GraphQLInputObjectType) and issubclass(_origin(declared), TYPED):
            kind.out_type = _maker(_origin(declared))  # type: ignore[method-assign]
            for member in kind.fields.values():
                member.out_name = _python_name(member)
    return schema


def changes(given: object, kind: type[Changes]) -> Changes:
    """Return the members of the TypedDict `kind` that an input sets, also those that are null.

    An action knows a field that stays as it is by its absence.
    """
    members = vars(given)
    set_ = {name: members[name] for name in kind.__annotations__ if members[name] is not UNSET}
    return cast(Changes, set_)


def _maker(kind: type[object]) -> Callable[..., Any]:
    return lambda members: kind(**members)


def _origin(declared: object) -> type[object]:
    assert isinstance(declared, StrawberryObjectDefinition)
    return declared.origin


def _python_name(member: GraphQLInputField) -> str:
    declared = member.extensions[DECLARATION]
    assert isinstance(declared, StrawberryField)
    return declared.python_name
