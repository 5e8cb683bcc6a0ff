from __future__ import annotations

import pytest
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import ACCEPTED, DEFERRED, NOW, SECRET, found, hand, later, plan, row, states

from bulletin.errors import DeliveryError
from bulletin.sending.ledger.sqlite import SqliteLedger


def key(name: str) -> bytes:
    return SECRET.person_of("port-cities", f"{name}@example.org")


def test_people_are_claimed_in_order_and_each_once(ledger: SqliteLedger) -> None:
    run = plan(ledger, 7)
    taken = [[claimed.position for claimed in ledger.claim(run, 3, now=NOW)] for _ in range(4)]
    assert taken == [[1, 2, 3], [4, 5, 6], [7], []]


def test_only_who_is_due_is_claimed_whoever_is_due_earlier_first(ledger: SqliteLedger) -> None:
    seven, nine = int(later(-2).timestamp()), int(NOW.timestamp())
    run = plan(ledger, [row("london", due=nine + 3600), row("seoul", due=seven), row("paris", due=nine), row("now")])
    assert [each.subscriber.address for each in ledger.claim(run, 9, now=NOW)] == [
        "now@example.org", "seoul@example.org", "paris@example.org",
    ]  # fmt: skip
    assert ledger.next_due(run) == later(1)
    assert len(ledger.claim(run, 9, now=later(1))) == 1
    assert ledger.next_due(run) is None


def test_a_clock_that_steps_back_delays_and_repeats_nothing(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann", due=int(NOW.timestamp())), row("bo", due=int(NOW.timestamp())), row("cy")])
    first = ledger.claim(run, 1, now=NOW)
    second = ledger.claim(run, 9, now=later(-24))
    assert [each.subscriber.address for each in first + second] == ["cy@example.org"]
    ledger.defer(run, first[0].position, DEFERRED, until=later(-23))
    third = ledger.claim(run, 9, now=later(-24))
    assert third == ()
    assert len(ledger.claim(run, 9, now=NOW)) == 3
    assert ledger.claim(run, 9, now=later(-24)) == ()


def test_who_has_left_or_is_on_the_list_is_suppressed_and_others_come_in_their_place(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row(name) for name in ("ann", "bo", "cy", "di")])
    ledger.choose(key("ann"), left=True, at=NOW)
    ledger.suppress("BO@Example.ORG", "hard-bounce", at=NOW)
    assert [each.subscriber.address for each in ledger.claim(run, 2, now=NOW)] == ["cy@example.org", "di@example.org"]
    assert states(ledger, run) == {"ann": "suppressed", "bo": "suppressed", "cy": "claimed", "di": "claimed"}


def test_a_choice_that_is_made_after_planning_wins(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann", name="Ann"), row("bo"), row("cy")])
    ledger.choose(key("ann"), locale="ko", address="ann@elsewhere.example", at=NOW)
    ledger.choose(key("bo"), locale="fr", at=NOW)
    ann, bo, _ = ledger.claim(run, 9, now=NOW)
    assert (ann.locale, ann.subscriber.address, ann.subscriber.name) == ("ko", "ann@elsewhere.example", "Ann")
    assert ann.key == key("ann")
    assert bo.locale == "en-GB"
    assert ledger.counts(run).locales["ko"]
    assert next(ledger.people(run))[0].subscriber.address == "ann@elsewhere.example"


def test_the_list_is_asked_for_the_address_that_a_reader_has_by_now(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann"), row("bo")])
    ledger.choose(key("ann"), address="ann@elsewhere.example", at=NOW)
    ledger.choose(key("bo"), address="bo@elsewhere.example", at=NOW)
    ledger.suppress("ann@example.org", "hard-bounce", at=NOW)
    ledger.suppress("bo@elsewhere.example", "hard-bounce", at=NOW)
    assert [each.subscriber.address for each in ledger.claim(run, 9, now=NOW)] == ["ann@elsewhere.example"]


def test_who_comes_back_is_written_to_again(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1)
    ledger.choose(key("0"), left=True, at=NOW)
    ledger.choose(key("0"), left=False, at=NOW)
    ledger.suppress("0@example.org", at=NOW)
    assert ledger.unsuppress("0@example.org")
    assert not ledger.unsuppress("0@example.org")
    assert len(ledger.claim(run, 1, now=NOW)) == 1


def test_one_edition_may_be_claimed_alone_as_readers_chose(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann"), row("bo", "ko"), row("cy"), row("di", "ko")])
    ledger.choose(key("cy"), locale="ko", at=NOW)
    ledger.choose(key("di"), locale="en-GB", at=NOW)
    assert [each.subscriber.address[:2] for each in ledger.claim(run, 9, now=NOW, locale="ko")] == ["bo", "cy"]
    assert ledger.claim(run, 9, now=NOW, locale="cy") == ()
    assert len(ledger.claim(run, 9, now=NOW, locale="en-GB")) == 2


def test_nobody_claims_or_plans_without_owning_the_ledger(opened: Open) -> None:
    one = opened()
    with one.owned():
        run = plan(one, 1)
    with pytest.raises(DeliveryError, match=r"with ledger\.owned\(\)"):
        one.claim(run, 1, now=NOW)
    with pytest.raises(DeliveryError, match="owns the ledger"):
        plan(one, 1)
    with pytest.raises(DeliveryError, match="owns the ledger"):
        one.recover(run)


def test_another_process_may_look_and_choose_while_a_run_goes_on(opened: Open) -> None:
    running, looking = opened(), opened()
    with running.owned():
        run = plan(running, 3)
        first, second, _ = running.claim(run, 3, now=NOW)
        hand(running, run, first.position, ACCEPTED)
        assert found(looking, run) == {"accepted": 1, "claimed": 2}
        looking.choose(second.key, left=True, at=NOW)
        assert [state for _, state, _ in looking.people(run)] == ["accepted", "claimed", "claimed"]
        running.release(run, [second.position])
        assert running.claim(run, 1, now=NOW) == ()
        assert states(looking, run)["1"] == "suppressed"
