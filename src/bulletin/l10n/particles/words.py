"""Words in Latin letters: units behind a number, the table of readings, acronyms read by letter."""

from __future__ import annotations

import re

from bulletin.l10n.particles.readings import readings

_LONGEST_UNIT = 6
_NUMERAL = re.compile(r"(?:[0-9]|[십백천만억조경수몇])[ \u00a0]?\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+(?P<last>[A-Za-z])")
_PART = re.compile(r"(?<=[-/&+])")
_FIGURES = "0123456789.,"
_AMBIGUOUS_BEHIND_DIGITS = frozenset("MTB")
"""10M is metres, mega or million, 10B bytes or billion."""


def word_reading(token: str, before: str) -> str:
    """Return how a token that ends in a letter is said, in Hangul, or "" where nobody can tell.

    `before` is what stands in front of it: units are read as such behind a number.

    >>> word_reading("MOU", ""), word_reading("120MW", ""), word_reading("km", "12만 "), word_reading("NHS", "")
    ('유', '메가와트', '킬로미터', '에스')
    >>> word_reading("R&D", ""), word_reading("U.S", ""), word_reading("5G", ""), word_reading("WATER", "")
    ('디', '에스', '지', '')
    """
    return _unit(token, before) or table_reading(token) or _by_letter(token)


def table_reading(token: str) -> str:
    """Return what the table says of a token or of its last part: non-EU, UK/EU, 4,000TEU; "" where it says nothing."""
    parts = _PART.split(token)
    wholes = ["".join(parts[first:]) for first in range(len(parts))]
    for word in (*wholes, wholes[-1].lstrip(_FIGURES)):
        if word in readings().words:
            return readings().words[word]
        if word in readings().letters:
            return readings().names[word[-1]]
    return ""


def _unit(token: str, before: str) -> str:
    for length in range(min(_LONGEST_UNIT, len(token)), 0, -1):
        name, rest = token[-length:], token[:-length]
        if name in readings().units and _is_a_unit(name, rest, before):
            return readings().units[name]
    return ""


def _is_a_unit(name: str, rest: str, before: str) -> bool:
    if rest:
        return rest[-1] in "0123456789"
    return _NUMERAL.search(before) is not None or (len(name) > 1 and not _has_a_vowel(name))


def _has_a_vowel(letters: str) -> bool:
    """Tell whether a vowel letter stands among them, Y too unless it is the first: NYT, but YTN."""
    small = letters.lower()
    return any(letter in small for letter in "aeiou") or "y" in small[1:]


def _by_letter(token: str) -> str:
    names = readings().names
    if (dotted := _DOTTED.fullmatch(token)) or (len(token) == 1 and token.upper() in names):
        return names[(dotted["last"] if dotted else token).upper()]
    acronym = _last_capitals(token)
    before = token[: len(token) - len(acronym)][-1:]
    if not acronym or before in {*"'’._"} or before.isalpha():
        return ""
    if len(acronym) == 1:
        amount = len(token) > 1 and not any(character.isalpha() for character in token[:-1])
        return "" if amount and acronym in _AMBIGUOUS_BEHIND_DIGITS else names[acronym]
    return "" if _has_a_vowel(acronym) else names[acronym[-1]]


def _last_capitals(token: str) -> str:
    start = len(token)
    while start and "A" <= token[start - 1] <= "Z":
        start -= 1
    return token[start:]
