"""The values of the numbers in a text, as a reader of its language takes them: 120억, 12.000 millones and £12bn are one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bulletin.errors import ConfigError
from bulletin.l10n.formatter import babel_locale

_HERE = Path(__file__).parent
_MYRIADS = {"ko", "ja", "zh"}
_SPACED = "\u00a0\u202f\u2009"
_NUMBER = re.compile(rf"\d{{1,3}}(?:[{_SPACED} ]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*")
_TIGHT = re.compile(rf"\d{{1,3}}(?:[{_SPACED}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*")
_SHORT = {"m", "k", "b", "M", "mi", "bi", "tri", "mil", "mill", "mn", "md"}
"""Magnitudes only where a currency says so: 12m may be metres."""
_CURRENCY = re.compile(r"(?:[$£€¥₩₹₺₽]|\b[A-Z]{3})\s?(?:\d[\d.,]*\s?[–-]\s?)?\Z")
_GROUP = 3
_MYRIAD = 4
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text."""

    value: Decimal
    start: int
    end: int
    """Behind the number and the words that multiply it."""
    power: int = 0
    """Of ten, which those words stand for."""


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@cache
def magnitudes(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what finds a word of magnitude at a place, and the powers of ten of the words, stems without their star."""
    powers = {
        word: int(power) for power, words in _table("magnitudes.toml").get(language, {}).items() for word in words
    }
    longest = sorted(powers, key=len, reverse=True)
    stem = "" if language in _MYRIADS else r"\w*"
    words = "|".join(
        rf"{re.escape(word[:-1])}{stem}" if word.endswith("*") else rf"{re.escape(word)}(?!\w)" for word in longest
    )
    pattern = re.compile(rf"(?P<gap>(?: d[ei] |[-\s{_SPACED}])?)(?P<word>{words})" if words else r"(?!)")
    return pattern, {word.rstrip("*"): power for word, power in powers.items()}


def amounts(text: str, locale: str) -> tuple[Amount, ...]:
    """Return the numbers of a text in the order they stand in.

    >>> [int(each.value) for each in amounts("120억 파운드와 12억 5,000만 원", "ko")]
    [12000000000, 1250000000]
    >>> [int(each.value) for each in amounts("12.000 millones y 2 billones", "es")]
    [12000000000, 2000000000000]
    """
    plain = digits(text)
    language = locale.split("-", maxsplit=1)[0]
    decimal, spaced = _symbols(locale)
    found: list[Amount] = []
    position = 0
    while match := (_NUMBER if spaced else _TIGHT).search(plain, position):
        values = numbers_in(match[0], decimal)
        position = match.end()
        if len(values) == 1:
            power, position = _power(plain, match, language)
            found.append(Amount(values[0].scaleb(power), match.start(), position, power))
            if language in _MYRIADS:
                _join(found, plain)
        else:
            found += (Amount(value, match.start(), match.end()) for value in values)
    return tuple(found)


def _join(found: list[Amount], text: str) -> None:
    """Add 5,000만 to the 12억 before it: one number of myriads."""
    if len(found) == 1:
        return
    first, second = found[-2:]
    gap = text[first.end : second.start]
    room = 10 ** (len(str(int(first.value))) - len(str(int(first.value)).rstrip("0")))
    grouped = first.value >= 10**_MYRIAD and first.value % 10**_MYRIAD == 0
    small = second.value < min(room, 10**_MYRIAD) or (second.value < room and second.value >= 10**_MYRIAD)
    multiplied = not text[second.end - 1].isdigit() or not gap
    if grouped and small and multiplied and gap in {"", " "} and not text[first.end - 1].isdigit():
        found[-2:] = [Amount(first.value + second.value, first.start, second.end)]


def _power(text: str, number: re.Match[str], language: str) -> tuple[int, int]:
    """Return the power of ten that the words behind a number stand for, and where they end."""
    pattern, powers = magnitudes(language)
    total, end = 0, number.end()
    while word := pattern.match(text, end):
        shown = word["word"]
        power = next((powers[shown[:length]] for length in range(len(shown), 0, -1) if shown[:length] in powers), 0)
        money = _CURRENCY.search(text[: number.start()]) is not None
        doubtful = shown in _SHORT and not (money or (shown == "mil" and language != "cs"))
        if doubtful or (language in _MYRIADS and word["gap"]):
            break
        total, end = total + power, word.end()
    return total, end


def digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9, each in its place."""
    if text.isascii():
        return text
    plain = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return "".join(plain).replace("٫", ".").replace("٬", ",").replace("，", ",")


def _symbols(locale: str) -> tuple[str, bool]:
    """Return a locale's decimal mark, and whether spaces group its digits."""
    try:
        latin = babel_locale(locale).number_symbols.get("latn", {})
    except ConfigError:
        return ".", False
    return str(latin.get("decimal", ".")), str(latin.get("group", ",")) in {*_SPACED, " "} or locale.startswith("es")


def numbers_in(written: str, decimal: str) -> tuple[Decimal, ...]:
    """Return the value of digits and marks; several where the marks make no number, as in 14.6.2023.

    >>> numbers_in("1.500", ","), numbers_in("1.500", "."), numbers_in("14.06.2023", ",")
    ((Decimal('1500'),), (Decimal('1.500'),), (Decimal('14'), Decimal('6'), Decimal('2023')))
    """
    whole = re.sub(rf"[{_SPACED} '’]", "", written)
    marks = re.findall(r"[.,]", whole)
    parts = re.split(r"[.,]", whole)
    if not marks:
        return (Decimal(whole),)
    if len(set(marks)) > 1 and marks.count(marks[-1]) == 1:
        return (Decimal("".join(parts[:-1]) + "." + parts[-1]),)
    if len(marks) > 1:
        grouped = (
            len(parts[-1]) == _GROUP and all(len(part) in {2, 3} for part in parts[1:]) and len(parts[0]) <= _GROUP
        )
        return (Decimal("".join(parts)),) if grouped else tuple(Decimal(part) for part in parts)
    groups = marks[0] != decimal and len(parts[1]) == _GROUP and len(parts[0]) <= _GROUP
    return (Decimal("".join(parts)),) if groups else (Decimal(".".join(parts)),)


@cache
def _words(language: str) -> tuple[re.Pattern[str], dict[str, Decimal]]:
    values = {
        word: Decimal(value) for value, words in _table("spelled.toml").get(language, {}).items() for word in words
    }
    either = "|".join(sorted(map(re.escape, values), key=len, reverse=True)) or "(?!)"
    if language == "ko":
        return re.compile(rf"(?<![가-힣])(?P<word>{either})(?=\s?[가-힣])"), values
    boundary = "" if language in _MYRIADS else r"\b"
    return re.compile(rf"{boundary}(?P<word>{either}){boundary}", re.IGNORECASE), values


def spelled(text: str, locale: str) -> frozenset[Decimal]:
    """Return the values that words of a text may stand for; with those of compounds.

    >>> sorted(map(int, spelled("twenty-five ships, two million homes", "en")))
    [2, 5, 20, 25, 1000000, 2000000]
    """
    language = locale.split("-", maxsplit=1)[0]
    pattern, values = _words(language)
    multiplier, powers = magnitudes(language)
    found: set[Decimal] = set()
    before: tuple[Decimal, int] | None = None
    for match in pattern.finditer(text):
        value = values[match["word"].lower()]
        found.add(value)
        if before and 0 <= match.start() - before[1] <= 1:
            found.add(before[0] * value if value >= _HUNDRED else before[0] + value)
        if word := multiplier.match(text, match.end()):
            shown = word["word"]
            power = next((powers[shown[:n]] for n in range(len(shown), 0, -1) if shown[:n] in powers), 0)
            found |= {value.scaleb(power), Decimal(1).scaleb(power)}
        before = value, match.end()
    return frozenset(found)


def spells(locale: str) -> bool:
    """Tell whether the numbers in words of a language are known."""
    return locale.split("-", maxsplit=1)[0] in _table("spelled.toml")
