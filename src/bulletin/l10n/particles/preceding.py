"""What stands before a pair: the end of the word that is said there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bulletin.l10n.particles.brackets import (
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    OPENING_MARKS,
    PUNCTUATION,
    SIGNS,
)
from bulletin.l10n.particles.hangul import is_hangul

_TAG = re.compile(r"</?(?!br)[a-z]{1,6}[0-9]{0,4}>")
"""A tag of a message: `</b>`, `<link1>`; `<br/>` ends the line."""
_LONGEST_TAG = 13
_NOTHING = frozenset("-‐‑‒–—―~～〜∼·") | OPENING_MARKS
_VARIATION = frozenset("\ufe0e\ufe0f")
_ENCLOSED = range(0x3200, 0x321F)
"""㈜ and its like: a syllable in brackets as one character."""


def word_end(text: str, end: int, brackets: Mapping[int, int]) -> int | None:
    """Return where the word ends that is said before `end`, or None where none is.

    Brackets are skipped with their contents, closing quotes, punctuation, signs and tags alone. Where nothing stands
    before a bracket, its contents are said: (가)는, 【공지】는. `brackets` is what `matching_brackets` gives.

    >>> text = "‘업무협약(MOU)’"
    >>> text[: word_end(text, len(text), {8: 5})]
    '‘업무협약'
    """
    while True:
        place, bracket = _skipped(text, end, brackets)
        if _is_a_word(text, place):
            return place
        if bracket is None:
            return None
        end = bracket


def _is_a_word(text: str, end: int) -> bool:
    """Tell whether a word ends here. A stroke behind Hangul parts particles, 은(는)/이(가); else it ends an address."""
    last = text[end - 1 : end]
    if last == "/" and end > 1:
        return not is_hangul(text[end - 2]) and text[end - 2] not in CLOSING_BRACKETS
    return bool(last) and not last.isspace() and last not in _NOTHING


def _skipped(text: str, end: int, brackets: Mapping[int, int]) -> tuple[int, int | None]:
    """Return where skipping ends, and the place of the first bracket that was skipped with its contents."""
    place, bracket = end, None
    while place:
        last = place - 1
        if last in brackets:
            bracket = last if bracket is None else bracket
            place = brackets[last]
            if _has_a_space_before(text, place):
                if last - place - 1 <= 1 or text[place - 2] in PUNCTUATION:
                    return 0, bracket
                place -= 1
        elif (tag := _tag_length(text, place)) or _is_silent(text[last]):
            place -= tag or 1
        else:
            break
    return place, bracket


def _has_a_space_before(text: str, place: int) -> bool:
    """Tell whether a word, a space and a bracket stand here: 업무협약 (MOU), but also 그림 (가), which is a label."""
    return place > 1 and text[place - 1] in " \u00a0" and not text[place - 2].isspace()


def _tag_length(text: str, end: int) -> int:
    if text[end - 1] != ">":
        return 0
    start = text.rfind("<", max(0, end - _LONGEST_TAG), end)
    return end - start if start >= 0 and _TAG.fullmatch(text, start, end) else 0


def _is_silent(character: str) -> bool:
    return (
        character in CLOSING_QUOTES
        or character in PUNCTUATION
        or character in SIGNS
        or character in CLOSING_BRACKETS
        or character in _VARIATION
        or ord(character) in _ENCLOSED
        or unicodedata.category(character) == "Cf"
    )
