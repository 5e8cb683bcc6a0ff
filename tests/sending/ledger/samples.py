"""People, plans and outcomes for the ledger's tests."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable

from bulletin.mail.identity import Secret
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.model.subscriber import Subscriber
from bulletin.sending.ledger.ledger import Row, Run
from bulletin.sending.ledger.sqlite import SqliteLedger

SECRET = Secret(b"0123456789abcdef-for-tests")
NOW = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
QUICK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder in memory, for many small ledgers
"""Where no disk has to be waited for."""
TEMPLATES = {"en-GB": b"the English one", "ko": b"the Korean one"}
ACCEPTED = Outcome(state=DeliveryState.ACCEPTED, code=250, reply="2.0.0 Ok: queued as 4XyZ12")
REJECTED = Outcome(state=DeliveryState.REJECTED, code=550, reply="5.1.1 no such user")
DEFERRED = Outcome(state=DeliveryState.DEFERRED, code=450, reply="4.2.0 greylisted")
UNKNOWN = Outcome(state=DeliveryState.UNKNOWN, reply="connection lost")


def later(hours: float) -> datetime.datetime:
    """Return a moment after `NOW`."""
    return NOW + datetime.timedelta(hours=hours)


def row(at: str | int, /, locale: str = "en-GB", due: int = 0, **about: str) -> Row:
    """Return one person's row."""
    person = Subscriber(address=f"{at}@example.org", id=about.pop("id", ""), name=about.pop("name", ""), fields=about)
    return Row(subscriber=person, locale=locale, due=due)


def plan(ledger: SqliteLedger, rows: Iterable[Row] | int = 3, issue: str = "2026-06", sources: str = "first") -> Run:
    """Plan an issue for some rows, or for so many people."""
    wanted = (row(number) for number in range(rows)) if isinstance(rows, int) else rows
    return ledger.plan("port-cities", issue, templates=TEMPLATES, rows=wanted, sources=sources, now=NOW)


def states(ledger: SqliteLedger, run: Run) -> dict[str, str]:
    """Return where each person stands, by the name before the @."""
    return {
        claimed.subscriber.address.partition("@")[0]: str(state) for claimed, state, _ in ledger.people(run)
    }  # fmt: skip


def found(ledger: SqliteLedger, run: Run) -> dict[str, int]:
    """Return the counts that are not zero."""
    return {str(state): count for state, count in ledger.counts(run).states.items() if count}


def hand(ledger: SqliteLedger, run: Run, position: int, outcome: Outcome | None = None) -> None:
    """Mark somebody as handed over, and settle that where there is an outcome."""
    ledger.record(run, handing=[position])
    if outcome is not None:
        ledger.record(run, settled=[(position, outcome)])
