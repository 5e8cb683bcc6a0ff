"""The moment at which a message changes hands: the mark, the final dot, and the reply to it."""

from __future__ import annotations

from bulletin.model.delivery import Delivery
from bulletin.sending.transport import Journal
from bulletin.sending.transports.envelope import DOT, stuffed
from bulletin.sending.transports.verdict import ended, outcome_of
from bulletin.sending.transports.wire import Wire

_LARGE = 262_144
"""Octets from which a message goes ahead of its end, so that the mark is not made while it crawls over a slow line."""
_TAIL = 1_024


def hand_over(wire: Wire, delivery: Delivery, journal: Journal, *, then: bytes = b"") -> None:
    """Send a message that the server waits for, with `then` in the same write, and settle it by the reply.

    Raises DeliveryError where no definite reply comes: what was handed is then unknown.
    """
    wire.expect_silence()
    body = stuffed(delivery.message)
    if len(body) > _LARGE:
        wire.write(memoryview(body)[:-_TAIL])
        body = body[-_TAIL:]
    journal.handing(delivery)
    wire.write(b"".join((body, DOT, then)))
    reply = wire.read()
    if not (reply.positive or reply.negative):
        raise wire.lost(f"expected 2yz, 4yz or 5yz in reply to the message, found {reply}")
    journal.settled(delivery, outcome_of(reply))
    if reply.closing:
        raise ended(wire, reply)
