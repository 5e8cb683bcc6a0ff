"""What is in hand: steps outlive the process in a file, and move into the tables."""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import (
    ACCEPTED,
    DEFERRED,
    NOW,
    REJECTED,
    UNKNOWN,
    found,
    hand,
    later,
    plan,
    states,
)

from bulletin.errors import ConfigError, DeliveryError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger import claiming
from bulletin.sending.ledger.ledger import Run
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.steps import Page, Steps


def steps_of(file: Path) -> list[Path]:
    return sorted(file.parent.glob("*-steps*"))


def kill(ledger: SqliteLedger) -> None:
    """Leave the files as they are, as a process does that is killed."""
    ledger._store.steps.waiting.clear()
    ledger._store.connection.close()


def begun(opened: Open, people: int = 4, claimed: int = 3) -> Run:
    """Begin a run that is killed when one was accepted, one handed over and one only claimed."""
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, people)
        first, second, *_ = ledger.claim(run, claimed, now=NOW)
        hand(ledger, run, first.position, ACCEPTED)
        hand(ledger, run, second.position)
        kill(ledger)
    return run


def test_steps_are_in_no_table_and_yet_everybody_sees_them(opened: Open, file: Path) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 3)
        first, second, _ = ledger.claim(run, 3, now=NOW)
        hand(ledger, run, first.position, ACCEPTED)
        ledger.record(run, handing=[second.position])
        assert ledger._store.rows("SELECT DISTINCT state FROM progress") == [(2,)]
        for each in (ledger, opened()):
            assert found(each, run) == {"accepted": 1, "handed": 1, "claimed": 1}
            assert states(each, run) == {"0": "accepted", "1": "handed", "2": "claimed"}
            assert [claimed.attempts for claimed, _, _ in each.people(run)] == [1, 0, 0]
            assert each.reached("port-cities", "2026-06", first.key)
            assert not each.reached("port-cities", "2026-06", second.key)
            assert [record["state"] for record in each.person("0@example.org")] == ["accepted"]
            assert sum(1 for _ in each.people(run, DeliveryState.HANDED)) == 1
        ledger.record(run, settled=[(second.position, UNKNOWN)])
    assert steps_of(file) == []
    assert found(opened(), run) == {"accepted": 1, "unknown": 1, "claimed": 1}


def test_what_is_in_hand_while_the_next_are_claimed_goes_on(opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 40)
        flying = [claimed.position for claimed in ledger.claim(run, 2, now=NOW)]
        for number in range(18):
            mark, settle = flying
            ledger.record(run, handing=[mark])
            claimed = ledger.claim(run, 2, now=NOW)
            ledger.record(run, settled=[(mark, ACCEPTED)])
            ledger.record(run, settled=[(settle, REJECTED)])
            assert found(opened(), run) == {
                "accepted": number + 1, "rejected": number + 1, "claimed": 2, "planned": 36 - 2 * number
            }  # fmt: skip
            flying = [each.position for each in claimed]


class Killed(BaseException):
    """Ends a claim where it stands."""


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_step_that_is_taken_in_the_middle_of_a_claim_is_known_after_a_kill(
    opened: Open, monkeypatch: pytest.MonkeyPatch, *, is_committed: bool
) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 4)
        first, _ = ledger.claim(run, 2, now=NOW)
        named = claiming.name_batch

        def meanwhile(*given: Any) -> None:  # the tables have what waited, and are not committed
            ledger.record(run, handing=[first.position])
            if not is_committed:
                raise Killed
            named(*given)

        monkeypatch.setattr(claiming, "name_batch", meanwhile)
        with pytest.raises(Killed) if not is_committed else contextlib.nullcontext():
            ledger.claim(run, 2, now=NOW)
        kill(ledger)
    monkeypatch.undo()
    after = opened()
    assert found(after, run)["handed"] == 1
    with after.owned():
        recovered = after.recover(run)
        assert (recovered.released, recovered.unknown) == (3 if is_committed else 1, 1)


def test_after_a_kill_steps_are_moved_once_and_the_files_go(opened: Open, file: Path) -> None:
    run = begun(opened)
    assert len(steps_of(file)) == 1
    looker = opened()
    assert found(looker, run) == {"accepted": 1, "handed": 1, "claimed": 1, "planned": 1}
    after = opened()
    with after.owned():
        recovered = after.recover(run)
        assert (recovered.released, recovered.unknown) == (1, 1)
        assert found(after, run) == found(looker, run) == {"accepted": 1, "unknown": 1, "planned": 2}
        assert steps_of(file) == []


def test_nothing_is_claimed_beside_steps_that_nobody_has_judged(opened: Open) -> None:
    begun(opened)
    after = opened()
    with after.owned():
        other = plan(after, 2, issue="2026-07")
        with pytest.raises(DeliveryError, match="call `recover` once before the first `claim`"):
            after.claim(other, 1, now=NOW)
        after.recover(other)
        assert len(after.claim(other, 9, now=NOW)) == 2
        june = after.run("port-cities", "2026-06")
        assert june
        assert after.recover(june).unknown == 1
        assert found(after, june)["accepted"] == 1


def test_where_the_file_of_steps_is_gone_whoever_was_claimed_is_in_doubt(opened: Open, file: Path) -> None:
    run = begun(opened)
    for each in steps_of(file):
        each.unlink()
    after = opened()
    with after.owned():
        recovered = after.recover(run)
        assert (recovered.released, recovered.unknown) == (0, 3)
        assert {outcome.reply for _, _, outcome in after.people(run, DeliveryState.UNKNOWN) if outcome} == {
            "the run ended, and the file beside the ledger is gone that says how far it had come"
        }


def test_the_file_of_another_start_of_the_machine_is_not_believed(opened: Open) -> None:
    run = begun(opened)
    after = opened(boot="tuesday")
    assert found(after, run) == {"claimed": 3, "planned": 1}
    with after.owned():
        assert after.recover(run).unknown == 3


def test_the_file_of_an_earlier_batch_is_no_news(opened: Open, file: Path) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 1)
        (first,) = ledger.claim(run, 1, now=NOW)
        ledger.record(run, handing=[first.position])
        (old,) = (each.read_bytes() for each in steps_of(file))
        ledger.defer(run, first.position, DEFERRED, until=later(1))
        (again, *_) = ledger.claim(run, 1, now=later(2))
        assert again.position == first.position
        (before, *_) = (each for each in steps_of(file) if each.read_bytes() == old)
        assert found(opened(), run) == {"claimed": 1}
        before.write_bytes(old)
        kill(ledger)
    after = opened()
    with after.owned():
        assert after.recover(run).unknown == 0


def test_a_mark_that_was_put_off_is_no_mark_when_its_row_is_claimed_again(opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 1)
        for _ in range(3):
            (claimed,) = ledger.claim(run, 1, now=later(99))
            assert found(ledger, run) == found(opened(), run) == {"claimed": 1}
            ledger.record(run, handing=[claimed.position])
            ledger.defer(run, claimed.position, DEFERRED, until=NOW)
            assert found(ledger, run) == found(opened(), run) == {"deferred": 1}


def test_why_somebody_was_refused_outlives_the_process(opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 3)
        first, second, _ = ledger.claim(run, 3, now=NOW)
        hand(ledger, run, first.position, REJECTED)
        hand(ledger, run, second.position, UNKNOWN)
        kill(ledger)
    after = opened()
    with after.owned():
        after.recover(run)
        assert [outcome for _, _, outcome in after.people(run)] == [REJECTED, UNKNOWN, None]


def test_a_copy_that_is_made_to_try_things_on_knows_the_steps(opened: Open) -> None:
    run = begun(opened)
    looker = opened()
    copy = looker.copied()
    with copy.owned():
        assert copy.recover(run).unknown == 1
        assert found(copy, run) == {"accepted": 1, "unknown": 1, "planned": 2}
    copy.close()
    assert found(looker, run)["handed"] == 1


def test_a_server_may_say_any_code(opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        run = plan(ledger, 3)
        for claimed, code in zip(ledger.claim(run, 3, now=NOW), (10**12, -1, 202), strict=True):
            hand(ledger, run, claimed.position, Outcome(state=DeliveryState.ACCEPTED, code=code))
    assert [outcome.code for _, _, outcome in ledger.people(run) if outcome] == [10**12, -1, 202]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_of_steps_that_cannot_be_read_or_begun_is_named(opened: Open, file: Path) -> None:
    run = begun(opened)
    (steps,) = steps_of(file)
    steps.unlink()
    steps.mkdir()  # permissions do not bind root
    after = opened()
    with after.owned():
        with pytest.raises(
            ConfigError, match=r"bulletin.sqlite-steps2: expected a file that can be read and written to"
        ):
            after.recover(run)
        steps.rmdir()
        assert after.recover(run).unknown == 3
        steps.mkdir()
        with pytest.raises(ConfigError, match="check its permissions"):
            after.claim(run, 1, now=NOW)
        assert found(after, run) == {"unknown": 3, "planned": 1}


@given(
    st.lists(st.tuples(st.integers(1, 2**62), st.integers(2, 7), st.integers(0, 2**31 - 1)), min_size=1, max_size=20),
    st.integers(0, 400),
)
def test_whatever_a_kill_has_cut_off_the_steps_before_are_read(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[int, int, int]], cut: int
) -> None:
    ledger = tmp_path_factory.mktemp("cut") / "ledger"
    steps = Steps(ledger, "monday")
    steps.prepare(b"batch001", len(made))
    steps.write([(*step, "said") for step in made])
    (file,) = ledger.parent.iterdir()
    assert steps.read(b"batch001") == [(*step, None) for step in made]
    assert steps.read(b"batch002") is None
    assert Steps(ledger, "tuesday").read(b"batch001") is None
    octets = file.read_bytes()
    whole = max(min(cut, 16 * len(made)) // 16, 0)
    file.write_bytes(octets[: 32 + cut])
    read = Steps(ledger, "monday").read(b"batch001")
    assert read is not None
    assert read == [(*step, None) for step in made[:whole]]


def test_each_thread_writes_in_a_place_of_its_own(tmp_path: Path) -> None:
    page = Page(tmp_path / "page", b"h" * 32, 4000)

    def work(letter: bytes) -> None:
        for _ in range(500):
            page.write(letter * 16)

    threads = [threading.Thread(target=work, args=(bytes([65 + number]),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    octets = (tmp_path / "page").read_bytes()[32:]
    records = [octets[at : at + 16] for at in range(0, len(octets), 16)]
    assert sorted(records) == sorted(bytes([65 + number]) * 16 for number in range(8) for _ in range(500))


def test_claims_go_on_while_other_threads_take_steps(opened: Open) -> None:
    ledger = opened()
    failed: list[BaseException] = []
    with ledger.owned():
        run = plan(ledger, 600)
        lock = threading.Lock()

        def work() -> None:
            try:
                while True:
                    with lock:
                        people = ledger.claim(run, 5, now=NOW)
                    if not people:
                        return
                    for each in people:
                        hand(ledger, run, each.position, ACCEPTED)
            except BaseException as problem:  # noqa: BLE001 - a thread's failure is the test's
                failed.append(problem)

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert found(opened(), run) == {"accepted": 600}
        kill(ledger)
    after = opened()
    with after.owned():
        recovered = after.recover(run)
        assert (recovered.released, recovered.unknown) == (0, 0)
        assert found(after, run) == {"accepted": 600}
