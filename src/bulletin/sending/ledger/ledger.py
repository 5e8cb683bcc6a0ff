"""The contract of a ledger: who was planned, and what became of each. `sqlite.py` is the one that ships.

A person is known here by a key, a hash that only `BULLETIN_SECRET` can make (`mail.identity`), so that address and name
can be erased and the key still keeps a second message away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.model.subscriber import Subscriber


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person in a plan, as planning found them."""

    subscriber: Subscriber
    """Only those fields that slots use."""
    locale: str
    """The edition."""
    due: int = 0
    """Not before this moment, in seconds since 1970; 0: at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One person's message that this run has taken."""

    position: int
    key: bytes
    subscriber: Subscriber
    """As last known: address and locale are read again at claim."""
    locale: str
    attempts: int = 0
    """How many were made before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A plan that has been stored."""

    number: int
    newsletter: str
    issue: str
    planned_at: datetime.datetime
    sources: str
    """The content hash of what it was made of: a resumed run is told from a changed one by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people stand in which state."""

    states: Mapping[DeliveryState, int]
    locales: Mapping[str, Mapping[DeliveryState, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All people of the plan."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What an earlier run left behind."""

    released: int = 0
    """Claimed and never handed: they are planned again."""
    unknown: int = 0
    """Handed without a reply, or claimed before the machine was started anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """How the audience differs from the plan that is resumed."""

    changed: int = 0
    """Address, name, locale, zone or fields were brought up to date."""
    gone: int = 0
    """No longer in the audience: suppressed."""
    new: int = 0
    """Not in the plan: they receive nothing from this run."""


class Ledger(Protocol):
    """Where runs are kept. Every method may raise DeliveryError (`retryable` where the file is merely busy or full)."""

    def owned(self) -> AbstractContextManager[None]:
        """Be the one run on this ledger while the context lasts. Raises `LedgerHeld` where another is."""

    # ---- planning ------------------------------------------------------------------------------------------------

    def run(self, newsletter: str, issue: str) -> Run | None:
        """Return the run of an issue, if it was planned."""

    def plan(
        self,
        newsletter: str,
        issue: str,
        *,
        templates: Mapping[str, bytes],
        rows: Iterable[Row],
        sources: str,
        now: datetime.datetime,
    ) -> Run:
        """Store a plan in one transaction: all of it, or nothing. Rows are read lazily and kept in their order.

        A person who comes twice is planned once, as first met, and so is an address, whatever the `id`. Where the issue
        was planned before, whoever is still `planned` or `deferred` is planned anew, and who was handed, accepted,
        rejected or unknown stays as they are.
        """

    def templates(self, run: Run) -> dict[str, bytes]:
        """Return the stored templates by locale."""

    def refresh(self, run: Run, rows: Iterable[Row]) -> Refreshed:
        """Bring people who have received nothing yet up to date with the audience."""

    # ---- running ---------------------------------------------------------------------------------------------------

    def recover(self, run: Run) -> Recovered:
        """Settle what an earlier run left: call it once, when owned, before the first claim."""

    def claim(self, run: Run, limit: int, *, now: datetime.datetime, locale: str = "") -> tuple[Claimed, ...]:
        """Take up to `limit` people who are due, in order, in one transaction that is synced to the disk.

        Those who have left or are on the suppression list become `suppressed` instead; a reader's own choice of
        language, and an address changed by `choose`, win over the plan. `locale` takes people of one edition only.
        """

    def record(self, run: Run, *, handing: Iterable[int] = (), settled: Iterable[tuple[int, Outcome]] = ()) -> None:
        """Write outcomes, then marks: all, or none where one does not fit. What is written outlives the process.

        Any thread may call it, for people whom no other thread has in hand.
        """

    def release(self, run: Run, positions: Iterable[int]) -> None:
        """Put back what was claimed and not handed."""

    def defer(self, run: Run, position: int, outcome: Outcome, *, until: datetime.datetime) -> None:
        """Note that a message was refused for now, and when it may be tried again."""

    # ---- looking ---------------------------------------------------------------------------------------------------

    def counts(self, run: Run) -> Counts:
        """Return how many people stand in which state, by locale too."""

    def people(self, run: Run, *states: DeliveryState) -> Iterator[tuple[Claimed, DeliveryState, Outcome | None]]:
        """Yield everybody in those states (all, where none is named), in order, with the last outcome."""

    def next_due(self, run: Run) -> datetime.datetime | None:
        """Return when the next planned or deferred message may go; None where there is none."""

    def resolve(self, run: Run, to: DeliveryState) -> int:
        """Make every unknown `ACCEPTED` (assume sent) or `PLANNED` (send again); return how many there were."""
