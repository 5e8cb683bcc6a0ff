"""Where the pages are: what the newsletter's own links say, read backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from bulletin.errors import ConfigError
from bulletin.model.newsletter import Links

TOKEN = "{token}"  # noqa: S105 - the name of a hole, not a password
_USUAL = {"unsubscribe": "/u/{token}", "preferences": "/p/{token}"}
_WEB = ("https://", "http://")
"""Any other link, to leave by mail say, leads to no page; then the pages are where they usually are."""
_HOLE = re.compile(r"(\{(?:token|issue|locale)\})")
_MANY = 64
"""Parameters of an address that are looked at."""

Page = Literal["unsubscribe", "preferences"]
"""What a page is for, which is also what its token is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one page is: `/u/{token}`, or `/leave` with the token in its query."""

    page: Page
    path: re.Pattern[str]
    """Of the whole path; its group `token` is the token, where the path holds it."""
    parameter: str = ""
    """What the query calls the token; empty: the path holds it."""

    def token(self, path: str, query: str) -> str | None:
        """Return the token in an address; None where the address is not this page's."""
        match = self.path.fullmatch(path)
        if match is None or not self.parameter:
            return match["token"] if match else None
        try:
            return dict(parse_qsl(query, max_num_fields=_MANY)).get(self.parameter)
        except ValueError:
            return None


def places(links: Links) -> tuple[Place, ...]:
    """Return where the pages are: at the paths of the links, by default `/u/{token}` and `/p/{token}`.

    Raises ConfigError where the path and the query of a link have no `{token}`.

    >>> [place.token("/news/u/abc", "") for place in places(Links(unsubscribe="https://example.org/news/u/{token}"))]
    ['abc', None]
    """
    return _place("unsubscribe", links.unsubscribe), _place("preferences", links.preferences)


def _place(page: Page, link: str) -> Place:
    parts = urlsplit(link if link.lower().startswith(_WEB) else _USUAL[page])
    if TOKEN in parts.path:
        return Place(page=page, path=_pattern(parts.path))
    for name, value in parse_qsl(parts.query):
        if value == TOKEN:
            return Place(page=page, path=_pattern(parts.path), parameter=name)
    raise ConfigError(
        f"expected {TOKEN} in the path or the query of the newsletter's link `{page}`, found {link!r}; "
        f"write it like https://example.org{_USUAL[page]}"
    )


def _pattern(path: str) -> re.Pattern[str]:
    """Return what paths of a link look like once a server has decoded them."""
    pieces = [unquote(piece) for piece in _HOLE.split(path or "/")]
    token, more = iter(("(?P<token>[^/]+)",)), "[^/]+"
    return re.compile(
        "".join(
            (next(token, more) if piece == TOKEN else more) if _HOLE.fullmatch(piece) else re.escape(piece)
            for piece in pieces
        )
    )


def paths(path: str, root: str) -> Iterator[str]:
    """Yield the path of an address as a visitor sees it, then as it is below the folder `root` that serves the pages."""
    yield path
    root = root.rstrip("/")
    if root and path.startswith(f"{root}/"):
        yield path.removeprefix(root)
