"""A transport by its URL, as `[delivery] transport`, `--transport` and `BULLETIN_TRANSPORT` name it.

========================================  =================================================================
``smtp://host:25``                        no encryption; a login only to this machine itself
``smtp+starttls://host:587``              encryption begun by STARTTLS, or no mail at all
``smtps://host:465``                      encrypted from the first octet
``maildir:PATH``                          every message into one Maildir
``folder:PATH``                           one ``.eml`` file a message
========================================  =================================================================

The login stands in ``BULLETIN_SMTP_USER`` and ``BULLETIN_SMTP_PASSWORD``, never in the URL. An SMTP URL may go on with
``?timeout=600`` (seconds for one reply), ``?cap=100`` (messages over one connection), ``?ca=FILE`` (certificates to trust
instead of the machine's) and ``?name=mail.example.org`` (what we call ourselves), joined by ``&``.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlsplit

from bulletin.errors import ConfigError
from bulletin.sending.transport import Transport

if TYPE_CHECKING:
    import ssl

    from bulletin.sending.transports.relay import Login, Security

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_OPTIONS = ("timeout", "cap", "ca", "name")
_FORMS = "smtp://host, smtps://host, smtp+starttls://host, maildir:PATH or folder:PATH"
USER = "BULLETIN_SMTP_USER"
PASSWORD = "BULLETIN_SMTP_PASSWORD"  # noqa: S105 - the name of the variable


def transport_of(url: str, *, environ: Mapping[str, str] | None = None, base: Path = Path()) -> Transport:
    """Return the transport that a URL names; relative paths start at `base`. Nothing is opened yet.

    `environ` holds the login, by default the process's environment. Raises ConfigError, which never shows a password.
    """
    scheme, colon, rest = url.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in {*_PORTS, "maildir", "folder"}:
        found = f"{scheme}:" if colon else "no scheme"
        raise ConfigError(f"transport: expected {_FORMS}; found {found}")
    if scheme in _PORTS:
        return _smtp(scheme, url, os.environ if environ is None else environ, base)
    if not rest or rest.startswith("//"):
        raise ConfigError(f"transport: expected a path after {scheme}:, as in {scheme}:out/mail; found “{url}”")
    path = base / Path(rest).expanduser()
    if scheme == "maildir":
        from bulletin.sending.transports.maildir import MaildirTransport

        return MaildirTransport(folder=path)
    from bulletin.sending.transports.folder import FolderTransport

    return FolderTransport(folder=path)


def _smtp(scheme: str, url: str, environ: Mapping[str, str], base: Path) -> Transport:
    from bulletin.sending.transports.relay import Relay, Security
    from bulletin.sending.transports.smtp import SmtpTransport

    parts, port = _split(scheme, url)
    options = _options(parts.query)
    host = parts.hostname or ""
    relay = Relay(
        host=host,
        port=port,
        security=Security(scheme),
        login=_login(environ, Security(scheme), host),
        timeout=_number("timeout", options.get("timeout", "600"), 1, 86_400),
        tls=_context(Security(scheme), options.get("ca", ""), base),
        name=_name(options.get("name", "")),
    )
    return SmtpTransport(relay=relay, cap=_number("cap", options.get("cap", "0"), 0, 1_000_000))


def _split(scheme: str, url: str) -> tuple[SplitResult, int]:
    """Take a URL apart. No error shows what stands where a password might."""
    if "@" in url:
        raise ConfigError(
            f"transport: expected {scheme}://host without user and password, found “@”; "
            f"set {USER} and {PASSWORD} in the environment instead"
        )
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as problem:
        raise ConfigError(
            f"transport: expected {scheme}://host:port, found an address that cannot be read"
        ) from problem
    if not host or host.strip() != host or not host.isprintable() or " " in host:
        raise ConfigError(f"transport: expected a host, as in {scheme}://mail.example.org; found none")
    try:
        port = _PORTS[scheme] if parts.port is None else parts.port
    except ValueError:
        port = 0
    if not port:
        raise ConfigError(f"transport: expected a port from 1 to 65535 after {host}:, found something else")
    if parts.path not in {"", "/"} or parts.fragment:
        raise ConfigError("transport: expected nothing after host and port but ?options, found a path or a fragment")
    return parts, port


def _options(query: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in _OPTIONS:
            raise ConfigError(f"transport: expected the options {', '.join(_OPTIONS)}; found “{name}”")
        if name in options or not value:
            raise ConfigError(f"transport: expected one value for “{name}”, found {'two' if value else 'none'}")
        options[name] = value
    return options


def _number(name: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):  # noqa: PLR2004 - digits enough
        raise ConfigError(f"transport: expected {name}= as a whole number from {least} to {most}, found “{text}”")
    return int(text)


def _name(name: str) -> str:
    if not name.isascii() or any(not sign.isprintable() or sign.isspace() for sign in name):
        raise ConfigError(f"transport: expected name= as a host name in ASCII, found {name!a}")
    return name


def _context(security: Security, ca: str, base: Path) -> ssl.SSLContext | None:
    from bulletin.sending.transports.relay import Security, verifying

    if security is not Security.NONE:
        return verifying(base / Path(ca).expanduser() if ca else None)
    if ca:
        raise ConfigError("transport: expected ?ca= with smtps:// or smtp+starttls://, found it with smtp://")
    return None


def _login(environ: Mapping[str, str], security: Security, host: str) -> Login | None:
    from bulletin.sending.transports.relay import Login, Security

    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if not user and not password:
        return None
    if not user or not password:
        lacking, given = (PASSWORD, USER) if user else (USER, PASSWORD)
        raise ConfigError(f"expected {lacking} in the environment, since {given} is set; found none")
    if security is Security.NONE and not _is_here(host):
        raise ConfigError(
            f"transport: expected smtps:// or smtp+starttls:// with a login, found smtp:// to {host}, "
            f"which would send the password in the clear; unset {USER} and {PASSWORD} if no login is wanted"
        )
    return Login(user=user, password=password)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
