"""The contract of a transport: what `deliver` asks of it, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bulletin.model.delivery import Delivery, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the other side takes, known once it is connected."""

    eight_bit: bool = False
    """8BITMIME (RFC 6152)."""
    smtputf8: bool = False
    """SMTPUTF8 (RFC 6531)."""
    size: int = 0
    """The largest message in octets (RFC 1870); 0: no limit is known."""


class Journal(Protocol):
    """To whom a connection tells each step, before and after."""

    def handing(self, delivery: Delivery) -> None:
        """Say that the last octet of a message is about to leave. When this returns, the mark is kept.

        From then until `settled` nobody can know whether the message was accepted.
        """

    def settled(self, delivery: Delivery, outcome: Outcome) -> None:
        """Say what a definite reply was, whether it came to the envelope or to the whole message."""


class Connection(Protocol):
    """One connection. It is used by one thread."""

    @property
    def capabilities(self) -> Capabilities:
        """What the other side takes."""

    def send(self, deliveries: Iterable[Delivery], journal: Journal) -> None:
        """Hand over each delivery in order, telling the journal; return when there are no more and all are settled.

        The iterable may be asked for the next delivery before the one at hand is handed, and is read lazily: filling
        a message takes place there. Raises DeliveryError where the connection is lost or refuses to go on
        (`retryable`: on a new connection; `slow_down`: later, and with fewer); what was handed by then and not settled
        is unknown, and whatever was not handed has not left. After that the connection can only be closed.
        """

    def close(self) -> None:
        """End it politely if that is possible; never raises."""


class Transport(Protocol):
    """Where messages go."""

    @property
    def network(self) -> bool:
        """Whether messages leave this machine: then a ledger that does not exist is not begun unasked."""

    def connect(self) -> Connection:
        """Open one connection. Raises DeliveryError; `retryable` tells whether another attempt can help."""
