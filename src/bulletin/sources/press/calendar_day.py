"""Days as they are written: `Wednesday 14 June 2023`, `June 14th`, `14 June`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:,?\s{1,3}(?P<year>(?:19|20)[0-9]{2})\b)?"
_NAMED: Final = rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?,?\s{{1,3}}(?:the\s{{1,3}})?)?"
_DAY_FIRST: Final = re.compile(
    rf"{_NAMED}(?<![0-9.:/£$€]){_DAY}(?:\s{{1,3}}of)?\s{{1,3}}{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    rf"{_NAMED}\b{_MONTH}\s{{1,3}}{_DAY}\b(?!\s?[ap]\.?m\b|[.:][0-9]){_YEAR}",
    re.IGNORECASE,
)
_RANGE_BEFORE: Final = re.compile(
    r"(?<![.:0-9])[0-9]{1,2}(?:st|nd|rd|th)?\s?(?:[-–—&]|to|and)\s?\Z",
    re.IGNORECASE,
)
_RANGE_AFTER: Final = re.compile(
    r"\s?(?:[-–—&]|to|and)\s?[0-9]{1,2}(?:st|nd|rd|th)?\b(?!\s?(?:[-–—.:]|to\b|until\b|[ap]\.?m))",
    re.IGNORECASE,
)
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day as the text writes it."""

    span: tuple[int, int]
    """Where it stands in the text."""
    weekday: int | None
    """0 is Monday."""
    day: int
    month: int
    year: int | None
    alone: bool
    """Whether it is the only day written: not one of several, not the end of a range."""


def find_day(text: str) -> WrittenDay | None:
    """Return the first day in the text that has a day's number and a month."""
    month_first = (match for match in _MONTH_FIRST.finditer(text) if match["month"][0].isupper())  # not `you may 3`
    found = sorted((*_DAY_FIRST.finditer(text), *month_first), key=re.Match.start)
    if not found:
        return None
    match = found[0]
    weekday = match["weekday"]
    return WrittenDay(
        span=match.span(),
        weekday=_index(_WEEKDAYS, weekday) if weekday else None,
        day=int(match["day"]),
        month=_index(_MONTHS, match["month"]) + 1,
        year=int(match["year"]) if match["year"] else None,
        alone=found[-1].start() < match.end() and not _is_ranged(match),
    )


def _is_ranged(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return bool(_RANGE_BEFORE.search(before) or _RANGE_AFTER.match(match.string, match.end()))


def _index(names: tuple[str, ...], start: str) -> int:
    return next(at for at, name in enumerate(names) if name.startswith(start[:3].capitalize()))


def resolve_day(written: WrittenDay, published: dt.date | None) -> tuple[dt.date, tuple[str, ...]] | str:
    """Return the date meant, with doubts; or the reason why there is none.

    Without a year in the text it is the year of `published`; the year after, when the day would be past and only the
    year after has it on the named weekday.
    """
    year = written.year or (published.year if published else None)
    if year is None:
        return "no year is known"
    date = _date(year, written)
    if date is None:
        return "there is no such day"
    if written.year is None and published is not None and date < published:
        following = _date(year + 1, written)
        if following and written.weekday == following.weekday() != date.weekday():
            return following, (f"the year was taken to be {following.year}, because of the weekday",)
        return date, (*_weekday_doubts(written, date), "the day lies before the date of the release")
    return date, _weekday_doubts(written, date)


def _date(year: int, written: WrittenDay) -> dt.date | None:
    try:
        return dt.date(year, written.month, written.day)
    except ValueError:
        return None


def _weekday_doubts(written: WrittenDay, date: dt.date) -> tuple[str, ...]:
    if written.weekday is None or written.weekday == date.weekday():
        return ()
    return (f"the text says {_WEEKDAYS[written.weekday]}, but {date.isoformat()} is a {_WEEKDAYS[date.weekday()]}",)


def write_day(date: dt.date) -> str:
    """Return the day as `14 June`, whatever the locale of the process."""
    return f"{date.day} {_MONTHS[date.month - 1]}"
