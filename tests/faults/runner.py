"""One run of a delivery in a process of its own, which a test may kill, or which kills itself at a point that it is told.

    python -m tests.faults.runner '{"ledger": …, "templates": …, "port": …, "people": 300}'

It prints its report as JSON.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from bulletin.errors import BulletinError
from bulletin.mail.identity import Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.delivery import Delivery, Outcome
from bulletin.model.issue import Issue
from bulletin.model.newsletter import Mailbox, Newsletter
from bulletin.model.subscriber import Subscriber
from bulletin.sending.clock import SYSTEM
from bulletin.sending.deliver import Terms, deliver
from bulletin.sending.ledger.ledger import Claimed, Run
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.store import Execute, Transaction
from bulletin.sending.pace import Pace
from bulletin.sending.report import Report
from bulletin.sending.transport import Connection, Journal
from bulletin.sending.transports.relay import Relay, Security
from bulletin.sending.transports.smtp import SmtpTransport
from bulletin.sending.transports.wire import Wire
from bulletin.testing import FrozenClock

SECRET = Secret(b"0123456789abcdef-for-tests")
NINE = datetime.datetime(2023, 6, 6, 9, tzinfo=datetime.UTC)
POINTS = (
    "before claim", "after claim", "after mark", "after dot", "after reply", "before outcome", "after outcome",
)  # fmt: skip
"""Where a run can be told to die; the ledger's and the connection's steps, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a run is told."""

    ledger: str
    templates: str
    """A file of templates by locale, as `dump` gives them."""
    port: int
    people: int
    connections: int = 4
    batch: int = 50
    boot: str = ""
    die: tuple[str, int] = ("", 0)
    """A point of `POINTS`, and at which time that it is reached; a claim counts as one."""
    snapshots: str = ""
    """A folder that shall hold the ledger's files as the disk is certain to have them."""
    hurried: bool = True
    """Whether waits take no time."""
    most_errors: float = 1
    replan: bool = False
    cap: int = 0
    patience: float = 30
    """Seconds to wait for another program that writes to the ledger."""
    limit: int = 0


def paper() -> Newsletter:
    """Return the newsletter, in English and Korean."""
    return Newsletter(
        id="port-cities", title="Port Cities", locale="en-GB", locales=("ko",), zone="Europe/London",
        sender=Mailbox(name="Port Cities", address="news@example.org"),
    )  # fmt: skip


def june(**more: Any) -> Issue:
    """Return the issue."""
    about: dict[str, Any] = {"id": "2023-06", "date": datetime.date(2023, 6, 1), "subject": "Two harbours sign"} | more
    return Issue(newsletter=paper(), **about)


def address_of(number: int) -> str:
    """Return the address of a reader, counted from 1."""
    return f"reader{number}@example.org"


def readers(count: int) -> Iterator[Subscriber]:
    """Yield so many readers, every second one of Korean."""
    for number in range(1, count + 1):
        locales = ("ko-KR",) if number % 2 else ("en",)
        yield Subscriber(address=address_of(number), id=str(number), name=f"Reader {number}", locales=locales)


@dataclass(slots=True)
class Fate:
    """Counts how often a point was reached, and ends the process there, as a power cut to it alone would."""

    point: str = ""
    time: int = 0
    reached: int = 0

    def reach(self, point: str) -> None:
        if point == self.point:
            self.reached += 1
            if self.reached == self.time:
                os.kill(os.getpid(), signal.SIGKILL)


class FatedLedger:
    """A ledger that tells a fate what is done to it; all else goes through."""

    def __init__(self, inner: SqliteLedger, fate: Fate) -> None:
        """Stand before a ledger."""
        self._inner = inner
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def claim(self, run: Run, limit: int, *, now: datetime.datetime, locale: str = "") -> tuple[Claimed, ...]:
        self._fate.reach("before claim")
        claimed = self._inner.claim(run, limit, now=now, locale=locale)
        self._fate.reach("after claim")
        return claimed

    def record(self, run: Run, *, handing: Iterable[int] = (), settled: Iterable[tuple[int, Outcome]] = ()) -> None:
        outcomes = list(settled)
        if outcomes:
            self._fate.reach("before outcome")
        self._inner.record(run, handing=handing, settled=outcomes)
        if outcomes:
            self._fate.reach("after outcome")


@dataclass(frozen=True, slots=True)
class FatedTransport:
    """A relay whose connections tell a fate their steps."""

    inner: SmtpTransport
    fate: Fate
    network: bool = True

    def connect(self) -> Connection:
        return FatedConnection(self.inner.connect(), self.fate)


class FatedConnection:
    """A connection that tells a fate its steps."""

    def __init__(self, inner: Connection, fate: Fate) -> None:
        """Stand before a connection."""
        self.inner, self.fate = inner, fate
        self.capabilities, self.close = inner.capabilities, inner.close

    def send(self, deliveries: Iterable[Delivery], journal: Journal) -> None:
        self.inner.send(deliveries, FatedJournal(journal, self.fate))


@dataclass(frozen=True, slots=True)
class FatedJournal:
    inner: Journal
    fate: Fate

    def handing(self, delivery: Delivery) -> None:
        self.inner.handing(delivery)
        self.fate.reach("after mark")

    def settled(self, delivery: Delivery, outcome: Outcome) -> None:
        self.fate.reach("after reply")
        self.inner.settled(delivery, outcome)


def watch_dots(fate: Fate) -> None:
    """Tell a fate when the end of a message has left."""
    write = Wire.write

    def written(wire: Wire, octets: bytes | memoryview) -> None:
        write(wire, octets)
        if b"\r\n.\r\n" in bytes(octets):
            fate.reach("after dot")

    Wire.write = written  # type: ignore[method-assign,assignment] # the one place where octets leave


@dataclass(slots=True)
class Synced:
    """A transaction after which the ledger's files are copied: at that moment the disk has them as they are.

    Whatever is written later, until the next such moment, a loss of power may undo.
    """

    inner: Transaction
    ledger: SqliteLedger
    folder: Path
    count: int = field(default=0)

    def __enter__(self) -> Execute:
        self.ledger._store.lock.acquire()
        return self.inner.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.inner.__exit__(kind, problem, trace)
            self.copy()
        finally:
            self.ledger._store.lock.release()

    def copy(self) -> None:
        self.count += 1
        place = self.folder / f"{self.count}.part"
        place.mkdir()
        file = Path(self.ledger._store.file)
        for each in (file, file.with_name(f"{file.name}-wal")):
            if each.exists():
                shutil.copyfile(each, place / each.name)
        place.rename(self.folder / str(self.count))
        shutil.rmtree(self.folder / str(self.count - 2), ignore_errors=True)


def run(task: Task) -> Report:
    """Deliver as told."""
    kept = json.loads(Path(task.templates).read_text(encoding="utf-8"))
    templates = {locale: MailTemplate.load(bytes.fromhex(data), secret=SECRET) for locale, data in kept.items()}
    fate = Fate(*task.die)
    watch_dots(fate)
    relay = Relay(host="127.0.0.1", port=task.port, security=Security.NONE, timeout=60)
    pace = Pace(
        connections=task.connections, batch=task.batch, cap=task.cap, retry_after=(1,), most_errors=task.most_errors
    )
    with SqliteLedger.open(task.ledger, SECRET, boot=task.boot, patience=task.patience) as ledger:
        if task.snapshots:
            synced = Synced(ledger._store.durable, ledger, Path(task.snapshots))
            ledger._store.durable = synced  # type: ignore[assignment] # it stands where a transaction stood
        return deliver(
            june(), templates, readers(task.people), FatedTransport(SmtpTransport(relay=relay), fate),
            FatedLedger(ledger, fate), terms=Terms(pace=pace, limit=task.limit), replan=task.replan,
            clock=FrozenClock(NINE) if task.hurried else SYSTEM,
        )  # fmt: skip


def told(report: Report) -> dict[str, Any]:
    """Return a report as JSON holds it."""
    return {
        "made": dict(report.made), "states": dict(report.counts.states), "left": report.left, "reason": report.reason,
        "released": report.recovered.released, "unknown": report.recovered.unknown, "edited": report.edited,
    }  # fmt: skip


def main() -> None:
    """Run, print the report and end."""
    given = json.loads(sys.argv[1])
    given["die"] = tuple(given.get("die", ("", 0)))
    try:
        said = told(run(Task(**given)))
    except BulletinError as problem:
        said = {"error": type(problem).__name__, "said": str(problem)}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
