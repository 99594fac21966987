"""Declarations for this package: types described by docstrings, fields without resolvers.

Strawberry only declares here; nothing is executed field by field. That is why a field that takes
arguments is a `StrawberryField` with its arguments set and no resolver function behind it.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeAlias, TypeVar, dataclass_transform

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UnsetType

T = TypeVar("T")
D = TypeVar("D")

Omittable: TypeAlias = T | UnsetType | None
"""A member of an input that may be left out, `UNSET`, or null; the two differ."""


def described(description: str, *, name: str | None = None) -> Any:
    """Declare a required field: always in an answer, or required in an input.

    `name` is the GraphQL name where it is not the camel case of the attribute's.
    """
    return StrawberryField(description=description, graphql_name=name)


def defaulting(description: str, default: object) -> Any:
    """Declare an input field that takes `default` when left out; a list is copied per input."""
    if isinstance(default, list):
        return StrawberryField(description=description, default_factory=default.copy)
    return StrawberryField(description=description, default=default)


def optional(description: str, *, name: str | None = None) -> Any:
    """Declare an input field that may be left out; its type in a mutation is `Omittable`."""
    return StrawberryField(description=description, graphql_name=name, default=UNSET)


def or_default(value: Omittable[T], default: D) -> T | D:
    """Return `value`, or `default` where it is null or left out."""
    return default if value is None or isinstance(value, UnsetType) else value


def argument(
    name: str, annotation: object, description: str, *, default: object = UNSET
) -> StrawberryArgument:
    """Declare an argument with the Python name `name` and the type `annotation`."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=default,
    )


def with_arguments(description: str, arguments: Iterable[StrawberryArgument]) -> Any:
    """Declare a field that takes arguments, without a resolver."""
    field = StrawberryField(description=description)
    field.arguments = list(arguments)
    return field


def description_of(cls: type[object]) -> str:
    """Return the docstring of `cls` as one paragraph.

    Raises: TypeError: `cls` has no docstring, which is its description for clients.
    """
    text = cls.__dict__.get("__doc__")
    if not text:
        raise TypeError(f"{cls.__qualname__} needs a docstring: it is its GraphQL description")
    return " ".join(text.split())


@dataclass_transform(kw_only_default=True, field_specifiers=(described, dataclasses.field))
def object_type(cls: type[T]) -> type[T]:
    """Declare a GraphQL object type; its description is its docstring."""
    return strawberry.type(cls, description=description_of(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(described, dataclasses.field))
def interface_type(cls: type[T]) -> type[T]:
    """Declare a GraphQL interface; its description is its docstring."""
    return strawberry.interface(cls, description=description_of(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(described, dataclasses.field))
def input_type(cls: type[T]) -> type[T]:
    """Declare a GraphQL input type; its description is its docstring."""
    return strawberry.input(cls, description=description_of(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(described, dataclasses.field))
def one_of_type(cls: type[T]) -> type[T]:
    """Declare an input type of which exactly one member is given (`@oneOf`)."""
    return strawberry.input(cls, description=description_of(cls), one_of=True)
