"""One message on its way to one person, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a person's message stands.

    ``planned → claimed → handed → accepted | deferred | rejected | unknown``, and ``suppressed`` from ``planned``.
    """

    PLANNED = "planned"
    CLAIMED = "claimed"
    """A run has taken it; nothing of it has left."""
    HANDED = "handed"
    """The octet by which the server could accept it may have left."""
    ACCEPTED = "accepted"
    """The server has taken responsibility (RFC 5321 §4.2.5)."""
    DEFERRED = "deferred"
    """The server refused for now (4yz); it is tried again."""
    REJECTED = "rejected"
    """The server, or we, refused for good."""
    UNKNOWN = "unknown"
    """It was handed and no reply came. Never sent again by itself."""
    SUPPRESSED = "suppressed"
    """The person has left, or the address is on the suppression list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message with its envelope."""

    position: int
    """Which row of the plan it is."""
    sender: str
    """The envelope sender (RFC 5321 §4.1.1.2), its domain in A-labels."""
    recipient: str
    """The envelope recipient, its domain in A-labels."""
    message: bytes
    """Lines end in CRLF and have at most 998 octets; the last line has its end. Not dot-stuffed."""
    smtputf8: bool = False
    """Whether the envelope or a header needs RFC 6531."""
    eight_bit: bool = False
    """Whether the message needs RFC 6152."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a delivery."""

    state: DeliveryState
    """`ACCEPTED`, `DEFERRED`, `REJECTED` or `UNKNOWN`."""
    code: int = 0
    """The reply's code (RFC 5321 §4.2); 0 where there was no reply."""
    reply: str = ""
    """What the server said, or why we refused, on one line."""
