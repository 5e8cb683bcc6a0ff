"""Words behind a number that multiply it: million, 억, lakh."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("magnitudes.toml")
MYRIADS = frozenset({"ko", "ja", "zh"})
"""Languages whose words follow each other in one number: 12억 5,000만."""
SPACES = "\u00a0\u202f\u2009"
"""Spaces that do not break a number."""
_SHORT = frozenset({"m", "k", "b", "mi", "bi", "tri", "mil", "mill", "mn", "md"})
"""Magnitudes only beside a currency: 12m may be metres."""
_SIGNS = "$£€¥₩₹₺₽"
_CURRENCY_BEFORE = re.compile(rf"(?:[{_SIGNS}]|\b[A-Z]{{3}})\s?(?:\d[\d.,]*\s?[–-]\s?)?\Z")
_CURRENCY_BEHIND = re.compile(rf"\s?(?:[{_SIGNS}]|[A-Z]{{3}}\b)")


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    table: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return table


def language_of(locale: str) -> str:
    """Return the language of a BCP 47 tag, by which the tables are ordered."""
    return locale.split("-", maxsplit=1)[0]


def multiplies(language: str) -> bool:
    """Tell whether the words of a language that multiply a number are known."""
    return language in _table()


@cache
def magnitudes(language: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """Return what finds a word of magnitude at a place, and the powers of ten of the words, stems without their star."""
    powers = {
        word.lower(): int(power) for power, words in _table().get(language, {}).items() for word in words
    }  # fmt: skip
    stem = "" if language in MYRIADS else r"\w*"
    words = "|".join(
        rf"{re.escape(word[:-1])}{stem}" if word.endswith("*") else rf"{re.escape(word)}(?![\w-])"
        for word in sorted(powers, key=len, reverse=True)
    )
    pattern = re.compile(rf"(?P<gap>(?: d[ei] |[-\s{SPACES}])?)(?P<word>{words})" if words else r"(?!)", re.IGNORECASE)
    return pattern, {word.rstrip("*"): power for word, power in powers.items()}


def power_of(word: str, language: str) -> int:
    """Return the power of ten that a word stands for, which `magnitudes` has found."""
    _, powers = magnitudes(language)
    small = word.lower()
    return next((powers[small[:length]] for length in range(len(small), 0, -1) if small[:length] in powers), 0)


def power_behind(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """Return the power of ten of the words behind the number `text[start:end]`, and where they end."""
    pattern, _ = magnitudes(language)
    total = 0
    while word := pattern.match(text, end):
        shown = word["word"].lower()
        alone = shown in _SHORT and not (shown == "mil" and language != "cs")
        money = _CURRENCY_BEFORE.search(text[:start]) or _CURRENCY_BEHIND.match(text, word.end())
        if (alone and not money) or (language in MYRIADS and word["gap"]):
            break
        total, end = total + power_of(shown, language), word.end()
    return total, end
