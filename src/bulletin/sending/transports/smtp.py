"""SMTP: a relay, and one connection to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery
from bulletin.sending.transport import Capabilities, Connection, Journal
from bulletin.sending.transports.envelope import enveloping, refusal
from bulletin.sending.transports.pipelined import send_pipelined
from bulletin.sending.transports.relay import Relay
from bulletin.sending.transports.session import Session, open_session
from bulletin.sending.transports.stepwise import send_stepwise


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpTransport:
    """Hands messages to a relay, which delivers them (RFC 5321, RFC 6409)."""

    relay: Relay
    cap: int = 0
    """Messages over one connection, which is then replaced; 0: as many as there are. Many relays close at 100."""

    @property
    def network(self) -> bool:
        """Always: behind a relay on this machine is the world."""
        return True

    def connect(self) -> Connection:
        """Open one connection, encrypted and logged in. Raises DeliveryError."""
        return SmtpConnection(self.relay, open_session(self.relay), cap=self.cap)


class SmtpConnection:
    """A connection to a relay. It is used by one thread."""

    def __init__(self, relay: Relay, session: Session, *, cap: int = 0) -> None:
        """Take over a session."""
        self._relay = relay
        self._session = session
        self._cap = cap
        self._left = cap

    @property
    def capabilities(self) -> Capabilities:
        """What the relay takes; where a connection was replaced, what it takes now."""
        return self._session.capabilities

    def send(self, deliveries: Iterable[Delivery], journal: Journal) -> None:
        """Hand over each delivery in order, as the contract has it; several round trips a message without PIPELINING.

        What the relay cannot take is settled as rejected without a word to it.
        """
        waiting = iter(deliveries)
        if not self._cap:
            self._send(waiting, journal)
            return
        for first in waiting:
            if self._left <= 0:
                self._replace()
            self._send(self._counted(chain((first,), waiting)), journal)

    def close(self) -> None:
        """Say QUIT if that would be understood, and close; never raises."""
        self._session.wire.close()

    def _send(self, deliveries: Iterator[Delivery], journal: Journal) -> None:
        session = self._session
        if session.wire.closed or not session.wire.resting:
            raise session.wire.lost("expected an open connection, found one that was closed or broke off")
        fit = self._fit(deliveries, journal)
        envelope = enveloping(capabilities=session.capabilities, sizes=session.sizes)
        if session.pipelining:
            send_pipelined(session.wire, fit, envelope, journal)
        else:
            send_stepwise(session.wire, fit, envelope, journal)

    def _fit(self, deliveries: Iterator[Delivery], journal: Journal) -> Iterator[Delivery]:
        """Yield what the relay can take, and settle the rest."""
        capabilities = self._session.capabilities
        for delivery in deliveries:
            refused = refusal(delivery, capabilities)
            if refused is None:
                yield delivery
            else:
                journal.settled(delivery, refused)

    def _counted(self, deliveries: Iterator[Delivery]) -> Iterator[Delivery]:
        for delivery in islice(deliveries, self._left):
            self._left -= 1
            yield delivery

    def _replace(self) -> None:
        """Open another connection in place of one that has carried as many messages as it may."""
        self.close()
        try:
            self._session = open_session(self._relay)
        except DeliveryError as problem:
            raise DeliveryError(
                f"after {self._cap} messages: {problem}", retryable=problem.retryable, slow_down=problem.slow_down
            ) from problem
        self._left = self._cap
