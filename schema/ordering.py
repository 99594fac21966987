"""Members that the order inputs of all types share."""

from typing import Generic, TypeVar

from db.enums import NullsOrder, OrderDirection
from schema import enums as enums  # describes NullsOrder and OrderDirection
from schema.field import defaulting, described, input_type, optional

F = TypeVar("F")


@input_type
class Order(Generic[F]):
    """One key of an order; `F` is the enum of fields to order by."""

    field: F = described("The field to order by.")
    direction: OrderDirection = defaulting("Which way to order.", OrderDirection.ASC)
    nulls: NullsOrder | None = optional("Where to put objects without a value; last when left out.")
