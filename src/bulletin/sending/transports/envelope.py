"""What goes over the wire for one message: the envelope's commands and the message with its final dot."""

from __future__ import annotations

import re
from collections.abc import Callable

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending.transport import Capabilities

_PATH = re.compile(r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*"@[^\s<>"\x00-\x1f\x7f]+|[^\s<>"\x00-\x1f\x7f]+')
"""A mailbox as far as the wire is concerned: nothing in it can end the command (RFC 5321 §4.1.2)."""
_DOTTED = re.compile(rb"\n\.")
"""Finds lines that begin with a dot; for two octets `in` and `bytes.replace` take three times as long (CPython 3.11)."""
DOT = b".\r\n"
"""Ends a message whose last line has its end (RFC 5321 §4.1.1.4)."""

Envelope = Callable[[Delivery], bytes]
"""Makes the commands of one delivery: MAIL and RCPT, each on its line."""


def enveloping(*, capabilities: Capabilities, sizes: bool) -> Envelope:
    """Return what makes envelopes for a server: parameters stand in them only where it announced them.

    `sizes` tells whether SIZE was announced at all (RFC 1870 §3), with or without a limit.
    """

    def envelope(delivery: Delivery) -> bytes:
        mail = f"MAIL FROM:<{delivery.sender}>"
        if sizes:
            mail += f" SIZE={len(delivery.message)}"
        if delivery.eight_bit and capabilities.eight_bit:
            mail += " BODY=8BITMIME"
        if needs_smtputf8(delivery):
            mail += " SMTPUTF8"
        return f"{mail}\r\nRCPT TO:<{delivery.recipient}>\r\n".encode()

    return envelope


def needs_smtputf8(delivery: Delivery) -> bool:
    """Tell whether a delivery needs RFC 6531."""
    return delivery.smtputf8 or not (delivery.recipient.isascii() and delivery.sender.isascii())


def stuffed(message: bytes) -> bytes:
    r"""Return a message with its lines that begin with a dot made ready for the wire (RFC 5321 §4.5.2).

    A dot after a bare line feed is doubled too: there should be none, and some servers would see an end there.

    >>> stuffed(b".hidden\r\n.\r\nplain\r\n")
    b'..hidden\r\n..\r\nplain\r\n'
    """
    if _DOTTED.search(message):
        message = _DOTTED.sub(b"\n..", message)
    return b"." + message if message.startswith(b".") else message


def refusal(delivery: Delivery, capabilities: Capabilities) -> Outcome | None:
    """Return why a delivery is not even offered to this server; None where it may go.

    Raises DeliveryError where it was made for another server, one that takes eight-bit text (RFC 6152 §3).
    """
    if delivery.eight_bit and not capabilities.eight_bit:
        raise DeliveryError(
            "expected a message in seven-bit text, since the server does not announce 8BITMIME; found eight-bit text; "
            "fill it again for this connection's capabilities",
            retryable=True,
        )
    why = _unfit(delivery, capabilities)
    return Outcome(state=DeliveryState.REJECTED, reply=why) if why else None


def _unfit(delivery: Delivery, capabilities: Capabilities) -> str:
    for whose, address in (("sender", delivery.sender or "empty"), ("recipient", delivery.recipient)):
        if not _PATH.fullmatch(address) or not _encodable(address):
            return f"not sent: expected an address as the envelope's {whose}, found {address!a}"
    if needs_smtputf8(delivery) and not capabilities.smtputf8:
        return "not sent: the address needs SMTPUTF8 (RFC 6531), which the server does not announce"
    if capabilities.size and len(delivery.message) > capabilities.size:
        return f"not sent: {len(delivery.message)} octets, and the server takes {capabilities.size} (SIZE, RFC 1870)"
    if not delivery.message.endswith(b"\r\n"):
        return "not sent: expected a message whose last line ends in CRLF"
    return ""


def _encodable(address: str) -> bool:
    return address.isascii() or address == address.encode("utf-8", "ignore").decode()
