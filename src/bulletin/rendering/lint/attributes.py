"""Rules for single tags: known by name, written so that mrml and mail clients read them alike."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from bulletin.findings import Finding
from bulletin.rendering.lint.components import COMPONENTS, REFUSED, WRONG_ATTRIBUTES
from bulletin.rendering.lint.elements import DANGEROUS, ELEMENTS, EVERYWHERE
from bulletin.rendering.lint.markup import Attribute, Markup, Tag
from bulletin.rendering.lint.source import OUTPUT, STATEMENT, Source

_ALL_ATTRIBUTES = frozenset[str]().union(*(component.attributes for component in COMPONENTS.values()))
_JINJA = (OUTPUT, STATEMENT)
_LENGTHS = re.compile(
    r"(?:inner-|icon-|text-)?padding(?:-\w+)?|(?:max-)?(?:width|height)|icon-(?:size|height)|letter-spacing"
    r"|(?:inner-)?border(?:-\w+)*|font-size"
)
_COLOURED = re.compile(r"(?:[\w-]+-)?color|bgcolor|(?:inner-)?border(?:-(?:top|right|bottom|left))?")
_HEX = re.compile(r"#[0-9A-Za-z]*")
_SIX = re.compile(r"#[0-9A-Fa-f]{6}")
_NOT_COLOURS = frozenset({"inherit", "transparent", "currentcolor", "initial", "unset", "none"})
_FUNCTION = re.compile(r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(", re.IGNORECASE)
_ASSETS = frozenset({"src", "srcset", "background", "background-url", "poster", "data"})
_LINKS = frozenset({"a", "mj-button", "mj-image", "mj-social-element"})
"""A fixed link of a theme's own is content that loads nothing."""
_REMOTE = re.compile(r"\s*(?:https?:)?//|\s*data:", re.IGNORECASE)
_REMOTE_CSS = re.compile(r"""url\(\s*["']?\s*(?:(?:https?:)?//|data:)|@import\b""", re.IGNORECASE)
_DECLARATION = re.compile(r"(?:^|[{;])\s*(?P<name>[\w-]+)\s*:(?P<value>[^;{}]*)(?=[;}]|\s*$)")


def near(word: str, known: Collection[str]) -> str:
    """Return a suggestion, as the end of a sentence."""
    found = difflib.get_close_matches(word, known, 1)
    return f"; did you mean `{found[0]}`?" if found else ""


def tag_findings(markup: Markup) -> Iterator[Finding]:
    """Yield what is wrong with each tag, its attributes and the style sheets."""
    for tag in markup.tags:
        if not tag.is_open and not tag.closes:
            yield from _name(markup.source, tag)
            yield from _attributes(markup.source, tag)
    for start, css in markup.styles:
        yield from _css(markup.source, css, start)
    for position in markup.stray():
        yield markup.source.error(
            "bare-less-than", "expected a tag or `&lt;`, found a bare <, which mrml cannot read", position
        )


def _name(source: Source, tag: Tag) -> Iterator[Finding]:
    if tag.name in COMPONENTS or tag.name in ELEMENTS:
        return
    if tag.name in REFUSED:
        yield source.error("refused-tag", f"expected no <{tag.name}>: {REFUSED[tag.name]}", tag.start)
    elif tag.name in DANGEROUS:
        yield source.error("dangerous-tag", f"expected no <{tag.name}>: {DANGEROUS[tag.name]}", tag.start)
    else:
        known = COMPONENTS if tag.is_component else ELEMENTS
        yield source.error("unknown-tag", f"no tag <{tag.name}> is known{near(tag.name, known)}", tag.start)


def _attributes(source: Source, tag: Tag) -> Iterator[Finding]:
    for attribute in tag.attributes:
        if not attribute.is_open:
            yield from _known(source, tag, attribute)
            yield from _written(source, tag, attribute)
            yield from _value(source, tag, attribute)
    if tag.name in {"img", "mj-image"} and tag.attribute("alt") is None and not _in_attributes(source, tag):
        yield source.error(
            "missing-alt", f'expected `alt` on <{tag.name}>, found none; write alt="" for an ornament', tag.start
        )
    if tag.name == "mj-column" and (width := tag.attribute("width")):
        yield from _column_width(source, width)


def _in_attributes(source: Source, tag: Tag) -> bool:
    """Tell whether a component stands in `mj-attributes`, where it gives others their defaults."""
    before = source.blank[: tag.start]
    return before.rfind("<mj-attributes") > before.rfind("</mj-attributes")


def _known(source: Source, tag: Tag, attribute: Attribute) -> Iterator[Finding]:
    name = attribute.name.lower()
    if name.startswith("on"):
        yield source.error("script-attribute", f"expected no `{name}`: mail runs no scripts", attribute.start)
    elif (tag.name, name) in WRONG_ATTRIBUTES:
        text = f"expected no `{name}` on <{tag.name}>: {WRONG_ATTRIBUTES[tag.name, name]}"
        yield source.error("refused-attribute", text, attribute.start)
    elif (known := _attributes_of(tag)) is not None and not (name in known or _is_open_set(tag, name)):
        text = f"no attribute `{attribute.name}` of <{tag.name}> is known{near(attribute.name, known)}"
        yield source.error("unknown-attribute", text, attribute.start)


def _is_open_set(tag: Tag, name: str) -> bool:
    return not tag.is_component and name.startswith(("aria-", "data-"))


def _attributes_of(tag: Tag) -> frozenset[str] | None:
    """Return the attributes a tag may have; None where nothing is known of the tag."""
    if tag.name in {"mj-all", "mj-class"}:
        return _ALL_ATTRIBUTES | ({"name"} if tag.name == "mj-class" else set())
    if tag.name in COMPONENTS:
        return COMPONENTS[tag.name].attributes
    return ELEMENTS[tag.name] | EVERYWHERE if tag.name in ELEMENTS else None


def _written(source: Source, tag: Tag, attribute: Attribute) -> Iterator[Finding]:
    """Yield what is wrong with an attribute's quotes: mrml reads none without, and prints each value between `"`."""
    bare = attribute.value and not attribute.quote
    if bare or (not attribute.value and not attribute.quote and tag.is_component):
        text = f'expected quotation marks round the value of `{attribute.name}`, found none; write {attribute.name}="…"'
        yield source.error("unquoted-value", text, attribute.start)
    elif attribute.quote == "'" and '"' in attribute.value:
        yield source.error(
            "quote-in-value", f'expected no " in the value of `{attribute.name}`; write &quot;', attribute.start
        )


def _value(source: Source, tag: Tag, attribute: Attribute) -> Iterator[Finding]:
    name, value, start = attribute.name.lower(), attribute.value, attribute.value_start
    if name == "style":
        yield from _css(source, value, start)
        return
    if tag.is_component and _LENGTHS.fullmatch(name):
        for match in re.finditer(r"(?<!\S)0(?!\S)", value):
            yield source.error("bare-zero", f"expected 0px in `{name}`, found a bare 0", start + match.start())
    if _COLOURED.fullmatch(name):
        yield from _colours(source, name, value, start)
    loads = name in _ASSETS or (name == "href" and tag.name not in _LINKS)
    if loads and _REMOTE.match(value):
        text = (
            f"expected a file of the newsletter in `{name}`, found the address {value.strip()[:60]!r} in the template"
        )
        yield source.error("remote-asset", text, start)


def _colours(source: Source, name: str, value: str, start: int) -> Iterator[Finding]:
    """Yield the colours in a value that are not written with six digits, the one form that all clients read."""
    for match in _HEX.finditer(value):
        following = value[match.end() : match.end() + 1]
        if not _SIX.fullmatch(match[0]) and following not in _JINJA:
            yield _colour(source, name, match[0], start + match.start())
    for match in _FUNCTION.finditer(value):
        yield _colour(source, name, f"{match[0]}…)", start + match.start())
    word = value.strip()
    if name.endswith("color") and word.isalpha() and word.lower() not in _NOT_COLOURS:
        yield _colour(source, name, word, start)


def _colour(source: Source, name: str, found: str, offset: int) -> Finding:
    return source.error("colour", f"expected a colour of six digits such as #0b5d6b in `{name}`, found {found}", offset)


def _css(source: Source, css: str, start: int) -> Iterator[Finding]:
    for match in _REMOTE_CSS.finditer(css):
        text = f"expected nothing from another server, found {match[0]!r} in a style"
        yield source.error("remote-asset", text, start + match.start())
    for declaration in _DECLARATION.finditer(css):
        offset = start + declaration.start("value")
        yield from _colours(
            source, declaration["name"].lower(), declaration["value"].replace("!important", " " * 10), offset
        )


def _column_width(source: Source, width: Attribute) -> Iterator[Finding]:
    value = width.value.strip()
    if not any(mark in value for mark in _JINJA) and not re.fullmatch(r"\d+(?:\.\d+)?(?:px|%)", value):
        text = f"expected the width of a column in px or %, found {value!r}, which mrml drops"
        yield source.error("column-width", text, width.value_start)
