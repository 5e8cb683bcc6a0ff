"""Against Postfix's `smtp-sink`, a server in C by others that announces PIPELINING and refuses on request."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sending.transports.conftest import free_port, listening, missing
from tests.sending.transports.scripted import Journal, deliveries

from bulletin.errors import DeliveryError
from bulletin.sending.transports.named import transport_of

Sink = Callable[..., int]


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    """Start smtp-sink with options, keeping what it takes below `tmp_path`; return its port."""
    command = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/lib/postfix/sbin")
    if command is None:
        missing("no smtp-sink: apt-get install postfix")
    started: list[subprocess.Popen[bytes]] = []
    tmp_path.chmod(0o777)

    def start(*options: str) -> int:
        port = free_port()
        inside = ["-u", "nobody", "-R", str(tmp_path)] if os.geteuid() == 0 else []
        arguments = [command, *inside, *options, "-d", "kept/", f"127.0.0.1:{port}", "64"]
        started.append(subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.DEVNULL))
        listening(port)
        return port

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def sent(port: int, journal: Journal, count: int = 3) -> None:
    connection = transport_of(f"smtp://127.0.0.1:{port}?timeout=20", environ={}).connect()
    try:
        connection.send(iter(deliveries(count)), journal)
    finally:
        connection.close()


def kept(folder: Path) -> list[tuple[str, bytes]]:
    """Return recipient and message of what the sink wrote down, with the line ends of the wire."""
    found = []
    for file in (folder / "kept").iterdir():
        envelope, _, message = file.read_bytes().partition(b"To: ")
        recipient = re.search(rb"X-Rcpt-Args: <(.+?)>", envelope)
        assert recipient is not None
        found.append((recipient[1].decode(), (b"To: " + message).rstrip(b"\n").replace(b"\n", b"\r\n") + b"\r\n"))
    return sorted(found)


@pytest.mark.parametrize("options", [(), ("-p",), ("-8",), ("-e",), ("-P",)], ids=str)
def test_messages_arrive_as_they_are(sink: Sink, tmp_path: Path, options: tuple[str, ...]) -> None:
    journal = Journal()
    sent(sink(*options), journal, 9)
    assert journal.states() == ["accepted"] * 9
    assert kept(tmp_path) == [(delivery.recipient, delivery.message) for delivery in deliveries(9)]


@pytest.mark.parametrize("pipelining", [(), ("-p",)], ids=["pipelined", "stepwise"])
@pytest.mark.parametrize(("option", "state"), [("-f", "rejected"), ("-r", "deferred")])
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_a_refusal_of_each_command_settles_every_message(
    sink: Sink, pipelining: tuple[str, ...], option: str, state: str, command: str
) -> None:
    journal = Journal()
    sent(sink(*pipelining, option, command), journal)
    assert journal.states() == [state] * 3
    assert journal.those("handing") == ([f"{number}@example.org" for number in (1, 2, 3)] if command == "." else [])


@pytest.mark.parametrize("pipelining", [(), ("-p",)], ids=["pipelined", "stepwise"])
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_a_sink_that_hangs_up_leaves_only_what_was_handed_in_doubt(
    sink: Sink, pipelining: tuple[str, ...], command: str
) -> None:
    journal = Journal()
    port = sink(*pipelining, "-q", command)
    with pytest.raises(DeliveryError) as caught:
        sent(port, journal)
    assert caught.value.retryable
    assert journal.events == ([("handing", "1@example.org")] if command == "." else [])


@pytest.mark.parametrize("pipelining", [(), ("-p",)], ids=["pipelined", "stepwise"])
@pytest.mark.parametrize("command", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."])
def test_a_sink_that_says_421_asks_to_slow_down(sink: Sink, pipelining: tuple[str, ...], command: str) -> None:
    journal = Journal()
    port = sink(*pipelining, "-Q", command)
    with pytest.raises(DeliveryError) as caught:
        sent(port, journal)
    assert caught.value.slow_down
    assert journal.states() == (["deferred"] if command == "." else [])
