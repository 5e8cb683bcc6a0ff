"""F10: two runs at once, as a timer that is too quick begins them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.faults.campaign import Campaign, Post
from tests.faults.conftest import Account, issue, load_templates
from tests.faults.runner import SECRET, readers

from bulletin import ConfigError, DeliveryError, Secret, SqliteLedger, deliver
from bulletin.model.delivery import DeliveryState
from bulletin.sending.ledger.opening import _check_secret
from bulletin.sending.ledger.store import Store
from bulletin.sending.report import Progress
from bulletin.sending.transports.relay import Relay, Security
from bulletin.sending.transports.smtp import SmtpTransport

Begin = Callable[..., Campaign]


def test_f10_of_runs_that_begin_together_one_works_and_the_others_say_so(
    campaign: Begin, account: Account, *, long: bool
) -> None:
    people = 5_000 if long else 200
    going = campaign(people, sink={"slow": 0.002})
    together = [going.start() for _ in range(8 if long else 4)]
    reports = [json.loads(process.communicate()[0]) for process in together]
    worked = [report for report in reports if "error" not in report]
    assert worked
    assert {report["error"] for report in reports if "error" in report} <= {"LedgerHeld"}
    assert sum(report["made"].get("accepted", 0) for report in worked) == people
    account("F10 runs at once", going, bound=0)


def test_f10_the_second_command_names_the_first_and_ends_well(folder: Begin, account: Account) -> None:
    going = folder(50, sink={"gates": [1]})
    first = going.send()
    going.post.await_messages(1)
    second = going.send()
    said, wrong = second.communicate()
    assert (second.returncode, wrong) == (0, "")
    assert f"another run (process {first.pid}) is at work" in said
    going.post.go_on()
    first.communicate()
    assert first.returncode == 0
    account("F10 two commands at once", going, bound=0)


def test_f10_two_programs_that_begin_a_ledger_at_the_same_moment_both_have_it(tmp_path: Path) -> None:
    file = tmp_path / "bulletin.sqlite"
    first = Store(file)

    def meanwhile(statement: str) -> None:
        if statement.startswith("INSERT"):
            first.connection.set_trace_callback(None)
            SqliteLedger.open(file, SECRET).close()

    first.connection.set_trace_callback(meanwhile)
    _check_secret(first, SECRET)
    with pytest.raises(ConfigError, match="expected the secret with the fingerprint"):
        _check_secret(first, Secret(b"another that is long enough"))
    first.close()


def test_f10_many_programs_that_begin_a_ledger_together_all_have_it(tmp_path: Path) -> None:
    def begin(file: Path, together: threading.Barrier) -> None:
        together.wait()
        SqliteLedger.open(file, SECRET).close()

    with ThreadPoolExecutor(8) as pool:
        for number in range(10):
            together = threading.Barrier(8)
            begun = [pool.submit(begin, tmp_path / f"{number}.sqlite", together) for _ in range(8)]
            assert [each.exception() for each in begun] == [None] * 8


def test_f10_a_run_that_is_interrupted_leaves_no_connection_at_work_behind(
    templates: Path, tmp_path: Path, post: Callable[..., Post]
) -> None:
    sink = post(slow=0.002)
    transport = SmtpTransport(relay=Relay(host="127.0.0.1", port=sink.port, security=Security.NONE, timeout=60))

    def interrupt(progress: Progress) -> None:
        if progress.made:
            raise KeyboardInterrupt

    with SqliteLedger.open(tmp_path / "bulletin.sqlite", SECRET) as ledger:
        with pytest.raises(KeyboardInterrupt):
            deliver(issue("June"), load_templates(templates), readers(2_000), transport, ledger, progress=interrupt)
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("connection ")]
        run = ledger.run("port-cities", "2023-06")
        assert run is not None
        states = {state: count for state, count in ledger.counts(run).states.items() if count}
        assert set(states) == {DeliveryState.ACCEPTED, DeliveryState.PLANNED}
        assert states[DeliveryState.ACCEPTED] == len(sink.noted())


def test_f10_a_ledger_that_was_closed_under_a_connection_says_so_and_blocks_nobody(tmp_path: Path) -> None:
    ledger = SqliteLedger.open(tmp_path / "bulletin.sqlite", SECRET)
    ledger.close()
    with pytest.raises(DeliveryError, match="closed"):
        ledger.suppress("ann@example.org", at=datetime(2023, 6, 6, tzinfo=UTC))
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ledger._store.lock.acquire, timeout=1).result()
