from __future__ import annotations

import threading

import pytest
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
    row,
    states,
)

from bulletin.errors import DeliveryError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger.sqlite import SqliteLedger


def test_a_message_goes_from_planned_over_claimed_and_handed_to_accepted(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1)
    assert found(ledger, run) == {"planned": 1}
    (claimed,) = ledger.claim(run, 10, now=NOW)
    assert found(ledger, run) == {"claimed": 1}
    ledger.record(run, handing=[claimed.position])
    assert found(ledger, run) == {"handed": 1}
    ledger.record(run, settled=[(claimed.position, ACCEPTED)])
    assert found(ledger, run) == {"accepted": 1}
    assert [outcome for _, _, outcome in ledger.people(run)] == [ACCEPTED]


def test_an_outcome_and_the_next_mark_are_one_transaction(ledger: SqliteLedger) -> None:
    run = plan(ledger, 2)
    first, second = ledger.claim(run, 2, now=NOW)
    ledger.record(run, handing=[first.position])
    ledger.record(run, settled=[(first.position, REJECTED)], handing=[second.position])
    assert states(ledger, run) == {"0": "rejected", "1": "handed"}
    with pytest.raises(DeliveryError, match="expected rows that are claimed, found other ones at position 1"):
        ledger.record(run, settled=[(second.position, ACCEPTED)], handing=[first.position])
    assert states(ledger, run) == {"0": "rejected", "1": "handed"}


@pytest.mark.parametrize("outcome", [ACCEPTED, UNKNOWN], ids=str)
def test_what_was_never_handed_is_neither_accepted_nor_unknown(ledger: SqliteLedger, outcome: Outcome) -> None:
    run = plan(ledger, 1)
    (claimed,) = ledger.claim(run, 1, now=NOW)
    with pytest.raises(DeliveryError, match="expected rows that are handed") as raised:
        ledger.record(run, settled=[(claimed.position, outcome)])
    assert not raised.value.retryable
    assert found(ledger, run) == {"claimed": 1}


def test_an_envelope_may_be_refused_before_anything_is_handed(ledger: SqliteLedger) -> None:
    run = plan(ledger, 2)
    first, second = ledger.claim(run, 2, now=NOW)
    ledger.record(run, settled=[(first.position, REJECTED)])
    ledger.defer(run, second.position, DEFERRED, until=later(1))
    assert states(ledger, run) == {"0": "rejected", "1": "deferred"}


@pytest.mark.parametrize("outcome", [ACCEPTED, REJECTED, UNKNOWN], ids=str)
def test_a_settled_message_is_not_settled_again_nor_handed_again(ledger: SqliteLedger, outcome: Outcome) -> None:
    run = plan(ledger, 1)
    (claimed,) = ledger.claim(run, 1, now=NOW)
    hand(ledger, run, claimed.position, outcome)
    for again in (ACCEPTED, REJECTED, UNKNOWN):
        with pytest.raises(DeliveryError, match="nothing was written"):
            ledger.record(run, settled=[(claimed.position, again)])
    with pytest.raises(DeliveryError):
        ledger.record(run, handing=[claimed.position])
    with pytest.raises(DeliveryError):
        ledger.release(run, [claimed.position])
    with pytest.raises(DeliveryError):
        ledger.defer(run, claimed.position, DEFERRED, until=NOW)
    assert ledger.claim(run, 1, now=later(99)) == ()
    assert [(state, outcome) for _, state, outcome in ledger.people(run)] == [(outcome.state, outcome)]


def test_a_deferred_outcome_must_say_until_when(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1)
    (claimed,) = ledger.claim(run, 1, now=NOW)
    with pytest.raises(DeliveryError, match="takes `defer`"):
        ledger.record(run, settled=[(claimed.position, DEFERRED)])


def test_a_deferred_message_is_claimed_again_when_its_time_has_come(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1)
    (claimed,) = ledger.claim(run, 1, now=NOW)
    hand(ledger, run, claimed.position)
    ledger.defer(run, claimed.position, DEFERRED, until=later(1))
    assert ledger.next_due(run) == later(1)
    assert ledger.claim(run, 1, now=later(0.99)) == ()
    (again,) = ledger.claim(run, 1, now=later(1))
    assert (again.position, again.attempts) == (claimed.position, 1)
    assert [outcome for _, _, outcome in ledger.people(run)] == [DEFERRED]


def test_what_is_released_is_claimed_next_and_counts_as_no_attempt(ledger: SqliteLedger) -> None:
    run = plan(ledger, 2)
    taken = ledger.claim(run, 1, now=NOW)
    ledger.release(run, [taken[0].position])
    assert ledger.claim(run, 1, now=NOW) == taken


def test_unknown_is_resolved_only_when_somebody_says_how(ledger: SqliteLedger) -> None:
    run = plan(ledger, 2)
    for claimed in ledger.claim(run, 2, now=NOW):
        hand(ledger, run, claimed.position, UNKNOWN)
    assert ledger.claim(run, 2, now=later(999)) == ()
    assert ledger.resolve(run, DeliveryState.PLANNED) == 2
    first, second = ledger.claim(run, 2, now=NOW)
    assert first.attempts == 1
    hand(ledger, run, first.position, UNKNOWN)
    hand(ledger, run, second.position, ACCEPTED)
    assert ledger.resolve(run, DeliveryState.ACCEPTED) == 1
    assert found(ledger, run) == {"accepted": 2}
    with pytest.raises(DeliveryError, match="expected accepted or planned, found rejected"):
        ledger.resolve(run, DeliveryState.REJECTED)


def test_a_reply_is_kept_on_one_line_and_in_characters_that_can_be_written(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1)
    (claimed,) = ledger.claim(run, 1, now=NOW)
    odd = Outcome(state=DeliveryState.REJECTED, code=550, reply="no\r\n  \udce9tranger " + "x" * 9999)
    ledger.record(run, settled=[(claimed.position, odd)])
    ((_, _, outcome),) = ledger.people(run)
    assert outcome is not None
    assert outcome.reply.startswith("no ?tranger xxx")
    assert len(outcome.reply) == 500


def test_many_threads_may_record_at_once(ledger: SqliteLedger) -> None:
    run = plan(ledger, 240)
    positions = [claimed.position for claimed in ledger.claim(run, 240, now=NOW)]
    failed: list[BaseException] = []

    def work(mine: list[int]) -> None:
        try:
            for position in mine:
                hand(ledger, run, position, ACCEPTED)
                ledger.counts(run)
        except BaseException as problem:  # noqa: BLE001 - a thread's failure is the test's
            failed.append(problem)

    threads = [threading.Thread(target=work, args=(positions[at::6],)) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert found(ledger, run) == {"accepted": 240}
    assert {outcome.reply for _, _, outcome in ledger.people(run) if outcome} == {ACCEPTED.reply}


def test_counts_are_told_by_locale_too(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann"), row("bo", "ko"), row("cy", "ko")])
    counts = ledger.counts(run)
    assert counts.total == 3
    assert counts.locales["ko"][DeliveryState.PLANNED] == 2
    assert counts.locales["en-GB"][DeliveryState.PLANNED] == 1


def test_people_are_told_page_by_page_without_gaps(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1203)
    ledger.claim(run, 601, now=NOW)
    assert [claimed.position for claimed, _, _ in ledger.people(run)] == list(range(1, 1204))
    assert sum(1 for _ in ledger.people(run, DeliveryState.CLAIMED)) == 601


def test_who_was_reached_by_an_issue_is_known(ledger: SqliteLedger) -> None:
    run = plan(ledger, 3)
    first, second, third = ledger.claim(run, 3, now=NOW)
    hand(ledger, run, first.position, ACCEPTED)
    hand(ledger, run, second.position, UNKNOWN)
    assert [ledger.reached(*("port-cities", "2026-06"), each.key) for each in (first, second, third)] == [
        True,
        False,
        False,
    ]
    assert not ledger.reached("port-cities", "2026-07", first.key)
