"""A whole run: `deliver` with its ledger on the disk, beside `EmailMessage` and `smtplib`, into Postfix's `smtp-sink`.

`python benchmarks/delivery.py [PEOPLE]`. Each side reads the same CSV file and sends the same bodies, in 8bit since the sink
announces it, in a process of its own; what both need once (rendering the issue) is not counted. `--million PEOPLE` plans
and sends to so many over a transport that accepts at once.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from aims import least, left_out, most, peak_memory, report
from messages import NOW, SECRET, from_scratch, with_slots
from transports import missing_sink, sink

from bulletin.l10n.localise import localise
from bulletin.mail.template import MailTemplate
from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.model.issue import Issue
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered, Slotted
from bulletin.rendering.theme import Theme
from bulletin.sending.audience import read_subscribers
from bulletin.sending.deliver import Terms, carry_out, deliver, plan
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.pace import Pace
from bulletin.sending.transport import Transport
from bulletin.sending.transports.each import EachTransport
from bulletin.sending.transports.named import transport_of
from bulletin.testing import sample_issue

PEOPLE = 2_000
MANY = 1_000_000
RUNS = 3
CONNECTIONS = {f"the default {Pace().connections} connections": Pace().connections, "one connection": 1}
"""The aim is for a run as it comes. Over one connection both sides wait for the server by turns, and it needs half the time."""


def write_people(file: Path, count: int) -> None:
    """Write a file of subscribers with what the two slots ask for."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("address", "name", "field-1"))
        names = ("Ann Lee", "김민지", "José")
        rows.writerows((f"reader.{at}@example.org", names[at % 3], f"value {at}") for at in range(count))


def mail_with_two_slots(folder: Path) -> tuple[Issue, Rendered]:
    """Return an issue of four articles and its mail, with two slots in each body."""
    issue = sample_issue(folder, articles=4)
    mail = render(localise(issue, locale=issue.newsletter.locale), Theme.named("harbour"))
    plain = dataclasses.replace(mail, html=Slotted((str(mail.html),)), text=Slotted((str(mail.text),)))
    return issue, with_slots(plain, 2, 0)


# ---- one run of each side ---------------------------------------------------------------------------------------------


def ours(folder: Path, issue: Issue, mail: Rendered, port: int, connections: int) -> int:
    """Deliver to everybody in the file; return to how many."""
    template = MailTemplate.compile(mail, secret=SECRET, date=NOW)
    transport = transport_of(f"smtp://127.0.0.1:{port}", environ={})
    with SqliteLedger.open(folder / f"ledger-{time.monotonic_ns()}", SECRET) as ledger:
        report_ = deliver(
            issue,
            {mail.locale: template},
            read_subscribers(folder / "people.csv"),
            transport,
            ledger,
            terms=Terms(pace=Pace(connections=connections)),
        )
    return report_.count(DeliveryState.ACCEPTED)


def naively(folder: Path, mail: Rendered, port: int) -> int:
    """Make each message from scratch and hand it to smtplib over one connection, keeping no account of it."""
    count = 0
    with (
        (folder / "people.csv").open(encoding="utf-8", newline="") as opened,
        smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as smtp,
    ):
        smtp.ehlo()
        for row in csv.DictReader(opened):
            reader = Subscriber(address=row["address"], name=row["name"], fields={"field-1": row["field-1"]})
            message = from_scratch(mail, reader, "8bit")
            smtp.sendmail("news@example.org", [reader.address], message, mail_options=["BODY=8BITMIME"])
            count += 1
    return count


@dataclasses.dataclass(frozen=True, slots=True)
class Spent:
    """What a run took, in seconds: on the wall, and of the processor in this process."""

    wall: float
    cpu: float


def measured(action: Callable[[], int], count: int) -> Spent:
    """Run once."""
    began, busy = time.perf_counter(), time.process_time()
    done = action()
    spent = Spent(time.perf_counter() - began, time.process_time() - busy)
    assert done == count, f"{done} of {count} messages were accepted"
    return spent


def _side(folder: Path, port: int, connections: int, count: int) -> None:
    """Measure one side, in this process, and print it; `connections` is 0 for the naive way."""
    issue, mail = mail_with_two_slots(folder / "newsletter")
    action = (
        (lambda: ours(folder, issue, mail, port, connections)) if connections else (lambda: naively(folder, mail, port))
    )
    print(json.dumps(dataclasses.asdict(measured(action, count))))


def side(folder: Path, port: int, connections: int, count: int) -> Spent:
    """Measure one side in a process of its own."""
    return Spent(**_in_process("--side", str(folder), str(port), str(connections), str(count)))


def _in_process(*arguments: str) -> dict[str, float]:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


# ---- a million --------------------------------------------------------------------------------------------------------


def accept(_: Delivery) -> Outcome:
    return Outcome(state=DeliveryState.ACCEPTED, code=250, reply="2.0.0 Ok: queued")


def _whole_run(folder: Path, count: int) -> None:
    """Plan and send, as `deliver` does, and print what each took."""
    write_people(folder / "people.csv", count)
    issue, mail = mail_with_two_slots(folder / "newsletter")
    templates = {mail.locale: MailTemplate.compile(mail, secret=SECRET, date=NOW)}
    transport: Transport = EachTransport(hand=accept)
    with SqliteLedger.open(folder / "ledger", SECRET) as ledger, ledger.owned():
        people = read_subscribers(folder / "people.csv")
        began, busy = time.perf_counter(), time.process_time()
        planned = plan(issue, templates, people, ledger, terms=Terms(), replan=False, now=NOW)
        wall, cpu = time.perf_counter() - began, time.process_time() - busy
        began, busy = time.perf_counter(), time.process_time()
        done = carry_out(planned, SECRET, transport, ledger).count(DeliveryState.ACCEPTED)
        sending = Spent(time.perf_counter() - began, time.process_time() - busy)
    assert done == count
    print(
        json.dumps({"plan": wall, "plan_cpu": cpu, "send": sending.wall, "cpu": sending.cpu, "memory": peak_memory()})
    )


# ---- what is printed --------------------------------------------------------------------------------------------------


def run(count: int = PEOPLE, runs: int = RUNS) -> None:
    """Print how much faster `deliver` is than the naive way: over one connection as that has, and as it comes."""
    if why := missing_sink("smtp-sink"):
        left_out("delivery", why)
        return
    with tempfile.TemporaryDirectory() as name, sink() as port:
        folder = Path(name)
        write_people(folder / "people.csv", count)
        (folder / "newsletter").mkdir()
        for words, connections in CONNECTIONS.items():
            pairs = [(side(folder, port, connections, count), side(folder, port, 0, count)) for _ in range(runs)]
            report("delivery", _line(words, pairs, count, judged=connections != 1))


def _line(words: str, pairs: list[tuple[Spent, Spent]], count: int, *, judged: bool) -> str:
    def each(which: int, clock: str) -> str:
        micro = statistics.median(getattr(pair[which], clock) for pair in pairs) / count * 1e6
        return f"{micro:,.0f} µs"

    walls = statistics.median(theirs.wall / ours.wall for ours, theirs in pairs)
    cpus = statistics.median(theirs.cpu / ours.cpu for ours, theirs in pairs)
    verdict = least(f"delivery, {words},", walls, 12, " times") if judged else f"{walls:.1f} times"
    return (
        f"{count:,} messages, {words}: {each(0, 'wall')} a message ({each(0, 'cpu')} of CPU); EmailMessage and smtplib, "
        f"one connection {each(1, 'wall')} ({each(1, 'cpu')}); CPU {cpus:.1f} times; "
        f"{verdict}"
    )


def million(count: int = MANY) -> None:
    """Print what planning and a whole run take for so many, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        found = _in_process("--million", folder, str(count))
    aim = 15 * count / MANY
    report(
        "delivery",
        f"{count:,} readers planned from CSV in {most('planning', found['plan'], aim, ' s')}, {found['plan_cpu']:.1f} s of CPU; "
        f"sent to a transport that accepts at once in {found['send']:.0f} s, {found['cpu'] / count * 1e6:.0f} µs of CPU a message; "
        f"memory of the whole run {most('memory', found['memory'], 200, ' MB')}",
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--side", folder, port, connections, count]:
            _side(Path(folder), int(port), int(connections), int(count))
        case ["--million", folder, count]:
            _whole_run(Path(folder), int(count))
        case ["--million"]:
            million()
        case [count]:
            run(int(count))
        case _:
            run()
            million()
