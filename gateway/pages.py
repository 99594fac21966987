"""Pages for people: playground, docs and board, built by `web/` and served from here."""

import base64
import hashlib
import mimetypes
import re
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.http.compression import SUFFIXES, preferred_coding
from gateway.http.headers import header
from gateway.http.negotiation import preferred
from gateway.http.paths import route_path
from rest_compat.conditional import is_unmodified

HERE = Path(__file__).parent
BUILT = HERE / "web"
"""Where `make web` puts the built pages."""
UNBUILT = (HERE / "unbuilt.html").read_text(encoding="utf-8")
"""The page that is served when the pages were not built; it can send an operation."""

GRAPHQL = "/graphql"
PAGES = ("/board", "/board/", "/docs", "/docs/")
"""Paths that need no token: pages hold no data and fetch it with the visitor's token."""
ASSETS = "/assets/"
"""The path of the files of the pages; one page requests dozens of them at once."""
MEDIA_TYPES = ("text/html", "application/graphql-response+json", "application/json")

STRICT = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
POLICIES = {
    # Monaco, the editor in GraphiQL, writes style elements and attributes; its icons are a font
    # within its style sheet, and so are some of its pictures.
    # Attachments are fetched with the token and shown from memory.
    "board": f"{STRICT}; img-src 'self' blob:",
    "playground": f"{STRICT}; style-src 'self' 'unsafe-inline'; font-src 'self' data:;"
    " img-src 'self' data:",
    # Swagger UI's style sheet holds its pictures.
    "docs/rest": f"{STRICT}; img-src 'self' data:",
}
"""Content-Security-Policy by page, for pages that need more than `STRICT`."""
RELATIVE = re.compile(r'((?:href|src)=")(?:\./)?(?=[\w])')
"""The relative links of a page; those of a page that is served deeper begin with `../`."""
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
FOREVER = "public, max-age=31536000, immutable"
"""For assets: their names change with their content."""


class PlaygroundPage:
    """Middleware: a browser that asks for `/graphql` gets the playground, and needs no token."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] != "POST" and route_path(scope) == GRAPHQL:
            request = Request(scope, receive)
            if wants_page(request):
                response = await playground_page(request)
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


def wants_page(request: Request) -> bool:
    """Return whether a request to `/graphql` comes from a browser's address bar."""
    return (
        request.method in ("GET", "HEAD")
        and "query" not in request.query_params
        and preferred(request.headers.get("accept"), MEDIA_TYPES) == MEDIA_TYPES[0]
    )


async def playground_page(request: Request) -> Response:
    """The playground, for a browser that asks for `/graphql`."""
    response = await _page(request, "playground")
    response.headers.add_vary_header("Accept")
    return response


async def home(request: Request) -> Response:
    """Redirect to the board."""
    return _redirect(request, "/board")


def page_routes() -> list[BaseRoute]:
    """The routes of docs, board and assets; they take no token."""
    return [
        Route("/board", _board),
        Route("/board/{screen:path}", _board),
        Route("/docs", _docs),
        Route("/docs/{name:path}", _docs),
        Route("/assets/{name}", _asset),
    ]


async def _board(request: Request) -> Response:
    """One page for all screens of the board; its script shows the one that the path names."""
    up = "../" * (route_path(request.scope).count("/") - 1)
    if not up or not _is_built():
        return await _page(request, "board")
    page = RELATIVE.sub(rf"\1{up}", (BUILT / "board.html").read_text(encoding="utf-8"))
    tag = f'"{hashlib.sha256(page.encode()).hexdigest()[:32]}"'
    headers = _headers("board") | {"ETag": tag}
    if is_unmodified(request.headers, tag):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page, headers=headers)


async def _docs(request: Request) -> Response:
    name = request.path_params.get("name", "")
    # The links of a page are relative; below a slash too many they lead elsewhere.
    path = route_path(request.scope)
    if path.endswith("/"):
        return _redirect(request, path.rstrip("/"))
    if "//" in path:
        raise HTTPException(404)
    return await _page(request, f"docs/{name}" if name else "docs/index")


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    response = await _built_file(request, f"assets/{name}")
    response.headers.update(HEADERS | {"Cache-Control": FOREVER})
    return response


def _redirect(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path)


async def _page(request: Request, name: str) -> Response:
    if not _is_built():
        return _unbuilt(request, 200 if name == "playground" else 503)
    response = await _built_file(request, f"{name}.html")
    response.headers.update(_headers(name))
    return response


def _headers(name: str) -> dict[str, str]:
    policy = POLICIES.get(name, STRICT)
    return HEADERS | {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}


async def _built_file(request: Request, path: str) -> Response:
    """Return a file of the pages, in the coding that the client takes and `make web` has made."""
    offered = tuple(
        coding for coding in SUFFIXES if (BUILT / f"{path}{SUFFIXES[coding]}").is_file()
    )
    coding = preferred_coding(header(request.scope, b"accept-encoding"), offered)
    suffix = SUFFIXES[coding] if coding else ""
    response = await _files().get_response(path + suffix, request.scope)
    if coding and response.status_code == 200:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        response.headers["Content-Type"] = (
            f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        )
        response.headers["Content-Encoding"] = coding
    if offered:
        response.headers.add_vary_header("Accept-Encoding")
    return response


def _is_built() -> bool:
    """A failed build leaves an empty folder."""
    return (BUILT / "playground.html").is_file()


def _files() -> StaticFiles:
    """The built pages; looked for anew each time, as they may be built while the server runs."""
    if not _is_built():
        raise HTTPException(404)
    return StaticFiles(directory=BUILT, check_dir=False)


def _unbuilt(request: Request, status: int) -> Response:
    up = "../" * (route_path(request.scope).count("/") - 1)
    policy = (
        f"default-src 'none'; connect-src 'self'; script-src {_digest('script')};"
        f" style-src {_digest('style')}; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    headers = HEADERS | {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    content = UNBUILT.replace('action="', f'action="{up}')
    return HTMLResponse(content, status, headers)


def _digest(element: str) -> str:
    """The source expression that allows the one inline `element` (CSP Level 3, section 2.3.1)."""
    match = re.search(f"<{element}>(.*?)</{element}>", UNBUILT, re.DOTALL)
    assert match is not None
    digest = hashlib.sha256(match.group(1).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
