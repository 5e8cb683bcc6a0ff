"""One connection's work: take a person, fill the message, hand it over, note what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending.desk import Desk
from bulletin.sending.ledger.ledger import Claimed
from bulletin.sending.transport import Capabilities, Connection, Transport

Fill = Callable[[Claimed, Capabilities], Delivery]
"""Makes the message of one person. Raises DeliveryError where that person cannot be written to."""


@dataclass(slots=True)
class Book:
    """What one connection has in hand; the journal that it tells its steps to."""

    desk: Desk
    pulled: dict[int, Claimed] = field(default_factory=dict)
    """Taken, and neither handed nor settled."""
    handed: dict[int, Claimed] = field(default_factory=dict)
    """Handed, and not settled."""
    count: int = 0
    """How many were settled over this connection."""

    def handing(self, delivery: Delivery) -> None:
        """Write the mark of a message that is about to leave."""
        self.desk.mark(self.pulled[delivery.position])
        self.handed[delivery.position] = self.pulled.pop(delivery.position)

    def settled(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write what a definite reply was."""
        claimed = self.handed.pop(delivery.position, None) or self.pulled.pop(delivery.position)
        self.desk.settle(claimed, outcome)
        self.count += 1
        self.desk.watch(outcome)

    def abandon(self, reason: str) -> None:
        """Settle what a lost connection leaves: what was handed is in doubt, the rest has not left."""
        self.desk.give_back(self.pulled.values(), reason)
        self.pulled = {}
        doubtful = Outcome(state=DeliveryState.UNKNOWN, reply=reason)
        for claimed in self.handed.values():
            self.desk.settle(claimed, doubtful)
            self.desk.watch(doubtful)
        self.handed = {}


@dataclass(slots=True)
class Worker:
    """Keeps one connection open and busy until nobody is left. It runs in a thread of its own."""

    desk: Desk
    transport: Transport
    fill: Fill
    connection: Connection | None = None
    """A connection that is open already."""
    _failures: int = 0
    """How many connections in a row brought nothing about, or were ended with a plea to slow down."""
    _fruitless: int = 0
    """How many in a row brought nothing about: a server that serves a while and then asks to slow down is none of these."""

    def work(self) -> None:
        """Serve people until none is due or the run stops. Never raises: what went wrong is the run's reason."""
        try:
            while not self.desk.stop.is_set() and self._serve():
                pass
        except DeliveryError as problem:
            self.desk.halt(problem)
        except Exception as problem:  # noqa: BLE001 - a transport of somebody's own may raise anything; a thread must not die unheard
            self.desk.halt(f"{type(problem).__name__}: {problem}")
        finally:
            if self.connection is not None:
                self.connection.close()

    def _serve(self) -> bool:
        """Serve people over one connection; tell whether another is wanted."""
        book = Book(self.desk)
        try:
            self.connection = self.connection or self.transport.connect()
            self.connection.send(self._deliveries(self.connection.capabilities, book), book)
        except DeliveryError as problem:
            self._lose(book, str(problem))
            return self._again(problem, book)
        except Exception as problem:
            self._lose(book, f"{type(problem).__name__}: {problem}")
            raise
        self._close()
        self._failures = self._fruitless = 0
        return bool(self.desk.pace.cap) and book.count >= self.desk.pace.cap

    def _lose(self, book: Book, reason: str) -> None:
        self._close()
        book.abandon(reason)

    def _close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def _again(self, problem: DeliveryError, book: Book) -> bool:
        """Wait before the next connection; tell whether there shall be one."""
        waits = self.desk.pace.reconnect_after
        self._failures = self._failures + 1 if problem.slow_down or not book.count else 0
        self._fruitless = 0 if book.count else self._fruitless + 1
        if not problem.retryable or self._fruitless > len(waits):
            self.desk.halt(problem)
            return False
        self.desk.clock.wait(waits[min(max(self._failures, 1), len(waits)) - 1], self.desk.stop)
        return True

    def _deliveries(self, capabilities: Capabilities, book: Book) -> Iterator[Delivery]:
        """Yield messages for one connection, filled at the last moment."""
        cap = self.desk.pace.cap
        given = 0
        while not cap or given < cap:
            self._wait()
            claimed = self.desk.take()
            if claimed is None:
                return
            try:
                delivery = self.fill(claimed, capabilities)
            except DeliveryError as problem:
                self.desk.settle(claimed, Outcome(state=DeliveryState.REJECTED, reply=str(problem)))
                continue
            book.pulled[claimed.position] = claimed
            given += 1
            yield delivery

    def _wait(self) -> None:
        """Keep to the rate."""
        delay = self.desk.throttle.delay()
        if delay > 0:
            self.desk.clock.wait(delay, self.desk.stop)
