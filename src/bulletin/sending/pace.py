"""How fast a run may go, and when it has to stop."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.clock import Clock

_WINDOW = 200
"""How many of the latest outcomes are looked at."""
_ENOUGH = 50
"""Fewer outcomes than this prove nothing."""
_BAD = frozenset({DeliveryState.REJECTED, DeliveryState.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a run may ask of the other side."""

    connections: int = 4
    """At most as many connections at a time."""
    rate: float = 0
    """Messages a second over all connections; 0: as fast as it goes."""
    cap: int = 0
    """Messages over one connection, which is then replaced; 0: no cap. Many relays close at 100."""
    batch: int = 200
    """How many people are claimed at once: what is in doubt after a power cut."""
    retry_after: tuple[float, ...] = (60, 300, 900, 1800, 3600)
    """Seconds until a message that was refused for now is tried again; the last holds for all further attempts."""
    patience: float = 900
    """Seconds that a run waits for the next message to fall due before it ends and leaves it to the next run."""
    reconnect_after: tuple[float, ...] = (1, 2, 5, 15, 30, 60)
    """Seconds until a lost connection is opened again; after the last the connection is given up."""
    most_errors: float = 0.25
    """The share of refused or doubtful messages, of the latest 200, at which a run stops: something is wrong."""

    def retry(self, attempts: int) -> float:
        """Return how long a message waits that has been tried `attempts` times, the first being 1."""
        return self.retry_after[min(attempts, len(self.retry_after)) - 1]


@dataclass(slots=True)
class Throttle:
    """Spaces messages out evenly; shared by all connections."""

    rate: float
    clock: Clock
    _next: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def delay(self) -> float:
        """Return how long the next message has to wait, and take its place in the line."""
        if not self.rate:
            return 0
        with self._lock:
            here = self.clock.elapsed()
            slot = max(self._next, here)
            self._next = slot + 1 / self.rate
            return slot - here


@dataclass(slots=True)
class Alarm:
    """Watches the latest outcomes: a list gone stale, or a relay that has had enough, shows as many refusals."""

    most: float
    _latest: deque[bool] = field(default_factory=lambda: deque(maxlen=_WINDOW))
    """Which were bad. Adding to it and copying it need no lock."""

    def note(self, outcome: Outcome) -> str:
        """Note what the other side said; return why the run has to stop, empty while all is well."""
        is_bad = outcome.state in _BAD
        self._latest.append(is_bad)
        if not is_bad:
            return ""
        latest = self._latest.copy()
        bad = sum(latest)
        if len(latest) < _ENOUGH or bad <= self.most * len(latest):
            return ""
        return (
            f"{bad} of the last {len(latest)} messages were refused or lost "
            f"(the latest: {outcome.code or ''} {outcome.reply})"
        ).replace("  ", " ")
