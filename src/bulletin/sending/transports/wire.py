"""An open SMTP connection: octets go out, replies come in, and every fault names the server."""

from __future__ import annotations

import contextlib
import socket

from bulletin.errors import DeliveryError
from bulletin.sending.transports.replies import Replies, Reply

_GOODBYE = 5
"""Seconds that a server has to answer QUIT."""


class Wire:
    """The two directions of one connection, after EHLO, TLS and AUTH."""

    __slots__ = ("_replies", "_socket", "closed", "name", "resting")

    def __init__(self, connected: socket.socket, replies: Replies, *, name: str) -> None:
        """Take over a socket, and the reader that has read from it so far."""
        self._socket = connected
        self._replies = replies
        self.name = name
        """host:port, for sentences."""
        self.resting = True
        """Whether no command is under way, so that QUIT would be understood."""
        self.closed = False

    def write(self, octets: bytes | memoryview) -> None:
        """Send all octets. Raises DeliveryError where the connection is lost; how much of them left is unknown."""
        try:
            self._socket.sendall(octets)
        except OSError as problem:
            raise self.lost(f"the connection broke: {problem.strerror or problem}") from problem

    def read(self) -> Reply:
        """Return the next reply. Raises DeliveryError where there is none that can be understood."""
        try:
            return self._replies.read()
        except DeliveryError as problem:
            raise self.lost(str(problem)) from problem

    def expect_silence(self) -> None:
        """Raise DeliveryError where the server has said more than it was asked: its replies can no longer be paired."""
        if self._replies.pending:
            raise self.lost("expected one reply to each command, found more")

    def lost(self, what: str) -> DeliveryError:
        """Return the error that ends this connection; another one may fare better."""
        return DeliveryError(f"{self.name}: {what}", retryable=True)

    def close(self) -> None:
        """Say goodbye where that would be understood, and close."""
        if self.resting:
            self.resting = False
            with contextlib.suppress(OSError, DeliveryError):
                self._socket.settimeout(_GOODBYE)
                self._socket.sendall(b"QUIT\r\n")
                Replies(self._socket, _GOODBYE).read()
        self.closed = True
        with contextlib.suppress(OSError):
            self._socket.close()
