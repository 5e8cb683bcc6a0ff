"""Opening an SMTP connection: smtplib greets, encrypts and logs in; every reply is read by our own reader.

smtplib reads through a buffered file, in which octets that arrived early would stay behind when the socket is taken
over. So `getreply` is ours from the first greeting on, and there is no such file.
"""

from __future__ import annotations

import smtplib
import socket
from dataclasses import dataclass
from typing import Any

from bulletin.errors import DeliveryError
from bulletin.sending.transport import Capabilities
from bulletin.sending.transports.faults import saying
from bulletin.sending.transports.relay import Relay, Security, verifying
from bulletin.sending.transports.replies import Replies
from bulletin.sending.transports.wire import Wire

_REACH = 30.0
"""Seconds until a host has to answer at all; what it then says may take longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An open connection, and what its server announced."""

    wire: Wire
    capabilities: Capabilities
    pipelining: bool
    """RFC 2920."""
    sizes: bool
    """Whether SIZE was announced, with a limit or without (RFC 1870)."""


class _OwnReader(smtplib.SMTP):
    """smtplib's dialogue over our reader of replies."""

    def __init__(self, *arguments: Any, patience: float, **options: Any) -> None:
        """Connect as smtplib does; each reply has `patience` seconds."""
        self.patience = patience
        self.replies: Replies | None = None
        super().__init__(*arguments, **options)

    def getreply(self) -> tuple[int, bytes]:
        """Return code and text of the next reply, as smtplib wants them."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if self.replies is None or not self.replies.reads(self.sock):
            self.replies = Replies(self.sock, self.patience)
        try:
            reply = self.replies.read()
        except DeliveryError:
            self.close()
            raise
        return reply.code, b"\n".join(reply.lines)


class _OwnReaderOverTls(_OwnReader, smtplib.SMTP_SSL):
    """The same, encrypted from the first octet."""


def open_session(relay: Relay) -> Session:
    """Connect, encrypt, log in. Raises DeliveryError: `retryable` where the fault is likely to pass."""
    with saying(relay.host, str(relay), relay.login.spellings if relay.login else ()):
        smtp = _connected(relay)
        try:
            return _opened(smtp, relay)
        except BaseException:
            smtp.close()
            raise


def _connected(relay: Relay) -> _OwnReader:
    reach = min(relay.timeout, _REACH)
    place = (relay.host, relay.port, "localhost")  # the name is given with EHLO; left out, smtplib asks a name server
    if relay.security is Security.TLS:
        context = relay.tls or verifying()
        return _OwnReaderOverTls(*place, timeout=reach, context=context, patience=relay.timeout)
    return _OwnReader(*place, timeout=reach, patience=relay.timeout)


def _opened(smtp: _OwnReader, relay: Relay) -> Session:
    name = relay.name or _own_name(smtp)
    _greet(smtp, name)
    if relay.security is Security.STARTTLS:
        before = smtp.replies
        smtp.starttls(context=relay.tls or verifying())
        _expect_silence(before)  # what somebody slipped in before the encryption is not the server's (CVE-2011-0411)
        _greet(smtp, name)
    if relay.login is not None:
        smtp.login(relay.login.user, relay.login.password)
    return _session(smtp, relay)


def _greet(smtp: _OwnReader, name: str) -> None:
    """Say EHLO, or HELO to a server that does not know it (RFC 5321 §3.2)."""
    code, said = smtp.ehlo(name)
    if 500 <= code <= 504:  # noqa: PLR2004 - RFC 5321 §4.2.2: the command is not known
        code, said = smtp.helo(name)
    if code != 250:  # noqa: PLR2004 - RFC 5321 §4.3.2
        raise smtplib.SMTPHeloError(code, said)


def _own_name(smtp: _OwnReader) -> str:
    """Return this machine's name if it is a full one, else the connection's own address (RFC 5321 §4.1.3).

    The name server is not asked: where it is slow, every connection would wait for it.
    """
    name = socket.gethostname()
    if "." in name and name.isascii():
        return name
    address = smtp.sock.getsockname()[0] if smtp.sock is not None else "127.0.0.1"
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _session(smtp: _OwnReader, relay: Relay) -> Session:
    """Take the socket over from smtplib."""
    if smtp.sock is None or smtp.replies is None:
        raise smtplib.SMTPServerDisconnected("not connected")
    smtp.sock.setsockopt(
        socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
    )  # our writes are whole: nothing is gained by waiting
    _expect_silence(smtp.replies)
    wire = Wire(smtp.sock, smtp.replies, name=str(relay))
    size = smtp.esmtp_features.get("size", "")
    return Session(
        wire=wire,
        capabilities=Capabilities(
            eight_bit=smtp.has_extn("8bitmime"),
            smtputf8=smtp.has_extn("smtputf8"),
            size=int(size) if size.isascii() and size.isdigit() else 0,
        ),
        pipelining=smtp.has_extn("pipelining"),
        sizes=smtp.has_extn("size"),
    )


def _expect_silence(replies: Replies | None) -> None:
    if replies is not None and replies.pending:
        raise DeliveryError("expected one reply to each command, found more", retryable=False)
