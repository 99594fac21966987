"""Query parameters of the list of issues."""

from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from rest_compat.models import OURS, Page, Priority, Status, storable
from rest_compat.parameters.instants import InstantOrDuration


def _order(text: str) -> str:
    names = [name.removeprefix("-") for name in text.split(",")]
    if len(set(names)) < len(names) or not set(names) <= set(ORDERS):
        known = ", ".join(ORDERS)
        raise PydanticCustomError("order", f"Input should be of {known}, each with or without -")
    return text


ORDERS = (
    *("created_at", "updated_at", "priority", "status", "title", "owner", "created_by", "version"),
)
_NAME = f"-?({'|'.join(ORDERS)})"
# No name twice, with or without a sign.
_ORDER_SCHEMA: JsonDict = {
    "pattern": rf"^(?!(.*,)?-?([a-z_]+),(.*,)?-?\2(,|$)){_NAME}(,{_NAME})*$",
    **OURS,
}
StorableText = Annotated[str, AfterValidator(storable)]


class ListIssues(Page):
    """Parameters of the list of issues."""

    lists = frozenset({"status", "priority", "tag", "owner", "created_by"})
    arguments = MappingProxyType(
        {
            "filter.search": "search",
            "filter.createdAt.gt": "created_after",
            "filter.updatedAt.gt": "updated_after",
        }
    )
    status: list[Status] = Field(
        default=[], description="Pass several to match any of them. Left out, all match."
    )
    priority: list[Priority] = Field(
        default=[], description="Pass several to match any of them. Left out, all match."
    )

    tag: list[StorableText] = Field(
        default=[],
        max_length=100,
        description="Issues with this tag; pass several to match any of them.",
        json_schema_extra=OURS,
    )
    owner: list[StorableText] = Field(
        default=[],
        max_length=100,
        description="Issues of this owner; pass several to match any of them.",
        json_schema_extra=OURS,
    )
    created_by: list[StorableText] = Field(
        default=[],
        max_length=100,
        description="Issues that this email created; pass several to match any of them.",
        json_schema_extra=OURS,
    )
    search: StorableText | None = Field(
        default=None,
        max_length=1000,
        description="Issues with these words in title, description, tags or comments.",
        json_schema_extra=OURS,
    )
    created_after: InstantOrDuration | None = Field(
        default=None,
        description="Issues created after this instant, or duration from now such as -P2W.",
        json_schema_extra=OURS,
    )
    updated_after: InstantOrDuration | None = Field(
        default=None,
        description="Issues changed after this instant, or duration from now such as -P2W.",
        json_schema_extra=OURS,
    )
    order: Annotated[str, AfterValidator(_order)] | None = Field(
        default=None,
        description=f"Order by {', '.join(ORDERS)}; - before it for the reverse, commas between.",
        json_schema_extra=_ORDER_SCHEMA,
    )

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        # The dumped values are used, since the serializer writes the enums of the operation.
        written = self.model_dump(include=set(self.lists))
        chosen = {name: sorted(set(written[name])) for name in sorted(self.lists)}
        tags = chosen.pop("tag")
        filters: dict[str, object] = {
            to_camel(name): {"in": values} for name, values in chosen.items() if values
        }
        if tags:
            filters["tags"] = {"some": {"in": tags}}
        if self.search is not None:
            filters["search"] = self.search
        for name, after in (("createdAt", self.created_after), ("updatedAt", self.updated_after)):
            if after is not None:
                filters[name] = {"gt": after}
        given = {"filter": filters} if filters else {}
        return {**super().variables(), **given, **self._ordered()}

    def _ordered(self) -> dict[str, object]:
        if self.order is None:
            return {}
        keys = [
            {
                "field": name.removeprefix("-").upper(),
                "direction": "DESC" if name.startswith("-") else "ASC",
            }
            for name in self.order.split(",")
        ]
        return {"orderBy": keys}
