"""Happenings: a list item with a day, a date, hours and `at` a place is an event."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bulletin.sources.press.calendar_day import find_day, resolve_day
from bulletin.sources.press.hours import Hours, find_hours

_LONGEST: Final = 600
"""No event is longer, in characters."""
_AT: Final = re.compile(r"\bat\s{1,3}(?=\S)", re.IGNORECASE)
_AT_END: Final = re.compile(r"\bat\s{0,3}\Z", re.IGNORECASE)
_LOOSE: Final = " \t\u00a0,;:.–—-"
_HANGING: Final = re.compile(
    r"(?:^|[\s,;:–—-]+)(?:on|from|between|and|of|will be held|takes place|will take place)[\s,;:–—-]*$",
    re.IGNORECASE,
)
_FILLER: Final = frozenset({"on", "from", "between", "and", "of", "the", "at", "in"})
_SENTENCE: Final = re.compile(r"(?<!\bSt)(?<!\bRd)[.!?]\s+\S")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a list item says about an event."""

    title: str
    """The item’s words before the day, or else those around it; empty when there are none."""
    start: dt.datetime
    end: dt.datetime
    place: str
    address: str
    doubts: tuple[str, ...]


def read_happening(text: str, published: dt.date | None) -> Found | str | None:
    """Return the event in a list item; a sentence, when it is nearly one; `None`, when it is none."""
    if len(text) > _LONGEST:
        return None
    day, hours = find_day(text), find_hours(text)
    if day is None or hours is None:
        return None
    if not day.alone:
        return "it names more than one day"
    resolved = resolve_day(day, published)
    if isinstance(resolved, str):
        return resolved
    spans = sorted((day.span, hours.span))
    where = _find_place(text, spans)
    if where is None:
        return "it names no place with “at”"
    date, doubts = resolved
    return _found(text, date, hours, (spans[0], spans[1], where), doubts)


def _found(
    text: str,
    date: dt.date,
    hours: Hours,
    spans: tuple[tuple[int, int], ...],
    doubts: tuple[str, ...],
) -> Found:
    *times, where = spans
    place, _, address = trimmed(text[slice(*where)]).partition(",")
    title, titled = _title_before(text, times[0][0], where)
    if not title:
        title, titled = _title_between(text, sorted(spans))
        doubts = (*doubts, "the title was taken from the words behind the day") if title else doubts
    midnight = dt.datetime.combine(date, dt.time())
    return Found(
        title=title,
        start=midnight + dt.timedelta(minutes=hours.start),
        end=midnight + dt.timedelta(minutes=hours.end),
        place=place.strip(),
        address=address.strip(),
        doubts=(*doubts, *hours.doubts, *_doubts(text, address, [titled, *spans])),
    )


def _find_place(text: str, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the place and the address stand: after the first `at` behind the day or hours, else before them."""
    starts = [start for start, _ in spans]
    matches = [match for match in _AT.finditer(text) if match.end() not in starts]
    behind = [match for match in matches if match.start() >= spans[0][1]]
    for match in (*behind, *matches):
        start = match.end()
        end = min((begin for begin in starts if begin > start), default=len(text))
        if _WORD.search(trimmed(text[start:end]).partition(",")[0]):
            return start, end
    return None


def _title_before(text: str, end: int, where: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return the words before the day and hours, a place among them up to its comma; and where they stand."""
    if where[0] < end:
        comma = text.find(",", *where)
        end = comma if comma >= 0 else end
    if where[0] < end and not _WORD.search(_AT.split(text[: where[0]])[0]):
        return "", (0, 0)
    title = trimmed(text[:end])
    return (title, (0, end)) if _WORD.search(title) else ("", (0, 0))


def _title_between(text: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[int, int]]:
    """Return the words between day, hours and place: `14 June: breakfast, 8–10 am, at Lock 9`; and where they stand."""
    gaps = [(above[1], below[0]) for above, below in pairwise(spans)]
    titles = [(trimmed(_AT_END.sub("", text[slice(*gap)])), gap) for gap in gaps]
    named = (found for found in titles if _WORD.search(found[0]))
    return max(named, key=lambda found: len(found[0]), default=("", (0, 0)))


def trimmed(text: str) -> str:
    """Return the text without loose punctuation and hanging connectives at its ends."""
    text = text.strip(_LOOSE)
    while match := _HANGING.search(text):
        text = text[: match.start()].strip(_LOOSE)
    return text


def _doubts(text: str, address: str, spoken_for: list[tuple[int, int]]) -> list[str]:
    rest, at = [], 0
    for start, end in sorted(spoken_for):
        rest.append(text[at:start])
        at = max(at, end)
    words = [word for word in _WORD.findall(" ".join((*rest, text[at:]))) if word.lower() not in _FILLER]
    doubts = [f"left out of the event: {' '.join(words)}"] if words else []
    if _SENTENCE.search(address):
        doubts.append("the address seems to hold more than an address")
    return doubts
