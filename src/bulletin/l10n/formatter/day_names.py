"""`day_names`: how a language names months and weekdays, for finding them in a text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from bulletin.l10n.formatter.conventions import babel_locale

_ATTACHED = "(?:ב)?"
"""Hebrew writes the “in” of “14 in June” as one word with the month."""


@dataclass(frozen=True)
class DayNames:
    """How a language names days, for finding them in a text."""

    months: Mapping[str, int]
    """Small letters → 1 to 12."""
    weekdays: Mapping[str, int]
    """Small letters → Monday 0 to Sunday 6."""
    full: tuple[str, ...]
    """Monday first."""

    def weekday(self, day: datetime.date) -> str:
        """Return the name of a day's weekday."""
        return self.full[day.weekday()]

    @cached_property
    def capitals(self) -> bool:
        """Whether the language writes weekdays with a capital: "sat" is none in English."""
        return self.full[0][:1].isupper()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches a day with its month, in any order, with weekday and year where they stand.

        The last alternative is a weekday with a day whose month stands with the next day: "Wednesday 14 and …".
        """
        months, weekdays = _either(self.months), _either(self.weekdays)
        whole = _either(name for name in self.weekdays if len(name) > 1)
        day = r"(?<!\d)(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?!\d)"
        late = rf"(?:,?\s+(?P<weekday{{0}}{{0}}>{whole or '(?!)'})(?!\w)(?![.,]*\s+(?:the\s+)?\d))?"
        year = r"(?:,?\s+(?:del?\s+)?(?P<year{0}>\d{{4}})(?!\d)" + late + ")?"
        before = rf"(?:(?<!\w)(?P<weekday{{0}}>{weekdays})\.?[,،]?\s+(?:the\s+|de\s+)?)?"
        behind = rf"(?:\s*[(（](?P<weekday{{0}}>{weekdays})\.?(?=[)）]))?"
        of = rf"(?:\s+of|\s+de)?\s+{_ATTACHED}"
        first = (
            before.format(1)
            + day.format(1)
            + rf"{of}(?P<month1>{months})(?!\w)\.?"
            + year.format(1)
            + behind.format(21)
        )
        second = (
            before.format(2)
            + rf"(?<!\w)(?P<month2>{months})\.?\s+"
            + day.format(2)
            + year.format(2)
            + behind.format(23)
        )
        cjk = (
            r"(?:(?P<year3>\d{4})\s*[年년]\s*)?(?P<number3>\d{1,2})\s*[月월]\s*(?P<day3>\d{1,2})\s*[日일]"
            rf"(?:\s*[(（](?P<weekday3>{weekdays})(?=[)）,·、])[)）]?|\s*(?P<weekday13>{whole or '(?!)'}))?"
        )
        alone = before.format(4).removesuffix("?") + day.format(4) + r"(?=\s*(?:[,،&–—-]|\w{1,3}\s))"
        return re.compile(f"{cjk}|{first}|{second}|{alone}", re.IGNORECASE)


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def day_names(tag: str) -> DayNames:
    """Return how a locale names months and weekdays, in full and shortened."""
    locale = babel_locale(tag)
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            months |= {str(name).lower().rstrip("."): number for number, name in locale.months[context][width].items()}
            weekdays |= {str(name).lower().rstrip("."): number for number, name in locale.days[context][width].items()}
    full = tuple(str(locale.days["format"]["wide"][number]) for number in range(7))
    return DayNames(months, weekdays, full)
