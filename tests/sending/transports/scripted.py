"""An SMTP server that says what a test wants, when it wants, and remembers what it was told."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from bulletin.model.delivery import Delivery, Outcome
from bulletin.sending.transports.relay import Relay, Security
from bulletin.sending.transports.smtp import SmtpTransport

USUAL = {
    "GREETING": b"220 scripted ESMTP\r\n",
    "HELO": b"250 scripted\r\n",
    "STARTTLS": b"502 no\r\n",
    "AUTH": b"235 welcome\r\n",
    "MAIL": b"250 2.1.0 sender ok\r\n",
    "RCPT": b"250 2.1.5 recipient ok\r\n",
    "DATA": b"354 go on\r\n",
    "DOT": b"250 2.0.0 queued\r\n",
    "RSET": b"250 forgotten\r\n",
    "QUIT": b"221 bye\r\n",
}
PIPELINED = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 1000000")
STEPWISE = ("8BITMIME", "SMTPUTF8", "SIZE 1000000")
CLOSE = b""
"""The answer of a server that hangs up instead."""

Answer = bytes | Sequence[bytes]
"""Octets, or pieces of them that are sent one by one; an empty piece closes the connection."""
Step = tuple[str, int]
"""A command and the number of its message, counted from 1; other commands bear the number of the connection."""


@dataclass
class Journal:
    """Keeps what it is told."""

    events: list[tuple[str, str]] = field(default_factory=list)
    """`handing` or `settled`, and the recipient."""
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """The last outcome of each recipient."""
    settlements: list[Outcome] = field(default_factory=list)
    """All outcomes, in the order in which they were told."""

    def handing(self, delivery: Delivery) -> None:
        self.events.append(("handing", delivery.recipient))

    def settled(self, delivery: Delivery, outcome: Outcome) -> None:
        self.events.append(("settled", delivery.recipient))
        self.outcomes[delivery.recipient] = outcome
        self.settlements.append(outcome)

    def those(self, event: str) -> list[str]:
        return [recipient for kind, recipient in self.events if kind == event]

    def states(self) -> list[str]:
        return [outcome.state.value for outcome in self.settlements]


class ScriptedServer:
    """Listens on this machine; each answer that `answers` does not hold is the usual one."""

    def __init__(
        self,
        answers: Mapping[Step, Answer] | None = None,
        announces: Sequence[str] = PIPELINED,
        *,
        on_dot: Callable[[str], object] = lambda recipient: None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Listen on a port of its own; `on_dot` is called with the recipient before a message is answered."""
        self.answers = dict(answers or {})
        self.announces = announces
        self.on_dot = on_dot
        self.tls = tls
        self.commands: list[str] = []
        """Every command line, and `DOT`."""
        self.writes: list[bytes] = []
        """What each read of the socket gave."""
        self.received: list[tuple[str, bytes]] = []
        """Whom each message that came to its final dot was for, and its octets with the dots taken out again."""
        self.said: dict[str, bytes] = {}
        """What was answered to the final dot of whose message, as far as it went out."""
        self.connections = 0
        self._messages = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def transport(self, *, cap: int = 0, **options: Any) -> SmtpTransport:
        relay = Relay(host="127.0.0.1", port=self.port, security=Security.NONE, timeout=10)
        return SmtpTransport(relay=dataclasses.replace(relay, **options), cap=cap)

    # ---- the conversation ------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        while True:
            try:
                connected, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            connected.settimeout(10)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            conversation = _Conversation(self, connected)
            with contextlib.suppress(OSError, _HungUp):
                conversation.hold()
            conversation.connected.close()

    def count_message(self) -> int:
        self._messages += 1
        return self._messages


class _HungUp(Exception):  # noqa: N818 - it says what happened
    pass


class _Conversation:
    def __init__(self, server: ScriptedServer, connected: socket.socket) -> None:
        self.server = server
        self.connected = connected
        self.buffer = b""
        self.number = 0
        self.recipient = ""

    def hold(self) -> None:
        self.answer("GREETING", self.server.connections)
        while True:
            line = self.until(b"\r\n").decode()
            self.server.commands.append(line)
            verb = line.split(" ")[0].upper()
            if verb == "MAIL":
                self.number = self.server.count_message()
                self.recipient = ""
            if verb == "RCPT":
                self.recipient = line[len("RCPT TO:<") :].split(">")[0]
            of_message = verb in {"MAIL", "RCPT", "DATA"}
            said = self.answer(verb, self.number if of_message else self.server.connections)
            if verb == "DATA" and said.startswith(b"354"):
                self.take_message()
            if verb == "STARTTLS" and self.server.tls and said.startswith(b"220"):
                self.connected = self.server.tls.wrap_socket(self.connected, server_side=True)
            if verb == "QUIT":
                raise _HungUp

    def take_message(self) -> None:
        if not self.at_least(3).startswith(b".\r\n"):
            message = self.until(b"\r\n.\r\n") + b"\r\n"
        else:
            message = b""
            self.buffer = self.buffer[3:]
        self.server.commands.append("DOT")
        whole = (b"\n" + message).replace(b"\n..", b"\n.")[1:]
        self.server.received.append((self.recipient, whole))
        self.server.on_dot(self.recipient)
        self.server.said[self.recipient] = b""
        self.answer("DOT", self.number)

    def answer(self, verb: str, number: int) -> bytes:
        usual = USUAL.get(verb, b"500 what?\r\n")
        if verb == "EHLO":
            lines = ["scripted", *self.server.announces]
            usual = b"".join(
                f"250{' ' if at == len(lines) else '-'}{line}\r\n".encode() for at, line in enumerate(lines, 1)
            )
        answer = self.server.answers.get((verb, number), usual)
        for piece in (answer,) if isinstance(answer, bytes) else answer:
            if piece == CLOSE:
                raise _HungUp
            if verb == "DOT":
                self.server.said[self.recipient] += piece
            self.connected.sendall(piece)
        return answer if isinstance(answer, bytes) else b"".join(answer)

    def until(self, mark: bytes) -> bytes:
        while mark not in self.buffer:
            self.receive()
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def at_least(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self.receive()
        return self.buffer

    def receive(self) -> None:
        octets = self.connected.recv(65_536)
        if not octets:
            raise _HungUp
        self.server.writes.append(octets)
        self.buffer += octets


def deliveries(count: int, *, body: str = "Hello.\r\n.a line with a dot\r\n..and one with two\r\n") -> list[Delivery]:
    """Return messages to `1@example.org` and so on."""
    return [
        Delivery(
            position=number,
            sender="news@example.org",
            recipient=f"{number}@example.org",
            message=f"To: {number}@example.org\r\nSubject: No. {number}\r\n\r\n{body}".encode(),
        )
        for number in range(1, count + 1)
    ]
