"""Media types by the first bytes of a file, and clean file names.

Names and types are shown to people; no path is made of them.
"""

import mimetypes
import unicodedata
from pathlib import PurePosixPath

import filetype

SNIFFED = 8192
"""Number of bytes that determine a media type."""
LONGEST_NAME = 255
"""Maximum bytes of a name in UTF-8: the limit of file systems, so that a download can be saved."""
BINARY = "application/octet-stream"
PLAIN = "text/plain"
TEXTS = ("application/json", "application/xml", "image/svg+xml", "application/javascript")
"""Media types whose content is text, beside `text/...`."""

INLINE = frozenset(
    ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf")
)
"""Types that a browser may show inline: they cannot run script in the origin of the gateway."""

_SPACING = "\t\n\r\f\v\x1b"
"""Control characters of logs: white space, and the escape of terminal colours."""

_KNOWN = mimetypes.MimeTypes()
for _suffix, _type in (
    (".md", "text/markdown"),
    (".csv", "text/csv"),
    (".tsv", "text/tab-separated-values"),
    (".log", PLAIN),
    (".json", "application/json"),
    (".ndjson", "application/x-ndjson"),
    (".yaml", "application/yaml"),
    (".yml", "application/yaml"),
    (".toml", "application/toml"),
):
    _KNOWN.add_type(_type, _suffix)


class BadNameError(ValueError):
    """A file name that is refused; the message completes `The file name ...`."""


def media_type_of(head: bytes, name: str) -> str:
    """The media type of a file that begins with `head` (`SNIFFED` bytes suffice).

    The bytes decide. The extension of `name` only tells one kind of text from another.
    """
    found = filetype.guess_mime(head)
    if found:
        return str(found)
    if not is_text(head):
        return BINARY
    named, _ = _KNOWN.guess_type(PurePosixPath(name).name)
    if named and (named.startswith("text/") or _is_texts(named)):
        return named
    return PLAIN


def is_text(head: bytes) -> bool:
    """Return whether the beginning of a file reads as UTF-8 text without control characters."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be incomplete.
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return not any(
        unicodedata.category(each) == "Cc" and each not in "\t\n\r\f\v\x1b" for each in text
    )


def holds_text(media_type: str | None) -> bool:
    """Return whether content of this media type can be read as text."""
    return media_type is not None and (media_type.startswith("text/") or _is_texts(media_type))


def _is_texts(media_type: str) -> bool:
    subtype = media_type.partition("/")[2]
    return media_type in TEXTS or subtype in ("x-ndjson", "yaml", "toml", "sql", "x-sh", "x-python")


def shown_name(name: str) -> str:
    """Clean the name of an uploaded file: composed characters, no white space around it.

    Raises BadNameError for one that is empty, `.` or `..`, has separators, control characters or
    lone surrogates, or is longer than `LONGEST_NAME` bytes.
    """
    cleaned = unicodedata.normalize("NFC", name).strip()
    if not cleaned or cleaned in (".", ".."):
        raise BadNameError("must name a file")
    if "/" in cleaned or "\\" in cleaned:
        raise BadNameError("must have no / or \\")
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in cleaned):
        raise BadNameError("must have no control characters or lone surrogates")
    if len(cleaned.encode()) > LONGEST_NAME:
        raise BadNameError(f"must have at most {LONGEST_NAME} bytes in UTF-8")
    # Characters that change the text direction can make `gpj.exe` look like `exe.jpg`.
    return "".join(each for each in cleaned if unicodedata.category(each) != "Cf") or "file"
