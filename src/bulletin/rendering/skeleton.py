"""The one home of mrml: tokenised MJML → a skeleton of HTML whose holes know what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mjml import mjml2html

from bulletin.errors import RenderError
from bulletin.rendering.store import TOKEN


class HolePlace(StrEnum):
    """What may stand in a hole."""

    TEXT = "text"
    """HTML of spans, between tags."""
    PLAIN = "plain"
    """Characters only: `<title>`, and attributes that are no addresses."""
    URL = "url"
    """An address whose scheme is allowed."""
    STYLE = "style"
    """A value that the theme vouches for."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in the HTML where the value of one token goes."""

    index: int
    place: HolePlace


@dataclass(frozen=True, slots=True)
class Skeleton:
    """HTML with holes: `parts[0]`, `holes[0]`, `parts[1]`, …, `parts[-1]`."""

    parts: tuple[str, ...]
    holes: tuple[Hole, ...]


_SCAN = re.compile(
    r"""(?P<conditional> <!--\[if[^\]]*\]>(?:<!-->)? | <!--<!\[endif\]--> | <!\[endif\]--> )
      | (?P<comment> <!--.*?--> )
      | (?P<style> <(?P<raw>style|script)\b[^>]*>.*?</(?P=raw)\s*> )
      | (?P<title> <title>.*?</title> )
      | (?P<tag> </?[a-zA-Z!](?:[^>"]|"[^"]*")*> )""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_URLS = frozenset({
    "action", "background", "cite", "data", "formaction", "href", "longdesc", "ping", "poster", "src", "xlink:href",
})  # fmt: skip
_CODE = re.compile(r"on\w+|style|srcdoc")
"""Attributes whose values a mail client would read as more than characters."""


def _holes(html: str) -> Iterator[tuple[int, int, Hole]]:
    """Yield start, end and hole of every token, in order."""
    tokens = _Tokens(html)
    for match in _SCAN.finditer(html):
        start, end = match.span()
        if tokens.next >= end:
            continue  # most tags hold none, and nothing stands before them
        yield from tokens.before(start, HolePlace.TEXT)
        match match.lastgroup:
            case "title":
                yield from tokens.before(end, HolePlace.PLAIN)
            case "style" | "comment":
                yield from tokens.before(end, HolePlace.STYLE)
            case "tag" if tokens.next < end:
                for attribute in _ATTRIBUTE.finditer(html, start, end):
                    tokens.skip(attribute.start(2))
                    yield from tokens.before(attribute.end(2), _attribute_place(attribute[1]))
        tokens.skip(end)
    yield from tokens.before(len(html), HolePlace.TEXT)


class _Tokens:
    """The tokens of a text, taken in order; `next` is where the next one begins, or the end of the text."""

    def __init__(self, html: str) -> None:
        self._found = TOKEN.finditer(html)
        self._end = len(html)
        self._take()

    def _take(self) -> None:
        self._first = next(self._found, None)
        self.next = self._first.start() if self._first else self._end

    def before(self, end: int, place: HolePlace) -> Iterator[tuple[int, int, Hole]]:
        """Yield those that begin before `end`, as holes of a place."""
        while self._first and self.next < end:
            yield self.next, self._first.end(), Hole(int(self._first[1]), place)
            self._take()

    def skip(self, end: int) -> None:
        """Leave out those that begin before `end`: no value may stand there."""
        while self._first and self.next < end:
            self._take()


def _attribute_place(name: str) -> HolePlace:
    if name.lower() in _URLS:
        return HolePlace.URL
    return HolePlace.STYLE if _CODE.fullmatch(name.lower()) else HolePlace.PLAIN


_ROUND_COMPONENT = re.compile(r"\s*(</?mj(?:ml|-[a-z-]+)\b(?:[^>\"]|\"[^\"]*\")*>)\s*")
_INDENT = re.compile(r"\s*\n\s*")


def _tidy(mjml: str) -> str:
    """Drop the white space that templates are indented with.

    mrml refuses some white space between components (two spaces behind `</mj-style>`), and readers pay for the rest.
    """
    return _ROUND_COMPONENT.sub(r"\1", _INDENT.sub("\n", mjml))


@lru_cache(maxsize=64)
def compile_skeleton(mjml: str) -> Skeleton:
    """Compile tokenised MJML; the same MJML is compiled once, whatever the language of its values.

    Raises RenderError where mrml cannot read it, or where a token stands where no value may stand.
    """
    try:
        html = str(mjml2html(_tidy(mjml), disable_comments=True, fonts={}))
    except ValueError as problem:
        raise RenderError(f"the templates gave MJML that cannot be compiled: {problem}") from problem
    parts: list[str] = []
    holes: list[Hole] = []
    position = 0
    for start, end, hole in _holes(html):
        parts.append(html[position:start])
        holes.append(hole)
        position = end
    return Skeleton((*parts, html[position:]), tuple(holes))
