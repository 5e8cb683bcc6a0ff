"""`Formatter`: dates, times, numbers and lists as a locale writes them. The home of Babel's formatting."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Sequence
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
from bulletin.model.values import Date, DateStyle, Listing, Money, MoneyStyle, Number, NumberStyle, Percent, TimeRange, Value

_FORMATS = Path(__file__).parent / "formats"
_NARROW = "\u202f"
"""CLDR sets a narrow no-break space before "pm"; our own text sets the same."""


@cache
def _overrides(tag: str) -> dict[str, Any]:
    file = _FORMATS / f"{tag}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def babel_locale(tag: str) -> Locale:
    """Return Babel's locale of a BCP 47 tag. Raises ConfigError where CLDR does not know it."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as problem:
        raise ConfigError(f"expected a locale that CLDR knows, such as 'ko' or 'pt-BR', found {tag!r}") from problem


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction a locale's script is written in."""
    return "rtl" if babel_locale(tag).text_direction == "rtl" else "ltr"


@dataclass(frozen=True)
class Formatter:
    """Formats values for one locale, a BCP 47 tag.

    >>> Formatter("en-GB").time_range(datetime.datetime(2023, 6, 14, 15), datetime.datetime(2023, 6, 14, 18))
    '3–6\\u202fpm'
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
            return str(format_compact_decimal(number, format_type="long", locale=self._babel, fraction_digits=2))
        return str(format_decimal(number, locale=self._babel))

    def money(self, amount: Decimal, currency: str, style: MoneyStyle = "standard") -> str:
        """Return an amount: £1,500 or compact £12bn."""
        suffixes = self._own.get("compact", {}).get("money", {})
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
                return self.number(value.number, value.style)
            case Money():
                return self.money(value.money, value.currency, value.style)
            case Percent():
                return self.percent(value.percent)
            case Date():
                return self.date(value.date, value.style)
            case TimeRange():
                return self.event(value.start, value.end)
            case Listing():
                return self.listing([str(item) for item in value.list])
        return str(value.text)


def language_name(tag: str) -> str:
    """Return a language's name as its own speakers write it: 한국어; with its region or script where the tag has one."""
    locale = babel_locale(tag)
    return str(locale.get_display_name(locale) or tag)
