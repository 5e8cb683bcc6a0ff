"""`bulletin serve-unsubscribe`: a process of its own, that says what it lacks and ends when it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from tests.web.server import ANN, SECRET

from bulletin.sending.ledger.sqlite import SqliteLedger

KEY = SECRET.value.decode()
PORT = re.compile(r"The pages are at http://127\.0\.0\.1:(\d+);")


def environment(secret: str = KEY) -> dict[str, str]:
    return {**os.environ, "BULLETIN_SECRET": secret}


@pytest.fixture
def ledger(port_cities: Path) -> Path:
    """The path of a ledger of the example newsletter."""
    path = port_cities / "state" / "bulletin.sqlite"
    SqliteLedger.open(path, SECRET).close()
    return path


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    arguments = [*command, "serve-unsubscribe", "--project", str(folder), "--port", "0"]
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment())
    try:
        assert process.stderr is not None
        said = ""
        while not (found := PORT.search(said)):
            line = process.stderr.readline()
            assert line, f"it ended: {said}"
            said += line
        yield process, f"http://127.0.0.1:{found[1]}"
    finally:
        process.kill()
        process.communicate()


def test_it_serves_the_pages_keeps_choices_and_logs_no_token(
    command: list[str], port_cities: Path, ledger: Path
) -> None:
    token = SECRET.token("unsubscribe", "port-cities", ANN, "ko")
    with serving(command, port_cities) as (process, home):
        with urlopen(f"{home}/u/{token}") as page:  # noqa: S310 - our own server
            assert "포트 시티스" in page.read().decode()
        with urlopen(Request(f"{home}/u/{token}", data=b"List-Unsubscribe=One-Click")) as page:  # noqa: S310 - likewise
            assert page.status == 200
            assert page.headers["Server"] is None
        process.send_signal(signal.SIGTERM)
        said = "".join(process.communicate(timeout=60))
    assert token not in said
    assert "Traceback" not in said
    with SqliteLedger.open(ledger, SECRET) as kept:
        choice = kept.choice(ANN)
    assert choice is not None
    assert choice.left


def refused(command: list[str], folder: Path, *options: str, secret: str = KEY) -> str:
    done = subprocess.run(
        [*command, "serve-unsubscribe", "--project", str(folder), *options],
        capture_output=True, text=True, check=False, env=environment(secret), timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_it_begins_no_ledger(command: list[str], port_cities: Path) -> None:
    assert "expected a ledger, found no file" in refused(command, port_cities)
    assert not (port_cities / "state" / "bulletin.sqlite").exists()


@pytest.mark.parametrize(
    ("secret", "sentence"),
    [
        ("", "expected the newsletter's secret in the environment variable BULLETIN_SECRET"),
        ("short", "expected a secret of at least 16"),
        ("another secret than the ledger's", "expected the secret with the fingerprint"),
    ],
)
def test_it_needs_the_secret_of_the_ledger(
    command: list[str], port_cities: Path, ledger: Path, secret: str, sentence: str
) -> None:
    assert sentence in refused(command, port_cities, secret=secret)


def test_a_port_that_is_taken_is_named(command: list[str], port_cities: Path, ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(command, port_cities, "--port", str(port))
    assert f"expected a free port to listen on, found that 127.0.0.1:{port} cannot be had" in said
    assert "name another with --host and --port" in said


def test_a_host_that_is_none_of_this_machines_is_named(command: list[str], port_cities: Path, ledger: Path) -> None:
    assert "203.0.113.1:8025 cannot be had" in refused(command, port_cities, "--host", "203.0.113.1")
