"""A marked text as its message stands for it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from bulletin.inline import Draft, Emphasis, Link, Span, Spans, Strong, Text, plain
from bulletin.inline.read import spans
from bulletin.model.marks import Form

_MARKUP = re.compile(r"</?[a-z]+[0-9]*/?>|\{[a-z][a-z0-9_]*\}")


def readable(text: str | Spans, form: Form) -> Spans:
    """Return a marked text as the spans that its message stands for: read, its characters in NFC."""
    return Spans(_composed((spans(text) if form is Form.INLINE else plain(text)).parts))


def _composed(parts: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(_nfc(part) for part in parts)


def _nfc(part: Span) -> Span:
    match part:
        case Text(text):
            return part if text.isascii() else Text(unicodedata.normalize("NFC", text))
        case Strong(inner):
            return Strong(_composed(inner))
        case Emphasis(inner):
            return Emphasis(_composed(inner))
        case Link() | Draft():
            return replace(part, parts=_composed(part.parts))
    return part


def has_letters(msgid: str) -> bool:
    """Tell whether a text has a letter outside its tags and names; one without can stay as it is.

    >>> has_letters("<b>{fund}</b> – 12 %"), has_letters("{reader.name|friend}")
    (False, True)
    """
    return any(character.isalpha() for character in _MARKUP.sub("", msgid))
