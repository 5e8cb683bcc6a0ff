"""Numbers and days in a translation, held against those of its source by value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bulletin.findings import Finding
from bulletin.l10n.amounts import Amount, amounts
from bulletin.l10n.checks.mentions import Mention, mentions
from bulletin.l10n.checks.translated import Translated
from bulletin.l10n.formatter import day_names
from bulletin.l10n.visible import OPEN

_SPELT = 12
"""Up to here languages write numbers out, or bend the noun instead."""
_CENTURY = 100


def different_dates(text: Translated) -> Iterator[Finding]:
    """Find a day of the source that is not among the days of the translation, where this names days in digits.

    One of each text is enough. So is one weekday that is not that of the source's day, or of the calendar.
    """
    if not text.after:
        return
    own = list(mentions(text.after, day_names(text.locale)))
    if not own:
        return
    named = list(mentions(text.before, day_names(text.source_locale)))
    for day in named:
        if not any(_same_day(day, other) for other in own) and not _in_pieces(day, own, text):
            yield text.finding(
                "date-differs", f"the source names “{day.words}”, the translation “{own[0].words}”; correct the day"
            )
            return
    for other in own:
        if problem := _other_weekday(other, [day for day in named if _same_day(day, other)]):
            yield text.finding("date-differs", problem)
            return


def _other_weekday(other: Mention, same_day: list[Mention]) -> str:
    """Say where a day stands with another weekday than in the source, or than it has in its year."""
    if other.weekday is None:
        return ""
    weekdays = {day.weekday for day in same_day if day.weekday is not None}
    if weekdays:
        if other.weekday in weekdays:
            return ""
        return f"the source names “{same_day[0].words}”, the translation “{other.words}”; correct the weekday"
    day = other.date(other.year) if other.year else None
    if day is None or day.weekday() == other.weekday:
        return ""
    return f"“{other.words}” is not the weekday of that day; correct one of the two"


def _same_day(one: Mention, other: Mention) -> bool:
    return one.day == other.day and _same_month(one, other)


def _same_month(one: Mention, other: Mention) -> bool:
    years = {year for year in (one.year, other.year) if year}
    return one.month == other.month and len(years) <= 1


def _in_pieces(day: Mention, own: list[Mention], text: Translated) -> bool:
    """Tell whether a day stands away from its month: “ddydd Mercher 14 a dydd Iau 15 Mehefin”."""
    numbers = {value for amount in amounts(text.after, text.locale) for value in amount.values}
    return Decimal(day.day) in numbers and any(_same_month(day, other) for other in own)


def different_numbers(text: Translated) -> Iterator[Finding]:
    """Find the numbers of the source that the translation has not, in digits, by value.

    Small whole numbers may be written out and are left alone; so are numbers that stand in a day, and all of them
    where the translation has no digits at all.
    """
    before = day_names(text.source_locale).pattern.sub(OPEN, text.before)
    own = amounts(text.after, text.locale)
    if not own:
        return
    lost = [amount for amount in amounts(before, text.source_locale) if _counts(amount) and not _stands(amount, own)]
    if lost:
        number = "number" if len(lost) == 1 else "numbers"
        yield text.finding(
            "number-differs", f"the source has {_written(lost)}, the translation has {_written(own)}; "
            f"correct the {number}, or silence this with a comment if it is said another way",
        )  # fmt: skip


def _written(amounts: Sequence[Amount]) -> str:
    return ", ".join(dict.fromkeys(amount.written.strip() for amount in amounts))


def _counts(amount: Amount) -> bool:
    if amount.minute:
        return False
    return amount.power > 0 or any(value > _SPELT or value != value.to_integral_value() for value in amount.values)


def _stands(amount: Amount, own: Sequence[Amount]) -> bool:
    return any(amount.same_as(other) or _same_year(amount, other) for other in own)


def _same_year(amount: Amount, other: Amount) -> bool:
    """Tell whether “24” in “2023–24” is written in full."""
    return any(
        small < _CENTURY and 1900 <= full < 2100 and full % _CENTURY == small  # noqa: PLR2004 - years of our time
        for small in amount.values
        for full in other.values
        if small == int(small) and full != Decimal(0)
    )
