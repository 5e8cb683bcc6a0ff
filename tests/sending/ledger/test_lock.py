from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import SECRET

from bulletin.errors import DeliveryError, LedgerHeld
from bulletin.sending.ledger.sqlite import SqliteLedger

HOLD = """
import sys
from bulletin.sending.ledger.sqlite import SqliteLedger
from tests.sending.ledger.samples import SECRET
with SqliteLedger.open(sys.argv[1], SECRET).owned():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_owner_is_told_which_process_is_the_first(opened: Open) -> None:
    first, second = opened(), opened()
    with first.owned():
        with pytest.raises(LedgerHeld, match=f"process {os.getpid()}") as raised, second.owned():
            pass
        assert isinstance(raised.value, DeliveryError)
        with pytest.raises(LedgerHeld), first.owned():
            pass
    with second.owned():
        pass


def test_the_lock_of_a_killed_process_is_free_at_once(file: Path, opened: Open) -> None:
    ledger = opened()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LedgerHeld, match=f"process {holder.pid}"), ledger.owned():
            pass
    finally:
        holder.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        holder.communicate()
    with ledger.owned():
        pass


def test_the_lock_is_free_after_a_failure(opened: Open) -> None:
    ledger = opened()
    with pytest.raises(ZeroDivisionError), ledger.owned():
        raise ZeroDivisionError
    with ledger.owned():
        pass


def test_a_ledger_in_memory_has_one_owner_too() -> None:
    with SqliteLedger.in_memory(SECRET) as ledger, SqliteLedger.in_memory(SECRET) as another:
        with ledger.owned(), pytest.raises(LedgerHeld), ledger.owned():
            pass
        with ledger.owned(), another.owned():
            pass
