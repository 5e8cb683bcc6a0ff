"""A transport made of one function, called for each message: files, a list in a test, a provider's own API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bulletin.model.delivery import Delivery, Outcome
from bulletin.sending.transport import Capabilities, Connection, Journal

Hand = Callable[[Delivery], Outcome]
"""Hands one message over and returns what became of it. Where it cannot know that, it raises DeliveryError, and the
message is unknown; where nothing has left, it returns an outcome that is `DEFERRED` or `REJECTED`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EachTransport:
    """Calls a function for each message.

    >>> from bulletin.model.delivery import DeliveryState
    >>> posted = []
    >>> def post(delivery: Delivery) -> Outcome:
    ...     posted.append(delivery.recipient)
    ...     return Outcome(state=DeliveryState.ACCEPTED, code=202, reply="queued")
    >>> transport = EachTransport(hand=post)
    """

    hand: Hand
    """Called by one thread for each connection; with several connections, by several at once."""
    network: bool = True
    """Whether messages leave this machine."""
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(eight_bit=True, smtputf8=True))
    """What the function takes."""
    prepare: Callable[[], None] | None = None
    """Called when a connection is opened; raises DeliveryError where there is no sense in going on."""

    def connect(self) -> Connection:
        """Return a connection; raises what `prepare` raises."""
        if self.prepare is not None:
            self.prepare()
        return _EachConnection(self.hand, self.capabilities)


@dataclass(frozen=True, slots=True)
class _EachConnection:
    hand: Hand
    capabilities: Capabilities

    def send(self, deliveries: Iterable[Delivery], journal: Journal) -> None:
        for delivery in deliveries:
            journal.handing(delivery)
            journal.settled(delivery, self.hand(delivery))

    def close(self) -> None:
        pass
