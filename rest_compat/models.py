"""Models of bodies and query parameters, as the Atlas Issues API documents them.

The models check the rules of the reference that OpenAPI can express. The operation checks rules
that need stored data, such as whether an attachment exists. Unknown fields and parameters are
ignored.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, cast

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

from rest_compat import spelling
from rest_compat.problem import Fault, Problem

UUID_PATTERN = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"
LARGEST_OFFSET = 2**31 - 1

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_UUID_SCHEMA: JsonDict = {"format": "uuid"}
# The invisible characters of `db.text.blanks`, up to U+FFFF: ECMAScript reads others as two.
_INVISIBLE = (
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f"
    r"\u0890-\u0891\u08e2\u115f-\u1160\u1680\u17b4-\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u2064\u2066-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff9-\ufffb"
)
NOT_BLANK: JsonDict = {"pattern": rf"^[\s\S]*[^{_INVISIBLE}][\s\S]*$"}
EXTENSION = "x-extension"
"""Marks extensions of the Atlas Issues API."""
OURS: JsonDict = {EXTENSION: "issue-gateway"}


def not_blank(text: str) -> str:
    """Refuse text of white space alone."""
    if not text.strip():
        raise PydanticCustomError("string_blank", "String should not be only white space")
    return text


def _whole_number(given: object) -> object:
    if isinstance(given, str) and _WHOLE_NUMBER.fullmatch(given):
        return int(given)
    raise PydanticCustomError("int_parsing", "Input should be a whole number")


def true_or_false(given: object) -> object:
    """Read `true` or `false`, as parameters and forms write them."""
    if isinstance(given, str) and given.lower() in ("true", "false"):
        return given.lower() == "true"
    raise PydanticCustomError("bool_parsing", "Input should be true or false")


def storable(text: str) -> str:
    """Refuse text that PostgreSQL cannot store."""
    if "\0" in text:
        raise PydanticCustomError("unstorable_text", "Text must be without NUL")
    return text


def _at_most(most: int) -> BeforeValidator:
    """Drop duplicate texts, then count the rest."""

    def distinct(given: object) -> object:
        if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
            return given
        left = list(dict.fromkeys(given))
        if len(left) > most:
            message = "List should have at most {most} different items"
            raise PydanticCustomError("too_long", message, {"most": most})
        return left

    return BeforeValidator(distinct)


EnumName = PlainSerializer(str.upper)
Status = Annotated[Literal["open", "in_progress", "resolved", "rejected"], EnumName]
Priority = Annotated[Literal["low", "medium", "high"], EnumName]
Title = Annotated[
    str,
    Field(min_length=1, max_length=1000, json_schema_extra=NOT_BLANK),
    AfterValidator(not_blank),
]
Owner = Annotated[
    str,
    Field(min_length=1, max_length=320, json_schema_extra=NOT_BLANK),
    AfterValidator(not_blank),
]
Tag = Annotated[
    str,
    Field(min_length=1, max_length=100, json_schema_extra=NOT_BLANK),
    AfterValidator(not_blank),
]
CommentContent = Annotated[
    str,
    Field(min_length=1, max_length=10_000, json_schema_extra=NOT_BLANK),
    AfterValidator(not_blank),
]
Blocks = Annotated[list[dict[str, object]], Field(max_length=1000)]
ResolutionSummary = Annotated[str, Field(max_length=10_000)]
JobRun = Annotated[
    str,
    Field(min_length=1, max_length=200, json_schema_extra=NOT_BLANK),
    AfterValidator(not_blank),
]
UuidText = Annotated[str, Field(pattern=UUID_PATTERN, json_schema_extra=_UUID_SCHEMA)]
Tags = Annotated[list[Tag], _at_most(100)]
Uuids = Annotated[list[UuidText], _at_most(100)]
Offset = Annotated[int, Field(ge=0, le=LARGEST_OFFSET), BeforeValidator(_whole_number)]
Limit = Annotated[int, Field(ge=1, le=1000), BeforeValidator(_whole_number)]


def optional(description: str) -> Any:
    """A field that may be left out. Its default is never used, and no schema shows it."""
    return Field(default_factory=lambda: None, description=description)


class Body(BaseModel):
    """A request body. Only the fields that were sent reach the operation."""

    model_config = ConfigDict(
        strict=True, extra="ignore", hide_input_in_errors=True, defer_build=True
    )

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

    renamed: ClassVar[Mapping[str, str]] = {}
    """Fields that the operation's input calls by another name."""

    def input(self) -> dict[str, object]:
        """The fields as the operation's input object names and writes them."""
        given = self.model_dump(exclude_unset=True)
        return {to_camel(self.renamed.get(name, name)): value for name, value in given.items()}

    @classmethod
    def names(cls) -> frozenset[str]:
        """The fields by the names of the input."""
        return frozenset(cls.renamed.get(name, name) for name in cls.model_fields)


class NewObject(Body):
    """The body of a POST. Null for an optional field means the same as leaving it out."""

    def input(self) -> dict[str, object]:
        """The fields that have a value."""
        return {name: value for name, value in super().input().items() if value is not None}


class CreateIssue(NewObject):
    """An issue to create. Null for an optional field means the same as leaving it out."""

    title: Title = Field(description="Short description of the finding.")
    description: Blocks = Field(
        description="Structured content blocks. Pass [] for an empty description."
    )
    status: Status | None = optional("Current status; `open` when left out.")
    priority: Priority | None = optional("Priority level; `low` when left out.")
    tags: Tags | None = optional(
        "Labels for categorization, at most 100 after duplicates are dropped."
    )
    owner: Owner | None = optional("Assigned owner; `Unassigned` when left out.")
    resolution_summary: ResolutionSummary | None = optional(
        "Summary of how the issue was resolved."
    )
    attachment_ids: Uuids | None = optional("Attachments to associate, at most 100.")
    session_ids: Uuids | None = optional("Sessions to associate, at most 100.")
    job_run_id: JobRun | None = optional("Job run that generated this issue.")


class UpdateIssue(Body):
    """The fields of an issue to change; what is left out stays as it is."""

    title: Title = optional("Short description of the finding.")
    description: Blocks = optional("Content blocks; they replace the existing ones.")
    status: Status | None = optional("Current status; null removes it.")
    priority: Priority | None = optional("Priority level; null removes it.")
    tags: Tags = optional(
        "Labels, at most 100 after duplicates are dropped; they replace the existing ones."
    )
    owner: Owner = optional("Assigned owner.")
    resolution_summary: ResolutionSummary | None = optional(
        "Summary of how the issue was resolved; null removes it."
    )
    attachment_ids: Uuids = optional("Attachments, at most 100; they replace the existing ones.")
    session_ids: Uuids = optional("Sessions, at most 100; they replace the existing ones.")
    job_run_id: JobRun | None = optional("Job run that generated this issue; null removes it.")


class AddComment(NewObject):
    """A comment to add to an issue. Null for an optional field means leaving it out."""

    content: CommentContent = Field(description="Comment text.")
    attachment_ids: Annotated[list[UuidText], _at_most(10)] | None = optional(
        "Attachments of the comment, at most 10."
    )


class UpdateComment(Body):
    """The new text of a comment."""

    content: CommentContent = Field(description="Comment text.")


class QueryParameters(BaseModel):
    """Query parameters. The last of a repeated one counts, unless it is a list.

    A parameter without a value counts as left out: httpx sends `None` so.
    """

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True, defer_build=True)
    lists: ClassVar[frozenset[str]] = frozenset()
    arguments: ClassVar[Mapping[str, str]] = {}
    """Paths of arguments of the operation, each with the parameter that becomes it."""

    @classmethod
    def read(cls, given: QueryParams) -> Self:
        """Take the parameters of a request.

        Raises:
            Problem: 422, with every rule that is broken.
        """
        values: dict[str, object] = {}
        for name, value in given.multi_items():
            if value and name in cls.lists:
                values[name] = [*cast(list[str], values.get(name, [])), value]
            elif value:
                values[name] = value
        faults = [
            _misspelt(name, known)
            for name in values
            if (known := spelling.meant(name, cls.model_fields))
        ]
        try:
            read = cls.model_validate(values)
        except ValidationError as error:
            raise Problem.unprocessable([*faults, *_faults("query", error)]) from None
        if faults:
            raise Problem.unprocessable(faults)
        return read

    @classmethod
    def ignored(cls, given: QueryParams) -> list[str]:
        """The names that are no parameters, as they were sent."""
        return [name for name in given if name not in cls.model_fields]

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        return {}


class Page(QueryParameters):
    """The part of a list that a request wants."""

    limit: Limit = Field(100, description="Most items to answer.")
    offset: Offset = Field(0, description="Items to skip.")

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        return {"first": self.limit, "offset": self.offset}


class ListComments(Page):
    """Parameters of the list of an issue's comments."""

    limit: Limit = Field(50, description="Most items to answer.")
    include_deleted: Annotated[bool, BeforeValidator(true_or_false)] = Field(
        False, description="Show deleted comments too, without their content."
    )

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        return {**super().variables(), "includeDeleted": self.include_deleted}


class ListFiles(Page):
    """Parameters of the list of an issue's files."""

    limit: Limit = Field(1000, description="Most items to answer.")
    file_type: Annotated[str, AfterValidator(storable)] | None = optional(
        "Only files of this type, for example `troubleshooting_plan`."
    )

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        wanted = {} if self.file_type is None else {"filter": {"fileType": {"eq": self.file_type}}}
        return {**super().variables(), **wanted}


def _unprocessable(place: str, error: ValidationError) -> Problem:
    return Problem.unprocessable(_faults(place, error))


def _faults(place: str, error: ValidationError) -> list[Fault]:
    return [
        {
            "loc": (place, *one["loc"]),
            "msg": _MESSAGES.get(one["type"], one["msg"]),
            "type": one["type"],
        }
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    ]


_MESSAGES = {"model_type": "The body should be a JSON object"}
"""Messages in place of pydantic's own, which name internal classes."""


def _misspelt(name: str, known: str) -> Fault:
    message = f"There is no parameter with this name; did you mean `{known}`?"
    return {"loc": ("query", name), "msg": message, "type": "unknown_parameter"}
