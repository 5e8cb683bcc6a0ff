"""Hours: `3–6 pm`, `3.30pm to 6pm`, `15:00–18:00`, `11–2 pm`, `10 am until noon`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CLOCK: Final = (
    r"(?:(?P<{0}word>(?:12\s?)?(?:noon|midday|midnight))\b"
    r"|(?P<{0}hour>[0-9]{{1,2}})(?:[.:](?P<{0}minute>[0-9]{{2}}))?(?:\s?(?P<{0}half>[ap])\.?m\b\.?)?)"
)
_RANGE: Final = re.compile(
    r"(?<![0-9£$€.:/–-])(?<![^\W_])"
    + _CLOCK.format("from_")
    + r"\s{0,3}(?P<link>[-–—−]|to\b|until\b|till\b|and\b)\s{0,3}"
    + _CLOCK.format("to_")
    + r"(?![0-9])(?![.:/][0-9])",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\bbetween\s?\Z", re.IGNORECASE)
_HOUR: Final = 60
_HALF_DAY: Final = 12
NOON: Final = 12 * _HOUR
MIDNIGHT: Final = 24 * _HOUR
_EARLY: Final = 7 * _HOUR
"""Nothing in a newsletter begins before seven in the morning unless it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A range of time as the text writes it."""

    span: tuple[int, int]
    """Where it stands in the text."""
    start: int
    """Minutes after midnight, below 1440."""
    end: int
    """Minutes after the same midnight, above `start`; from 1440 on it is the next day."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """One time of day."""

    readings: tuple[int, ...]
    """What it can mean, in minutes after midnight; two where `am` or `pm` is missing."""
    exact: bool
    """Whether it has minutes."""


def find_hours(text: str) -> Hours | None:
    """Return the first range of time in the text; bare figures such as `3–6` are none."""
    for match in _RANGE.finditer(text):
        if match["link"].lower() == "and" and not _BETWEEN.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        hours = _read(match)
        if hours:
            return hours
    return None


def _read(match: re.Match[str]) -> Hours | None:
    start, end = _clock(match, "from_"), _clock(match, "to_")
    if start is None or end is None:
        return None
    unsaid = len(start.readings) > 1 < len(end.readings)
    if unsaid and not (start.exact and end.exact):
        return None
    first, last = _nearest(start.readings, end.readings)
    doubts = []
    if unsaid and (first < _EARLY or (first, last) != (start.readings[0], end.readings[0])):
        doubts.append("there is neither am nor pm")
    if last <= first:
        doubts.append("the end lies before the start, so the next day was taken")
        last += MIDNIGHT
    return Hours(span=match.span(), start=first, end=last, doubts=tuple(doubts))


def _clock(match: re.Match[str], prefix: str) -> _Clock | None:
    word, half = match[prefix + "word"], match[prefix + "half"]
    if word:
        noon = "midnight" not in word.lower()
        return _Clock(readings=(NOON,) if noon else (MIDNIGHT,), exact=True)
    hour, minute = int(match[prefix + "hour"]), int(match[prefix + "minute"] or 0)
    exact = match[prefix + "minute"] is not None
    if minute >= _HOUR or hour * _HOUR + minute > MIDNIGHT:
        return None
    if half:
        return _Clock(readings=(_in_half(hour, half) * _HOUR + minute,), exact=exact)
    if hour > _HALF_DAY or match[prefix + "hour"].startswith("0"):
        return _Clock(readings=(hour * _HOUR + minute,), exact=exact) if exact else None
    literal = hour * _HOUR + minute
    return _Clock(readings=(literal, (literal + NOON) % MIDNIGHT), exact=exact)


def _in_half(hour: int, half: str) -> int:
    """Return the hour of the 24-hour clock; `15 pm` is taken as it stands."""
    if hour > _HALF_DAY:
        return hour
    return hour % _HALF_DAY + (_HALF_DAY if half in "pP" else 0)


def _nearest(starts: tuple[int, ...], ends: tuple[int, ...]) -> tuple[int, int]:
    """Return the pair with the shortest time between, rather not over midnight and rather not before seven."""
    pairs = [(start % MIDNIGHT, end) for start in starts for end in ends]
    return min(pairs, key=lambda pair: (pair[0] >= pair[1], (pair[1] - pair[0]) % MIDNIGHT, pair[0] < _EARLY))
