"""Real servers, certificates of an authority of our own, and what to do where a server is not installed."""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


def missing(what: str) -> NoReturn:
    """Skip a test that lacks a program; fail it where BULLETIN_NO_SKIP is 1."""
    if os.environ.get("BULLETIN_NO_SKIP") == "1":
        pytest.fail(what)
    pytest.skip(what)


def free_port() -> int:
    """Return a port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def listening(port: int) -> None:
    """Return when a server listens on a port."""
    latest = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            assert time.monotonic() < latest, f"nobody answers on port {port}"
            time.sleep(0.01)
        else:
            return


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that this machine does not know, and a server's certificate of its."""

    file: Path
    """The authority's own certificate, for `?ca=`."""
    ca: trustme.CA

    def context(self, *names: str) -> ssl.SSLContext:
        """Return the server's side of TLS, with a certificate for those names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*names).configure_cert(context)
        return context


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority for the tests of this run."""
    ca = trustme.CA()
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return Authority(file, ca)


@dataclass  # with slots, `inspect` fails on it in Python 3.11.2 (python/cpython#102069)
class Mailbox:
    """What a server in this process takes, and how it was brought."""

    taken: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.taken.append(envelope)
        self.encrypted.append(server.transport is not None and bool(server.transport.get_extra_info("sslcontext")))
        return "250 2.0.0 taken"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        """Let Ann in."""
        if isinstance(data, LoginPassword) and data.login == b"ann" and data.password == b"open sesame":
            self.users.append("ann")
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False)


@dataclass(slots=True)
class Running:
    """A server in this process."""

    mailbox: Mailbox
    port: int


Serve = Callable[..., Running]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start aiosmtpd: a real server, written by others, that does not announce PIPELINING."""
    controllers: list[Controller] = []

    def started(**options: Any) -> Running:
        mailbox = Mailbox()
        port = free_port()
        if options.pop("login", False):
            options |= {"authenticator": mailbox.authenticate, "auth_required": True}
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        controllers.append(controller)
        return Running(mailbox, port)

    yield started
    for controller in controllers:
        controller.stop()
