"""The routes of files, and what they need of the application."""

import re
from contextlib import AbstractAsyncContextManager

from starlette.datastructures import State
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from db.engine import Database
from db.files.library import Library
from db.files.open import open_store
from gateway.files import content
from gateway.files.multipart import MEDIA_TYPE
from gateway.files.receiving import Form, Limits, Receiver
from gateway.http.headers import header
from gateway.http.paths import route_path
from gateway.settings import Settings

_FORMS = re.compile(
    r"/graphql|/api/v1/(attachments|issues/[^/]+/files|sessions/[^/]+/upload-files)/?"
)


def file_routes() -> list[BaseRoute]:
    """List the routes that are no operations with JSON around them."""
    return [Route(content.PATH + end, content.content, methods=["GET"]) for end in ("", "/")]


def is_streamed(scope: Scope) -> bool:
    """Return whether the body of a request is received piece by piece, within `Limits`."""
    kind = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
    return (
        kind == MEDIA_TYPE
        and scope["method"] == "POST"
        and _FORMS.fullmatch(route_path(scope)) is not None
    )


def open_files(state: State, settings: Settings, database: Database) -> None:
    """Give the application its store of files."""
    library = Library(database, open_store(settings.files_address), settings.staging)
    state.library = library
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


def receive_form(request: Request) -> AbstractAsyncContextManager[Form]:
    """Receive the form of a request."""
    receiver: Receiver = request.app.state.receiver
    return receiver.form(request)
