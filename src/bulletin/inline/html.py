"""Spans as HTML, every character of content escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bulletin.inline.bidi import first_direction, flows_otherwise
from bulletin.inline.characters import FSI, PDI, plain_text, text_parts
from bulletin.inline.joints import Held, held
from bulletin.inline.spans import (
    Break,
    Code,
    Draft,
    Emphasis,
    Isolated,
    Link,
    Slot,
    SlotPlace,
    Span,
    Spans,
    Strong,
    Text,
    ValueRef,
)

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"), ("\r", "&#13;"))
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Controls and lone surrogates: no HTML holds them (WHATWG HTML §13.2.3.5) and no encoder takes the latter."""
_LOST = re.compile(r"[\x00-\x1f\x7f\\]")
"""What a URL parser drops or changes (WHATWG URL §4.4): controls, line ends, tabs; the backslash, read as a slash."""
_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")
_SHORT = 8
"""Words without a space, of so many characters, need no place to break."""
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


def _isolated(write: Callable[[str], str], opening: str, closing: str) -> Callable[[str], str]:
    """Return a way of writing that sets apart what flows from right to left: nobody knew of the name when the text was made."""
    return lambda text: f"{opening}{write(text)}{closing}" if flows_otherwise(text, "ltr") else write(text)


_WRITTEN: dict[SlotPlace, Callable[[str], str]] = {
    SlotPlace.HTML: _isolated(escaped, '<span dir="auto">', "</span>"),
    SlotPlace.ATTRIBUTE: _isolated(escaped_attribute, FSI, PDI),
    SlotPlace.URL: escaped_address,
    SlotPlace.HEADER: _isolated(lambda text: fit(one_line(text)), FSI, PDI),
    SlotPlace.PLAIN: _isolated(fit, FSI, PDI),
}


def html_parts(
    spans: Spans, styles: Mapping[str, str], address: Callable[[Link], list[str | Slot]]
) -> list[str | Slot]:
    """Return `spans` as HTML pieces and open slots.

    `styles` gives the attributes of `a`, `strong`, `em`, `em_upright`, `code`, as markup that the theme vouches for; `address`
    turns a link's address into pieces fit for `href`, or into nothing where its scheme is not allowed.
    """
    if (text := spans.only_text) is not None and text.isascii():
        return [escaped(text)]  # the common case: nothing in it is Korean
    return _Writer(styles, address).all(spans.parts)


Edges = tuple[bool, bool]
"""Whether no line may end before the first sign of a span, and behind its last."""
_FREE: Edges = (False, False)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Spans into HTML; see `html_parts`."""

    styles: Mapping[str, str]
    address: Callable[[Link], list[str | Slot]]

    def all(self, spans: Sequence[Span], edges: Edges = _FREE) -> list[str | Slot]:
        """Return spans side by side, Korean words held together at their joints; `edges` belong to what holds them."""
        if edges != _FREE and not _is_short(spans):
            return self.between(spans, edges)
        parts: list[str | Slot] = []
        for span in held(spans):
            if isinstance(span, Held):
                inner = span.parts
                last = len(inner) - 1
                words = [
                    piece for index, each in enumerate(inner) for piece in self.one(each, (index > 0, index < last))
                ]
                parts += ['<span style="white-space:nowrap">', *words, "</span>"]
            else:
                parts += self.one(span)
        return parts

    def between(self, spans: Sequence[Span], edges: Edges) -> list[str | Slot]:
        """Return spans within what does not wrap, their own words loosened but for the sign at an edge.

        Whether a line ends between two elements is for the element round both to say (CSS Text 3 §5.1). Chromium
        asks the innermost ones instead, so that the sign has to stand in none that wraps.
        """
        first, rest = _first_sign(spans) if edges[0] else ((), tuple(spans))
        middle, last = _last_sign(rest) if edges[1] else (rest, ())
        parts = [piece for span in first for piece in self.one(span, (True, not rest and edges[1]))]
        if middle:
            parts += ['<span style="white-space:normal">', *self.all(middle), "</span>"]
        return [*parts, *(piece for span in last for piece in self.one(span, (not first and not middle, True)))]

    def one(self, span: Span, edges: Edges = _FREE) -> list[str | Slot]:
        """Return a span; `edges` says at which of its ends no line may end."""
        match span:
            case Text(text):
                return [escaped(text)]
            case Break():
                return ["<br>"]
            case Code(text):
                return self.element("code", "code", (Text(text),), edges)
            case Slot():
                return [replace(span, place=SlotPlace.HTML)]
            case ValueRef(name):
                return [f"{{{escaped(name)}}}"]
            case Strong(inner):
                return self.element("strong", "strong", inner, edges)
            case Emphasis(inner):
                upright = "em_upright" in self.styles and _is_upright(plain_text(inner))
                return self.element("em", "em_upright" if upright else "em", inner, edges)
            case Link():
                return self.link(span, edges)
            case Draft(_, inner):
                return [_state(span), *self.all(inner, edges), "</span>"]
            case Isolated(inner):
                return [f'<span dir="{_direction(inner)}">', *self.all(inner, edges), "</span>"]

    def element(self, tag: str, style: str, inner: tuple[Span, ...], edges: Edges) -> list[str | Slot]:
        """Return spans within an element."""
        return [f"<{tag}{self.styles.get(style, '')}>", *self.all(inner, edges), f"</{tag}>"]

    def link(self, link: Link, edges: Edges) -> list[str | Slot]:
        """Return a link, or its words alone where its address is refused."""
        words = self.all(link.parts, edges)
        if not (href := self.address(link)):
            return words
        title = f' title="{escaped_attribute(link.title)}"' if link.title else ""
        return ['<a href="', *href, f'"{title}{self.styles.get("a", "")}>', *words, "</a>"]


def _is_upright(text: str) -> bool:
    """Tell whether a text has letters without italics, which a browser would slant: Hangul, kana, ideographs, Arabic, Hebrew."""
    return not text.isascii() and _upright().search(text) is not None


@cache
def _upright() -> re.Pattern[str]:
    return re.compile("[\u0590-\u08ff\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufdff\ufe70-\ufefc\uff66-\uff9d]")


def _is_short(spans: Sequence[Span]) -> bool:
    words = plain_text(spans)
    return len(words) <= _SHORT and " " not in words


def _first_sign(spans: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the first sign, or the span that it stands in, and the rest."""
    first, *rest = spans
    if isinstance(first, Text) and len(first.text) > 1:
        return (Text(first.text[:1]),), (Text(first.text[1:]), *rest)
    return (first,), tuple(rest)


def _last_sign(spans: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return all but the last sign, or the span that it stands in, and that."""
    if not spans:
        return (), ()
    *rest, last = spans
    if isinstance(last, Text) and len(last.text) > 1:
        return (*rest, Text(last.text[:-1])), (Text(last.text[-1:]),)
    return tuple(rest), (last,)


def _direction(isolated: tuple[Span, ...]) -> str:
    """Return which way isolated words flow: by their first letter, or as a reader's value will have it.

    It stands in `dir`, which isolates too (HTML §15.3.6): Gmail and Outlook drop `<bdi>` (caniemail.com).
    """
    if any(isinstance(part, Slot) for part in text_parts(isolated)):
        return "auto"
    return first_direction(plain_text(isolated))


def _state(draft: Draft) -> str:
    """Return what stands before words that are not reviewed: the state as a word of its own, for eyes and ears.

    The words are English, as those of `bulletin status` are. Words of another language than the edition's say so
    (WCAG 2.1, 3.1.2); `auto` looks at them alone, as the state has a direction of its own (HTML §3.2.6.4).
    """
    state = escaped_attribute(draft.state)
    language = f' lang="{escaped_attribute(draft.language)}" dir="auto"' if draft.language else ""
    return f'<span class="draft draft-{state}"{language}><span class="draft-state" lang="en" dir="ltr">{state}</span> '


def attribute_parts(spans: Spans) -> list[str | Slot]:
    """Return `spans` as plain characters for a quoted attribute, slots open."""
    return [
        replace(part, place=SlotPlace.ATTRIBUTE) if isinstance(part, Slot) else escaped_attribute(part)
        for part in text_parts(spans)
    ]
