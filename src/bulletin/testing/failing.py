"""A transport that fails on request, at the moment that a test asks for."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending.transport import Capabilities, Connection, Journal
from bulletin.testing.outbox import Outbox


class Failure(StrEnum):
    """What goes wrong with one hand-over."""

    DEFERRED = "deferred"
    """The server refuses for now (450)."""
    REFUSED = "refused"
    """The server refuses for good (550)."""
    SLOW_DOWN = "slow-down"
    """The server ends the connection with 421 before the message; it has not left."""
    BROKEN = "broken"
    """The connection is lost before the message has left."""
    LOST = "lost"
    """The connection is lost after the message has left; it has not arrived, and nobody can know."""
    UNCONFIRMED = "unconfirmed"
    """The connection is lost after the message has left; it has arrived, and nobody can know."""


_REPLIES = {
    Failure.DEFERRED: Outcome(state=DeliveryState.DEFERRED, code=450, reply="4.2.1 mailbox is busy"),
    Failure.REFUSED: Outcome(state=DeliveryState.REJECTED, code=550, reply="5.1.1 no such mailbox"),
}


class FailingTransport:
    """Delivers into an outbox, apart from what its plan makes fail.

    A number in the plan means one hand-over, counted from 1 over all connections, in the order in which they are
    tried; an address means every hand-over to it. `unreachable` are the connections, counted from 1, that are refused.

    >>> transport = FailingTransport({1: Failure.DEFERRED}, unreachable=[1])
    >>> transport.connect()
    Traceback (most recent call last):
    bulletin.errors.DeliveryError: connection 1 is refused, as planned
    """

    network = False

    def __init__(
        self,
        plan: Mapping[int | str, Failure] | None = None,
        *,
        unreachable: Iterable[int] = (),
        outbox: Outbox | None = None,
    ) -> None:
        """Fail as planned."""
        self.plan = dict(plan or {})
        self.unreachable = frozenset(unreachable)
        self.outbox = outbox or Outbox()
        """What has arrived."""
        self.connections = 0
        """How many were asked for so far."""
        self.attempts = 0
        """How many hand-overs were tried so far."""
        self._lock = threading.Lock()

    def connect(self) -> Connection:
        """Return a connection. Raises DeliveryError (`retryable`) where that is planned."""
        with self._lock:
            self.connections += 1
            number = self.connections
        if number in self.unreachable:
            raise DeliveryError(f"connection {number} is refused, as planned", retryable=True)
        return _FailingConnection(self)

    def failure(self, delivery: Delivery) -> Failure | None:
        """Count a hand-over, and return what goes wrong with it."""
        with self._lock:
            self.attempts += 1
            return self.plan.get(self.attempts) or self.plan.get(delivery.recipient)


@dataclass(frozen=True, slots=True)
class _FailingConnection:
    transport: FailingTransport

    @property
    def capabilities(self) -> Capabilities:
        return self.transport.outbox.capabilities

    def send(self, deliveries: Iterable[Delivery], journal: Journal) -> None:
        for delivery in deliveries:
            failure = self.transport.failure(delivery)
            if failure in {Failure.SLOW_DOWN, Failure.BROKEN}:
                slow_down = failure is Failure.SLOW_DOWN
                said = "421 4.7.0 too much mail" if slow_down else "the connection broke"
                raise DeliveryError(f"{said}, as planned", retryable=True, slow_down=slow_down)
            if failure in _REPLIES:
                journal.settled(delivery, _REPLIES[failure])
                continue
            journal.handing(delivery)
            if failure is Failure.LOST:
                raise DeliveryError("the connection broke after the message, as planned", retryable=True)
            outcome = self.transport.outbox.take(delivery)
            if failure is Failure.UNCONFIRMED:
                raise DeliveryError("the connection broke after the message, as planned", retryable=True)
            journal.settled(delivery, outcome)

    def close(self) -> None:
        pass
