"""`application`: the pages of a newsletter for any ASGI server, alone or mounted in another application."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret
from bulletin.model.newsletter import Newsletter
from bulletin.rendering.theme import Theme
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.web.accepting import accepted_languages
from bulletin.web.answering import UNAVAILABLE, Answer, Visit, answer
from bulletin.web.forms import LARGEST, fields
from bulletin.web.places import Page, paths, places
from bulletin.web.site import Choices, Site

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = ("GET", "HEAD", "POST")
_TOO_LARGE, _NOT_ALLOWED = 413, 405
_COME_AGAIN = "120"
"""Seconds after which somebody may try again whose choice could not be stored."""
_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of every answer, whoever gives it: the address is a key to one reader's choices."""


def application(
    newsletter: Newsletter,
    ledger: Choices,
    secret: Secret,
    *,
    theme: Theme | None = None,
    localised: Mapping[str, Newsletter] | None = None,
    clock: Clock = SYSTEM,
) -> ASGIApp:
    """Return the ASGI application with the pages that the newsletter's links `unsubscribe` and `preferences` lead to.

    It answers at the paths of these links (by default `/u/{token}` and `/p/{token}`), also below the folder where it
    is mounted (`root_path`). `theme` gives colours and fonts, by default the newsletter's own, if that is built in;
    `localised` the newsletter's name by edition (`localised_newsletters`). The ledger is asked in threads, and stays
    its owner's to close.
    Raises ConfigError where a link has no `{token}`, or Starlette is not installed; RenderError where the theme lacks a
    colour that the pages need.
    """
    try:
        from starlette.applications import Starlette
        from starlette.routing import Route
    except ImportError as problem:
        raise missing(problem) from problem
    site = Site(
        newsletter=newsletter, choices=ledger, secret=secret, theme=theme or _own_theme(newsletter), localised=localised or {}, clock=clock,
    )  # fmt: skip
    answer(site, Visit(page=None))  # a theme at fault is found now, not by a reader
    return _Guarded(Starlette(routes=[Route("/{path:path}", _Pages(site))]))


def missing(problem: ImportError) -> ConfigError:
    """Return what to raise where a package of the extra is not installed."""
    return ConfigError(
        f"expected the packages for web pages, found no {problem.name}; install them with `pip install 'bulletin[web]'`"
    )


def _own_theme(newsletter: Newsletter) -> Theme:
    """Return the newsletter's theme; the default one where it stands in a folder that nobody has named."""
    try:
        return Theme.named(newsletter.theme, brand=dict(newsletter.brand))
    except ConfigError:
        return Theme.named("harbour")


class _Pages:
    """All pages, as one endpoint: which one it is, the newsletter's links decide."""

    def __init__(self, site: Site) -> None:
        """Serve a site."""
        self._site = site
        self._places = places(site.newsletter.links)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        from starlette.requests import ClientDisconnect, Request
        from starlette.responses import PlainTextResponse

        request = Request(scope, receive)
        if request.method not in _METHODS:
            allowed = {"Allow": ", ".join(_METHODS)}
            response: Response = PlainTextResponse("Method Not Allowed", status_code=_NOT_ALLOWED, headers=allowed)
        else:
            try:
                response = await self._response(request)
            except ClientDisconnect:
                return
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import HTMLResponse, PlainTextResponse

        posted = None
        if request.method == "POST":
            body = await _body(request)
            if body is None:
                return PlainTextResponse("Content Too Large", status_code=_TOO_LARGE)
            posted = fields(body, request.headers.get("content-type", ""))
        page, token = self._found(request.scope)
        languages = accepted_languages(request.headers.get("accept-language", ""))
        visit = Visit(page=page, token=token, posted=posted, languages=languages)
        shown = await run_in_threadpool(answer, self._site, visit)
        return HTMLResponse(shown.html, status_code=shown.status, headers=_headers(shown))

    def _found(self, scope: Scope) -> tuple[Page | None, str]:
        query = scope["query_string"].decode("latin-1")
        for path in paths(scope["path"], scope.get("root_path", "")):
            for place in self._places:
                if token := place.token(path, query):
                    return place.page, token
        return None, ""


async def _body(request: Request) -> bytes | None:
    """Return the body of a request; None where it is larger than any that is honestly meant."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > LARGEST:
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _headers(shown: Answer) -> dict[str, str]:
    """Return the headers of a page: its one style is allowed by its hash (CSP 3 §6.7.3.3), its forms at home."""
    style = shown.html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy} | ({"Retry-After": _COME_AGAIN} if shown.status == UNAVAILABLE else {})


class _Guarded:
    """An application whose every answer bears the headers that keep its addresses private."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add what its answer lacks."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                more = [(name.lower().encode(), value.encode()) for name, value in _ALWAYS.items()]
                message = {**message, "headers": given + [each for each in more if each[0] not in names]}
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)
