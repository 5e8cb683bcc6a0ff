"""What handing over a message costs, beside `smtplib` and Postfix's `smtp-source`, into Postfix's `smtp-sink`."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import smtplib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from aims import least, left_out, most, report

from bulletin.model.delivery import Delivery, Outcome
from bulletin.sending.transports.named import transport_of

RUNS = 7
MESSAGES = 1_000
SIZES = {"a small message": 4_000, "a usual one": 40_000, "one that Gmail just does not clip": 100_000}
DELAY = 0.010
"""Seconds by which every reply is late."""


class Silent:
    """A journal that keeps nothing but how many were accepted."""

    accepted = 0

    def handing(self, delivery: Delivery) -> None:
        """Keep nothing."""

    def settled(self, delivery: Delivery, outcome: Outcome) -> None:  # noqa: ARG002 - the contract's
        """Count it."""
        self.accepted += outcome.state == "accepted"


def message(size: int) -> bytes:
    """Return a message of about that many octets, in lines as base64 has them."""
    head = b"From: news@example.org\r\nTo: reader@example.org\r\nSubject: June\r\n\r\n"
    return head + (
        b"QWxsIHRoZSBuZXdzIHRoYXQgZml0cyBpbiBvbmUgbGluZSBvZiBzZXZlbnR5LXNpeCBzaWducy4u\r\n" * (size // 78 + 1)
    )


def ours(port: int, count: int, body: bytes) -> None:
    journal = Silent()
    connection = transport_of(f"smtp://127.0.0.1:{port}", environ={}).connect()
    connection.send(
        (
            Delivery(position=at, sender="news@example.org", recipient=f"{at}@example.org", message=body)
            for at in range(count)
        ),
        journal,
    )
    connection.close()
    assert journal.accepted == count


def by_smtplib(port: int, count: int, body: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as smtp:
        smtp.ehlo()
        for at in range(count):
            smtp.sendmail("news@example.org", [f"{at}@example.org"], body)


def by_smtp_source(port: int, count: int, body: bytes) -> None:
    command = ["smtp-source", "-d", "-N", "-m", str(count), "-l", str(len(body)), "-s", "1", f"127.0.0.1:{port}"]
    subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """Run smtp-sink; give its port."""
    port = free_port()
    user = ["-u", "nobody"]
    with running(["smtp-sink", *user, "-m", "64", f"127.0.0.1:{port}", "64"], port):
        yield port


@contextlib.contextmanager
def late(port: int) -> Iterator[int]:
    """Run, in a process of its own, a line over which each reply takes `DELAY`; give its port."""
    here = free_port()
    with running([sys.executable, __file__, "line", str(here), str(port)], here):
        yield here


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(500):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def line(port: int, behind: int) -> None:
    """Pass octets on at once in one direction, and `DELAY` later in the other, without holding one up for another."""

    async def forth(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while octets := await reader.read(1 << 20):
            writer.write(octets)
            await writer.drain()
        writer.close()

    async def back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while octets := await reader.read(1 << 16):
            loop.call_later(DELAY, writer.write, octets)
        loop.call_later(DELAY, writer.close)

    async def passing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_sink, to_sink = await asyncio.open_connection("127.0.0.1", behind)
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(forth(reader, to_sink), back(from_sink, writer))

    server = await asyncio.start_server(passing, "127.0.0.1", port, limit=1 << 20)
    await server.serve_forever()


Send = Callable[[int, int, bytes], None]
Watch = Callable[[], float]


def ratio(first: Send, second: Send, watch: Watch, port: int, count: int, body: bytes, runs: int) -> tuple[float, ...]:
    """Return microseconds a message of both, measured in turn, and the median of the ratios second : first."""

    def once(send: Send) -> float:
        start = watch()
        send(port, count, body)
        return (watch() - start) / count * 1e6

    once(first), once(second)
    pairs = [(once(first), once(second)) for _ in range(runs)]
    return (
        statistics.median(one for one, _ in pairs),
        statistics.median(two for _, two in pairs),
        statistics.median(two / one for one, two in pairs),
    )


def missing_sink(*programs: str) -> str:
    """Return which of Postfix's programs are missing; empty where all are there."""
    missing = [program for program in programs if shutil.which(program) is None]
    return f"{' and '.join(missing)} missing (apt-get install postfix)" if missing else ""


def run(messages: int = MESSAGES, runs: int = RUNS) -> None:
    """Print processor time beside smtplib's, time over a slow line beside smtplib's, and the rate beside smtp-source's."""
    if why := missing_sink("smtp-sink", "smtp-source"):
        left_out("transports", why)
        return
    with sink() as port:
        for name, size in SIZES.items():
            mine, theirs, times = ratio(ours, by_smtplib, time.process_time, port, messages, message(size), runs)
            judged = most(f"CPU, {name},", 1 / times, 0.33, " of its CPU")
            report("transports", f"{name}, {size:,} octets: {mine:.0f} µs of CPU; smtplib {theirs:.0f} µs; {judged}")
        few = max(messages // 20, 10)
        with late(port) as slow:
            mine, theirs, times = ratio(
                ours, by_smtplib, time.perf_counter, slow, few, message(40_000), max(runs // 2, 1)
            )
        judged = least("late replies", times, 3, " times as fast")
        report("transports", f"replies 10 ms late: {mine / 1e3:.1f} ms; smtplib {theirs / 1e3:.1f} ms; {judged}")
        for name, size in SIZES.items():
            mine, theirs, times = ratio(ours, by_smtp_source, time.perf_counter, port, messages, message(size), runs)
            judged = least(f"rate, {name},", times, 0.8, " of its rate")
            report("transports", f"{name}: {1e6 / mine:,.0f} a second; smtp-source {1e6 / theirs:,.0f}; {judged}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["line"]:
        asyncio.run(line(int(sys.argv[2]), int(sys.argv[3])))
    else:
        run()
