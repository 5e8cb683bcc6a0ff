"""A transport that keeps every message, so that a test can look at what was sent."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending.transport import Capabilities, Connection
from bulletin.sending.transports.each import EachTransport


class Outbox:
    """Accepts every message and keeps it.

    >>> outbox = Outbox()
    >>> len(outbox)
    0
    """

    network = False

    def __init__(self, capabilities: Capabilities | None = None) -> None:
        """Take what `capabilities` say; by default eight-bit text and addresses in any script."""
        self.capabilities = capabilities or Capabilities(eight_bit=True, smtputf8=True)
        self.deliveries: list[Delivery] = []
        """What was sent, in the order in which it arrived."""

    def connect(self) -> Connection:
        """Return a connection; there may be any number."""
        return EachTransport(hand=self.take, capabilities=self.capabilities).connect()

    def take(self, delivery: Delivery) -> Outcome:
        """Keep a message."""
        self.deliveries.append(delivery)
        return Outcome(state=DeliveryState.ACCEPTED, code=250, reply="kept in the outbox")

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who was written to, in order; twice who was written to twice."""
        return tuple(delivery.recipient for delivery in self.deliveries)

    def to(self, recipient: str) -> tuple[EmailMessage, ...]:
        """Return the messages to an address, parsed."""
        return tuple(parsed(delivery) for delivery in self.deliveries if delivery.recipient == recipient)

    @property
    def messages(self) -> tuple[EmailMessage, ...]:
        """All messages, parsed."""
        return tuple(parsed(delivery) for delivery in self.deliveries)

    def __len__(self) -> int:
        """Return how many messages were sent."""
        return len(self.deliveries)


def parsed(delivery: Delivery) -> EmailMessage:
    """Return a delivery's message as Python's `email` reads it."""
    return email.message_from_bytes(delivery.message, policy=email.policy.default)
