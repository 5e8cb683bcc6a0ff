"""A mail server that takes our mail: where it is, how it is reached, and who we are to it."""

from __future__ import annotations

import base64
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bulletin.errors import ConfigError


class Security(StrEnum):
    """How a connection is encrypted; the value is the scheme of its URL."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    """Begun in the clear, encrypted before anything else (RFC 3207), or not used."""
    TLS = "smtps"
    """From the first octet (RFC 8314 §3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who we are."""

    user: str
    password: str = field(repr=False)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The password in every form in which it goes over the wire and might come back in a reply."""
        plain = f"\0{self.user}\0{self.password}"  # RFC 4616 §2
        return (self.password, *(base64.b64encode(text.encode()).decode() for text in (self.password, plain)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes the mail."""

    host: str
    port: int
    security: Security
    login: Login | None = None
    timeout: float = 600.0
    """Seconds for one reply. The RFC asks for ten minutes after a message (RFC 5321 §4.5.3.2.6): who gives up earlier
    does not know what became of it."""
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    """How to check certificates; None: `verifying()`."""
    name: str = ""
    """What we call ourselves; empty: this machine's name, else its address."""

    def __str__(self) -> str:
        """Return host:port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def verifying(ca: Path | None = None) -> ssl.SSLContext:
    """Return TLS 1.2 or newer with certificate and host name checked, by the machine's authorities or those of a file.

    Raises ConfigError where the file holds no certificate.
    """
    try:
        context = ssl.create_default_context(cafile=ca)
    except OSError as problem:
        raise ConfigError(f"{ca}: expected certificates in PEM, found: {problem.strerror or problem}") from problem
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
