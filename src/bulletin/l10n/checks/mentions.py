"""`mentions`: the days that a text names, in whatever language, and what the calendar says of each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin.l10n.formatter import DayNames

_NEAR = 20
"""Characters between a day and the next, whose month it shares: "Wednesday 14 and Thursday 15 June"."""
_YEARS = range(1800, 2200)
"""Other numbers of four figures are times and amounts: "Wednesday 14 June 1500"."""
_LONGEST = 31
_MONTHS = 12
_LEAP = 2000
_AMOUNT = re.compile(r"[\d.,:$£€]$")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A day that a text names."""

    words: str
    day: int
    month: int
    year: int | None
    weekday: int | None
    """Monday is 0."""
    certain: bool = True
    """Whether the words can be nothing else: "in June 31 people came" names no day."""

    def date(self, year: int) -> datetime.date | None:
        """Return the day in a year; None where that year has no such day."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def is_in_no_year(self) -> bool:
        """Whether no year has the day, or the year that stands with it has not: "31 June"."""
        return self.certain and self.day <= _LONGEST and self.date(self.year or _LEAP) is None


def mentions(text: str, names: DayNames) -> Iterator[Mention]:
    """Yield the days that a text names: "Wednesday 14 June", "June 14, 2023", "6월 14일(수)"."""
    waiting: list[tuple[Mention, int]] = []
    for match in names.pattern.finditer(text):
        found = {key.rstrip("0123456789"): value for key, value in match.groupdict().items() if value}
        if "month" not in found and "number" not in found:
            waiting.append((_mention(match, found, names, 0), match.end()))
            continue
        month = int(found["number"]) if "number" in found else names.months[found["month"].lower().rstrip(".")]
        last = _mention(match, found, names, month)
        start, shared = match.start(), list[Mention]()
        for earlier, end in reversed(waiting):
            if start - end > _NEAR:
                break
            start = end - len(earlier.words)
            shared.insert(0, replace(earlier, month=month, year=last.year))
        yield from (*shared, last)
        waiting = []


def _mention(match: re.Match[str], found: dict[str, str], names: DayNames, month: int) -> Mention:
    year = int(found["year"]) if "year" in found else None
    return Mention(
        words=_words(match), day=int(found["day"]), month=month,
        year=year if year in _YEARS else None,
        weekday=_weekday(match, found.get("weekday", ""), names), certain=_certain(match, found),
    )  # fmt: skip


def _words(match: re.Match[str]) -> str:
    words = match[0].strip(" .,،")
    closing = {"(": ")", "（": "）"}  # the bracket behind a weekday is looked at, not taken
    return words + next((end for start, end in closing.items() if start in words and end not in words), "")


def _weekday(match: re.Match[str], written: str, names: DayNames) -> int | None:
    """Return which weekday a word is; none where it is another word: "we sat 14 June", "The Sun, 14 June"."""
    if not written or (names.capitals and written[0].islower()):
        return None
    if len(written) <= _SHORT and match[0].startswith(written) and _THE.search(match.string, 0, match.start()):
        return None
    return names.weekdays.get(written.lower().rstrip("."))


def _certain(match: re.Match[str], found: dict[str, str]) -> bool:
    """Tell whether what was found is a day, and not an amount beside the name of a month."""
    if {"weekday", "year", "number"} & found.keys():
        return not ("number" in found and not 1 <= int(found["number"]) <= _MONTHS)
    if _AMOUNT.search(match.string, 0, match.start()):
        return False
    if match["day1"]:
        return len(found["month"]) > _SHORT or found["month"][0].isupper()
    return not re.match(r"\s*\w", match.string[match.end() :])
