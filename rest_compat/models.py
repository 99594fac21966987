"""Models of bodies and query parameters, as the Atlas Issues API documents them.

The models hold what the reference documents and OpenAPI can say; what only the stored data can tell
(whether an attachment exists) is said by the operation. Unknown fields and parameters are ignored.
"""

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
)
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError
from starlette.datastructures import QueryParams

from rest_compat.problem import Fault, Problem

UUID_PATTERN = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"
LARGEST_OFFSET = 2**31 - 1

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_UUID_SCHEMA: JsonDict = {"format": "uuid"}
# Python counts some control characters as white space that ECMAScript's `\s` leaves out.
_NOT_BLANK: JsonDict = {"pattern": r"[^\s\u001c-\u001f\u0085]"}


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("string_blank", "String should not be only white space")
    return text


def _whole_number(given: object) -> object:
    if isinstance(given, str) and _WHOLE_NUMBER.fullmatch(given):
        return int(given)
    raise PydanticCustomError("int_parsing", "Input should be a whole number")


def _true_or_false(given: object) -> object:
    if isinstance(given, str) and given.lower() in ("true", "false"):
        return given.lower() == "true"
    raise PydanticCustomError("bool_parsing", "Input should be true or false")


def _storable(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("unstorable_text", "Text must be without NUL")
    return text


EnumName = PlainSerializer(str.upper)
Status = Annotated[Literal["open", "in_progress", "resolved", "rejected"], EnumName]
Priority = Annotated[Literal["low", "medium", "high"], EnumName]
Title = Annotated[
    str,
    Field(min_length=1, max_length=1000, json_schema_extra=_NOT_BLANK),
    AfterValidator(_not_blank),
]
Owner = Annotated[
    str,
    Field(min_length=1, max_length=320, json_schema_extra=_NOT_BLANK),
    AfterValidator(_not_blank),
]
Tag = Annotated[
    str,
    Field(min_length=1, max_length=100, json_schema_extra=_NOT_BLANK),
    AfterValidator(_not_blank),
]
Content = Annotated[
    str,
    Field(min_length=1, max_length=10_000, json_schema_extra=_NOT_BLANK),
    AfterValidator(_not_blank),
]
Tags = Annotated[list[Tag], Field(max_length=100)]
Summary = Annotated[str, Field(max_length=10_000)]
Uuid = Annotated[str, Field(pattern=UUID_PATTERN, json_schema_extra=_UUID_SCHEMA)]
Offset = Annotated[int, Field(ge=0, le=LARGEST_OFFSET), BeforeValidator(_whole_number)]
Limit = Annotated[int, Field(ge=1, le=1000), BeforeValidator(_whole_number)]


class Body(BaseModel):
    """A request body. Only the fields that were sent reach the operation."""

    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)

    @classmethod
    def read(cls, value: object) -> Self:
        """Take `value`, the JSON of a body.

        Raises:
            Problem: 422, with every rule that is broken.
        """
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            raise _unprocessable("body", error) from None

    def input(self) -> dict[str, object]:
        """The fields as the operation's input object names and writes them."""
        given = self.model_dump(exclude_unset=True)
        return {to_camel(name): value for name, value in given.items()}


class CreateIssue(Body):
    """An issue to create."""

    title: Title = Field(description="Short description of the finding.")
    description: list[dict[str, object]] = Field(
        max_length=1000, description="Structured content blocks. Pass [] for an empty description."
    )
    status: Status | None = Field("open", description="Current status.")
    priority: Priority | None = Field("low", description="Priority level.")
    tags: Tags = Field(default=[], description="Labels for categorization.")
    owner: Owner = Field("Unassigned", description="Assigned owner.")
    resolution_summary: Summary | None = Field(
        None, description="Summary of how the issue was resolved."
    )
    attachment_ids: list[Uuid] = Field(
        default=[], max_length=100, description="Attachments to associate."
    )
    session_ids: list[Uuid] = Field(
        default=[], max_length=100, description="Sessions to associate."
    )


class UpdateIssue(Body):
    """The fields of an issue to change; what is left out stays as it is."""

    # A factory's result is never used (only what was sent is), and is not shown as a default.
    title: Title = Field(default_factory=str, description="Short description of the finding.")
    status: Status | None = Field(default_factory=lambda: None, description="Current status.")
    priority: Priority | None = Field(default_factory=lambda: None, description="Priority level.")
    tags: Tags = Field(default_factory=list, description="Labels; they replace the existing ones.")
    owner: Owner = Field(default_factory=str, description="Assigned owner.")
    resolution_summary: Summary | None = Field(
        default_factory=lambda: None, description="Summary of how the issue was resolved."
    )


class AddComment(Body):
    """A comment to add to an issue."""

    content: Content = Field(description="Comment text.")
    attachment_ids: list[Uuid] = Field(
        default=[], max_length=10, description="Attachments of the comment."
    )


class UpdateComment(Body):
    """The new text of a comment."""

    content: Content = Field(description="Comment text.")


class Query(BaseModel):
    """Query parameters. The last of a repeated one counts, unless it is a list."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)
    lists: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def read(cls, given: QueryParams) -> Self:
        """Take the parameters of a request.

        Raises:
            Problem: 422, with every rule that is broken.
        """
        values: dict[str, object] = dict(given)
        values |= {name: given.getlist(name) for name in cls.lists if name in given}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise _unprocessable("query", error) from None

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        return {}


class Page(Query):
    """The part of a list that a request wants."""

    limit: Limit = Field(100, description="Most items to answer.")
    offset: Offset = Field(0, description="Items to skip.")

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        return {"first": self.limit, "offset": self.offset}


class ListIssues(Page):
    """Parameters of the list of issues."""

    lists = frozenset({"status", "priority"})
    status: list[Status] = Field(
        default=[], description="Pass several to match any of them. Left out, all match."
    )
    priority: list[Priority] = Field(
        default=[], description="Pass several to match any of them. Left out, all match."
    )

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        chosen = self.model_dump(include=set(self.lists))
        filters = {name: {"in": sorted(set(chosen[name]))} for name in chosen if chosen[name]}
        return {**super().variables(), **({"filter": filters} if filters else {})}


class ListComments(Page):
    """Parameters of the list of an issue's comments."""

    limit: Limit = Field(50, description="Most items to answer.")
    include_deleted: Annotated[bool, BeforeValidator(_true_or_false)] = Field(
        False, description="Show deleted comments too, without their content."
    )

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        return {**super().variables(), "includeDeleted": self.include_deleted}


class ListFiles(Page):
    """Parameters of the list of an issue's files."""

    limit: Limit = Field(1000, description="Most items to answer.")
    file_type: Annotated[str | None, AfterValidator(lambda text: text and _storable(text))] = Field(
        default_factory=lambda: None,
        description="Only files of this type, for example `troubleshooting_plan`.",
    )

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        wanted = {} if self.file_type is None else {"filter": {"fileType": {"eq": self.file_type}}}
        return {**super().variables(), **wanted}


def _unprocessable(place: str, error: ValidationError) -> Problem:
    faults: list[Fault] = [
        {"loc": (place, *one["loc"]), "msg": one["msg"], "type": one["type"]}
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return Problem.unprocessable(faults)
