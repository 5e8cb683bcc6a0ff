"""Numbers in words: "five", and what they are part of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from bulletin.l10n.amounts.magnitudes import MYRIADS, language_of, magnitudes, power_of

_FILE = Path(__file__).with_name("spelled.toml")
_HUNDRED = 100


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    table: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _words(language: str) -> tuple[re.Pattern[str], Mapping[str, Decimal]]:
    values = {word: Decimal(value) for value, words in _table().get(language, {}).items() for word in words}
    either = "|".join(sorted(map(re.escape, values), key=len, reverse=True)) or "(?!)"
    if language == "ko":
        return re.compile(rf"(?<![가-힣])(?P<word>{either})(?=\s?[가-힣])"), values
    border = "" if language in MYRIADS else r"\b"
    return re.compile(rf"{border}(?P<word>{either}){border}", re.IGNORECASE), values


def spelled(text: str, locale: str) -> frozenset[Decimal]:
    """Return the values that words of a text may stand for; with those of compounds.

    >>> sorted(map(int, spelled("twenty-five ships, two million homes", "en")))
    [2, 5, 20, 25, 1000000, 2000000]
    """
    language = language_of(locale)
    pattern, values = _words(language)
    multiplier, _ = magnitudes(language)
    found: set[Decimal] = set()
    before: tuple[Decimal, int] | None = None
    for match in pattern.finditer(text):
        value = values[match["word"].lower()]
        found.add(value)
        if before and 0 <= match.start() - before[1] <= 1:
            found.add(before[0] * value if value >= _HUNDRED else before[0] + value)
        if word := multiplier.match(text, match.end()):
            power = power_of(word["word"], language)
            found |= {value.scaleb(power), Decimal(1).scaleb(power)}
        before = value, match.end()
    return frozenset(found)


def spells(locale: str) -> bool:
    """Tell whether the numbers in words of a language are known."""
    return language_of(locale) in _table()
