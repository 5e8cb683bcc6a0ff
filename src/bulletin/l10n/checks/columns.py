"""How wide a text is on a screen, for limits on subjects and headlines."""

from __future__ import annotations

import unicodedata

_NARROW_MARKS = {"Mn", "Me", "Cf"}


def columns(text: str) -> int:
    """Return the display columns of a text: Hangul, kana and Han take two, marks on a letter none (UAX #11).

    >>> columns("Busan"), columns("부산항"), columns("e\u0301")
    (5, 6, 1)
    """
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in _NARROW_MARKS
    )
