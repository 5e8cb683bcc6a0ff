"""Spans as HTML, every character of content escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bulletin.inline.characters import text_parts
from bulletin.inline.spans import Break, Code, Emphasis, Link, Slot, SlotPlace, Span, Spans, Strong, Text, ValueRef

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"), ("\r", "&#13;"))
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Controls and lone surrogates: no HTML holds them (WHATWG HTML §13.2.3.5) and no encoder takes the latter."""
_LOST = re.compile(r"[\x00-\x1f\x7f\\]")
"""What a URL parser drops or changes (WHATWG URL §4.4): controls, line ends, tabs; the backslash, read as a slash."""
_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")
_BREAK = re.compile("[\n\r\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def fit(text: str) -> str:
    r"""Return the text with characters that no document can hold replaced by U+FFFD.

    >>> fit("a\x00b\tc")
    'a\ufffdb\tc'
    """
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Escape for a place between tags."""
    text = fit(text)
    for character, reference in _ESCAPES:
        if character in text:
            text = text.replace(character, reference)
    return text


def escaped_attribute(text: str) -> str:
    """Escape for a quoted attribute; line ends and tabs survive as references."""
    return escaped(text).replace("\n", "&#10;").replace("\t", "&#9;")


def escaped_address(text: str) -> str:
    """Escape for an address in a quoted attribute; its scheme is another's concern."""
    return escaped_attribute(_LOST.sub(lambda match: f"%{ord(match[0]):02X}", text))


def one_line(text: str) -> str:
    r"""Return the text with each line end or tab, and the white space round it, as one space.

    >>> one_line("a \n b  c")
    'a b  c'
    """
    return _SPACE.sub(lambda match: " " if _BREAK.search(match[0]) else match[0], text)


def escaped_for(place: SlotPlace, text: str) -> str:
    r"""Return what a reader's value, or a slot's fallback, is written as in its place.

    >>> escaped_for(SlotPlace.HTML, "<b>"), escaped_for(SlotPlace.HEADER, "a\nb")
    ('&lt;b&gt;', 'a b')
    """
    return _WRITTEN[place](text)


_WRITTEN: dict[SlotPlace, Callable[[str], str]] = {
    SlotPlace.HTML: escaped,
    SlotPlace.ATTRIBUTE: escaped_attribute,
    SlotPlace.URL: escaped_address,
    SlotPlace.HEADER: lambda text: fit(one_line(text)),
    SlotPlace.PLAIN: fit,
}


def html_parts(
    spans: Spans, styles: Mapping[str, str], address: Callable[[Link], list[str | Slot]]
) -> list[str | Slot]:
    """Return `spans` as HTML pieces and open slots.

    `styles` gives the attributes of `a`, `strong`, `em`, `code`, as markup that the theme vouches for; `address`
    turns a link's address into pieces fit for `href`, or into nothing where its scheme is not allowed.
    """
    parts: list[str | Slot] = []
    for span in spans.parts:
        parts += _html(span, styles, address)
    return parts


def _html(span: Span, styles: Mapping[str, str], address: Callable[[Link], list[str | Slot]]) -> list[str | Slot]:
    match span:
        case Text(text):
            return [escaped(text)]
        case Break():
            return ["<br>"]
        case Code(text):
            return [f"<code{styles.get('code', '')}>{escaped(text)}</code>"]
        case Slot():
            return [replace(span, place=SlotPlace.HTML)]
        case ValueRef(name):
            return [f"{{{escaped(name)}}}"]
        case Strong(inner):
            return _element("strong", styles.get("strong", ""), inner, styles, address)
        case Emphasis(inner):
            return _element("em", styles.get("em", ""), inner, styles, address)
        case Link(_, inner, title):
            if not (href := address(span)):
                return html_parts(Spans(inner), styles, address)
            opening = ['<a href="', *href, '"', f' title="{escaped_attribute(title)}"' if title else ""]
            return [*opening, f"{styles.get('a', '')}>", *html_parts(Spans(inner), styles, address), "</a>"]


def _element(
    tag: str,
    attributes: str,
    inner: tuple[Span, ...],
    styles: Mapping[str, str],
    address: Callable[[Link], list[str | Slot]],
) -> list[str | Slot]:
    return [f"<{tag}{attributes}>", *html_parts(Spans(inner), styles, address), f"</{tag}>"]


def attribute_parts(spans: Spans) -> list[str | Slot]:
    """Return `spans` as plain characters for a quoted attribute, slots open."""
    return [
        replace(part, place=SlotPlace.ATTRIBUTE) if isinstance(part, Slot) else escaped_attribute(part)
        for part in text_parts(spans)
    ]
