"""Times of day in a text: 3 pm and 15:00 may both be 15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SPACE = "[ \u00a0\u202f]"
_HALF = rf"{_SPACE}*[ap](?:\.{_SPACE}?)?m\b\.?"
_TIME = re.compile(
    rf"(?<![\d.,:])(?P<hour>\d{{1,2}})(?:(?P<mark>[:.])(?P<minute>[0-5]\d)(?![\d%:]))?"
    rf"(?:(?P<half>{_HALF})|(?P<later>(?={_SPACE}*[–-]{_SPACE}*\d{{1,2}}(?:[.:][0-5]\d)?{_HALF}))|(?![\d:]))",
    re.IGNORECASE,
)
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day that stands in a text."""

    hours: tuple[Decimal, ...]
    """What the hour may be, as it is written first: 3, then 15."""
    minute: Decimal | None
    start: int
    end: int


def clock_times(text: str) -> Iterator[ClockTime]:
    """Yield the times of a text that a colon, a.m. or p.m. shows to be one.

    >>> [(*map(int, time.hours), time.minute) for time in clock_times("3–6.30pm, 15:00, 2.50 euros")]
    [(3, 15, None), (6, 18, Decimal('30')), (15, 3, Decimal('0'))]
    """
    for match in _TIME.finditer(text):
        hour = int(match["hour"])
        sure = match["half"] or match["later"] is not None or match["mark"] == ":"
        if sure and hour <= 2 * _HALF_DAY:
            minute = Decimal(match["minute"]) if match["minute"] else None
            other = (hour + _HALF_DAY) % (2 * _HALF_DAY)
            yield ClockTime((Decimal(hour), Decimal(other)), minute, match.start(), match.end())
