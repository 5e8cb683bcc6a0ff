"""What the ledger costs a message: planning, claiming, recording; and planning a million readers from a CSV file.

`python benchmarks/ledger.py [PEOPLE]`. CPU of the whole process, the disk's waiting apart; memory in a process of its own.
"""

from __future__ import annotations

import csv
import datetime
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from aims import most, peak_memory, report

from bulletin.mail.identity import Secret
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.model.subscriber import Subscriber
from bulletin.sending.ledger.ledger import Row, Run
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.pace import Pace

PEOPLE = 100_000
MANY = 1_000_000
BATCH = Pace().batch
RUNS = 3
NOW = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
SECRET = Secret(b"a secret for measuring with")


def write_people(file: Path, count: int) -> None:
    """Write a file of subscribers with a name, two languages, a zone and a field."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("id", "address", "name", "locales", "zone", "city"))
        for number in range(count):
            rows.writerow((number, f"reader.{number}@example.org", f"Reader {number}", "ko en", "Asia/Seoul", "Busan"))


def read_people(file: Path) -> Iterator[Row]:
    """Yield the plan's rows of such a file: the least that reading can cost."""
    with file.open(encoding="utf-8", newline="") as opened:
        for id_, address, name, locales, zone, city in _rows(opened):
            person = Subscriber(
                address=address, id=id_, name=name, locales=tuple(locales.split()), zone=zone, fields={"city": city}
            )
            yield Row(subscriber=person, locale="ko")


def _rows(opened: Iterator[str]) -> Iterator[list[str]]:
    rows = csv.reader(opened)
    next(rows)
    return rows


def plan(ledger: SqliteLedger, rows: Iterator[Row]) -> Run:
    """Plan an issue."""
    templates = {"ko": b"k" * 50_000, "en-GB": b"e" * 40_000}
    return ledger.plan("bench", "2026-06", templates=templates, rows=rows, sources="", now=NOW)


def serve(ledger: SqliteLedger, run: Run) -> tuple[float, float, int]:
    """Claim and record everybody as one connection does; return the CPU seconds of both, and how many there were."""
    claiming = recording = 0.0
    settled: tuple[tuple[int, Outcome], ...] = ()
    served = 0
    while True:
        start = time.process_time()
        batch = ledger.claim(run, BATCH, now=NOW)
        claiming += time.process_time() - start
        if not batch:
            break
        replies = [
            Outcome(state=DeliveryState.ACCEPTED, code=250, reply=f"2.0.0 Ok: queued as {n:X}")
            for n in range(len(batch))
        ]
        start = time.process_time()
        for claimed, reply in zip(batch, replies, strict=True):
            ledger.record(run, settled=settled, handing=(claimed.position,))
            settled = ((claimed.position, reply),)
        recording += time.process_time() - start
        served += len(batch)
    ledger.record(run, settled=settled)
    return claiming, recording, served


def share(count: int = PEOPLE) -> dict[str, float]:
    """Return µs of CPU a message for planning, claiming and recording, on a file."""
    with tempfile.TemporaryDirectory() as folder, SqliteLedger.open(Path(folder, "ledger"), SECRET) as ledger:
        people = Path(folder, "people.csv")
        write_people(people, count)
        start = time.process_time()
        sum(1 for _ in read_people(people))
        reading = time.process_time() - start
        with ledger.owned():
            start = time.process_time()
            run = plan(ledger, read_people(people))
            planning = time.process_time() - start - reading
            claiming, recording, served = serve(ledger, run)
            assert served == count
    return {
        "plan": planning / count * 1e6, "claim": claiming / count * 1e6, "record": recording / count * 1e6,
    }  # fmt: skip


def threaded(count: int = PEOPLE, connections: int = 8) -> float:
    """Return µs of CPU a message for recording alone, by several threads at once."""
    with tempfile.TemporaryDirectory() as folder, SqliteLedger.open(Path(folder, "ledger"), SECRET) as ledger:
        people = Path(folder, "people.csv")
        write_people(people, count)
        with ledger.owned():
            run = plan(ledger, read_people(people))
            positions = [claimed.position for claimed in ledger.claim(run, count, now=NOW)]

            def work(mine: list[int]) -> None:
                for position in mine:
                    ledger.record(run, handing=(position,))

            threads = [threading.Thread(target=work, args=(positions[at::connections],)) for at in range(connections)]
            start = time.process_time()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return (time.process_time() - start) / count * 1e6


def floor(count: int = PEOPLE) -> float:
    """Return µs of CPU of the least that a durable mark can cost: BEGIN, one UPDATE by key, COMMIT, in the same SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder, "floor"), isolation_level=None)
        for pragma in ("page_size = 1024", "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE marks (place INTEGER PRIMARY KEY, state INTEGER)")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO marks VALUES (?, 0)", ((place,) for place in range(count)))
        connection.execute("COMMIT")
        start = time.process_time()
        for place in range(count):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE marks SET state = 1 WHERE place = ?", (place,))
            connection.execute("COMMIT")
        spent = time.process_time() - start
        connection.close()
    return spent / count * 1e6


def million(count: int = MANY) -> str:
    """Plan so many readers in a process of its own; return seconds and peak memory in words."""
    done = subprocess.run([sys.executable, __file__, "--plan", str(count)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _plan_many(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder, "people.csv")
        write_people(people, count)
        with SqliteLedger.open(Path(folder, "ledger"), SECRET) as ledger, ledger.owned():
            start, busy = time.perf_counter(), time.process_time()
            run = plan(ledger, read_people(people))
            planned, busy = time.perf_counter() - start, time.process_time() - busy
            start = time.perf_counter()
            ledger.refresh(run, read_people(people))
            refreshed = time.perf_counter() - start
            start = time.perf_counter()
            ledger.counts(run)
            counted = time.perf_counter() - start
        memory = peak_memory()
    print(
        f"{count:,} readers: planned from CSV in {planned:.1f} s ({busy:.1f} s of CPU), compared again in {refreshed:.1f} s, counted in {counted:.2f} s, "
        f"{memory:.0f} MB of memory at most"
    )


def run(count: int = PEOPLE) -> None:
    """Print all figures: of each the best of some runs, since a shared machine only ever adds to one."""
    report("ledger", million())
    parts = [share(count) for _ in range(RUNS)]
    best = {name: min(each[name] for each in parts) for name in parts[0]}
    told = ", ".join(f"{name} {micro:.1f}" for name, micro in best.items())
    judged = most("ledger", best["claim"] + best["record"], 20, " µs")  # planning has an aim of its own
    report(
        "ledger", f"µs of CPU a message: {told}; claim and record together {judged}, with plan {sum(best.values()):.1f}"
    )
    bare = min(floor(count) for _ in range(RUNS))
    ratio = best["record"] / bare
    report("ledger", f"BEGIN, one mark, COMMIT in bare SQLite: {bare:.1f} µs; recording as a ratio to that {ratio:.2f}")
    report("ledger", f"marks alone, by 8 threads at once: {min(threaded(count) for _ in range(RUNS)):.1f} µs")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plan"]:
        _plan_many(int(sys.argv[2]))
    else:
        run(*(int(said) for said in sys.argv[1:]))
