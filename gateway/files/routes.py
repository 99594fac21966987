"""The routes of files, and their state in the application."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import structlog
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from db.engine import Database
from db.files.library import Library
from db.files.open import open_store
from db.files.resumable import Resumable
from db.files.staging import remove_abandoned
from db.files.threads import in_thread
from gateway.files import content, export, tus
from gateway.files.multipart import MEDIA_TYPE
from gateway.files.receiving import Limits, ReceivedForm, Receiver
from gateway.http.headers import header
from gateway.http.paths import route_path
from gateway.settings import Settings
from gateway.state import GatewayState, state_of

CLEANED_EVERY = 3600.0
"""Seconds between two searches for abandoned uploads."""

_FORMS = re.compile(
    r"/graphql/?|/api/v1/(attachments|issues/[^/]+/files|sessions/[^/]+/upload-files)/?"
)
_UPLOAD = re.compile(r"/api/v1/uploads/[^/]+/?")

log = structlog.get_logger()


def file_routes() -> list[BaseRoute]:
    """List the routes of files: those that are not JSON operations."""
    return [
        route
        for end in ("", "/")
        for route in (
            Route(content.PATH + end, content.content, methods=["GET"]),
            Route(export.PATH + end, export.export, methods=["POST"]),
            Route(tus.PATH + end, tus.uploads, methods=["OPTIONS", "POST"]),
            Route(
                f"{tus.PATH}/{{upload_id}}{end}",
                tus.upload,
                methods=["DELETE", "HEAD", "OPTIONS", "PATCH"],
            ),
        )
    ]


def is_streamed(scope: Scope) -> bool:
    """Return whether the body of a request is received piece by piece, within `Limits`."""
    path = route_path(scope)
    if scope["method"] == "PATCH":
        return _UPLOAD.fullmatch(path) is not None
    kind = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
    is_form = kind == MEDIA_TYPE and scope["method"] == "POST"
    return is_form and _FORMS.fullmatch(path) is not None


@asynccontextmanager
async def files_open(
    state: GatewayState, settings: Settings, database: Database
) -> AsyncIterator[None]:
    """Give the application its store of files, and keep the staging folder clean."""
    library = Library(database, open_store(settings.files_address), settings.staging)
    state.library = library
    state.resumable = Resumable(settings.staging, settings.upload_lifetime)
    state.receiver = Receiver(
        library,
        Limits(
            file_bytes=settings.upload_limit,
            field_bytes=settings.body_limit,
            idle_seconds=settings.body_timeout,
            seconds=settings.upload_timeout,
            at_once=settings.uploads_at_once,
        ),
    )
    cleaning = asyncio.create_task(_keep_clean(state))
    try:
        yield
    finally:
        cleaning.cancel()
        with suppress(asyncio.CancelledError):
            await cleaning


async def _keep_clean(state: GatewayState) -> None:
    while True:
        try:
            await in_thread(remove_abandoned, state.library.staging)
            await in_thread(state.resumable.remove_expired)
        except Exception:
            log.exception("abandoned uploads could not be removed")
        await asyncio.sleep(CLEANED_EVERY)


def receive_form(request: Request) -> AbstractAsyncContextManager[ReceivedForm]:
    """Receive the form of a request."""
    receiver = state_of(request.scope).receiver
    return receiver.form(request)
