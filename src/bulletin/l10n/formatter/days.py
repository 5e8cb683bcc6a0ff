"""Days and ranges of days."""

from __future__ import annotations

import datetime
import re

from babel.dates import format_date, format_skeleton, split_interval_pattern

from bulletin.l10n.formatter.conventions import Conventions
from bulletin.model.values import DateStyle

_DAY = re.compile(r"(?<![A-Za-z'])d(?![A-Za-z'])")
_MONTH = re.compile(r"(?<!M)MMM(?!M)")
_DIFFERENCES = (("y", "year"), ("M", "month"), ("d", "day"))
"""CLDR's letters for the greatest difference of an interval (TR35 part 4, §2.6.3)."""


def date(ways: Conventions, day: datetime.date, style: DateStyle) -> str:
    """Return a day in one of its styles."""
    own = ways.table("dates").get(style)
    match style:
        case _ if own:
            return _written(ways, day, own)
        case "month":
            return str(format_skeleton("yMMMM", day, locale=ways.babel))
        case "short":
            skeletons = ways.babel.datetime_skeletons
            found = skeletons.get("MMMEd")
            return (
                _written(ways, day, found.pattern) if found else str(format_skeleton("MMMEd", day, locale=ways.babel))
            )
    return _written(ways, day, ways.babel.date_formats[style].pattern)


def later_date(ways: Conventions, start: datetime.date, end: datetime.date) -> str:
    """Return the last day of a range whose first day is written in full; some languages leave out the same year."""
    own = ways.table("dates").get("later")
    return _written(ways, end, own) if own and start.year == end.year else date(ways, end, "full")


def date_range(ways: Conventions, start: datetime.date, end: datetime.date) -> str:
    """Return a range of days with what they share written once."""
    letter = next((letter for letter, name in _DIFFERENCES if getattr(start, name) != getattr(end, name)), "")
    if not letter:
        return date(ways, start, "long")
    own = ways.table("dates").get("range", {}).get(letter)
    intervals = ways.babel.interval_formats
    found = (
        split_interval_pattern(own) if own else (intervals.get("yMMMMd") or intervals.get("yMMMd") or {}).get(letter)
    )
    if not found or len(found) != 2:  # noqa: PLR2004 - a range has two ends
        return joined(ways, date(ways, start, "long"), date(ways, end, "long"))
    first, last = (_MONTH.sub("MMMM", str(part)) for part in found)  # TR35 part 4, §2.6.2.2: widths are adjusted
    return _written(ways, start, first) + _written(ways, end, last)


def joined(ways: Conventions, start: str, end: str) -> str:
    """Return a range of two things that are each written whole."""
    pattern = ways.table("events").get("range") or str(ways.babel.interval_formats.get(None) or "{0} – {1}")
    return pattern.replace("{0}", start).replace("{1}", end)


def _written(ways: Conventions, day: datetime.date, pattern: str) -> str:
    first = ways.table("dates").get("first")
    return str(format_date(day, _DAY.sub(f"'{first}'", pattern) if first and day.day == 1 else pattern, ways.babel))
