"""Days that texts name, held against the calendar and the events of their article."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from bulletin.errors import ContentError
from bulletin.findings import Finding, Place, warning
from bulletin.inline import Spans, plain, plain_text
from bulletin.inline.read import spans
from bulletin.l10n.checks.mentions import Mention, mentions
from bulletin.l10n.contexts import article_of
from bulletin.l10n.formatter import DayNames, day_names
from bulletin.model.blocks import Event
from bulletin.model.issue import Article, Issue
from bulletin.model.marks import Form
from bulletin.model.origin import Node
from bulletin.model.walk import Visit, map_text

_MONTHS_NEAR = datetime.timedelta(days=125)
"""How far from the cover date, or from an event, a day without a year is taken for the one that is near."""
_YEAR = re.compile(r"(?<![\w.,])(?:1[5-9]|20)\d\d(?![\w.,]?\d)")


def date_findings(issue: Issue) -> tuple[Finding, ...]:
    """Return what in the texts disagrees with the calendar, or with the events of the article: with both lines."""
    found: list[Finding] = []
    for article, texts in _texts(issue):
        found += _text_findings(texts, article, issue)
    return tuple(found)


def _text_findings(texts: list[tuple[str, Place | None]], article: Article | None, issue: Issue) -> Iterator[Finding]:
    names = day_names((article.locale if article else "") or issue.newsletter.locale)
    events = [block for block in article.blocks if isinstance(block, Event)] if article else []
    for text, place in texts:
        about = [event for event in events if _speaks_of(text, event)]
        for mention in mentions(text, names):
            near = _year(mention, text, events, issue.date)
            problem = _calendar_problem(mention, near, events, names) or _day_problem(mention, about, events, names)
            if problem:
                yield warning("event-date", problem, place)


def _texts(issue: Issue) -> list[tuple[Article | None, list[tuple[str, Place | None]]]]:
    """Return the texts with a digit in them, by article, with their places; of events only what describes them."""
    found: dict[int, tuple[Article | None, list[tuple[str, Place | None]]]] = {}

    def take(text: str | Spans, visit: Visit) -> str | Spans:
        inside_event = any(isinstance(node, Event) for node in visit.trail) and visit.field != "description"
        if visit.mark.form is not Form.ADDRESS and not inside_event:
            try:
                read = spans(text) if visit.mark.form is Form.INLINE else plain(text)
            except ContentError:
                return text
            if any(map(str.isdigit, shown := plain_text(read))):  # names of days are loaded for texts that may hold one
                article = article_of(visit)
                found.setdefault(id(article), (article, []))[1].append((shown, _place(visit)))
        return text

    map_text(issue, take)
    return list(found.values())


def _place(visit: Visit) -> Place | None:
    places = (node.where(visit.field) for node in reversed(visit.trail) if isinstance(node, Node))
    return next((place for place in places if place), None)


def _year(mention: Mention, text: str, events: list[Event], cover: datetime.date) -> int | None:
    """Return the year of a day: its own, else that of an event on it, else the one that lies near; None: nobody knows."""
    if mention.year:
        return mention.year
    for event in events:
        if (event.start.day, event.start.month) == (mention.day, mention.month):
            return event.start.year
    told = {int(year) for year in _YEAR.findall(text)}
    for anchor in (cover, *(event.start.date() for event in events)):
        for year in (anchor.year, anchor.year - 1, anchor.year + 1):
            day = mention.date(year)
            if day is not None and abs(day - anchor) <= _MONTHS_NEAR and told <= {year}:
                return year
    return None


def _speaks_of(text: str, event: Event) -> bool:
    """Tell whether a text names an event: by its title or its place."""
    words = (plain_text(plain(event.title)), plain_text(plain(event.place)))
    return any(len(name) > 3 and name.casefold() in text.casefold() for name in words)  # noqa: PLR2004 - shorter says nothing


def _calendar_problem(mention: Mention, year: int | None, events: list[Event], names: DayNames) -> str:
    """Say where there is no such day, or where its weekday is another."""
    if mention.is_in_no_year:
        return f"“{mention.words}” is no day of {mention.year or 'any year'}; write another"
    day = mention.date(year) if year else None
    if mention.weekday is None or day is None or day.weekday() == mention.weekday:
        return ""
    same_day = [event for event in events if (event.start.day, event.start.month) == (mention.day, mention.month)]
    near = same_day or [event for event in events if event.start.weekday() == mention.weekday] or events
    about = f"; {_event(near[0], names)}" if near else ""
    said = "" if mention.year or near else f" of {day.year}"
    which = "of the two" if near else "of day and weekday"
    return f"“{mention.words}”: that day{said} is a {names.weekday(day)}{about}; correct one {which}"


def _day_problem(mention: Mention, about: list[Event], events: list[Event], names: DayNames) -> str:
    """Say where a text that speaks of an event names a day on which there is none."""
    days = {
        (event.start + datetime.timedelta(days=extra)).date() for event in events for extra in range(_length(event))
    }
    if not about or any(
        (day.day, day.month, mention.year or day.year) == (mention.day, mention.month, day.year) for day in days
    ):
        return ""
    return (
        f"“{mention.words}” is not the day of the event it speaks of; {_event(about[0], names)}; correct one of the two"
    )


def _length(event: Event) -> int:
    return (event.end.date() - event.start.date()).days + 1


def _event(event: Event, names: DayNames) -> str:
    where = f" ({event.where('start')})" if event.where("start") else ""
    return (
        f"the event “{plain_text(plain(event.title))}” is on {names.weekday(event.start)} {event.start:%Y-%m-%d}{where}"
    )
