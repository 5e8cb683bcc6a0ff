"""F9: no room on the disk, a ledger that another program writes to, a ledger that cannot be written to."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.campaign import Campaign
from tests.faults.conftest import Account
from tests.faults.runner import SECRET

from bulletin.errors import DeliveryError
from bulletin.sending.ledger.sqlite import SqliteLedger

Begin = Callable[..., Campaign]
ROOM = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({octets}, resource.RLIM_INFINITY))
"""
BOUND = """
import ctypes
class Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]
class Sets(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]
libc, header, sets = ctypes.CDLL(None, use_errno=True), Header(0x20080522, 0), (Sets * 2)()
assert libc.capget(ctypes.byref(header), sets) == 0
sets[0].effective &= ~0b110
assert libc.capset(ctypes.byref(header), sets) == 0
"""
"""Lets permissions bind root too (capabilities(7), CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH)."""


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a command; return its exit code, what it said, and what it said was wrong."""
    said, wrong = process.communicate()
    assert "Traceback" not in said + wrong
    return process.returncode, said, wrong


def test_f9_however_little_room_there_is_nothing_is_lost_and_the_next_run_goes_on(
    folder: Begin, account: Account, *, long: bool
) -> None:
    people = 400
    going = folder(people)
    codes = set()
    rooms = range(20, 420, 20) if long else (30, 100, 160)
    for room in rooms:
        before = len(going.post.noted())
        code, said, wrong = ended(going.send(before=ROOM.format(octets=room * 1024)))
        sent = len(going.post.noted()) - before
        codes.add(code)
        if said and not json.loads(said)["reason"]:
            break  # that was room enough
        assert code == 3 or (code, sent) == (2, 0), wrong
        assert "there is no room for the ledger on its disk; make some and run this again" in said + wrong
    assert 2 in codes
    code, said, _ = ended(going.send())
    assert json.loads(said)["states"]["planned"] == 0
    account("F9 disk full (limit on a file's size)", going, bound=len(rooms) * going.connections)


@contextlib.contextmanager
def small_disk(place: Path, octets: int) -> Iterator[None]:
    """Mount a small disk in memory."""
    place.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    command = ["mount", "-t", "tmpfs", "-o", f"size={octets}", "tmpfs", str(place)]
    if not mounted or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607 - wherever the system put it


def fill(file: Path) -> None:
    """Write until the disk is full."""
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as opened:
        while True:
            opened.write(bytes(1024))


def test_f9_a_disk_without_room_for_the_lock_is_told_and_keeps_the_stamp(tmp_path: Path) -> None:
    with small_disk(tmp_path / "state", 400 * 1024):
        ledger = SqliteLedger.open(tmp_path / "state" / "bulletin.sqlite", SECRET)
        beside = tmp_path / "state" / "bulletin.sqlite.lock"
        with ledger.owned():
            pass
        stamp = beside.read_text().splitlines()[1]
        beside.unlink()
        beside.touch()
        fill(tmp_path / "state" / "other")
        with pytest.raises(DeliveryError, match="make some room on its disk"), ledger.owned():
            pass
        (tmp_path / "state" / "other").unlink()
        with ledger.owned():
            pass
        assert beside.read_text().splitlines()[1] > stamp
        ledger.close()


def test_f9_a_disk_that_fills_up_in_the_middle_of_a_run(campaign: Begin, account: Account) -> None:
    going = campaign(600)
    with small_disk(going.folder / "state", 400 * 1024):
        assert going.finish(limit=1)["made"] == {"accepted": 1}
        filler = going.folder / "state" / "other"
        fill(filler)
        stopped = going.finish()
        assert "there is no room for the ledger on its disk" in stopped.get("reason", "") + stopped.get("said", "")
        filler.unlink()
        assert going.finish()["left"] == 0
        account("F9 disk full (a disk of 400 KB)", going, bound=going.connections)


def test_f9_a_ledger_that_another_program_does_not_let_go_of(campaign: Begin, account: Account) -> None:
    going = campaign(400, sink={"gates": [50]}, more={"patience": 0.2})
    process = going.start()
    going.post.await_messages(50)
    other = sqlite3.connect(going.ledger, isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    going.post.go_on()
    said, _ = process.communicate()
    stopped = json.loads(said)
    assert "another program is writing to the ledger" in stopped["reason"]
    assert stopped["left"] > 0
    refused = going.finish()
    assert "let it finish and run this again" in refused["said"]
    other.close()
    assert going.finish()["left"] == 0
    account("F9 the ledger is locked", going, bound=going.connections)


def test_f9_a_ledger_that_cannot_be_written_to_is_one_message_and_nothing_is_sent(
    folder: Begin, account: Account
) -> None:
    if sys.platform != "linux" and os.geteuid() == 0:
        pytest.skip("permissions do not bind root")
    before = BOUND if os.geteuid() == 0 else ""
    going = folder(20)
    ended(going.send("--limit", "5"))
    state = going.ledger.parent
    for file, mode in ((going.ledger, 0o444), (state, 0o555)):
        SqliteLedger.open(going.ledger, SECRET).close()  # so that its log has to be made anew
        kept = file.stat().st_mode
        file.chmod(mode)
        code, said, wrong = ended(going.send(before=before))
        file.chmod(kept)
        assert (code, said) == (2, "")
        assert wrong.count("error: ") == 1
        assert "check the" in wrong or "check its permissions" in wrong
        assert len(going.post.noted()) == 5
    assert ended(going.send(before=before))[0] == 0
    account("F9 the ledger is read-only", going, bound=0)
