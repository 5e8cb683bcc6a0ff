"""`amounts`: the numbers of a text, as a reader of its language takes them: 120억, 12.000 millones and £12bn are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bulletin.errors import ConfigError
from bulletin.l10n.amounts.clocks import clock_times
from bulletin.l10n.amounts.magnitudes import MYRIADS, SPACES, language_of, multiplies, power_behind
from bulletin.l10n.formatter import babel_locale

_GROUPED = rf"\d{{1,3}}(?:[{SPACES} ]\d{{3}})+(?!\d)(?:[.,]\d+)?"
_TIGHT = rf"\d{{1,3}}(?:[{SPACES}]\d{{3}}| 0\d\d)+(?!\d)(?:[.,]\d+)?"
_PLAIN = r"\d+(?:[.,'’]\d+)*"
_SPACED_NUMBER, _NUMBER = re.compile(f"{_GROUPED}|{_PLAIN}"), re.compile(f"{_TIGHT}|{_PLAIN}")
_COUNTED = re.compile(r"\s?(?:[년월일시분]|[年月日時时分])")
"""What names a number of its own behind it: in 1만 2023년 there are two."""
_CLOCK = "\ufffc"
_GROUP = 3
_MYRIAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in a text."""

    value: Decimal
    """What it means to a reader of the text's language."""
    also: frozenset[Decimal] = frozenset()
    """What else it may mean: 3 pm is 15, and 1.500 is 1500 in a language whose marks are not known."""
    written: str
    start: int
    end: int
    """Behind the number and the words that multiply it."""
    power: int = 0
    """Of ten, which those words stand for."""
    minute: bool = False
    """Whether it is the minutes of a time, which languages say in many ways: half past nine."""
    open: bool = False
    """Whether a word may multiply it that nobody knows, as the language's words are not known."""

    @property
    def values(self) -> frozenset[Decimal]:
        """All that it may mean."""
        return self.also | {self.value}

    def same_as(self, other: Amount) -> bool:
        """Tell whether both may mean the same; a word nobody knows may multiply by a power of ten."""
        if self.values & other.values:
            return True
        return (self.open or other.open) and bool(self.power or other.power) and bool(self._digits() & other._digits())

    def _digits(self) -> set[str]:
        return {"".join(str(digit) for digit in value.as_tuple().digits).rstrip("0") for value in self.values}


def amounts(text: str, locale: str) -> tuple[Amount, ...]:
    """Return the numbers of a text, in digits of any script, in the order they stand in.

    >>> [int(each.value) for each in amounts("120억 파운드와 12억 5,000만 원, 1만 2,000명", "ko")]
    [12000000000, 1250000000, 12000]
    >>> [int(each.value) for each in amounts("12.000 millones y 2 billones", "es")]
    [12000000000, 2000000000000]
    """
    plain = digits(text)
    found = list(_times(plain))
    for time in found:
        plain = plain[: time.start] + _CLOCK * (time.end - time.start) + plain[time.end :]
    found += _numbers(plain, locale)
    return tuple(
        replace(each, written=text[each.start : each.end]) for each in sorted(found, key=lambda each: each.start)
    )


def digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9, each in its place."""
    if text.isascii():
        return text
    plain = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return "".join(plain).replace("٫", ".").replace("٬", ",").replace("，", ",")


def _times(text: str) -> Iterator[Amount]:
    for time in clock_times(text):
        hour, *others = time.hours
        yield Amount(value=hour, also=frozenset(others), written="", start=time.start, end=time.end)
        if time.minute:
            yield Amount(value=time.minute, written="", start=time.start, end=time.end, minute=True)


def _numbers(text: str, locale: str) -> list[Amount]:
    language = language_of(locale)
    decimal, spaced = _symbols(locale)
    pattern = _SPACED_NUMBER if spaced else _NUMBER
    found: list[Amount] = []
    position = 0
    while match := pattern.search(text, position):
        position = match.end()
        first, *others = readings(match[0], decimal)
        if others and decimal:
            found += (Amount(value=each, written="", start=match.start(), end=position) for each in (first, *others))
            continue
        power, position = power_behind(text, match.start(), match.end(), language)
        found.append(
            Amount(
                value=first.scaleb(power),
                also=frozenset(each.scaleb(power) for each in others),
                written="",
                start=match.start(),
                end=position,
                power=power,
                open=not multiplies(language),
            )
        )
        if language in MYRIADS:
            _join(found, text)
    return found


def _join(found: list[Amount], text: str) -> None:
    """Add 5,000만 to the 12억 before it, and 2,000 to 1만: one number of myriads."""
    if len(found) == 1:
        return
    first, second = found[-2:]
    gap = text[first.end : second.start]
    room = 10 ** (len(str(int(first.value))) - len(str(int(first.value)).rstrip("0")))
    grouped = first.value >= 10**_MYRIAD and first.value % 10**_MYRIAD == 0 and not text[first.end - 1].isdigit()
    small = second.value < min(room, 10**_MYRIAD) or (second.value < room and second.value >= 10**_MYRIAD)
    own = not second.power and gap and _COUNTED.match(text, second.end)
    if grouped and small and gap in {"", " ", "\u00a0"} and not own:
        whole = first.value + second.value
        found[-2:] = [replace(first, value=whole, end=second.end)]


def _symbols(locale: str) -> tuple[str, bool]:
    """Return a locale's decimal mark, and whether spaces group its digits; no mark where the CLDR does not know it."""
    try:
        latin = babel_locale(locale).number_symbols.get("latn", {})
    except ConfigError:
        return "", True
    grouped_by_spaces = str(latin.get("group", ",")) in {*SPACES, " "} or language_of(locale) == "es"
    return str(latin.get("decimal", ".")), grouped_by_spaces


def readings(written: str, decimal: str) -> tuple[Decimal, ...]:
    """Return the value of digits and marks; several where the marks make no number, as in 14.6.2023.

    Where the decimal mark is not known, several are what one number may mean.

    >>> readings("1.500", ","), readings("1.500", "."), readings("14.06.2023", ",")
    ((Decimal('1500'),), (Decimal('1.500'),), (Decimal('14'), Decimal('6'), Decimal('2023')))
    >>> readings("1.500", "")
    (Decimal('1500'), Decimal('1.500'))
    """
    whole = re.sub(rf"[{SPACES} '’]", "", written)
    marks = re.findall(r"[.,]", whole)
    parts = re.split(r"[.,]", whole)
    if not marks:
        return (Decimal(whole),)
    if len(set(marks)) > 1 and marks.count(marks[-1]) == 1:
        return (Decimal("".join(parts[:-1]) + "." + parts[-1]),)
    if len(marks) > 1:
        groups = len(parts[-1]) == _GROUP and all(len(part) in {2, 3} for part in parts[1:]) and len(parts[0]) <= _GROUP
        return (Decimal("".join(parts)),) if groups or not decimal else tuple(Decimal(part) for part in parts)
    may_group = len(parts[1]) == _GROUP and len(parts[0]) <= _GROUP and parts[0] != "0"
    fraction = Decimal(".".join(parts))
    if may_group and marks[0] != decimal:
        return (Decimal("".join(parts)),) if decimal else (Decimal("".join(parts)), fraction)
    return (fraction,)
