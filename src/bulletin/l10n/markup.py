r"""Spans ↔ the text of a message: named tags without attributes, names in braces, and what escapes them.

A message shows `<b>`, `<i>`, `<code>`, `<link1>…</link1>`, `<br/>`, `{fund}` and `{reader.name|friend}`. Addresses and
titles of links stay with the source. A character that could be taken for markup is written as a reference, `&lt;`,
`&amp;` or `&lbrace;`, and only then: "R&D" and "5 < 6" stay as they are. `untrusted` holds the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.inline import Break, Code, Draft, Emphasis, Isolated, Link, Slot, Span, Spans, Strong, Text, ValueRef

_NAMED = {
    "lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "nbsp": "\u00a0", "lbrace": "{", "rbrace": "}",
    "vert": "|", "hellip": "…",
}  # fmt: skip
REFERENCE = re.compile(rf"&(?:(?P<name>{'|'.join(_NAMED)})|#(?P<number>[0-9]{{1,7}})|#x(?P<hex>[0-9a-fA-F]{{1,6}}));")
_UNSAFE = re.compile(
    rf"<(?=[A-Za-z/])|\{{(?=[a-z])|{REFERENCE.pattern}"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|\\A\u0338"
)
"""What is written as a reference: the beginnings of markup, and what no line of a PO file holds. U+0338 would be
composed with a `>` before it."""
_IN_SLOT = re.compile(rf"[{{}}|…\n]|{_UNSAFE.pattern}")
_OUTER_LINES = re.compile(r"\A\n+|\n+\Z")
"""Gettext wants a line end at either end in both texts or in neither; a message has none."""


def message_text(read: Spans) -> str:
    """Return spans as the text of a message; links are numbered in reading order.

    >>> from bulletin.inline import joined
    >>> message_text(joined("worth ", Strong((ValueRef("fund"),)), " at ", Link("https://example.org", (Text("R&D"),))))
    'worth <b>{fund}</b> at <link1>R&D</link1>'
    >>> message_text(joined("a <b> is &lt;, a {name} is not"))
    'a &lt;b> is &amp;lt;, a &lbrace;name} is not'
    """
    numbers = iter(range(1, 1_000_000))
    text = "".join(_written(part, numbers) for part in read.parts)
    return _OUTER_LINES.sub(lambda match: "&#10;" * len(match[0]), text)


def links_of(read: Spans) -> dict[str, Link]:
    """Return the links of a text by their tags, `link1` first.

    >>> list(links_of(Spans((Link("https://example.org", (Text("words"),)),))))
    ['link1']
    """
    return {f"link{number}": link for number, link in enumerate(nested_links(read.parts), 1)}


def nested_links(parts: tuple[Span, ...]) -> Iterator[Link]:
    """Yield links and the links inside them, in reading order."""
    for part in parts:
        if isinstance(part, Link):
            yield part
        yield from nested_links(getattr(part, "parts", ()))


def leaves(parts: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the spans that hold no others, in reading order."""
    for part in parts:
        if isinstance(part, Strong | Emphasis | Link | Draft | Isolated):
            yield from leaves(part.parts)
        else:
            yield part


def _written(part: Span, numbers: Iterator[int]) -> str:
    match part:
        case Text(text):
            return _escaped(text, _UNSAFE)
        case ValueRef(name):
            return f"{{{name}}}"
        case Slot():
            return _slot(part)
        case Break():
            return "<br/>"
        case Code(text):
            return f"<code>{_escaped(text, _UNSAFE)}</code>"
        case Draft(parts=inner) | Isolated(inner):
            return "".join(_written(each, numbers) for each in inner)
    return _element(part, numbers)


def _element(part: Strong | Emphasis | Link, numbers: Iterator[int]) -> str:
    match part:
        case Strong():
            tag = "b"
        case Emphasis():
            tag = "i"
        case Link():
            tag = f"link{next(numbers)}"
    return f"<{tag}>{''.join(_written(inner, numbers) for inner in part.parts)}</{tag}>"


def _slot(slot: Slot) -> str:
    before, after, fallback = (_escaped(text, _IN_SLOT) for text in (slot.before, slot.after, slot.fallback))
    around = f":{before}…{after}" if before or after else ""
    return f"{{reader.{slot.name}{around}{f'|{fallback}' if fallback else ''}}}"


def _escaped(text: str, unsafe: re.Pattern[str]) -> str:
    return unsafe.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    first = match[0][0]
    name = next((name for name in ("lt", "amp", "lbrace", "rbrace", "vert", "hellip") if _NAMED[name] == first), "")
    return f"&{name or f'#{ord(first)}'};{match[0][1:]}"


def decoded(text: str) -> str:
    """Return text with its references resolved."""
    return REFERENCE.sub(character, text)


def character(match: re.Match[str]) -> str:
    """Return the character that a reference stands for; U+FFFD where there is none."""
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["number"] or match["hex"], 16 if match["hex"] else 10)
    return chr(code) if code <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point
