"""A clock that stands still until it is told to go on."""

from __future__ import annotations

import datetime
import threading


class FrozenClock:
    """Shows the moment it was set to; waiting moves it on at once.

    >>> clock = FrozenClock(datetime.datetime(2023, 6, 6, 8, tzinfo=datetime.UTC))
    >>> clock.wait(90, threading.Event())
    >>> f"{clock.now():%H:%M:%S}"
    '08:01:30'
    """

    def __init__(self, now: datetime.datetime) -> None:
        """Stand at a moment, which bears a zone."""
        self._now = now.astimezone(datetime.UTC)
        self._elapsed = 0.0
        self._lock = threading.Lock()
        self.waits: list[float] = []
        """How long each wait would have taken, in seconds."""

    def now(self) -> datetime.datetime:
        """Return the moment, in UTC."""
        return self._now

    def elapsed(self) -> float:
        """Return the seconds that were waited so far."""
        return self._elapsed

    def wait(self, seconds: float, until: threading.Event) -> None:
        """Move on by that much, unless the event is set."""
        if until.is_set():
            return
        with self._lock:
            self.waits.append(seconds)
            self._elapsed += max(seconds, 0)
            self._now += datetime.timedelta(seconds=max(seconds, 0))

    def set(self, now: datetime.datetime) -> None:
        """Show another moment; an earlier one too, as clocks that are corrected do."""
        with self._lock:
            self._now = now.astimezone(datetime.UTC)
