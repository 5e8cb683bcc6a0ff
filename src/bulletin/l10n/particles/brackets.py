"""Brackets and marks: what belongs to a word and is not said."""

from __future__ import annotations

_KINDS = ("()", "[]", "（）", "［］", "〔〕", "【】", "〖〗")
"""Not braces: what stands in them is a name that is still open, and may end in any sound."""
OPENING_BRACKETS = {kind[0] for kind in _KINDS}
CLOSING_BRACKETS = {kind[1] for kind in _KINDS}
_NARROW = str.maketrans("（）［］", "()[]")
"""A bracket that is typed half-width and closed full-width is one bracket."""
_CLOSES = {kind[1].translate(_NARROW): kind[0].translate(_NARROW) for kind in _KINDS}

OPENING_MARKS = frozenset("‘“‹«「『《〈<＜‚„") | OPENING_BRACKETS
CLOSING_QUOTES = frozenset("’”›»」』》〉>＞'\"`＇＂")
APOSTROPHES = frozenset("'’＇")
PUNCTUATION = frozenset(".,!?…:;。、，！？：；．")
SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
SIGNS = frozenset("™®©℠*†‡") | SUPERSCRIPTS
"""Signs and marks of footnotes, which nobody says."""


def matching_brackets(text: str) -> dict[int, int]:
    """Return where the bracket opens that closes at each place, within a line.

    >>> matching_brackets("업무협약(MOU(갑)）을 2)")
    {10: 8, 11: 4}
    """
    open_at: dict[str, list[int]] = {}
    matches: dict[int, int] = {}
    for place, character in enumerate(text):
        if character == "\n":
            open_at.clear()
        elif character in OPENING_BRACKETS:
            open_at.setdefault(character.translate(_NARROW), []).append(place)
        elif character in CLOSING_BRACKETS and (places := open_at.get(_CLOSES[character.translate(_NARROW)])):
            matches[place] = places.pop()
    return matches
