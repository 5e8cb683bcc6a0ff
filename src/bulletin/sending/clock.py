"""The only reader of the clock. Everything else is told the time, so that tests can tell it another."""

from __future__ import annotations

import datetime
import threading
import time
from typing import Protocol


def now() -> datetime.datetime:
    """Return the present moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return the present day where the machine is."""
    return datetime.datetime.now().astimezone().date()


class Clock(Protocol):
    """Tells the time, and waits. `bulletin.testing.FrozenClock` does both without any passing."""

    def now(self) -> datetime.datetime:
        """Return the present moment, in UTC. It may step back."""

    def elapsed(self) -> float:
        """Return seconds since some moment; they never step back."""

    def wait(self, seconds: float, until: threading.Event) -> None:
        """Wait that long, or until the event is set."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime.datetime:
        """Return the present moment, in UTC."""
        return now()

    def elapsed(self) -> float:
        """Return seconds since the machine was started."""
        return time.monotonic()

    def wait(self, seconds: float, until: threading.Event) -> None:
        """Wait that long, or until the event is set."""
        until.wait(max(seconds, 0))


SYSTEM = SystemClock()
