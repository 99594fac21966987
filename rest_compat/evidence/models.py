"""The bodies and query parameters of attachments, sessions and uploads.

Source: the reference of Atlas; docs/differences.md lists what is added to it.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from rest_compat.models import (
    NOT_BLANK,
    Body,
    NewObject,
    Page,
    UuidText,
    not_blank,
    optional,
    storable,
    true_or_false,
)
from rest_compat.parameters.instants import Instant

Label = Annotated[
    str,
    Field(min_length=1, max_length=255, json_schema_extra=NOT_BLANK),
    AfterValidator(not_blank),
    AfterValidator(storable),
]
LongTitle = Annotated[str, Field(max_length=1000), AfterValidator(storable)]
LongText = Annotated[str, Field(max_length=10_000), AfterValidator(storable)]


class FormFields(Body):
    """The fields of a form, without its files, which are parts called `part`.

    A form holds text, so `"true"` is true; an empty text means that the field is left out.
    """

    part: ClassVar[str] = "file"
    most_files: ClassVar[int] = 1
    listed: ClassVar[bool] = False

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: object) -> object:
        if isinstance(given, dict):
            return {name: value for name, value in given.items() if value != ""}
        return given


class UploadAttachment(FormFields):
    """A file to upload, and its description."""

    renamed: ClassVar[Mapping[str, str]] = {"session_id": "source_session_id"}

    type: Label | None = optional("`pdf`, `csv` and so on; the extension when left out.")
    title: LongTitle | None = optional("Title to show instead of the name.")
    description: LongText | None = optional("What the file holds.")
    citation: LongText | None = optional("Where the file comes from.")
    session_id: UuidText | None = optional("The session it came up in.")
    issue_id: UuidText | None = optional("An issue to attach it to.")
    is_visible: Annotated[bool, BeforeValidator(true_or_false)] = Field(
        True, description="Whether it is meant to be shown."
    )


class UploadIssueFile(FormFields):
    """A file to upload and to file under an issue."""

    file_type: Label = Field(description="Purpose, for example `troubleshooting_plan`.")
    file_name: Label | None = optional("Name to show; the name of the file when left out.")


class UploadSessionFiles(FormFields):
    """Files to upload to a session."""

    part: ClassVar[str] = "files"
    most_files: ClassVar[int] = 10
    listed: ClassVar[bool] = True


class UpdateAttachment(Body):
    """The fields of an attachment to change; what is left out stays as it is."""

    title: LongTitle | None = optional("Title to show instead of the name.")
    description: LongText | None = optional("What the file holds.")
    citation: LongText | None = optional("Where the file comes from.")
    is_visible: bool = optional("Whether it is meant to be shown.")


class CreateSession(NewObject):
    """A session to create. Null for an optional field means the same as leaving it out."""

    title: LongTitle | None = optional("Title; `New Atlas session` when left out.")
    description: LongText | None = optional("What the session is about.")


class UpdateSession(Body):
    """The fields of a session to change; what is left out stays as it is."""

    renamed: ClassVar[Mapping[str, str]] = {"starred": "is_starred"}

    title: LongTitle | None = optional("Title.")
    description: LongText | None = optional("What the session is about.")
    starred: bool = optional("Whether it is marked with a star.")


class ListAttachments(Page):
    """Parameters of the list of attachments."""

    session_id: UuidText | None = optional("Only those of this session.")
    attachment_type: Annotated[str | None, AfterValidator(lambda text: text and storable(text))] = (
        optional("Only those of this type, such as `csv`.")
    )
    created_after: Instant | None = optional("Only those added after this instant.")
    created_before: Instant | None = optional("Only those added before this instant.")

    def variables(self) -> dict[str, object]:
        """The operation's variables."""
        created = {"gt": self.created_after, "lt": self.created_before}
        created = {name: value for name, value in created.items() if value is not None}
        wanted: dict[str, object] = {}
        if self.session_id is not None:
            wanted["sourceSessionId"] = {"eq": self.session_id.lower()}
        if self.attachment_type is not None:
            wanted["type"] = {"eq": self.attachment_type}
        if created:
            wanted["createdAt"] = created
        return {**super().variables(), **({"filter": wanted} if wanted else {})}
