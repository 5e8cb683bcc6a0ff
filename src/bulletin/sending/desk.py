"""The desk that all connections of a run take their work from and report to."""

from __future__ import annotations

import contextlib
import datetime
import threading
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from bulletin.errors import DeliveryError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.clock import Clock
from bulletin.sending.ledger.ledger import Claimed, Ledger, Run
from bulletin.sending.pace import Alarm, Pace, Throttle

_PATIENCE = 3
"""Lost connections after which a message that was in hand each time is put off."""


@dataclass(slots=True)
class Desk:
    """What is shared by the connections of one run. Any thread may call it."""

    ledger: Ledger
    run: Run
    pace: Pace
    clock: Clock
    stop: threading.Event
    limit: int = 0
    """At most so many people in this run; 0: all."""
    locale: str = ""
    """Only people of this edition; empty: all."""
    reason: str = ""
    """Why the run stopped before its end."""
    throttle: Throttle = field(init=False)
    alarm: Alarm = field(init=False)
    _waiting: deque[Claimed] = field(default_factory=deque)
    _returned: Counter[int] = field(default_factory=Counter)
    """How often somebody was in hand, and not handed over, when a connection was lost; by position."""
    _claimed: int = 0
    _made: deque[DeliveryState] = field(default_factory=deque)
    """What this run has brought about and nobody has counted yet."""
    _counted: Counter[DeliveryState] = field(default_factory=Counter)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    """Held for what happens once a batch. What happens once a message needs none: a queue hands out one item to one thread,
    and a lock that many threads ask for makes each wait for the others' turns."""

    def __post_init__(self) -> None:
        """Set up what watches the pace."""
        self.throttle = Throttle(self.pace.rate, self.clock)
        self.alarm = Alarm(self.pace.most_errors)

    @property
    def ending(self) -> str:
        """Why the run ended before its end; empty where it did not."""
        if self.reason or not self.stop.is_set():
            return self.reason
        return "asked to; what was in hand is settled, and the next run goes on from there"

    @property
    def made(self) -> Counter[DeliveryState]:
        """What this run has brought about."""
        with self._lock:
            for _ in range(len(self._made)):
                self._counted[self._made.popleft()] += 1
            return self._counted.copy()

    # ---- taking ----------------------------------------------------------------------------------------------------

    def take(self) -> Claimed | None:
        """Return the next person; None where nobody is due, the limit is reached or the run stops.

        Raises DeliveryError where the ledger cannot be written to.
        """
        while not self.stop.is_set():
            with contextlib.suppress(IndexError):
                return self._waiting.popleft()
            if not self._claim():
                break
        return None

    def _claim(self) -> bool:
        """See to it that somebody waits; tell whether anybody does."""
        with self._lock:
            if not self._waiting and (most := self._most):
                people = self.ledger.claim(self.run, most, now=self.clock.now(), locale=self.locale)
                self._claimed += len(people)
                self._waiting.extend(people)
            return bool(self._waiting)

    @property
    def _most(self) -> int:
        """How many more may be claimed at once."""
        return min(self.pace.batch, self.limit - self._claimed) if self.limit else self.pace.batch

    def give_back(self, people: Iterable[Claimed], reason: str) -> None:
        """Take back whoever was not handed over when a connection was lost, to be served last.

        Somebody with whom that has happened `_PATIENCE` times may be the cause, a recipient at whose name the server
        hangs up; that message is put off, so that all others are served.
        """
        with self._lock:
            for claimed in people:
                self._returned[claimed.position] += 1
                if self._returned[claimed.position] < _PATIENCE:
                    self._waiting.append(claimed)
                else:
                    self._put_off(claimed, Outcome(state=DeliveryState.DEFERRED, reply=reason))
                    self._made.append(DeliveryState.DEFERRED)
                    self._claimed -= 1

    def close(self) -> None:
        """Put everybody back who was claimed for this run and not served; never raises.

        Where the ledger cannot be written to, that is the run's reason, and the next run puts them back (`recover`): a
        run that has sent something ends with its report.
        """
        with self._lock:
            left = [claimed.position for claimed in self._waiting]
            self._waiting.clear()
            try:
                if left:
                    self.ledger.release(self.run, left)
            except DeliveryError as problem:
                self.halt(problem)

    def pause(self, most: float) -> float | None:
        """Return in how many seconds somebody is due, 0 for now; None where that takes longer than `most`, or never."""
        if self.stop.is_set() or not self._most:
            return None
        due = self.ledger.next_due(self.run)
        if due is None:
            return None
        seconds = max((due - self.clock.now()).total_seconds(), 0)
        return seconds if seconds <= most else None

    # ---- reporting -------------------------------------------------------------------------------------------------

    def mark(self, claimed: Claimed) -> None:
        """Write that a message is about to leave."""
        self.ledger.record(self.run, handing=(claimed.position,))

    def settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Write what became of a message."""
        if outcome.state is DeliveryState.DEFERRED:
            self._put_off(claimed, outcome)
        else:
            self.ledger.record(self.run, settled=((claimed.position, outcome),))
        self._made.append(outcome.state)

    def _put_off(self, claimed: Claimed, outcome: Outcome) -> None:
        wait = datetime.timedelta(seconds=self.pace.retry(claimed.attempts + 1))
        self.ledger.defer(self.run, claimed.position, outcome, until=self.clock.now() + wait)

    def watch(self, outcome: Outcome) -> None:
        """Stop the run where too many messages are refused or lost."""
        if said := self.alarm.note(outcome):
            self.halt(said)

    def halt(self, reason: str | DeliveryError) -> None:
        """Stop the run: nothing more is begun. The first reason stays."""
        with self._lock:
            self.reason = self.reason or str(reason)
            self.stop.set()
