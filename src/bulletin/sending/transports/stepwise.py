"""Handing messages over one command at a time, to servers that do not announce PIPELINING."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.model.delivery import Delivery
from bulletin.sending.transport import Journal
from bulletin.sending.transports.envelope import Envelope
from bulletin.sending.transports.handover import hand_over
from bulletin.sending.transports.replies import Reply
from bulletin.sending.transports.verdict import checked, checked_data, expect_reset, outcome_of
from bulletin.sending.transports.wire import Wire


def send_stepwise(wire: Wire, deliveries: Iterator[Delivery], envelope: Envelope, journal: Journal) -> None:
    """Hand over each delivery: MAIL, RCPT, DATA and the message, each after the reply to the one before."""
    for delivery in deliveries:
        wire.resting = False
        refused = _offer(wire, envelope(delivery))
        if refused is None:
            hand_over(wire, delivery, journal)
        else:
            journal.settled(delivery, outcome_of(refused))
            wire.write(b"RSET\r\n")
            expect_reset(wire)
        wire.resting = True


def _offer(wire: Wire, commands: bytes) -> Reply | None:
    """Send an envelope and DATA; return the reply that refused one of them."""
    for command in commands.splitlines(keepends=True):
        wire.write(command)
        reply = checked(wire, wire.read())
        if reply.negative:
            return reply
    wire.write(b"DATA\r\n")
    reply = wire.read()
    return None if checked_data(wire, reply) else reply
