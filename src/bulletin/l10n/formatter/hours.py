"""Times of day and ranges of them: by Babel, or by a table of ours such as ko.toml's `[times]`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from babel.dates import format_interval, format_skeleton, format_time

from bulletin.l10n.formatter.conventions import Conventions

_HALF_DAY = 12


def time(ways: Conventions, clock: datetime.time) -> str:
    """Return a time of day."""
    if own := ways.table("times"):
        said = _said(own, clock)
        return str(own["alone"].format(time=said)) if "alone" in own else said
    if _twelve(ways) and not clock.minute:
        return str(format_skeleton("h", datetime.datetime.combine(datetime.date.min, clock), locale=ways.babel))
    return str(format_time(clock, "short", locale=ways.babel))


def time_range(ways: Conventions, start: datetime.time, end: datetime.time) -> str:
    """Return a range within a day."""
    if start == end:
        return time(ways, start)
    if own := ways.table("times"):
        return _own_range(own, start, end)
    skeleton = ("hm" if start.minute or end.minute else "h") if _twelve(ways) else "Hm"
    day = datetime.date(2000, 1, 1)
    first, last = datetime.datetime.combine(day, start), datetime.datetime.combine(day, end)
    return str(format_interval(first, last, skeleton, locale=ways.babel))


def _twelve(ways: Conventions) -> bool:
    return "h" in ways.babel.time_formats["short"].pattern


def _own_range(own: Mapping[str, Any], start: datetime.time, end: datetime.time) -> str:
    first, last = _said(own, start), _said(own, end)
    if _begun(own, start) != _begun(own, end):
        return str(own.get("across", own["range"]).format(start=first, end=last))
    if own.get("half_at") == "end":
        first = _bare(own, start)
    else:
        last = _bare(own, end)
    return str(own["range"].format(start=first, end=last))


def _bare(own: Mapping[str, Any], clock: datetime.time) -> str:
    hour = clock.hour
    if own["hours"] == _HALF_DAY:
        hour = hour % _HALF_DAY or (0 if own.get("zero") and not hour else _HALF_DAY)
    pattern = own["minute"] if clock.minute else own["hour"]
    return str(pattern.format(hour=hour, minute=clock.minute))


def _half(own: Mapping[str, Any], clock: datetime.time) -> str:
    """Return what the part of the day is called: am, 오후, दोपहर; empty on a clock of 24 hours."""
    return str(own["halves"][_begun(own, clock)]) if "halves" in own else ""


def _begun(own: Mapping[str, Any], clock: datetime.time) -> str:
    """Return the hour at which that part of the day began: two may have one name, the Hindi nights before and after."""
    return str(max((int(hour) for hour in own.get("halves", {}) if int(hour) <= clock.hour), default=0))


def _said(own: Mapping[str, Any], clock: datetime.time) -> str:
    half, bare = _half(own, clock), _bare(own, clock)
    return str(own["said"].format(half=half, time=bare)) if half else bare
