"""The final sound of a text: how what stands at its end is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from bulletin.l10n.particles.brackets import (
    APOSTROPHES,
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    OPENING_MARKS,
    SUPERSCRIPTS,
    matching_brackets,
)
from bulletin.l10n.particles.hangul import FinalSound, is_hangul, sound_of
from bulletin.l10n.particles.numerals import last_syllable
from bulletin.l10n.particles.preceding import word_end
from bulletin.l10n.particles.quantities import WINDOW, currency_reading, number_readings
from bulletin.l10n.particles.readings import readings
from bulletin.l10n.particles.words import table_reading, word_reading

NO_READINGS: Mapping[str, str] = MappingProxyType({})
_ADDRESS = re.compile(r"://|@|\A(?:www|WWW)\.|[A-Za-z0-9]\.[A-Za-z]{2,}/")
_DATED = re.compile(r"\.|\([월화수목금토일]\)")
"""What stands behind a date in figures: 2023. 6. 14., 6. 14(수)."""
_ROMAN = frozenset(map(chr, range(0x2160, 0x2180)))
"""Ⅲ and its like as one character; NFKC would make letters of them."""
_NOT_IN_A_WORD = OPENING_MARKS | CLOSING_QUOTES | CLOSING_BRACKETS
_SLASHES = str.maketrans({"⁄": "/", "∕": "/"})
"""NFKC writes ½ with the first, ㎧ with the second."""
_MIXED = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞↉])")
"""2½, of which NFKC would make 21/2."""


def final_sound(text: str) -> FinalSound | None:
    """Return the final sound of a text as it is said, or None where nobody can tell or nothing is said.

    >>> final_sound("업무협약(MOU)"), final_sound("£12"), final_sound("120MW"), final_sound("Tidewater")
    (<FinalSound.CONSONANT: 'consonant'>, <FinalSound.VOWEL: 'vowel'>, <FinalSound.VOWEL: 'vowel'>, None)
    """
    sounds = final_sounds(text)
    return sounds[0] if len(set(sounds)) == 1 else None


def final_sounds(text: str) -> tuple[FinalSound, ...]:
    """Return the final sounds that a text may have: two for `K1`, which is 케이일 or 케이원."""
    composed = unicodedata.normalize("NFC", text)
    end = word_end(composed, len(composed), matching_brackets(composed))
    return () if end is None else sounds_at(composed, end)


def sounds_at(text: str, end: int, own: Mapping[str, str] = NO_READINGS) -> tuple[FinalSound, ...]:
    """Return the final sounds that what stands before `end` may have. `text` is in NFC, `end` from `word_end`.

    `own` are readings that somebody has written down, written → Hangul, which go before those of the table.
    """
    sounds = (sound_of(said[-1]) for said in _written_down(text, end, own) or _said(text, end))
    return tuple(sound for sound in sounds if sound is not None)


def _written_down(text: str, end: int, own: Mapping[str, str]) -> tuple[str, ...]:
    """Return the reading of the longest word of `own` that ends here and is not the end of another word."""
    for word in sorted(own, key=len, reverse=True):
        start = end - len(word)
        inside = start > 0 and _is_a_letter(text[start - 1]) and _is_a_letter(word[0])
        if start >= 0 and not inside and text[start:end].casefold() == word.casefold():
            return (own[word],)
    return ()


def word_at(text: str, end: int) -> str:
    """Return the run of characters before `end` that is one word to the eye, without space, Hangul or mark."""
    start = end
    while start and _is_in_a_word(text, start - 1, end):
        start -= 1
    return text[start:end] or text[end - 1 : end]


def _is_in_a_word(text: str, place: int, end: int) -> bool:
    character = text[place]
    if character in APOSTROPHES:
        return 0 < place < end - 1 and _is_a_letter(text[place - 1]) and _is_a_letter(text[place + 1])
    return not (character.isspace() or is_hangul(character) or character in _NOT_IN_A_WORD)


def _is_a_letter(character: str) -> bool:
    return character.isalnum() and not is_hangul(character)


def _said(text: str, end: int) -> tuple[str, ...]:
    """Return how what stands before `end` may be said, in Hangul."""
    if is_hangul(text[end - 1]):
        return (currency_reading(_tail(text, end)) or text[end - 1],)
    if text[end - 1] in _ROMAN:
        return (last_syllable(str(int(unicodedata.numeric(text[end - 1])))),)
    if text[end - 1].isdecimal() and text[end : end + 1] in SUPERSCRIPTS:
        return ()
    word = word_at(text, end)
    token = _compatible(word[-WINDOW:]).lstrip("#")
    if not token or _ADDRESS.search(word):
        return ()
    if listed := table_reading(token):
        return (listed,)
    before = _tail(text, end - len(word))
    dated = _DATED.match(text, end) is not None
    return tuple(filter(None, _token_readings(token, before, dated=dated)))


def _token_readings(token: str, before: str, *, dated: bool) -> tuple[str, ...]:
    if symbol := readings().symbols.get(token[-2:]) or readings().symbols.get(token[-1]):
        return (symbol,)
    if amount := currency_reading(before + token):
        return (amount,)
    if "0" <= token[-1] <= "9":
        squared = _squared(token, before)
        return (squared,) if squared else number_readings(before + token, dated=dated)
    if token[-1] == "+":
        return ("플러스",) if token.rstrip("+")[-1:].isalpha() else ()
    return (word_reading(token, before),)


def _squared(token: str, before: str) -> str:
    """Return the reading of ㎡ or ㎢, which NFKC writes as m2."""
    return word_reading(token, before) if token[-2:-1].isalpha() else ""


def _tail(text: str, end: int) -> str:
    return _compatible(text[max(0, end - WINDOW) : end])


def _compatible(text: str) -> str:
    """Return a text in NFKC, its fractions with a stroke and apart from the figures before them."""
    return unicodedata.normalize("NFKC", _MIXED.sub(" ", text)).translate(_SLASHES)
