"""Handing messages over with pipelined envelopes (RFC 2920): a message costs one round trip.

The end of one message and the whole envelope of the next leave in one write::

    we      MAIL 1, RCPT 1, DATA │                │ message 1, dot, MAIL 2, RCPT 2, DATA │                     │ …
    server                       │ 250, 250, 354  │                                      │ 250, 250, 250, 354  │
    journal                      │                │ handing 1                            │ settled 1           │ …

"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model.delivery import Delivery
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.sending.transport import Journal
from bulletin.sending.transports.envelope import DOT, Envelope
from bulletin.sending.transports.handover import hand_over
from bulletin.sending.transports.verdict import checked, checked_data, expect_reset, outcome_of
from bulletin.sending.transports.wire import Wire

_SLOW = 1.0
"""Seconds: who waits so long for the next delivery does not keep a server waiting for the one at hand."""
_SURE = 2
"""How many deliveries in a row have to come quickly before one is asked for ahead of time."""


def send_pipelined(wire: Wire, deliveries: Iterator[Delivery], envelope: Envelope, journal: Journal) -> None:
    """Hand over each delivery; while they come quickly, the envelope of the next leaves with the message at hand."""
    supply = _Supply(deliveries)
    delivery = supply.next()
    if delivery is None:
        return
    _begin(wire, delivery, envelope)
    while delivery is not None:
        answer = _answer(wire, delivery, journal)
        ahead = supply.quick
        following = supply.next() if ahead else None
        _finish(wire, delivery, answer, journal, then=_offer(following, envelope) if following else b"")
        if not ahead:
            wire.resting = True
            following = supply.next()
            if following is not None:
                _begin(wire, following, envelope)
        delivery = following
    wire.resting = True


@dataclass(slots=True)
class _Supply:
    """The deliveries, and whether they come quickly: a slow one is asked for when nothing waits for it."""

    deliveries: Iterator[Delivery]
    clock: Clock = SYSTEM
    _row: int = 0

    @property
    def quick(self) -> bool:
        return self._row >= _SURE

    def next(self) -> Delivery | None:
        began = self.clock.elapsed()
        delivery = next(self.deliveries, None)
        self._row = self._row + 1 if self.clock.elapsed() - began < _SLOW else 0
        return delivery


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server said to an envelope."""

    waiting: bool
    """Whether it waits for a message now."""
    taken: bool
    """Whether that may be this one: sender and recipient were taken too."""


def _offer(delivery: Delivery, envelope: Envelope) -> bytes:
    return envelope(delivery) + b"DATA\r\n"


def _begin(wire: Wire, delivery: Delivery, envelope: Envelope) -> None:
    wire.resting = False
    wire.write(_offer(delivery, envelope))


def _answer(wire: Wire, delivery: Delivery, journal: Journal) -> _Answer:
    """Read the three replies to an envelope. The first refusal settles the delivery, whatever comes after it."""
    mail = checked(wire, wire.read())
    if mail.negative:
        journal.settled(delivery, outcome_of(mail))
    recipient = checked(wire, wire.read())
    if mail.negative and recipient.positive:
        raise wire.lost(f"expected a refusal of the recipient after that of the sender, found {recipient}")
    if recipient.negative and not mail.negative:
        journal.settled(delivery, outcome_of(recipient))
    refused = mail.negative or recipient.negative
    data = wire.read()
    waiting = checked_data(wire, data)
    if not (waiting or refused):
        journal.settled(delivery, outcome_of(data))
    return _Answer(waiting, waiting and not refused)


def _finish(wire: Wire, delivery: Delivery, answer: _Answer, journal: Journal, *, then: bytes) -> None:
    """Send the message, or whatever ends a transaction without one, and `then` in the same write."""
    if answer.taken:
        hand_over(wire, delivery, journal, then=then)
    elif answer.waiting:
        # DATA was let pass without a recipient: an empty message goes to nobody (RFC 2920 §3.1).
        wire.expect_silence()
        wire.write(DOT + then)
        checked(wire, wire.read())
    else:
        wire.write(b"RSET\r\n" + then)
        expect_reset(wire)
