"""`visible`: spans → the characters that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.inline import Break, Code, Slot, Span, Text
from bulletin.l10n.markup import leaves

OPEN = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: where a value stands in a text that is looked at."""
_INK = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Anything but white space, controls, what Unicode ignores by default (UAX #44, Default_Ignorable_Code_Point) and the
blank of Braille."""


def visible(parts: Sequence[Span]) -> str:
    """Return the characters that a reader sees: tags left out, values as U+FFFC, slots at their words.

    >>> from bulletin.inline import ValueRef
    >>> visible((Text("worth "), ValueRef("fund"), Code("x")))
    'worth ￼x'
    """
    if len(parts) == 1 and isinstance(parts[0], Text):
        return parts[0].text
    return "".join(_seen(part) for part in leaves(tuple(parts)))


def _seen(part: Span) -> str:
    match part:
        case Text(text) | Code(text):
            return text
        case Slot():
            return part.before + part.fallback + part.after
        case Break():
            return "\n"
    return OPEN


def shows(shown: str) -> bool:
    """Tell whether characters show anything.

    >>> shows("부두"), shows(" \u200b\u3164")
    (True, False)
    """
    return _INK.search(shown) is not None
