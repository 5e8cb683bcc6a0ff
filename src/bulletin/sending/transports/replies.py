"""Reading the replies of an SMTP server from a socket (RFC 5321 §4.2), however the network has cut them up."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass

from bulletin.errors import DeliveryError
from bulletin.sending.clock import SYSTEM, Clock

_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])([^\n]*?))?\r?\n")
_LONGEST = 16_384
"""Octets of one whole reply. The RFC allows 512 a line (§4.5.3.1.5); servers that greet with a screenful are let pass."""
_SHOWN = 300
"""Characters of what a server said that are kept."""
_AT_ONCE = 8_192
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered to one command, or to the end of a message."""

    code: int
    """Three digits, the first from 2 to 5."""
    lines: tuple[bytes, ...]
    """The text of each line, without code and line end."""

    @property
    def text(self) -> str:
        """The text on one line, without controls, for people to read."""
        said = " ".join(b" ".join(self.lines).decode("utf-8", "replace").split())
        if not said.isprintable():
            said = "".join(sign if sign.isprintable() else "�" for sign in said)
        return said[:_SHOWN]

    @property
    def positive(self) -> bool:
        """Whether the command was done (2yz)."""
        return 200 <= self.code < 300  # noqa: PLR2004 - RFC 5321 §4.2.1

    @property
    def negative(self) -> bool:
        """Whether the command was refused, for now (4yz) or for good (5yz)."""
        return self.code >= 400  # noqa: PLR2004 - RFC 5321 §4.2.1

    @property
    def passing(self) -> bool:
        """Whether it was refused for now (4yz)."""
        return self.negative and self.code < 500  # noqa: PLR2004 - RFC 5321 §4.2.1

    @property
    def closing(self) -> bool:
        """Whether the server ends the conversation (421; RFC 5321 §3.8)."""
        return self.code == _CLOSING

    def __str__(self) -> str:
        return f"{self.code} {self.text}".rstrip()


class Replies:
    """The replies that arrive on a socket, in their order.

    A reply has to begin within `timeout` seconds, and to be complete within as many again: a server that sends an
    octet a minute does not hold us for ever. Every fault is a DeliveryError that another connection may mend.
    """

    __slots__ = ("_buffer", "_clock", "_socket", "_timeout")

    def __init__(self, connected: socket.socket, timeout: float, clock: Clock = SYSTEM) -> None:
        """Read from a connected socket."""
        self._socket = connected
        self._timeout = timeout
        self._clock = clock
        self._buffer = bytearray()
        connected.settimeout(timeout)

    @property
    def pending(self) -> bool:
        """Whether octets have arrived that nobody has asked for."""
        return bool(self._buffer)

    def reads(self, connected: socket.socket | None) -> bool:
        """Tell whether this is the socket that is read from."""
        return self._socket is connected

    def read(self) -> Reply:
        """Return the next reply."""
        if self._buffer and (reply := self._take()) is not None:
            return reply
        self._receive()
        reply = self._take()
        return reply if reply is not None else self._read_on()

    def _read_on(self) -> Reply:
        """Return a reply that comes in pieces."""
        latest = self._clock.elapsed() + self._timeout
        try:
            while (reply := self._take()) is None:
                left = latest - self._clock.elapsed()
                if left <= 0:
                    raise _late(self._timeout)
                self._socket.settimeout(left)
                self._receive()
        finally:
            self._socket.settimeout(self._timeout)
        return reply

    def _receive(self) -> None:
        try:
            octets = self._socket.recv(_AT_ONCE)
        except TimeoutError as problem:
            raise _late(self._timeout) from problem
        except OSError as problem:
            raise DeliveryError(f"the connection broke: {problem.strerror or problem}", retryable=True) from problem
        if not octets:
            raise DeliveryError("the server closed the connection", retryable=True)
        self._buffer += octets

    def _take(self) -> Reply | None:
        """Take the next reply out of the buffer; None while it is not all there."""
        buffer = self._buffer
        lines: list[bytes] = []
        code, end = b"", 0
        while found := _LINE.match(buffer, end):
            digits, mark, said = found.groups()
            if code and digits != code:
                raise _malformed(buffer)
            code, end = digits, found.end()
            lines.append(said or b"")
            if mark != b"-":
                del buffer[:end]
                return Reply(int(code), tuple(lines))
        if buffer.find(b"\n", end) >= 0 or len(buffer) > _LONGEST:
            raise _malformed(buffer)
        return None


def _late(seconds: float) -> DeliveryError:
    return DeliveryError(f"expected a reply within {seconds:g} seconds, found none that is complete", retryable=True)


def _malformed(buffer: bytearray) -> DeliveryError:
    start = bytes(buffer[:60]).decode("ascii", "backslashreplace").encode("unicode_escape").decode()
    return DeliveryError(f"expected a reply as in RFC 5321 §4.2, found “{start}”", retryable=True)
