"""Days named in an article's text, held against its events and the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.errors import ContentError
from bulletin.findings import Finding, Place, warning
from bulletin.inline import Spans, plain, plain_text
from bulletin.inline.read import spans
from bulletin.l10n.formatter import DayNames, day_names
from bulletin.model.blocks import Event
from bulletin.model.issue import Article, Issue
from bulletin.model.marks import Form
from bulletin.model.walk import Visit, map_text


@dataclass(frozen=True, slots=True)
class Mention:
    """A day that a text names."""

    words: str
    day: int
    month: int
    year: int | None
    weekday: int | None
    """Monday is 0."""


def mentions(text: str, names: DayNames) -> Iterator[Mention]:
    """Yield the days that a text names: "Wednesday 14 June", "June 14, 2023", "6월 14일(수)"."""
    waiting: list[tuple[str, int, int | None]] = []
    for match in names.pattern.finditer(text):
        found = {key.rstrip("0123456789"): value for key, value in match.groupdict().items() if value}
        words, day = match[0].strip(" .,"), int(found["day"])
        weekday = names.weekdays.get(found.get("weekday", "").lower().rstrip("."))
        if "month" not in found and "number" not in found:
            waiting.append((words, day, weekday))
            continue
        month = int(found["number"]) if "number" in found else names.months[found["month"].lower().rstrip(".")]
        year = int(found["year"]) if "year" in found else None
        for earlier in (*waiting, (words, day, weekday)):
            yield Mention(earlier[0], earlier[1], month, year, earlier[2])
        waiting = []


def date_findings(issue: Issue) -> tuple[Finding, ...]:
    """Return what in the articles' texts disagrees with their events: each finding names both lines."""
    return tuple(
        finding
        for article in issue.articles
        if any(isinstance(block, Event) for block in article.blocks)
        for finding in _article_findings(article, article.locale or issue.newsletter.locale)
    )


def _article_findings(article: Article, locale: str) -> Iterator[Finding]:
    texts = [(text, place) for text, place in _texts(article) if any(map(str.isdigit, text))]
    if not texts:
        return  # names of days are loaded for texts that may hold one
    names = day_names(locale)
    events = [block for block in article.blocks if isinstance(block, Event)]
    for text, place in texts:
        about = [event for event in events if _speaks_of(text, event)]
        for mention in mentions(text, names):
            problem = _weekday_problem(mention, events, names) or _day_problem(mention, about, events, names)
            if problem:
                yield warning("event-date", problem, place)


def _texts(article: Article) -> list[tuple[str, Place | None]]:
    """Return the texts of an article outside its events, with their places."""
    found: list[tuple[str, Place | None]] = []

    def take(text: str | Spans, visit: Visit) -> str | Spans:
        inside_event = any(isinstance(node, Event) for node in visit.trail) and visit.field != "description"
        if visit.mark.form is not Form.ADDRESS and not inside_event:
            try:
                read = spans(text) if visit.mark.form is Form.INLINE else plain(text)
            except ContentError:
                return text
            places = (node.where(visit.field) for node in reversed(visit.trail) if hasattr(node, "where"))
            found.append((plain_text(read), next((place for place in places if place), None)))
        return text

    map_text(article, take)
    return found


def _speaks_of(text: str, event: Event) -> bool:
    """Tell whether a text names an event: by its title or its place."""
    words = (plain_text(plain(event.title)), plain_text(plain(event.place)))
    return any(len(name) > 3 and name.casefold() in text.casefold() for name in words)  # noqa: PLR2004 - shorter says nothing


def _weekday_problem(mention: Mention, events: list[Event], names: DayNames) -> str:
    """Say where a weekday does not fall on the day it stands with."""
    if mention.weekday is None:
        return ""
    same_day = [event for event in events if (event.start.day, event.start.month) == (mention.day, mention.month)]
    years = [mention.year] if mention.year else [event.start.year for event in (*same_day, *events)]
    try:
        day = datetime.date(years[0], mention.month, mention.day)
    except ValueError:
        return f"“{mention.words}” is no day of {years[0]}; write another"
    if day.weekday() == mention.weekday:
        return ""
    near = same_day or [event for event in events if event.start.weekday() == mention.weekday] or events
    return f"“{mention.words}”: that day is a {names.weekday(day)}; {_event(near[0], names)}; correct one of the two"


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
