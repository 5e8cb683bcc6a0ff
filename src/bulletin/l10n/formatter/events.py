"""When an event takes place, by one clock or by two."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from babel.core import get_global

from bulletin.l10n.formatter.conventions import Conventions
from bulletin.l10n.formatter.days import date, joined, later_date
from bulletin.l10n.formatter.hours import time, time_range

_Moment = datetime.datetime


def event(ways: Conventions, start: _Moment, end: _Moment) -> str:
    """Return both days in full, and the times."""
    first = date(ways, start, "full")
    if start.date() == end.date():
        return _moment(ways, first, time_range(ways, start.time(), end.time()))
    last = _moment(ways, later_date(ways, start, end), time(ways, end.time()))
    return joined(ways, _moment(ways, first, time(ways, start.time())), last)


def event_on_two_clocks(ways: Conventions, start: _Moment, end: _Moment, zone: str, clock_zone: str) -> str:
    """Return the event's own time with short days, and in brackets the time in `clock_zone`.

    Where both clocks show the same, it is `event`.
    """
    there = tuple(_seen(moment, zone, clock_zone) for moment in (start, end))
    if there == (start, end):
        return event(ways, start, end)
    own = ways.table("clocks")
    names = own.get("zones", {})
    name = names.get(clock_zone) or own.get("zone", "{city}").format(city=city(ways, clock_zone))
    here = _short(ways, start, end, stated=True)
    other = _short(ways, *there, stated=there[0].date() != start.date())
    return str(own.get("text", "{event} ({zone}: {there})").format(event=here, zone=name, there=other))


def city(ways: Conventions, zone: str) -> str:
    """Return the city that a time zone is named for, in this language: Asia/Seoul is 서울, Seoul, سول."""
    zones = ways.babel.time_zones
    known = zones.get(zone)
    if not known:  # CLDR translates the cities of the oldest names: Asia/Calcutta
        older = (old for old, new in get_global("zone_aliases").items() if new == zone and old in zones)
        known = zones.get(next(older, ""), {})
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))


def _seen(moment: _Moment, zone: str, clock_zone: str) -> _Moment:
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(clock_zone)).replace(tzinfo=None)


def _short(ways: Conventions, start: _Moment, end: _Moment, *, stated: bool) -> str:
    if start.date() == end.date():
        span = time_range(ways, start.time(), end.time())
        return _moment(ways, date(ways, start, "short"), span) if stated else span
    first, last = time(ways, start.time()), time(ways, end.time())
    following = ways.table("clocks").get("next_day")
    if following and end.date() - start.date() == datetime.timedelta(days=1):
        last = following.format(time=last)
    else:
        last = _moment(ways, date(ways, end, "short"), last)
        stated = True
    return joined(ways, _moment(ways, date(ways, start, "short"), first) if stated else first, last)


def _moment(ways: Conventions, day: str, hours: str) -> str:
    pattern = ways.table("events").get("moment") or str(ways.babel.datetime_formats["medium"])
    return str(pattern.replace("'", "").replace("{1}", day).replace("{0}", hours))
