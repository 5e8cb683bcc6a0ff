from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import ACCEPTED, NOW, SECRET, found, hand, plan

from bulletin.errors import BulletinError, ConfigError, DeliveryError
from bulletin.mail.identity import Secret
from bulletin.sending.ledger import schema
from bulletin.sending.ledger.sqlite import SqliteLedger

NOBODY = 65534


def test_a_ledger_is_there_once_it_was_begun(file: Path, opened: Open) -> None:
    assert not SqliteLedger.exists(file)
    with pytest.raises(ConfigError, match="expected a ledger, found no file"):
        SqliteLedger.open(file, SECRET, create=False)
    assert not file.exists()
    opened()
    assert SqliteLedger.exists(file)
    SqliteLedger.open(file, SECRET, create=False).close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_its_owner_may_read_what_names_people(file: Path, opened: Open) -> None:
    with opened().owned():
        found_modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()}
    assert set(found_modes.values()) == {0o600}
    assert len(found_modes) == 4


def test_another_secret_is_refused(opened: Open) -> None:
    opened()
    other = Secret(b"another secret altogether")
    with pytest.raises(ConfigError) as raised:
        opened(secret=other)
    said = str(raised.value)
    assert SECRET.fingerprint in said
    assert other.fingerprint in said
    assert "BULLETIN_SECRET" in said
    assert "another secret" not in said.replace("another secret altogether", "")
    opened()


def test_a_newer_version_is_refused_and_left_alone(file: Path, opened: Open) -> None:
    opened().close()
    with sqlite3.connect(file) as raw:
        raw.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    raw.close()
    with pytest.raises(ConfigError, match="a newer bulletin wrote it"):
        opened()


def test_an_older_version_is_brought_up_in_one_transaction(
    file: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened()
    with one.owned():
        run = plan(one, 3)
    one.close()
    broken = (*schema.STEPS, ("ALTER TABLE runs ADD COLUMN note TEXT", "CREATE TABLE runs (twice)"))
    monkeypatch.setattr(schema.upgrade, "__defaults__", (broken,))
    with pytest.raises(DeliveryError, match="already exists"):
        opened()
    mended = (*schema.STEPS, ("ALTER TABLE runs ADD COLUMN note TEXT", "UPDATE runs SET note = 'moved'"))
    monkeypatch.setattr(schema.upgrade, "__defaults__", (mended,))
    newer = opened()
    assert newer._store.rows("SELECT note FROM runs") == [("moved",)]
    assert newer._store.rows("PRAGMA user_version") == [(2,)]
    assert found(newer, run) == {"planned": 3}
    opened()


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(file: Path, opened: Open) -> None:
    file.parent.mkdir()
    file.write_bytes(b"address,name\nann@example.org,Ann\n" * 99)
    before = file.read_bytes()
    with pytest.raises(ConfigError, match="expected a ledger, found a file that is none or is damaged"):
        opened()
    assert file.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(file: Path, opened: Open) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE bookmarks (url)")
    raw.close()
    before = file.read_bytes()
    with pytest.raises(ConfigError, match="found another program's database"):
        opened()
    assert file.read_bytes() == before


def test_a_damaged_page_is_told_in_a_sentence(file: Path, opened: Open) -> None:
    one = opened()
    with one.owned():
        run = plan(one, 400)
    one.close()
    octets = bytearray(file.read_bytes())
    octets[len(octets) // 3 : len(octets) // 3 + 9000] = b"\xa5" * 9000
    file.write_bytes(octets)
    with pytest.raises(BulletinError, match="damaged"):
        list(opened().people(run))


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that everybody may enter: permissions do not bind root, so the test becomes somebody else."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_read_only_file_is_told_in_a_sentence(readable: Path) -> None:
    file = readable / "bulletin.sqlite"
    SqliteLedger.open(file, SECRET).close()
    file.chmod(0o444)
    readable.chmod(0o555)
    before = file.read_bytes()
    if root := os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(ConfigError, match="expected a ledger that can be written to"):
            SqliteLedger.open(file, SECRET).suppress("ann@example.org", at=NOW)
        with pytest.raises(ConfigError, match="check its permissions, or name another"):
            SqliteLedger.open(readable / "new.sqlite", SECRET)
    finally:
        if root:
            os.seteuid(0)
    assert file.read_bytes() == before


def test_a_folder_in_the_ledgers_place_is_told_in_a_sentence(file: Path, opened: Open) -> None:
    file.mkdir(parents=True)
    with pytest.raises(ConfigError, match=re.escape(str(file))):
        opened()


def test_a_file_that_another_program_writes_to_is_waited_for_then_left(file: Path, opened: Open) -> None:
    ledger = opened(patience=0)
    with ledger.owned():
        run = plan(ledger, 2)
        (claimed,) = ledger.claim(run, 1, now=NOW)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for attempt in (
            lambda: ledger.claim(run, 1, now=NOW),
            lambda: ledger.suppress("ann@example.org", at=NOW),
            lambda: ledger.release(run, [claimed.position]),
        ):
            with pytest.raises(DeliveryError, match="another program is writing to the ledger") as raised:
                attempt()
            assert raised.value.retryable
        assert found(opened(), run) == {"planned": 1, "claimed": 1}
        hand(ledger, run, claimed.position, ACCEPTED)  # what is in hand waits for nobody
        assert found(opened(), run) == {"planned": 1, "accepted": 1}
        other.execute("ROLLBACK")
        other.close()
    assert found(ledger, run) == {"planned": 1, "accepted": 1}


def test_a_file_that_has_no_more_room_keeps_what_it_has(opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 20)
        claimed = ledger.claim(run, 5, now=NOW)
        ledger._store.execute(f"PRAGMA max_page_count = {ledger._store.rows('PRAGMA page_count')[0][0]}")
        with pytest.raises(DeliveryError, match="no room for the ledger on its disk") as raised:
            plan(ledger, 5000, issue="2026-07")
        assert raised.value.retryable
        assert ledger.run("port-cities", "2026-07") is None
        assert found(ledger, run) == {"planned": 15, "claimed": 5}
        hand(ledger, run, claimed[0].position, ACCEPTED)  # a mark needs no new page
        ledger._store.execute("PRAGMA max_page_count = 1000000")
        assert found(ledger, plan(ledger, 5000, issue="2026-07")) == {"planned": 5000}


FULL = """
import resource, sys
from bulletin.errors import DeliveryError
from bulletin.sending.ledger.sqlite import SqliteLedger
from tests.sending.ledger.samples import ACCEPTED, NOW, SECRET, found, hand, plan
ledger = SqliteLedger.open(sys.argv[1], SECRET)
with ledger.owned():
    run = plan(ledger, 300)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    done = 0
    try:
        while people := ledger.claim(run, 5, now=NOW):
            for person in people:
                hand(ledger, run, person.position, ACCEPTED)
                done += 1
    except DeliveryError as problem:
        print(problem, problem.retryable)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(done, found(ledger, run))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_write_that_the_system_refuses_in_the_middle_of_a_run_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "bulletin.sqlite"
    with SqliteLedger.open(file, SECRET) as ledger, ledger.owned():
        plan(ledger, 300)
    room = file.stat().st_size + 4 * 1024
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(file), str(room)], capture_output=True, text=True, check=True
    )
    said, counts = done.stdout.splitlines()
    assert "there is no room for the ledger on its disk" in said
    assert said.endswith("True")
    handed = int(counts.split()[0])
    assert 0 < handed < 300
    with SqliteLedger.open(file, SECRET) as ledger, ledger.owned():
        run = ledger.run("port-cities", "2026-06")
        assert run
        recovered = ledger.recover(run)
        assert recovered.unknown <= 1
        assert found(ledger, run)["accepted"] == handed
        assert ledger.counts(run).total == 300


def test_a_closed_ledger_says_so(opened: Open) -> None:
    ledger = opened()
    ledger.close()
    ledger.close()
    with pytest.raises(DeliveryError, match="the ledger cannot be used"):
        ledger.run("port-cities", "2026-06")
