"""Numbers as they are written in a text, by value: 12,000 is 12 000, 1만 2,000 and ١٢٬٠٠٠."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("scales.toml")
_SEPARATORS = ".,'’٬٫"
_NUMBER = re.compile(rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[{_SEPARATORS}]\d+)*")
_CLOCK = re.compile(
    r"(?<![\d.,])(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?![\d%])(?=(?P<half>\s*[ap]\.?m\b)?)", re.IGNORECASE
)
_AFTERNOON = re.compile(r"(?<![\d.,])(?P<hour>\d{1,2})(?:\s*[–-]\s*\d{1,2})?[\s\u202f]*[ap]\.?m\b", re.IGNORECASE)
_CHAINED = ("ko", "ja", "zh")
_WITH_POINT = ("en", "ko", "ja", "zh", "cy", "he", "hi", "th")
"""Languages in which a point begins decimals and a comma sets thousands apart (CLDR numbers)."""
_GROUP = 3
_DAY = 12
"""Hours after which a clock of twelve begins anew."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that stands in a text."""

    written: str
    values: frozenset[Decimal]
    """What it may mean: 1.500 is 1500 or 1.5, 3 pm is 3 or 15."""
    scaled: bool = False
    """It is multiplied by a word that is known."""
    open: bool = False
    """A word that is not known follows, which may multiply it."""

    def same_as(self, other: Amount) -> bool:
        """Tell whether both may mean the same; a word nobody knows may multiply by a power of ten."""
        if self.values & other.values:
            return True
        return (self.open or other.open) and (self.scaled or other.scaled) and bool(self._digits() & other._digits())

    def _digits(self) -> set[str]:
        return {"".join(str(digit) for digit in value.as_tuple().digits).rstrip("0") for value in self.values}


@cache
def _scales(language: str) -> dict[str, Decimal]:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8")).get(language, {})
    return {word: Decimal(factor) for word, factor in sorted(table.items(), key=lambda item: -len(item[0]))}


@cache
def _scale_pattern(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _scales(language)) or r"(?!)"
    border = "" if language in _CHAINED else r"(?!\w)"
    return re.compile(rf"[ \u00a0\u202f-]?(?P<word>{words}){border}", re.IGNORECASE)


def amounts(text: str, locale: str) -> Iterator[Amount]:
    """Yield the numbers of a text in digits of any script, as `locale` writes what multiplies them.

    >>> [sorted(amount.values) for amount in amounts("120억 파운드, 1만 2,000명", "ko")]
    [[Decimal('12000000000')], [Decimal('12000')]]
    """
    language = locale.split("-", maxsplit=1)[0]
    shown = _ascii_digits(text)
    rest, clocks = _without_clocks(shown)
    yield from clocks
    total, written, end = Decimal(0), "", -1
    for match in _NUMBER.finditer(rest):
        values = _readings(match[0], point=language in _WITH_POINT)
        scale = _scale_pattern(language).match(rest, match.end())
        goes_on = language in _CHAINED and written and rest[end : match.start()].strip(" \u00a0") == ""
        if written and not goes_on:
            yield Amount(written, frozenset({total}), scaled=True)
            total, written = Decimal(0), ""
        if scale and language in _CHAINED:
            total += max(values) * _scales(language)[scale["word"]]
            written, end = written + match[0] + scale["word"], scale.end()
        elif written:
            yield Amount(written + match[0], frozenset(total + value for value in values), scaled=True)
            total, written = Decimal(0), ""
        elif scale:
            factor = _scales(language)[scale["word"].lower()]
            yield Amount(match[0] + scale[0], frozenset(value * factor for value in values), scaled=True)
        else:
            follows = re.match(r"[ \u00a0\u202f-]?[^\W\d_]", rest[match.end() :]) is not None
            yield Amount(match[0], values, open=follows)
    if written:
        yield Amount(written, frozenset({total}), scaled=True)


def _ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() and not character.isascii() else character
        for character in text
    )


def _without_clocks(text: str) -> tuple[str, list[Amount]]:
    """Return a text without its times of day, and their hours; 3 pm and 15:00 may both be 15."""
    found: list[Amount] = []

    def take(match: re.Match[str]) -> str:
        dotted = "." in match[0] and ":" not in match[0] and match.re is _CLOCK and not match["half"]
        hour = int(match["hour"])
        if dotted or hour > 2 * _DAY:
            return match[0]
        found.append(Amount(match[0].strip(), _hours(hour)))
        return "\ufffc" + match[0][match.end("hour") - match.start() :] if match.re is _AFTERNOON else "\ufffc"

    return _AFTERNOON.sub(take, _CLOCK.sub(take, text)), found


def _hours(hour: int) -> frozenset[Decimal]:
    return frozenset({Decimal(hour), Decimal((hour + _DAY) % (2 * _DAY))})


def _readings(digits: str, *, point: bool) -> frozenset[Decimal]:
    """Return what digits with separators may mean: a last group of three may be thousands or decimals."""
    groups = re.split(rf"[{_SEPARATORS} \u00a0\u202f]", digits)
    separators = re.findall(rf"[{_SEPARATORS} \u00a0\u202f]", digits)
    whole = Decimal("".join(groups))
    if not separators:
        return frozenset({whole})
    decimal = Decimal("".join(groups[:-1]) + "." + groups[-1])
    if len(set(separators)) > 1:
        return frozenset({decimal})
    if len(groups[-1]) != _GROUP or groups[0].startswith("0"):
        return frozenset({decimal if len(separators) == 1 else whole})
    if len(separators) > 1 or separators[0] not in ".,":
        return frozenset({whole})
    return frozenset({decimal if separators[0] == "." else whole} if point else {whole, decimal})
