"""What it costs to read a million subscribers: beside Python's `csv` alone, and with a plan made of them.

`python benchmarks/audience.py [PEOPLE]`. CPU of the whole process; each in a process of its own, for its memory.
"""

from __future__ import annotations

import csv
import datetime
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aims import most, peak_memory, report

from bulletin.mail.identity import Secret
from bulletin.sending.audience import read_subscribers
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.planning import Schedule, choosing, plan_rows

PEOPLE = 1_000_000
ZONES = ("Asia/Seoul", "Europe/London", "America/New_York", "")
LOCALES = ("ko en", "en-GB", "cy en", "zh-TW")
NOW = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
SECRET = Secret(b"a secret for measuring with")


def write_people(folder: Path, count: int) -> None:
    """Write the same people as CSV and as JSON lines."""
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("id", "address", "name", "locale", "zone", "segments", "city"))
        rows.writerows(_people(count))
    with (folder / "people.jsonl").open("w", encoding="utf-8") as lines:
        names = ("id", "address", "name", "locale", "zone", "segments", "city")
        lines.writelines(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in _people(count))


def _people(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        zone, locale = ZONES[number % len(ZONES)], LOCALES[number % len(LOCALES)]
        yield (str(number), f"reader.{number}@example.org", f"Reader {number}", locale, zone, "staff port", "Busan")


def read(file: Path) -> int:
    """Read a file of subscribers, and return how many there are."""
    return sum(1 for _ in read_subscribers(file))


def floor(file: Path) -> int:
    """Read the rows of a file of CSV, and make nothing of them: the least that reading can cost."""
    with file.open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.reader(opened)) - 1


def plan(file: Path) -> int:
    """Read, choose editions and hours, and store a plan."""
    choose = choosing(("en-GB", "ko", "cy", "zh-Hant"), "en-GB")
    schedule = Schedule(day=NOW.date(), home="Europe/London")
    templates = dict.fromkeys(("en-GB", "ko", "cy", "zh-Hant"), b"m" * 50_000)
    with SqliteLedger.open(file.parent / "ledger", SECRET) as ledger, ledger.owned():
        rows = plan_rows(read_subscribers(file), choose, schedule, frozenset({"city"}))
        run = ledger.plan("bench", "2026-06", templates=templates, rows=rows, sources="", now=NOW)
        return ledger.counts(run).total


MEASURED = {"csv alone": (floor, "people.csv"), "csv": (read, "people.csv"), "json": (read, "people.jsonl"), "plan": (plan, "people.csv")}  # fmt: skip


def measure(name: str, folder: Path, count: int) -> dict[str, float]:
    """Return seconds of CPU and mebibytes at most, of one of `MEASURED` in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", name, str(folder), str(count)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {key: float(value) for key, value in json.loads(done.stdout).items()}


def _measure(name: str, folder: Path, count: int) -> None:
    action, file = MEASURED[name]
    start = time.process_time()
    if action(folder / file) != count:
        sys.exit(f"{name}: expected {count} people")
    spent = time.process_time() - start
    print(json.dumps({"seconds": spent, "memory": peak_memory()}))


def audience(count: int = PEOPLE) -> dict[str, dict[str, float]]:
    """Return seconds of CPU and mebibytes at most, for each of `MEASURED`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_people(folder, count)
        return {each: measure(each, folder, count) for each in MEASURED}


def run(count: int = PEOPLE) -> None:
    """Print what was measured."""
    found = audience(count)
    alone = found["csv alone"]["seconds"]
    for name, spent in found.items():
        cost = f"{spent['seconds']:.2f} s of CPU, {spent['seconds'] / alone:.1f} times that of csv.reader"
        memory = most(f"audience, {name}, memory", spent["memory"], 200, " MB")
        report("audience", f"{name}, {count:,} people: {cost}; memory {memory}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        _measure(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        run(*(int(said) for said in sys.argv[1:]))
