"""A process that is killed, a machine that loses power, a file that is put back."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import ACCEPTED, NOW, QUICK, SECRET, found, hand, later, plan

from bulletin.errors import ConfigError, DeliveryError
from bulletin.model.delivery import DeliveryState
from bulletin.sending.ledger.ledger import Run
from bulletin.sending.ledger.sqlite import SqliteLedger

_HEADER = 32
"""Octets of the header of a write-ahead log (SQLite, file format, §4.1)."""
needs_sigkill = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

WORK = """
import sys
import tempfile
from bulletin.sending.ledger.sqlite import SqliteLedger
from tests.sending.ledger.samples import ACCEPTED, NOW, SECRET, plan, row
def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\\n")
    sys.stdout.flush()
ledger = SqliteLedger.open(sys.argv[1], SECRET, boot="monday")
def rows():
    for number in range(1000):
        if number % 100 == 50:
            say("row", number)
        yield row(number)
with ledger.owned():
    run = plan(ledger, rows())
    say("planned")
    last = ()
    while people := ledger.claim(run, 40, now=NOW):
        say("claimed")
        for person in people:
            ledger.record(run, settled=last, handing=[person.position])
            say("handed", person.position)
            last = ((person.position, ACCEPTED),)
"""


def killed_at(file: Path, line: str) -> list[str]:
    """Run a whole delivery in a process, and kill that once it has said so; return all that it said."""
    process = subprocess.Popen([sys.executable, "-c", WORK, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = []
    for each in process.stdout:
        said.append(each.strip())
        if said[-1] == line:
            process.send_signal(signal.SIGKILL)
            break
    rest, _ = process.communicate()
    return said + rest.split("\n")


@needs_sigkill
@pytest.mark.parametrize("moment", ["row 50", "row 950"])
def test_a_process_killed_in_planning_leaves_no_plan(file: Path, opened: Open, moment: str) -> None:
    said = killed_at(file, moment)
    run = opened().run("port-cities", "2026-06")
    assert run is None or "planned" in said  # it may have been quicker than the signal


@needs_sigkill
@pytest.mark.parametrize(
    "moment", ["planned", "claimed", "handed 1", "handed 39", "handed 40", "handed 41", "handed 777"]
)
def test_after_a_kill_whoever_was_handed_is_known_and_the_rest_is_planned(
    file: Path, opened: Open, moment: str
) -> None:
    said = killed_at(file, moment)
    handed = [int(line.split()[1]) for line in said if line.startswith("handed ")]
    ledger = opened()
    with ledger.owned():
        run = ledger.run("port-cities", "2026-06")
        assert run
        recovered = ledger.recover(run)
        states = {claimed.position: state for claimed, state, _ in ledger.people(run)}
        assert len(states) == 1000
        touched = [position for position, state in states.items() if state is not DeliveryState.PLANNED]
        assert set(handed) <= set(touched)
        assert len(touched) <= len(handed) + 1  # marked, and killed before it could say so
        assert recovered.unknown <= 1
        assert sum(state is DeliveryState.UNKNOWN for state in states.values()) == recovered.unknown
        again = {claimed.position for claimed in ledger.claim(run, 2000, now=NOW)}
        assert again == set(states) - set(touched)


@dataclass
class Disk:
    """A disk that keeps, at a loss of power, what was synced, and of what came after as much as it likes."""

    file: Path
    kept: Path
    claimed: set[int] = field(default_factory=set)

    @property
    def log(self) -> Path:
        return self.file.with_name(f"{self.file.name}-wal")

    def sync(self) -> None:
        """Note what the disk is certain to have."""
        self.kept.mkdir(exist_ok=True)
        for each in (self.file, self.log):
            shutil.copy(each, self.kept / each.name)

    def lose_all_after_sync(self, place: Path) -> Path:
        """Return the file as of its last sync."""
        shutil.copytree(self.kept, place)
        return place / self.file.name

    def lose_some_sectors(self, place: Path, chance: random.Random) -> Path:
        """Return the file with any of the log's sectors lost that were written since the last sync, in any order.

        Only the log's header is never lost: when SQLite begins the log anew it syncs that before it writes on (wal.c,
        `syncHeader`), also where `synchronous` is NORMAL.
        """
        place.mkdir()
        shutil.copy(self.file, place)
        before, after = (self.kept / self.log.name).read_bytes(), bytearray(self.log.read_bytes())
        for start in range(0, len(after), 512):
            old, new = before[start : start + 512].ljust(512, b"\0"), after[start : start + 512]
            if bytes(new) != old and chance.random() < 0.3:
                after[start : start + 512] = old[: len(new)]
        after[:_HEADER] = self.log.read_bytes()[:_HEADER]
        (place / self.log.name).write_bytes(after)
        return place / self.file.name


def deliver_until(ledger: SqliteLedger, run: Run, disk: Disk, steps: int, batch: int) -> set[int]:
    """Hand over so many messages, noting what each claim has synced; return who was handed."""
    handed: set[int] = set()
    while len(handed) < steps:
        people = ledger.claim(run, batch, now=NOW)
        disk.sync()
        disk.claimed |= {person.position for person in people}
        for person in people[: steps - len(handed)]:
            hand(ledger, run, person.position, ACCEPTED if person.position % 3 else None)
            handed.add(person.position)
    return handed


@settings(max_examples=50)
@given(
    steps=st.integers(1, 60),
    batch=st.sampled_from((1, 4, 25)),
    seed=st.none() | st.integers(0, 10**6),
    tidy=st.booleans(),
)
def test_after_a_loss_of_power_nobody_who_was_claimed_is_planned_again(
    steps: int, batch: int, seed: int | None, *, tidy: bool
) -> None:
    with tempfile.TemporaryDirectory(dir=QUICK) as name:
        lose_power(Path(name), steps, batch, seed, tidy=tidy)


def lose_power(folder: Path, steps: int, batch: int, seed: int | None, *, tidy: bool) -> None:
    disk = Disk(folder / "bulletin.sqlite", folder / "kept")
    with SqliteLedger.open(disk.file, SECRET, boot="monday") as ledger, ledger.owned():
        if not tidy:
            ledger._store.tidy = lambda: None  # type: ignore[method-assign] # the log grows, and nothing is moved
        run = plan(ledger, 80)
        handed = deliver_until(ledger, run, disk, steps, batch)
        place = folder / "after"
        left = disk.lose_all_after_sync(place) if seed is None else disk.lose_some_sectors(place, random.Random(seed))  # noqa: S311 - which sectors are lost is no secret
    with SqliteLedger.open(left, SECRET, boot="tuesday") as ledger, ledger.owned():
        recovered = ledger.recover(run)
        assert recovered.released == 0
        assert ledger.counts(run).total == 80
        again = {claimed.position for claimed in ledger.claim(run, 99, now=later(99))}
        assert handed <= disk.claimed
        assert again.isdisjoint(disk.claimed)
        assert len(again) + len(disk.claimed) == 80


def test_a_claim_is_synced_and_a_mark_is_not(opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 2)
        said: list[str] = []
        ledger._store.connection.set_trace_callback(said.append)
        (claimed,) = ledger.claim(run, 1, now=NOW)
        begun = said.index("BEGIN IMMEDIATE")
        assert said[begun - 1] == "PRAGMA synchronous = FULL"
        assert said.index("PRAGMA synchronous = NORMAL") > said.index("COMMIT") > begun
        said.clear()
        hand(ledger, run, claimed.position, ACCEPTED)
        assert not [line for line in said if line.startswith("PRAGMA")]
        assert ledger._store.rows("PRAGMA synchronous") == [(1,)]


def test_claims_of_another_boot_are_judged_before_anything_is_claimed(opened: Open) -> None:
    before = opened(boot="monday")
    with before.owned():
        june, july = plan(before, 4), plan(before, 4, issue="2026-07")
        for run in (june, july):
            before.claim(run, 2, now=NOW)
    after = opened(boot="tuesday")
    with after.owned():
        with pytest.raises(DeliveryError, match="call `recover` once before the first `claim`"):
            after.claim(june, 1, now=NOW)
        assert after.recover(june).unknown == 2
        assert found(after, june) == {"planned": 2, "unknown": 2}
        assert after.recover(july).unknown == 2
        assert {outcome.reply for _, _, outcome in after.people(july, DeliveryState.UNKNOWN) if outcome} == {
            "the machine was started anew before this was settled"
        }


def test_claims_of_the_same_boot_are_released(opened: Open) -> None:
    before = opened()
    with before.owned():
        run = plan(before, 4)
        first, *_ = before.claim(run, 3, now=NOW)
        hand(before, run, first.position)
    after = opened()
    with after.owned():
        recovered = after.recover(run)
        assert (recovered.released, recovered.unknown) == (2, 1)
        assert found(after, run) == {"planned": 3, "unknown": 1}


def copy_of(file: Path, place: Path) -> Callable[[], None]:
    """Take a copy as a backup does; return what puts it back."""
    with sqlite3.connect(file) as source, sqlite3.connect(place) as target:
        source.backup(target)
    source.close()
    target.close()

    def put_back() -> None:
        for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            each.unlink(missing_ok=True)
        shutil.copy(place, file)

    return put_back


def test_yesterdays_copy_in_the_ledgers_place_is_noticed_before_anybody_is_written_to_again(
    file: Path, tmp_path: Path, opened: Open
) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 3)
        first, *_ = ledger.claim(run, 1, now=NOW)
        hand(ledger, run, first.position, ACCEPTED)
    put_back = copy_of(file, tmp_path / "yesterday")
    with ledger.owned():
        for claimed in ledger.claim(run, 9, now=NOW):
            hand(ledger, run, claimed.position, ACCEPTED)
    ledger.close()
    put_back()
    again = opened()
    with (
        pytest.raises(ConfigError, match=r"found an earlier copy .* delete .*bulletin\.sqlite\.lock to go on"),
        again.owned(),
    ):
        pass
    assert found(again, run) == {"accepted": 1, "planned": 2}

    file.with_name("bulletin.sqlite.lock").unlink()  # somebody has looked, and means it
    with again.owned():
        twice = [claimed.position for claimed in again.claim(run, 9, now=NOW)]
    assert twice == [2, 3]  # all that the copy does not know of, and nobody else


def test_a_new_ledger_in_an_old_ones_place_is_no_earlier_copy(file: Path, opened: Open) -> None:
    ledger = opened()
    for _ in range(3):
        with ledger.owned():
            plan(ledger, 1)
    ledger.close()
    for each in file.parent.glob("bulletin.sqlite*"):
        if each.suffix != ".lock":
            each.unlink()
    begun = opened()
    with begun.owned():
        assert begun.run("port-cities", "2026-06") is None
