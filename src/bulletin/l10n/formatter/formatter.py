"""`Formatter`: the values of a text as a locale writes them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from babel.dates import format_date

from bulletin.l10n.formatter import days, events, hours, numbers
from bulletin.l10n.formatter.conventions import Conventions, conventions
from bulletin.l10n.formatter.lists import listing
from bulletin.l10n.formatter.money import money
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


@dataclass(frozen=True)
class Formatter:
    r"""Formats values for one locale, a BCP 47 tag.

    >>> Formatter("en-GB").time_range(datetime.datetime(2023, 6, 14, 15), datetime.datetime(2023, 6, 14, 18))
    '3–6\u202fpm'
    >>> Formatter("ko").money(Decimal("1.25e9"), "GBP")
    '12억 5,000만 파운드'
    """

    locale: str

    @cached_property
    def _ways(self) -> Conventions:
        return conventions(self.locale)

    def date(self, day: datetime.date, style: DateStyle = "long") -> str:
        """Return a day: `long` 14 June 2023, `full` with its weekday, `short` Wed 14 June, `month` June 2023."""
        return days.date(self._ways, day, style)

    def issue_date(self, day: datetime.date) -> str:
        """Return the day that an issue is dated, for its masthead: 14 June 2023."""
        return self.date(day, "long")

    def date_range(self, start: datetime.date, end: datetime.date) -> str:
        """Return a range of days, what they share once: 14–16 June 2023."""
        return days.date_range(self._ways, start, end)

    def tile(self, day: datetime.date) -> tuple[str, str, str]:
        """Return weekday, day and month for a calendar leaf: Wed, 14, Jun."""
        locale = self._ways.babel
        weekday, month = format_date(day, "EEE", locale), format_date(day, "LLL", locale)
        return str(weekday), self.number(day.day), str(month)

    def time(self, moment: datetime.datetime | datetime.time) -> str:
        """Return a time of day: 3 pm, 15:00."""
        return hours.time(self._ways, _clock(moment))

    def time_range(self, start: datetime.datetime | datetime.time, end: datetime.datetime | datetime.time) -> str:
        """Return a range within a day: 3–6 pm, 11 am – 2 pm, 15:00–18:00."""
        return hours.time_range(self._ways, _clock(start), _clock(end))

    def event(self, start: datetime.datetime, end: datetime.datetime, *, zone: str = "", clock_zone: str = "") -> str:
        """Return when an event takes place: Wednesday 14 June 2023, 3–6 pm; both days where it spans midnight.

        Given the IANA names of its `zone` and of another, both clocks: Wed 14 June, 3–6 pm (11 pm – 2 am … in Seoul).
        """
        if zone and clock_zone:
            return events.event_on_two_clocks(self._ways, start, end, zone, clock_zone)
        return events.event(self._ways, start, end)

    def number(self, number: Decimal | int, style: NumberStyle = "standard") -> str:
        """Return a count: 1,000,000; compact 1 million; ordinal 6th where the language's ordinals are known."""
        return numbers.count(self._ways, Decimal(number), style)

    def ordinal(self, number: Decimal | int) -> str:
        """Return a place in a sequence: 6th; the plain number where the language's ordinals are not known."""
        return self.number(number, "ordinal")

    def plural(self, number: Decimal | int, forms: Mapping[str, str]) -> str:
        """Return the form that goes with a number, by CLDR's plural categories; `other` goes with all that are absent."""
        return numbers.for_plural(self._ways, forms, number)

    def money(self, amount: Decimal, currency: str, style: MoneyStyle = "standard") -> str:
        """Return an amount: £1,500 or compact £12bn."""
        return _money(self.locale, str(amount), currency, style)

    def percent(self, percent: Decimal) -> str:
        """Return a share given in hundredths: 12.5%."""
        return numbers.percent(self._ways, percent)

    def listing(self, items: Sequence[str]) -> str:
        """Return things joined as the language joins them: A, B and C."""
        return listing(self._ways, items)

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


@lru_cache(maxsize=1024)
def _money(locale: str, amount: str, currency: str, style: MoneyStyle) -> str:
    """Write an amount once, however often an issue names it; as text, since 1.0 and 1.00 are equal and not the same."""
    return money(conventions(locale), Decimal(amount), currency, style)


def _clock(moment: datetime.datetime | datetime.time) -> datetime.time:
    return moment.time() if isinstance(moment, datetime.datetime) else moment
