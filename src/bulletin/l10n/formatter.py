"""`Formatter`: dates, times, numbers and lists as a locale writes them. The home of Babel's formatting."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
)

from bulletin.errors import ConfigError
from bulletin.model.values import (
    Date,
    DateStyle,
    Listing,
    Money,
    MoneyStyle,
    Number,
    NumberStyle,
    Percent,
    TimeRange,
    Value,
    exact,
)

_FORMATS = Path(__file__).parent / "formats"
_PLACES = 2
"""Decimal places of what is shortened: 1.25 million."""
_THOUSAND = 3
"""Its power of ten: the first that is shortened."""
_SCRIPT = 4
"""Letters of a script's subtag (BCP 47 §2.2.3)."""
_NARROW = "\u202f"
"""CLDR sets a narrow no-break space before "pm"; our own text sets the same."""


@cache
def _overrides(tag: str) -> dict[str, Any]:
    file = _FORMATS / f"{tag}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def babel_locale(tag: str) -> Locale:
    """Return Babel's locale of a BCP 47 tag. Raises ConfigError where CLDR does not know it."""
    subtags = tag.split("-")
    try:
        script = next((subtag for subtag in subtags[1:] if len(subtag) == _SCRIPT), None)
        return Locale(subtags[0], next((subtag for subtag in subtags[1:] if len(subtag) != _SCRIPT), None), script)
    except (UnknownLocaleError, ValueError):
        pass  # `zh-TW` is an alias: to resolve it Babel loads tables of all locales
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as problem:
        raise ConfigError(f"expected a locale that CLDR knows, such as 'ko' or 'pt-BR', found {tag!r}") from problem


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction a locale's script is written in."""
    return "rtl" if babel_locale(tag).text_direction == "rtl" else "ltr"


def _carried(number: Decimal) -> Decimal:
    """Return a number as it is, or the power of ten that it is rounded to: 999,999 is "1 million", not "1000 thousand"."""
    places = _PLACES - number.adjusted() // 3 * 3
    if number.adjusted() < _THOUSAND or (rounded := round(number, places)).adjusted() == number.adjusted():
        return number
    return rounded


@dataclass(frozen=True)
class Formatter:
    r"""Formats values for one locale, a BCP 47 tag.

    >>> Formatter("en-GB").time_range(datetime.datetime(2023, 6, 14, 15), datetime.datetime(2023, 6, 14, 18))
    '3–6\u202fpm'
    """

    locale: str

    @cached_property
    def _babel(self) -> Locale:
        return babel_locale(self.locale)

    @cached_property
    def _own(self) -> dict[str, Any]:
        return _overrides(self.locale)

    def date(self, day: datetime.date, style: DateStyle = "long") -> str:
        """Return a day: `long` 14 June 2023, `full` with its weekday, `short` Wed 14 June, `month` June 2023."""
        if pattern := self._own.get("dates", {}).get(style):
            return str(format_date(day, pattern, self._babel))
        match style:
            case "month":
                return str(format_skeleton("yMMMM", day, locale=self._babel))
            case "short":
                return str(format_skeleton("MMMEd", day, locale=self._babel))
        return str(format_date(day, style, self._babel))

    def tile(self, day: datetime.date) -> tuple[str, str, str]:
        """Return weekday, day and month for a calendar leaf: Wed, 14, Jun."""
        weekday = format_date(day, "EEE", self._babel)
        number = format_decimal(day.day, locale=self._babel)
        return str(weekday), str(number), str(format_date(day, "LLL", self._babel))

    def time(self, moment: datetime.datetime | datetime.time) -> str:
        """Return a time of day: 3 pm, 15:00."""
        clock = moment.time() if isinstance(moment, datetime.datetime) else moment
        if self._own.get("times", {}).get("hours") == 12:  # noqa: PLR2004 - a clock of twelve hours
            return f"{self._hour(clock)}{_NARROW}{self._half(clock)}"
        return str(format_time(clock, "short", locale=self._babel))

    def _hour(self, clock: datetime.time) -> str:
        minutes = f"{self._own['times']['minutes']}{clock.minute:02}" if clock.minute else ""
        return f"{(clock.hour - 1) % 12 + 1}{minutes}"

    def _half(self, clock: datetime.time) -> str:
        return "am" if clock.hour < 12 else "pm"  # noqa: PLR2004 - noon

    def time_range(self, start: datetime.datetime, end: datetime.datetime) -> str:
        """Return a range within a day: 3–6 pm, 11 am – 2 pm, 15:00–18:00."""
        if self._own.get("times", {}).get("hours") != 12:  # noqa: PLR2004 - a clock of twelve hours
            skeleton = "hm" if "h" in self._babel.time_formats["short"].pattern else "Hm"
            return str(format_interval(start, end, skeleton, locale=self._babel))
        if self._half(start.time()) == self._half(end.time()):
            return f"{self._hour(start.time())}–{self.time(end)}"
        return f"{self.time(start)} – {self.time(end)}"

    def event(self, start: datetime.datetime, end: datetime.datetime) -> str:
        """Return when an event takes place: Wednesday 14 June 2023, 3–6 pm; both days where it spans midnight."""
        if start.date() == end.date():
            return self._moment(start, self.time_range(start, end))
        return f"{self._moment(start, self.time(start))} – {self._moment(end, self.time(end))}"

    def _moment(self, day: datetime.datetime, time: str) -> str:
        pattern = str(self._babel.datetime_formats["medium"])
        return pattern.replace("'", "").replace("{1}", self.date(day, "full")).replace("{0}", time)

    def number(self, number: Decimal | int, style: NumberStyle = "standard") -> str:
        """Return a count: 1,000,000 or compact 1 million."""
        if style == "compact":
            number = _carried(Decimal(number))
            return str(format_compact_decimal(number, format_type="long", locale=self._babel, fraction_digits=2))
        return str(format_decimal(number, locale=self._babel, decimal_quantization=False))

    def money(self, amount: Decimal, currency: str, style: MoneyStyle = "standard") -> str:
        """Return an amount: £1,500 or compact £12bn."""
        suffixes = self._own.get("compact", {}).get("money", {})
        amount = _carried(amount) if style == "compact" and suffixes else amount
        power = max((int(key) for key in suffixes if abs(amount) >= 10 ** int(key)), default=0)
        if style == "compact" and power:
            short = (amount / 10**power).quantize(Decimal("0.01")).normalize()
            sign = "-" if short < 0 else ""
            symbol = get_currency_symbol(currency, self._babel)
            return f"{sign}{symbol}{format_decimal(abs(short), locale=self._babel)}{suffixes[str(power)]}"
        digits = amount == amount.to_integral_value()
        pattern = self._babel.currency_formats["standard"].pattern
        whole = pattern.replace(".00", "") if digits else pattern
        return str(format_currency(amount, currency, whole, locale=self._babel, currency_digits=not digits))

    def percent(self, percent: Decimal) -> str:
        """Return a share given in hundredths: 12.5%."""
        return str(format_percent(percent / 100, locale=self._babel, decimal_quantization=False))

    def listing(self, items: Sequence[str]) -> str:
        """Return things joined as the language joins them: A, B and C."""
        return str(format_list(list(items), "standard", self._babel))

    def value(self, value: Value) -> str:
        """Return a value of an article as it stands in the text. Words in it are taken as they are."""
        match value:
            case Number():
                return self.number(exact(value.number), value.style)
            case Money():
                return self.money(exact(value.money), value.currency, value.style)
            case Percent():
                return self.percent(exact(value.percent))
            case Date():
                return self.date(value.date, value.style)
            case TimeRange():
                return self.event(value.start, value.end)
            case Listing():
                return self.listing([str(item) for item in value.list])
        return str(value.text)


def language_name(tag: str, within: str = "") -> str:
    """Return a language's name as its own speakers write it, 한국어, or those of the locale `within`: Korean, 영어.

    With its region or script where the tag has one, among its own speakers.
    """
    locale = babel_locale(tag)
    if within:
        return str(locale.get_language_name(babel_locale(within)) or tag)
    return str(locale.get_display_name(locale) or tag)


@dataclass(frozen=True)
class DayNames:
    """How a language names days, for finding them in a text."""

    months: Mapping[str, int]
    """Small letters → 1 to 12."""
    weekdays: Mapping[str, int]
    """Small letters → Monday 0 to Sunday 6."""
    full: tuple[str, ...]
    """Monday first."""

    def weekday(self, day: datetime.date) -> str:
        """Return the name of a day's weekday."""
        return self.full[day.weekday()]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches a day with its month, in any order, with weekday and year where they stand.

        The last alternative is a weekday with a day whose month stands with the next day: "Wednesday 14 and …".
        """
        months, weekdays = _either(self.months), _either(self.weekdays)
        day = r"(?<!\d)(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?!\d)"
        year = r"(?:,?\s+(?P<year{0}>\d{{4}}))?"
        before = rf"(?:(?<!\w)(?P<weekday{{0}}>{weekdays})\.?,?\s+(?:the\s+)?)?"
        first = before.format(1) + day.format(1) + rf"(?:\s+of|\s+de)?\s+(?P<month1>{months})(?!\w)\.?" + year.format(1)
        second = before.format(2) + rf"(?<!\w)(?P<month2>{months})\.?\s+" + day.format(2) + year.format(2)
        cjk = (
            r"(?:(?P<year3>\d{4})\s*[年년]\s*)?(?P<number3>\d{1,2})\s*[月월]\s*(?P<day3>\d{1,2})\s*[日일]"
            rf"(?:\s*[(（]?(?P<weekday3>{weekdays})[)）]?)?"
        )
        alone = before.format(4).removesuffix("?") + day.format(4) + r"(?=\s*(?:[,&–—-]|\w{1,3}\s))"
        return re.compile(f"{cjk}|{first}|{second}|{alone}", re.IGNORECASE)


def _either(names: Mapping[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def day_names(tag: str) -> DayNames:
    """Return how a locale names months and weekdays, in full and shortened."""
    locale = babel_locale(tag)
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            months |= {str(name).lower().rstrip("."): number for number, name in locale.months[context][width].items()}
            weekdays |= {str(name).lower().rstrip("."): number for number, name in locale.days[context][width].items()}
    full = tuple(str(locale.days["format"]["wide"][number]) for number in range(7))
    return DayNames(months, weekdays, full)
