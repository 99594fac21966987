"""The OpenAPI description of the routes whose bodies are bytes: downloads and tus.

They are no stored operations; `gateway.files` serves them.
"""

from collections.abc import Mapping, Sequence

from rest_compat.models import UUID_PATTERN
from rest_compat.problem import TITLES

Json = dict[str, object]

BASE = "/api/v1"
ALWAYS = (401, 403, 429, 500, 503)
BYTES: Json = {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
    "*/*": {"schema": {"type": "string", "format": "binary"}},
}
"""Any media type; generators that know no wild cards take the first."""
PIECE = "application/offset+octet-stream"


def stream_paths() -> dict[str, Json]:
    """Return the path items, by path."""
    return {**_downloads(), **_uploads(), **_upload()}


STREAM_HEADERS: Mapping[str, Json] = {
    name: {"description": text, "schema": {"type": "string"}}
    for name, text in {
        "Accept-Ranges": "`bytes`: parts can be asked for.",
        "Content-Range": "Which bytes of how many these are.",
        "Upload-Offset": "Bytes that are there.",
        "Upload-Length": "Bytes of the whole file.",
        "Upload-Expires": "When an upload that is not finished ends.",
    }.items()
}
UPLOADS_TAG = "Large files in pieces, resumable, by tus 1.0 (https://tus.io)."

_CONDITIONS: tuple[Json, ...] = (
    {"$ref": "#/components/parameters/IfMatch"},
    {"$ref": "#/components/parameters/IfNoneMatch"},
)
_KEY: Json = {
    "name": "key",
    "in": "query",
    "description": "Instead of a token: of `viewer { downloadKey }`, or of an export.",
    "schema": {"type": "string"},
}
_BYTES: Json = {"type": "integer", "minimum": 0}
_METADATA = (
    "Pairs of a name and a value in Base64: `filename`, and where wanted `issue_id`, `session_id`,"
    " `title`, `file_type`, `sha256`."
)
_PIECE_BODY: Json = {
    "required": True,
    "content": {PIECE: {"schema": {"type": "string", "format": "binary"}}},
}
_VERSION: Json = {
    "name": "Tus-Resumable",
    "in": "header",
    "required": True,
    "description": "Version of tus: `1.0.0`.",
    "schema": {"type": "string", "default": "1.0.0"},
}


def _id(name: str) -> Json:
    schema = {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _header(name: str, text: str, required: Json | None = None) -> Json:
    """Describe a header, which is required if it has a schema."""
    described: Json = {"name": name, "in": "header", "description": text}
    if required is not None:
        described["required"] = True
    return {**described, "schema": required or {"type": "string"}}


def _done(*headers: str) -> Json:
    return {
        "description": "Done",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
    }


def _content(text: str, *headers: str) -> Json:
    return {**_done(*headers), "description": text, "content": BYTES}


def _link() -> Json:
    schema = {"$ref": "#/components/schemas/LinkObject"}
    return {"application/json": {"schema": schema}}


def _downloads() -> dict[str, Json]:
    return {
        f"{BASE}/attachments/{{attachment_id}}/content": {
            "get": _described(
                "getAttachmentContent",
                "Download an attachment, whole or in part",
                "attachments",
                [
                    _id("attachment_id"),
                    _header("Range", "Which bytes, such as `bytes=-1000` for the last thousand."),
                    _header("If-Range", "The `ETag` that the range is meant for."),
                    _KEY,
                    *_CONDITIONS,
                ],
                {
                    200: _content("All of the content", "ETag", "Accept-Ranges"),
                    206: _content("The bytes that were asked for", "ETag", "Content-Range"),
                    304: _done("ETag"),
                },
                (404, 412, 416, 422),
            )
        },
        f"{BASE}/attachments/{{attachment_id}}/export": {
            "post": _described(
                "exportAttachment",
                "Make a link to the content for whoever has no token",
                "attachments",
                [_id("attachment_id")],
                {200: {"description": "The link, good for an hour", "content": _link()}},
                (404, 422),
            )
        },
    }


def _uploads() -> dict[str, Json]:
    return {
        f"{BASE}/uploads": {
            "post": _described(
                "createUpload",
                "Begin an upload in pieces (tus 1.0)",
                "uploads",
                [
                    _VERSION,
                    _header("Upload-Length", "Bytes of the whole file.", _BYTES),
                    _header("Upload-Metadata", _METADATA, {"type": "string"}),
                ],
                {201: _done("Location", "Upload-Offset", "Upload-Length", "Upload-Expires")},
                (400, 412, 413, 422),
            )
        },
    }


def _upload() -> dict[str, Json]:
    return {
        f"{BASE}/uploads/{{upload_id}}": {
            "head": _described(
                "getUpload",
                "Ask how many bytes of an upload are there",
                "uploads",
                [_VERSION, _id("upload_id")],
                {200: _done("Upload-Offset", "Upload-Length", "Upload-Expires")},
                (404, 410, 412, 422, 423, 460),
            ),
            "patch": _described(
                "continueUpload",
                "Send the next bytes; with the last, the attachment is there under the same id",
                "uploads",
                [
                    _VERSION,
                    _id("upload_id"),
                    _header("Upload-Offset", "Bytes that are there.", _BYTES),
                    _header("Upload-Checksum", "`sha256`, a space, and the hash in Base64."),
                ],
                {204: _done("Upload-Offset", "Upload-Length", "Upload-Expires")},
                (400, 404, 408, 409, 410, 412, 413, 415, 422, 423, 460, 507),
            )
            | {"requestBody": _PIECE_BODY},
            "delete": _described(
                "deleteUpload",
                "Give up an upload",
                "uploads",
                [_VERSION, _id("upload_id")],
                {204: _done()},
                (404, 410, 412, 423),
            ),
        },
    }


def _described(
    name: str,
    summary: str,
    tag: str,
    parameters: Sequence[Json],
    answers: Mapping[int, Json],
    codes: Sequence[int],
) -> Json:
    errors = {
        str(code): {"$ref": f"#/components/responses/{TITLES[code].replace(' ', '')}"}
        for code in sorted({*ALWAYS, *codes})
    }
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [*parameters],
        "responses": {str(code): answer for code, answer in answers.items()} | errors,
    }
