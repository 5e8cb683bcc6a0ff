"""What a reply means for the message it was given to, and for the conversation."""

from __future__ import annotations

from bulletin.errors import DeliveryError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.transports.replies import Reply
from bulletin.sending.transports.wire import Wire

_OURS = frozenset({530, 534, 535, 538})
"""The server wants a login, a better one, or encryption (RFC 4954 §6, RFC 3207 §4): no recipient is to blame."""


def outcome_of(reply: Reply) -> Outcome:
    """Return what a definite reply makes of a message: 2yz accepted, 4yz deferred, 5yz rejected."""
    if reply.positive:
        state = DeliveryState.ACCEPTED
    else:
        state = DeliveryState.DEFERRED if reply.passing else DeliveryState.REJECTED
    return Outcome(state=state, code=reply.code, reply=reply.text)


def ended(wire: Wire, reply: Reply) -> DeliveryError:
    """Return the error of a server that says 421."""
    return DeliveryError(
        f"{wire.name}: the server closes the connection and asks to come back later: {reply}",
        retryable=True,
        slow_down=True,
    )


def checked(wire: Wire, reply: Reply) -> Reply:
    """Return a reply that concerns this message; raise DeliveryError for one that ends the conversation."""
    if reply.closing:
        raise ended(wire, reply)
    if reply.code in _OURS:
        raise DeliveryError(
            f"{wire.name}: the server takes no mail from us as we came: {reply}; "
            "use smtps:// or smtp+starttls://, and set BULLETIN_SMTP_USER and BULLETIN_SMTP_PASSWORD",
            retryable=False,
        )
    if not (reply.positive or reply.negative):
        raise wire.lost(f"expected 2yz, 4yz or 5yz, found {reply}")
    return reply


def checked_data(wire: Wire, reply: Reply) -> bool:
    """Tell whether the server waits for the message (354); False where DATA was refused. Raises as `checked`."""
    if reply.code == 354:  # noqa: PLR2004 - RFC 5321 §4.3.2
        return True
    if checked(wire, reply).positive:
        raise wire.lost(f"expected 354 or a refusal in reply to DATA, found {reply}")
    return False


def expect_reset(wire: Wire) -> None:
    """Read the reply to RSET. Raises DeliveryError where the server does not forget the envelope."""
    reply = checked(wire, wire.read())
    if not reply.positive:
        raise wire.lost(f"expected 250 in reply to RSET, found {reply}")
