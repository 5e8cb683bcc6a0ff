"""Events as calendar files and as links to a web calendar. The home of icalendar."""

from __future__ import annotations

import datetime
import re
import uuid
from functools import lru_cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bulletin.errors import ContentError
from bulletin.inline import Spans, plain, plain_text
from bulletin.inline.html import fit
from bulletin.model.blocks import Event
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.rendering.fill import address_parts
from bulletin.rendering.slotted import Calendar

_NAMESPACE = uuid.UUID("6d0f2c1e-4f3b-5a57-9d0e-0b5d6b2d6b7e")
"""Of the UIDs we make (RFC 9562 §5.5)."""


def _words(text: str | Spans) -> str:
    return fit(plain_text(plain(text)).replace("\r\n", "\n").replace("\r", "\n"))


def _address(text: str | Spans) -> str:
    """Return an address on one line; nothing where its scheme is not allowed."""
    return re.sub(r"[\s\x00-\x20\x7f]+", "", _words(text)) if address_parts(text) else ""


def zone_of(event: Event, issue: Issue) -> ZoneInfo:
    """Return the zone an event's times are in: its own, else the newsletter's, else UTC.

    Raises ContentError for a name that the IANA database does not hold.
    """
    name = event.zone or issue.newsletter.zone or "UTC"
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:
        raise ContentError(f"expected a time zone such as Europe/London, found {name!r}") from problem


def event_uid(event: Event, source: Event, article: str, issue: Issue, *, repeat: int = 0) -> str:
    """Return a stable UID: the event's own, else one made of article and source title, never of its date.

    `repeat` tells events of one title in one article apart. So an event that moves keeps its UID and, with a higher
    `sequence`, moves in the reader's calendar (RFC 5546 §2.1.5); and all editions of an issue speak of the same event.
    """
    if event.uid:
        return event.uid
    name = "/".join([*issue.key, article, _words(source.title), *([str(repeat)] if repeat else [])])
    return f"{uuid.uuid5(_NAMESPACE, name)}@{issue.newsletter.sender.address.rpartition('@')[2]}"


def load_icalendar() -> None:
    """Load what calendars are made with, where there is time to do so."""
    import icalendar  # noqa: F401 - loaded, not used


def calendar_file(event: Event, uid: str, issue: Issue) -> bytes:
    """Return an event as a calendar of one event with its time zone (RFC 5545), the same bytes each time."""
    import icalendar

    zone = zone_of(event, issue)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{issue.newsletter.id}//bulletin//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    entry = icalendar.Event()
    entry.add("uid", uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", datetime.datetime.combine(issue.date, datetime.time(), datetime.UTC))
    entry.add("dtstart", event.start.replace(tzinfo=zone))
    entry.add("dtend", event.end.replace(tzinfo=zone))
    entry.add("summary", _words(event.title))
    place = [words for words in (_words(event.place), _words(event.address)) if words]
    if place:
        entry.add("location", ", ".join(place))
    if event.description:
        entry.add("description", _words(event.description))
    if url := _address(event.url):
        entry.add("url", url)
    calendar.add_component(entry)
    years = event.start.year, event.end.year + 2
    zones = b"".join(_time_zone(name, *years) for name in calendar.get_missing_tzids()) if zone.key != "UTC" else b""
    head, begin, tail = bytes(calendar.to_ical()).partition(b"BEGIN:VEVENT\r\n")
    return head + zones + begin + tail


@lru_cache(maxsize=64)
def _time_zone(name: str, first: int, last: int) -> bytes:
    """Return a time zone's component (RFC 5545 §3.6.5) for the years from `first` to `last`; nothing for an unknown zone.

    It is three quarters of a calendar, and the same in every edition.
    """
    import icalendar

    begin, end = datetime.date(first, 1, 1), datetime.date(last, 1, 1)
    try:
        return bytes(icalendar.Timezone.from_tzid(name, first_date=begin, last_date=end).to_ical())
    except ValueError:
        return b""


def web_calendar(event: Event, issue: Issue) -> str:
    """Return the address that offers an event to a calendar on the web (Google's, which needs no account of ours)."""
    zone = zone_of(event, issue)
    place = ", ".join(words for words in (_words(event.place), _words(event.address)) if words)
    fields = {
        "action": "TEMPLATE",
        "text": _words(event.title),
        "dates": f"{event.start:%Y%m%dT%H%M%S}/{event.end:%Y%m%dT%H%M%S}",
        "ctz": zone.key,
        "location": place,
        "details": _words(event.description),
    }
    return "https://calendar.google.com/calendar/render?" + urlencode(
        {key: value for key, value in fields.items() if value}
    )


def calendars(edition: Edition) -> dict[int, Calendar]:
    """Return the calendar files of an edition, by the identity of their events: `<article>-<n>.ics`."""
    made: dict[int, Calendar] = {}
    originals = {article.slug: article for article in edition.source.articles}
    for article in edition.issue.articles:
        pairs = zip(article.blocks, originals[article.slug].blocks, strict=False)
        events = [(event, source) for event, source in pairs if isinstance(event, Event) and isinstance(source, Event)]
        titles = [_words(source.title) for _, source in events]
        for number, (event, source) in enumerate(events, 1):
            repeat = titles[: number - 1].count(titles[number - 1])
            uid = event_uid(event, source, article.slug, edition.source, repeat=repeat)
            data = calendar_file(event, uid, edition.source)
            made[id(event)] = Calendar(name=f"{article.slug}-{number}.ics", data=data)
    return made
