"""Resumable uploads: tus 1.0 with creation, expiration, termination and checksum.

The last byte is acknowledged after the attachment exists. Its id is that of the upload. Source:
https://tus.io/protocols/resumable-upload
"""

import base64
import binascii
import hashlib
import re
import time
from collections.abc import Mapping
from email.utils import formatdate

from starlette.requests import Request
from starlette.responses import Response

from db.actions import attachment as attachments
from db.actions import file as files
from db.actions.records import rows
from db.engine import Write
from db.enums import TokenScope
from db.errors import Refused
from db.files.resumable import SYNCED_EVERY, Resumable, ResumableUpload, UploadLocked, UploadWriter
from db.files.staging import content_of
from db.files.threads import in_thread
from db.identifier import identifier
from gateway.files.receiving import WRITTEN_AT_ONCE, Receiver, checked_name
from gateway.state import state_of
from rest_compat.addresses import address_of
from rest_compat.problem import Problem

PATH = "/api/v1/uploads"
VERSION = "1.0.0"
MEDIA_TYPE = "application/offset+octet-stream"
ALGORITHM = "sha256"
MOST_OPEN = 50
"""Maximum unfinished uploads of one person."""
METADATA = frozenset(
    ("filename", "filetype", "issue_id", "session_id", "title", "file_type", "sha256")
)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class ChecksumMismatch(Problem):
    """460, the status that tus defines for a wrong checksum."""


async def uploads(request: Request) -> Response:
    """Answer OPTIONS with the abilities of the server, and POST with a new upload."""
    receiver = state_of(request.scope).receiver
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_abilities(receiver))
    _require_version(request)
    _require_writer(request)
    length = _length(request, receiver)
    metadata = _metadata(request.headers.get("upload-metadata", ""))
    metadata["filename"] = checked_name("filename", metadata.get("filename", ""))
    if not _SHA256.fullmatch(metadata.get("sha256", "0" * 64)):
        raise _metadata_fault("sha256", "must be 64 lower-case hexadecimal digits")
    if "file_type" in metadata and "issue_id" not in metadata:
        raise _metadata_fault("file_type", "needs `issue_id`")
    staged = state_of(request.scope).resumable
    owner = request.user.actor.email
    if await in_thread(staged.of, owner) >= MOST_OPEN:
        raise Problem(
            429,
            f"You have {MOST_OPEN} unfinished uploads: finish or delete one.",
            retry_after=60,
        )
    await _rehearse(request, length, metadata)
    upload = await in_thread(staged.create, owner, length, metadata)
    headers = {**_state(upload, 0), "Location": f"{address_of(request)}/{upload.id}"}
    return Response(status_code=201, headers=headers)


async def upload(request: Request) -> Response:
    """Answer HEAD, PATCH and DELETE of one upload."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_abilities(state_of(request.scope).receiver))
    _require_version(request)
    _require_writer(request)
    staged = state_of(request.scope).resumable
    found = await in_thread(staged.find, request.path_params["upload_id"])
    if found is None or found.owner != request.user.actor.email:
        return await _finished(request)
    if found.expires < time.time():
        raise Problem(410, "The upload has expired.", headers={"Tus-Resumable": VERSION})
    try:
        if request.method == "DELETE":
            with staged.writing(found.id):
                await in_thread(staged.remove, found.id)
            return Response(status_code=204, headers={"Tus-Resumable": VERSION})
        return await _go_on(request, staged, found)
    except UploadLocked:
        raise Problem(423, "Another request is writing to this upload.") from None
    except FileNotFoundError:
        return await _finished(request)


async def _go_on(request: Request, staged: Resumable, found: ResumableUpload) -> Response:
    """Receive or count bytes; a complete upload becomes an attachment."""
    if request.method == "HEAD":
        offset = await in_thread(staged.offset, found.id)
        if offset == found.length:
            # All bytes were received, but the process ended before it made the attachment.
            with staged.writing(found.id):
                await _finish(request, staged, found)
        return Response(headers={**_state(found, offset), "Cache-Control": "no-store"})
    receiver = state_of(request.scope).receiver
    with receiver.slots.taken(request.user.token_id), staged.writing(found.id) as writer:
        _require_patch(request, found, writer)
        checksum = _checksum(request)
        try:
            await _take(request, receiver, found, writer, checksum)
        finally:
            if checksum is None:
                await in_thread(writer.sync)
        if writer.offset == found.length:
            await _finish(request, staged, found)
    return Response(status_code=204, headers=_state(found, writer.offset))


async def _take(
    request: Request,
    receiver: Receiver,
    found: ResumableUpload,
    writer: UploadWriter,
    checksum: bytes | None,
) -> None:
    """Write the body of a PATCH; with a checksum, completely or not at all."""
    hashed = hashlib.sha256()
    buffer = bytearray()

    async def flush() -> None:
        data = bytes(buffer)
        buffer.clear()
        await in_thread(writer.write, data)
        if checksum is not None:
            await in_thread(hashed.update, data)
        elif writer.offset - writer.synced >= SYNCED_EVERY:
            await in_thread(writer.sync)

    try:
        async for piece in receiver.pieces(request):
            if writer.offset + len(buffer) + len(piece) > found.length:
                raise Problem(413, f"The upload was announced with {found.length} bytes.")
            buffer += piece
            if len(buffer) >= WRITTEN_AT_ONCE:
                await flush()
    except Problem:
        # The received bytes are kept, so that the client can resume.
        await flush()
        raise
    await flush()
    if checksum is not None:
        if hashed.digest() != checksum:
            raise ChecksumMismatch(460, "The checksum does not match the received bytes.")
        await in_thread(writer.sync)


async def _finish(request: Request, staged: Resumable, found: ResumableUpload) -> None:
    """Make the attachment of a complete upload. On Problem (422) the upload is removed."""
    library = state_of(request.scope).library
    data = staged.path(found.id, "data")
    content = await in_thread(content_of, data, found.metadata["filename"])
    try:
        wanted = found.metadata.get("sha256")
        if wanted is not None and wanted != content.sha256:
            raise ChecksumMismatch(460, "The content does not match the announced SHA-256.")
        hold = await library.keep(content)
        try:
            sent = attachments.Upload(
                name=found.metadata["filename"],
                size=content.size,
                media_type=content.media_type,
                sha256=content.sha256,
                hold_id=hold.id,
            )
            await library.database.write(
                request.user.actor, lambda write: _register(write, found.id, found.metadata, sent)
            )
        except Refused as refused:
            raise _refusal(refused) from refused
        finally:
            await library.let_go([hold])
    except Problem:
        await in_thread(staged.remove, found.id)
        raise
    await in_thread(staged.remove, found.id)
    state_of(request.scope).notifier.wake()


async def _register(
    write: Write, upload_id: str, metadata: Mapping[str, str], sent: attachments.Upload | None
) -> None:
    """Add the attachment, and file it where the metadata says so."""
    file_type = metadata.get("file_type")
    made = await attachments.register(
        write,
        attachments.NewAttachment(
            id=upload_id,
            name=metadata["filename"],
            title=metadata.get("title"),
            source_session_id=metadata.get("session_id"),
            issue_id=None if file_type else metadata.get("issue_id"),
            upload=sent,
        ),
    )
    if file_type:
        filed = files.NewFile(
            issue_id=metadata["issue_id"],
            attachment_id=made,
            file_name=metadata["filename"],
            file_type=file_type,
        )
        await files.add(write, filed)


class _Rehearsed(Exception):
    """Ends a rehearsal, so that its transaction is rolled back."""


async def _rehearse(request: Request, length: int, metadata: Mapping[str, str]) -> None:
    """Refuse at creation what the end of the upload would refuse. Raises Problem (422)."""
    library = state_of(request.scope).library

    async def work(write: Write) -> None:
        await _register(write, rows.new_id(), metadata, None)
        raise _Rehearsed

    try:
        await library.database.write(request.user.actor, work)
    except _Rehearsed:
        return
    except Refused as refused:
        raise _refusal(refused) from refused


async def _finished(request: Request) -> Response:
    """Answer for an upload that has become an attachment. Raises Problem (404)."""
    library = state_of(request.scope).library
    attachment_id = identifier(request.path_params["upload_id"])
    made = await library.find(library.database, attachment_id) if attachment_id else None
    if made is None or not made.sha256 or made.created_by != request.user.actor.author:
        raise Problem(404, "There is no upload with this id.", headers={"Tus-Resumable": VERSION})
    if request.method == "DELETE":
        raise Problem(403, "The upload is an attachment now; deleteAttachment deletes it.")
    if request.method == "PATCH" and request.headers.get("upload-offset") != str(made.size):
        raise Problem(409, f"The upload has all its {made.size} bytes.")
    headers = {"Tus-Resumable": VERSION, "Upload-Offset": str(made.size)}
    headers |= {"Upload-Length": str(made.size), "Cache-Control": "no-store"}
    return Response(status_code=200 if request.method == "HEAD" else 204, headers=headers)


def _state(found: ResumableUpload, offset: int) -> dict[str, str]:
    return {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(offset),
        "Upload-Length": str(found.length),
        "Upload-Expires": formatdate(found.expires, usegmt=True),
    }


def _abilities(receiver: Receiver) -> dict[str, str]:
    return {
        "Allow": "DELETE, HEAD, OPTIONS, PATCH, POST",
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,expiration,termination,checksum",
        "Tus-Max-Size": str(receiver.limits.file_bytes),
        "Tus-Checksum-Algorithm": ALGORITHM,
    }


def _require_writer(request: Request) -> None:
    if request.user.scope < TokenScope.WRITE:
        raise Problem(403, "An upload needs a token with the scope `write`.")


def _require_version(request: Request) -> None:
    if request.headers.get("tus-resumable") != VERSION:
        raise Problem(
            412, f"Send the header Tus-Resumable: {VERSION}.", headers={"Tus-Version": VERSION}
        )


def _require_patch(request: Request, found: ResumableUpload, writer: UploadWriter) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != MEDIA_TYPE:
        raise Problem(415, f"Send the bytes as {MEDIA_TYPE}.", headers={"Accept-Patch": MEDIA_TYPE})
    offset = _number(request, "upload-offset")
    if offset != writer.offset:
        raise Problem(409, f"The upload has {writer.offset} bytes, so go on there.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 18 or offset + int(announced) > found.length):
        raise Problem(413, f"The upload was announced with {found.length} bytes.")


def _length(request: Request, receiver: Receiver) -> int:
    if "upload-defer-length" in request.headers:
        raise Problem(400, "The length must be known: send Upload-Length.")
    length = _number(request, "upload-length")
    if length > receiver.limits.file_bytes:
        raise receiver.too_large()
    if not length:
        raise Problem.unprocessable(
            [
                {
                    "loc": ("header", "Upload-Length"),
                    "msg": "The file is empty.",
                    "type": "empty_file",
                }
            ]
        )
    return length


def _number(request: Request, name: str) -> int:
    given = request.headers.get(name, "")
    if not _NUMBER.fullmatch(given):
        raise Problem(400, f"The header {name.title()} must be a number of bytes.")
    return int(given)


def _checksum(request: Request) -> bytes | None:
    given = request.headers.get("upload-checksum")
    if given is None:
        return None
    algorithm, _, digest = given.partition(" ")
    if algorithm != ALGORITHM:
        raise Problem(400, f"Upload-Checksum must use {ALGORITHM}.")
    try:
        return base64.b64decode(digest, validate=True)
    except binascii.Error:
        raise Problem(400, "Upload-Checksum must be in Base64.") from None


def _metadata(given: str) -> dict[str, str]:
    """Return the pairs of `Upload-Metadata`; unknown names are ignored. Raises Problem (400)."""
    found: dict[str, str] = {}
    for pair in filter(None, map(str.strip, given.split(","))):
        name, _, encoded = pair.partition(" ")
        if name in found:
            raise Problem(400, f"Upload-Metadata names {name[:40]!r} twice.")
        try:
            value = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            raise Problem(400, "Upload-Metadata must have values of UTF-8 in Base64.") from None
        if name in METADATA and value:
            found[name] = value
    return found


def _metadata_fault(name: str, rule: str) -> Problem:
    return Problem.unprocessable(
        [{"loc": ("header", "Upload-Metadata", name), "msg": f"`{name}` {rule}.", "type": name}]
    )


def _refusal(refused: Refused) -> Problem:
    return Problem.unprocessable(
        [
            {
                "loc": ("header", "Upload-Metadata", *error.field),
                "msg": error.message,
                "type": error.code.name.lower(),
            }
            for error in refused.errors
        ]
    )
