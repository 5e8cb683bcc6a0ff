"""The tags of a template, read from its blanked copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bulletin.rendering.lint.components import COMPONENTS
from bulletin.rendering.lint.elements import VOID
from bulletin.rendering.lint.source import OUTPUT, STATEMENT, Source, blanked

_COMMENT = re.compile(r"<!--(?:\[if[^\]]*\]>(?:<!-->)?|<!\[endif\]-->|.*?-->)|<!\[endif\]-->", re.DOTALL)
_STYLE = re.compile(r"(?<=<mj-style)(?P<attributes>[^>]*)>(?P<css>.*?)(?=</mj-style)", re.DOTALL)
_CODE = re.compile(r"<(?P<name>script|style)\b[^>]*>.*?</(?P=name)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(
    rf"""<(?P<close>/?)(?P<name>[A-Za-z{OUTPUT}][^\s/>{STATEMENT}]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
)
_ATTRIBUTE = re.compile(
    rf"""(?P<name>[^\s=/"'<>{STATEMENT}]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>{STATEMENT}]+))?"""
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as it is written."""

    name: str
    value: str
    """Without its quotes; Jinja in it is blanked."""
    quote: str
    """`"`, `'`, or nothing."""
    start: int
    value_start: int

    @property
    def is_open(self) -> bool:
        """Whether Jinja has a part in the name."""
        return OUTPUT in self.name


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag."""

    name: str
    start: int
    end: int
    closes: bool
    empty: bool
    """Whether it ends its own element: `<br />`."""
    attributes: tuple[Attribute, ...]

    @property
    def is_open(self) -> bool:
        """Whether Jinja makes the name, so that nothing is known of it."""
        return OUTPUT in self.name

    @property
    def is_component(self) -> bool:
        """Whether it belongs to MJML."""
        return self.name == "mjml" or self.name.startswith("mj-")

    def attribute(self, name: str) -> Attribute | None:
        """Return an attribute, if it is there."""
        return next((each for each in self.attributes if each.name.lower() == name), None)


@dataclass(frozen=True)
class Markup:
    """The markup of a template of MJML."""

    source: Source

    @cached_property
    def _without_comments(self) -> str:
        text = self.source.blank
        for comment in _COMMENT.finditer(text):
            text = blanked(text, comment.start(), comment.end(), STATEMENT)
        return text

    @cached_property
    def styles(self) -> tuple[tuple[int, str], ...]:
        """The style sheets, each with its position."""
        return tuple((style.start("css"), style["css"]) for style in _STYLE.finditer(self._without_comments))

    @cached_property
    def _without_styles(self) -> str:
        text = self._without_comments
        for start, css in self.styles:
            text = blanked(text, start, start + len(css), STATEMENT)
        return text

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """All tags in order."""
        return tuple(_tag(match) for match in _TAG.finditer(self._without_styles))

    @cached_property
    def words(self) -> str:
        """The text with everything blanked but what stands between tags."""
        text = self._without_styles
        for tag in self.tags:
            text = blanked(text, tag.start, tag.end, STATEMENT)
        for code in _CODE.finditer(self._without_styles):
            text = blanked(text, code.start(), code.end(), STATEMENT)
        return text

    def stray(self) -> Iterator[int]:
        """Yield the position of every `<` that opens no tag."""
        for match in re.finditer("<", self.words):
            yield match.start()
        for start, css in self.styles:
            for match in re.finditer("<", css):
                yield start + match.start()


def _tag(match: re.Match[str]) -> Tag:
    rest, start = match["rest"], match.start("rest")
    attributes = tuple(_attribute(found, start) for found in _ATTRIBUTE.finditer(rest))
    name = match["name"] if match["name"] in COMPONENTS else match["name"].lower()
    empty = rest.rstrip().endswith("/") or name in VOID
    return Tag(name, match.start(), match.end(), bool(match["close"]), empty, attributes)


def _attribute(found: re.Match[str], offset: int) -> Attribute:
    value = found["value"] or ""
    quote = value[:1] if value[:1] in {'"', "'"} else ""
    inside = offset + found.start("value") + len(quote) if value else offset + found.end()
    return Attribute(found["name"], value[1:-1] if quote else value, quote, offset + found.start(), inside)
