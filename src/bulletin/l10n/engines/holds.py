"""What an engine must leave as it is in running text: addresses, names of the glossary, amounts with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bulletin.l10n.amounts import Amount, amounts
from bulletin.l10n.formatter import Formatter
from bulletin.l10n.glossary import Term

_CURRENCIES = {"£": "GBP", "€": "EUR", "₩": "KRW", "US$": "USD", "₹": "INR"}
"""Signs that mean one currency: a $ or ¥ alone is left to the engine, and verified by its value."""
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNITS = "km²|km2|km/h|kWh|MWh|GWh|TWh|kW|MW|GW|km|kg|cm|mm|m²|m2|㎡|ha|°C|℃|Hz|GB|MB|px|pt"
ADDRESS = re.compile(
    r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]|(?<![\w@])www\.[^\s<>]+\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_MONEY = re.compile(
    rf"(?<![\w–-])(?P<sign>US\$|[£€₩₹]){_NUMBER}(?P<size>\s?(?:thousand|million|billion|trillion|bn|tn|m|k)\b)?"
    r"(?![\w%]|[.,]\d|\s?[–-]\s?[£€₩₹]?\d)"
)
_MEASURE = re.compile(rf"(?<![\w.,–-]){_NUMBER}(?P<gap>\s?)(?P<unit>%|{_UNITS})(?!\w|\s?[–-]\s?\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stretch of a text that an engine does not get to change."""

    start: int
    end: int
    text: str
    """What stands there in the translation: an amount is written as the target's locale writes it, to the last digit."""


def held(text: str, terms: Sequence[Term], source: str, target: str) -> tuple[Held, ...]:
    """Return what is held in a text, in order, none inside another.

    >>> [each.text for each in held("worth £12bn, see https://example.org/a", (), "en-GB", "ko")]
    ['120억 파운드', 'https://example.org/a']
    """
    found = [*_as_is(text, terms), *_money(text, source, target), *_measures(text, source, target)]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Held] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _as_is(text: str, terms: Sequence[Term]) -> Iterator[Held]:
    for match in ADDRESS.finditer(text):
        yield Held(start=match.start(), end=match.end(), text=match[0])
    for term in terms:
        if not term.untranslated:
            continue
        for form in (term.term, *term.also):
            case = re.NOFLAG if form.isupper() else re.IGNORECASE
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, case):
                yield Held(start=match.start(), end=match.end(), text=match[0])


def _money(text: str, source: str, target: str) -> Iterator[Held]:
    for match in _MONEY.finditer(text):
        if (value := _value(match[0], source)) is None:
            continue
        currency, formatter = _CURRENCIES[match["sign"]], Formatter(target)
        written = [formatter.money(value, currency)]
        if match["size"]:
            written.insert(0, formatter.money(value, currency, "compact"))
        yield from _true(match, written, value, target)


def _measures(text: str, source: str, target: str) -> Iterator[Held]:
    for match in _MEASURE.finditer(text):
        if (value := _value(match[0].removesuffix(match["unit"]), source)) is None:
            continue
        formatter = Formatter(target)
        if match["unit"] == "%":
            shown = formatter.percent(value)
        else:
            shown = f"{formatter.number(value)}{match['gap']}{match['unit']}"
        yield from _true(match, [shown], value, target)


def _true(match: re.Match[str], written: Sequence[str], value: Decimal, target: str) -> Iterator[Held]:
    """Hold the first of some ways to write an amount that says all of it: £1.234bn is more than 1,23 milliard.

    Where none does, the engine writes the amount, and what it writes is verified.
    """
    shown = next((each for each in written if _says(each, value, target)), "")
    if shown:
        yield Held(start=match.start(), end=match.end(), text=shown)


def _says(shown: str, value: Decimal, locale: str) -> bool:
    """Tell whether a reader of a locale takes what is shown for this value; a word without figures is one of it."""
    return _value(shown if amounts(shown, locale) else f"1 {shown}", locale) == value


def _value(written: str, locale: str) -> Decimal | None:
    match amounts(written, locale):
        case (Amount(value=value),):
            return value
    return None
