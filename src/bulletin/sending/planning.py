"""A plan: who receives which edition, and when."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from bulletin.errors import ConfigError
from bulletin.model.subscriber import Subscriber
from bulletin.sending.choice import edition_for
from bulletin.sending.ledger.ledger import Row

READER = "reader"
"""The zone that stands for each reader's own."""
_WESTERNMOST = "Etc/GMT+12"
"""No clock on land or at sea is farther behind; the sign is the one of POSIX (tz database, `etcetera`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When messages are due: a day, a wall time and a zone, resolved when a run is planned."""

    day: datetime.date | None = None
    """None: at once."""
    at: datetime.time = datetime.time(9)
    zone: str = READER
    """An IANA name, or `reader`: nine o'clock wherever the reader is."""
    home: str = "UTC"
    """The newsletter's zone, for readers whose zone is not known."""
    not_after: float = 48
    """Hours after which a start counts as late."""

    def due(self, zone: str = "") -> datetime.datetime | None:
        """Return when a message is due for a reader in that zone; None: at once.

        A wall time that a clock skips is taken an hour later, one that it shows twice at the first time (PEP 495).
        """
        if self.day is None:
            return None
        named = (zone or self.home) if self.zone == READER else self.zone
        return _moment(self.day, self.at, named or "UTC")

    def last(self) -> datetime.datetime | None:
        """Return when the last message may leave: `not_after` hours behind the latest moment at which one can be due.

        Where each reader's own zone counts, that is the moment of the westernmost: somebody there must not find that
        the issue was too late before it was due.
        """
        moments = [due for zone in ("", _WESTERNMOST) if (due := self.due(zone)) is not None]
        return max(moments) + datetime.timedelta(hours=self.not_after) if moments else None


@lru_cache(maxsize=1024)
def _moment(day: datetime.date, at: datetime.time, zone: str) -> datetime.datetime:
    try:
        local = datetime.datetime.combine(day, at.replace(tzinfo=None), ZoneInfo(zone))
    except (KeyError, ValueError, OSError) as problem:
        raise ConfigError(f"expected the IANA name of a time zone, such as Asia/Seoul, found {zone!r}") from problem
    return local.astimezone(datetime.UTC)


Chooser = Callable[[Sequence[str]], str]
"""From the locales that a reader prefers to an edition."""


def choosing(editions: Iterable[str], default: str, instead: dict[str, str] | None = None) -> Chooser:
    """Return what chooses among `editions`, quickly for a million readers; `instead` replaces editions that are refused."""
    there = tuple(editions)

    @lru_cache(maxsize=4096)
    def chosen(preferences: tuple[str, ...]) -> str:
        edition = edition_for(preferences, there, default)
        return (instead or {}).get(edition, edition)

    return lambda preferences: chosen(tuple(preferences))


def plan_rows(
    subscribers: Iterable[Subscriber], choose: Chooser, schedule: Schedule, fields: frozenset[str]
) -> Iterator[Row]:
    """Yield the plan's rows, one a subscriber, holding no more of each than messages will use: `fields`."""
    dues: dict[str, int] = {}
    for subscriber in subscribers:
        zone = subscriber.zone
        if zone not in dues:
            due = schedule.due(zone)
            dues[zone] = int(due.timestamp()) if due else 0
        if subscriber.fields and not fields.issuperset(subscriber.fields):
            kept = {name: value for name, value in subscriber.fields.items() if name in fields}
            subscriber = replace(subscriber, fields=kept)  # noqa: PLW2901 - the same person, less said
        yield Row(subscriber=subscriber, locale=choose(subscriber.locales), due=dues[zone])
