"""The interface of everything that has an id."""

from strawberry import ID

from schema.field import described, interface_type


@interface_type
class Node:
    """An object that can be looked up by its id with `node(id:)`."""

    id: ID = described("The object's UUID, unique across all types. It never changes.")
