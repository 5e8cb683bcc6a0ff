"""A Maildir: a mailbox that mail programs and IMAP servers read (https://cr.yp.to/proto/maildir.html)."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending import clock
from bulletin.sending.transport import Capabilities, Connection
from bulletin.sending.transports.durable import make_folder, write_durably
from bulletin.sending.transports.each import EachTransport
from bulletin.sending.transports.envelope import refusal

_TAKES = Capabilities(eight_bit=True, smtputf8=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaildirTransport:
    """Delivers every message into one Maildir, with the envelope in its first lines, as a mail server would."""

    folder: Path
    """Holds `tmp`, `new` and `cur`; made when the first connection is opened."""

    @property
    def network(self) -> bool:
        """Never."""
        return False

    def connect(self) -> Connection:
        """Return a connection. Raises DeliveryError where the Maildir cannot be written to."""
        return EachTransport(hand=self._deliver, prepare=self._prepare, capabilities=_TAKES).connect()

    def _prepare(self) -> None:
        for part in ("tmp", "new", "cur"):
            make_folder(self.folder / part)

    def _deliver(self, delivery: Delivery) -> Outcome:
        refused = refusal(delivery, _TAKES)
        if refused:
            return refused
        name = _unique_name(delivery)
        try:
            write_durably(self.folder / "tmp" / name, self.folder / "new" / name, _as_kept(delivery))
        except OSError as problem:
            return Outcome(state=DeliveryState.DEFERRED, reply=f"not written: {problem.strerror}")
        return Outcome(state=DeliveryState.ACCEPTED, reply=f"delivered as {name}")


def _unique_name(delivery: Delivery) -> str:
    """Return a name that no other delivery has, on any machine: time, what is ours alone, machine."""
    host = socket.gethostname().replace("/", r"\057").replace(":", r"\072")
    seconds = int(clock.now().timestamp())
    return f"{seconds}.R{secrets.token_hex(8)}P{os.getpid()}Q{delivery.position}.{host}"


def _as_kept(delivery: Delivery) -> bytes:
    """Return the message with Return-Path (RFC 5321 §4.4) and the line ends of a Maildir."""
    envelope = f"Return-Path: <{delivery.sender}>\nDelivered-To: {delivery.recipient}\n"
    return envelope.encode() + delivery.message.replace(b"\r\n", b"\n")
