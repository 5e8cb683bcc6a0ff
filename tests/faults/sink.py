"""A mail server in a process of its own. It notes each message that it has received in full, and misbehaves as told.

A message is noted when its final dot was read and before anything is said about it, in a file that this process only
adds to: what stands there has been received, whatever then becomes of the run, the connection or this process.

    python -m tests.faults.sink '{"log": "log", "rules": [{"step": "DOT", "does": "close", "every": 50}]}'

The port is printed. A number written to its standard input is printed back once so many messages were received; `go`
lets it go on after a gate. It ends when that input does.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_ADDRESS = re.compile(rb"<([^>]*)>")
_USUAL = {"MAIL": b"250 2.1.0 ok", "RCPT": b"250 2.1.5 ok", "DATA": b"354 go on", "DOT": b"250 2.0.0 queued"}
_HELD = 0.01
"""Seconds until replies that were held back go out although no further one came to go with them."""


def say(number: int) -> None:
    """Print a number to whoever started this process."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What goes wrong, and how often."""

    step: str
    """MAIL, RCPT, DATA, BODY (the dot has not come yet) or DOT."""
    does: str
    """`close`, `split` (an octet a write), `hold` (with the next reply, in one write), `late`, or a reply to give."""
    every: int
    """At every so many messages, counted from 1 over all connections and attempts."""
    phase: int = 0

    def holds(self, step: str, number: int) -> bool:
        """Tell whether this rule concerns a step of a message."""
        return step == self.step and number % self.every == self.phase % self.every


@dataclass(slots=True, kw_only=True)
class Sink:
    """What all conversations share."""

    log: int
    rules: tuple[Rule, ...] = ()
    cap: int = 0
    """Messages over one connection, after which it says 421; 0: no cap."""
    slow: float = 0
    """Seconds that each message takes."""
    announces: tuple[str, ...] = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 1000000")
    keep: Path | None = None
    """A folder for whole messages."""
    gates: list[int] = field(default_factory=list)
    """Once so many were received, no message is answered until it is told to go on."""
    begun: int = 0
    taken: int = 0
    held: list[Callable[[], None]] = field(default_factory=list)
    awaited: list[int] = field(default_factory=list)

    def note(self, what: str, recipient: bytes, message: bytes) -> None:
        """Write down a message that was received in full."""
        found = _MESSAGE_ID.search(message)
        line = b"\t".join((what.encode(), recipient, found[1] if found else b""))
        os.write(self.log, line + b"\n")
        if what == "taken":
            self.taken += 1
            if self.keep is not None:
                (self.keep / f"{self.taken}.eml").write_bytes(message)
            self.tell()

    def hear(self, words: list[str]) -> None:
        """Do as whoever started this process says."""
        self.awaited = sorted([*self.awaited, *(int(word) for word in words if word != "go")])
        self.tell()
        if "go" in words:
            del self.gates[:1]
            held, self.held = self.held, []
            for go_on in held:
                go_on()

    def tell(self) -> None:
        """Print every number that has been reached."""
        while self.awaited and self.awaited[0] <= self.taken:
            say(self.awaited.pop(0))


class Conversation(asyncio.Protocol):
    """One connection."""

    def __init__(self, sink: Sink) -> None:
        """Belong to a sink."""
        self.sink = sink
        self.buffer = bytearray()
        self.step = ""
        """`BODY` while a message is read."""
        self.number = 0
        self.carried = 0
        self.recipient = b""
        self.refused = False
        self.waiting = False
        """Whether a reply is on its way, and nothing is read until it is out."""
        self.held = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self.read_on()

    def read_on(self) -> None:
        while self.buffer and not self.waiting and not self.transport.is_closing():
            if not (self.read_message() if self.step == "BODY" else self.read_command()):
                return

    def read_command(self) -> bool:
        line, end, rest = bytes(self.buffer).partition(b"\r\n")
        if not end:
            return False
        self.buffer[:] = rest
        verb = line[:4].upper().decode("ascii", "replace")
        if verb == "EHLO":
            lines = ["sink", *self.sink.announces]
            said = [f"250{' ' if line is lines[-1] else '-'}{line}\r\n" for line in lines]
            self.transport.write("".join(said).encode())
        elif verb in _USUAL:
            self.answer_envelope(verb, line)
        elif verb == "QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        else:
            self.transport.write(b"250 ok\r\n")
        return True

    def answer_envelope(self, verb: str, line: bytes) -> None:
        if verb == "MAIL":
            self.sink.begun += 1
            self.number = self.sink.begun
            self.recipient, self.refused = b"", False
            if self.sink.cap and self.carried >= self.sink.cap:
                self.say(b"421 4.7.0 enough for one connection")
                return
        elif self.refused or (verb == "DATA" and not self.recipient):
            self.say(b"503 5.5.1 no transaction")
            return
        elif verb == "RCPT":
            found = _ADDRESS.search(line)
            self.recipient = found[1] if found else b""
        self.answer(verb)

    def read_message(self) -> bool:
        if self.does("BODY") == "close":
            self.transport.abort()
            return False
        end = 0 if self.buffer.startswith(b".\r\n") else self.buffer.find(b"\r\n.\r\n") + 2
        if end == 1:
            return False
        message = bytes(self.buffer[:end])
        del self.buffer[: end + 3]
        self.step = ""
        self.carried += 1
        does = self.does("DOT")
        self.sink.note(f"refused {does[:3]}" if does[:1] in {"4", "5"} else "taken", self.recipient, message)
        if self.sink.gates and self.sink.taken >= self.sink.gates[0]:
            self.waiting = True
            self.sink.held.append(lambda: self.go_on(lambda: self.answer("DOT")))
        elif self.sink.slow:
            self.later(self.sink.slow, lambda: self.answer("DOT"))
        else:
            self.answer("DOT")
        return True

    def does(self, step: str) -> str:
        return next((rule.does for rule in self.sink.rules if rule.holds(step, self.number)), "")

    def answer(self, step: str) -> None:
        does = self.does(step)
        usual = _USUAL[step]
        if does == "close":
            self.transport.abort()
        elif does == "split":
            self.split(usual + b"\r\n")
        elif does == "hold":
            self.held += usual + b"\r\n"
            asyncio.get_running_loop().call_later(_HELD, self.flush)
        elif does == "late":
            self.later(_HELD, lambda: self.say(usual))
        else:
            self.say(does.encode() or usual)
            self.refused = self.refused or bool(does)
        if step == "DATA" and not self.refused:
            self.step = "BODY"

    def say(self, reply: bytes) -> None:
        self.transport.write(self.held + reply + b"\r\n")
        self.held = b""
        if reply.startswith(b"421"):
            self.transport.close()

    def flush(self) -> None:
        if self.held:
            self.transport.write(self.held)
            self.held = b""

    def later(self, seconds: float, then: Callable[[], None]) -> None:
        self.waiting = True
        asyncio.get_running_loop().call_later(seconds, self.go_on, then)

    def go_on(self, then: Callable[[], None]) -> None:
        self.waiting = False
        then()
        self.read_on()

    def split(self, reply: bytes) -> None:
        self.flush()
        self.transport.write(reply[:1])
        rest = reply[1:]
        if rest:
            self.later(0, lambda: self.split(rest))


async def serve(told: dict[str, Any]) -> None:
    """Serve until standard input ends."""
    log = os.open(told.pop("log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    told["rules"] = tuple(Rule(**rule) for rule in told.get("rules", ()))
    told["keep"] = Path(told["keep"]) if told.get("keep") else None
    sink = Sink(log=log, **told)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def hear() -> None:
        words = os.read(0, 65_536).decode().split()
        if not words:
            ended.set()
        sink.hear(words)

    loop.add_reader(0, hear)
    server = await loop.create_server(lambda: Conversation(sink), "127.0.0.1", told.get("port", 0))
    say(server.sockets[0].getsockname()[1])
    await ended.wait()
    os._exit(0)  # connections that are still open are of no more interest


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
