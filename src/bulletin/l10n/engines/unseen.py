"""Characters of an engine's answer that nobody sees: those that mean nothing go, those that do harm are named."""

from __future__ import annotations

import re

from bulletin.l10n.amounts.magnitudes import language_of

_NOTHING = re.compile("[\u200b\u2060\ufeff]")
_NOTHING_BUT_BREAKS = re.compile("[\u2060\ufeff]")
_BREAKING = ("th", "lo", "km", "my", "bo")
"""Languages without spaces between words, in which U+200B lets a line end (Unicode core specification §23.2)."""
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff"
    "\U0001fffe\U0001ffff\U000e0001]"
)
"""Controls, half of a surrogate pair, noncharacters, specials: none of them is text (Unicode core specification §23)."""
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f]")
"""Embeddings, overrides and isolates (UAX #9 §2), and tags: only as the source has them, a flag of Wales say."""


def without_nothing(text: str, target: str) -> str:
    r"""Return a text without characters that show and mean nothing, a byte order mark for one.

    >>> without_nothing("\ufeffquay\u200b", "cy"), without_nothing("ท่า\u200bเรือ", "th") == "ท่า\u200bเรือ"
    ('quay', True)
    """
    return (_NOTHING_BUT_BREAKS if language_of(target) in _BREAKING else _NOTHING).sub("", text)


def control_fault(words: str, source: str) -> str:
    r"""Return what is wrong with the characters of a translation that nobody sees; empty where nothing is.

    >>> control_fault("quay\u202e", "quay"), control_fault("\u2068quay\u2069", "\u2068quay\u2069")
    ('expected text, found the control character U+202E', '')
    """
    found = [*_CONTROL.findall(words), *(each for each in _DIRECTION.findall(words) if each not in source)]
    return f"expected text, found the control character U+{ord(found[0]):04X}" if found else ""
