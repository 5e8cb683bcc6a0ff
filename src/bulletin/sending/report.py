"""What became of a run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin.model.delivery import DeliveryState
from bulletin.sending.ledger.ledger import Counts, Recovered, Refreshed

_OPEN = (DeliveryState.PLANNED, DeliveryState.CLAIMED, DeliveryState.HANDED, DeliveryState.DEFERRED)


def left_of(counts: Counts) -> int:
    """Return how many people wait for their message."""
    return sum(counts.states.get(state, 0) for state in _OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is."""

    made: Mapping[DeliveryState, int]
    """What it has brought about so far."""
    left: int
    """How many people wait for their message."""
    seconds: float
    """Since it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run has brought about, and how the whole issue stands."""

    made: Mapping[DeliveryState, int]
    """What this run did."""
    counts: Counts
    """Everybody, over all runs."""
    seconds: float
    """How long this run took."""
    reason: str = ""
    """Why the run stopped before its end; empty where it did not."""
    recovered: Recovered = field(default_factory=Recovered)
    """What an earlier run had left."""
    refreshed: Refreshed = field(default_factory=Refreshed)
    """How the audience has changed since the plan was made."""
    edited: bool = False
    """Whether the issue has been edited since it was planned; the planned text was sent."""
    next_due: datetime.datetime | None = None
    """When the next message may go, where some are left."""

    def count(self, state: DeliveryState) -> int:
        """Return how many people stand in a state."""
        return self.counts.states.get(state, 0)

    @property
    def left(self) -> int:
        """How many people wait for their message."""
        return left_of(self.counts)

    @property
    def done(self) -> bool:
        """Whether nobody is left and nothing is in doubt."""
        return not self.left and not self.count(DeliveryState.UNKNOWN)
