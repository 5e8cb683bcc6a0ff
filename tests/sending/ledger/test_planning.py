from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import (
    ACCEPTED,
    DEFERRED,
    NOW,
    REJECTED,
    SECRET,
    TEMPLATES,
    UNKNOWN,
    found,
    hand,
    later,
    plan,
    row,
    states,
)

from bulletin.errors import ContentError, DeliveryError
from bulletin.model.delivery import DeliveryState
from bulletin.model.subscriber import Subscriber
from bulletin.sending.ledger.ledger import Refreshed, Row
from bulletin.sending.ledger.sqlite import SqliteLedger

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
tags = st.sampled_from(("ko", "en-GB", "zh-Hant-TW"))
subscribers = st.builds(
    Subscriber,
    address=words,
    id=words,
    name=words,
    locales=st.lists(tags, max_size=3).map(tuple),
    zone=words,
    segments=st.lists(words, max_size=2).map(tuple),
    fields=st.dictionaries(words, words, max_size=2),
)


@given(st.lists(subscribers, max_size=8))
def test_whoever_is_planned_is_claimed_just_as_planned_once_and_in_order(people: list[Subscriber]) -> None:
    with SqliteLedger.in_memory(SECRET) as ledger:
        run = plan(ledger, [Row(subscriber=person, locale="ko") for person in people])
        persons = {SECRET.person("port-cities", person): person for person in reversed(people)}
        by_key = [persons[key] for key in dict.fromkeys(SECRET.person("port-cities", person) for person in people)]
        addresses = {SECRET.address(person.address): person for person in reversed(by_key)}
        firsts = [person for person in by_key if addresses[SECRET.address(person.address)] is person]
        claimed = ledger.claim(run, 99, now=NOW)
        assert [each.key for each in claimed] == [SECRET.person("port-cities", person) for person in firsts]
        assert [each.subscriber for each in claimed] == firsts


def test_one_address_is_one_person_under_whatever_id(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann", id="1"), row("ANN", id="2"), row("bo"), row("Bo", id="3"), row("cy", id="4")])
    assert list(states(ledger, run)) == ["ann", "bo", "cy"]


def test_who_is_dropped_for_an_id_leaves_the_address_to_its_owner(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann", id="1"), row("shared", id="1"), row("shared", id="2")])
    assert [claimed.subscriber.id for claimed, _, _ in ledger.people(run)] == ["1", "2"]
    assert list(states(ledger, run)) == ["ann", "shared"]


def test_an_address_that_was_served_is_not_planned_anew_under_another_id(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann"), row("bo", id="2")])
    for claimed in ledger.claim(run, 2, now=NOW):
        hand(ledger, run, claimed.position, ACCEPTED)
    run = plan(ledger, [row("ann", id="1"), row("bo", id="22"), row("cy", id="3")])
    assert states(ledger, run) == {"ann": "accepted", "bo": "accepted", "cy": "planned"}


def test_an_address_in_the_plan_under_another_id_is_nobody_new(ledger: SqliteLedger) -> None:
    rows = [row("ann", id="1"), row("Ann", id="2")]
    run = plan(ledger, rows)
    assert ledger.refresh(run, [*rows, row("bo", id="3"), row("bo", id="4")]).new == 1


def test_a_plan_is_found_again_with_its_templates(opened: Open) -> None:
    one = opened()
    with one.owned():
        run = plan(one, 3)
    one.close()
    again = opened()
    assert again.run("port-cities", "2026-06") == run
    assert again.templates(run) == TEMPLATES
    assert again.run("port-cities", "2026-07") is None
    assert found(again, run) == {"planned": 3}


def test_issues_do_not_disturb_each_other(ledger: SqliteLedger) -> None:
    june, july = plan(ledger, 2), plan(ledger, 3, issue="2026-07")
    for claimed in ledger.claim(july, 9, now=NOW):
        hand(ledger, july, claimed.position, ACCEPTED)
    assert found(ledger, june) == {"planned": 2}
    assert found(ledger, july) == {"accepted": 3}
    assert [claimed.position for claimed in ledger.claim(june, 9, now=NOW)] == [1, 2]


def test_rows_are_read_lazily(ledger: SqliteLedger) -> None:
    alive = 0

    def rows() -> Iterator[Row]:
        nonlocal alive
        for number in range(2000):
            ((stored,),) = ledger._store.rows("SELECT count(*) FROM people")
            alive = max(alive, number - stored)
            yield row(number)

    plan(ledger, rows())
    assert 0 < alive <= 500


def test_a_plan_that_fails_in_the_middle_leaves_nothing(ledger: SqliteLedger) -> None:
    def rows() -> Iterator[Row]:
        yield from (row(number) for number in range(700))
        raise ContentError("line 701 is no subscriber")

    with pytest.raises(ContentError, match="line 701"):
        plan(ledger, rows())
    assert ledger.run("port-cities", "2026-06") is None
    assert ledger._store.rows("SELECT count(*) FROM people") == [(0,)]
    assert found(ledger, plan(ledger, 2)) == {"planned": 2}


def test_rows_that_write_to_the_ledger_while_they_are_read_leave_nothing(ledger: SqliteLedger) -> None:
    def rows() -> Iterator[Row]:
        for number in range(1200):
            if number == 1100:
                ledger.suppress("ann@example.org", at=NOW)
            yield row(number)

    with pytest.raises(DeliveryError, match="do not write to the ledger while it reads the rows"):
        plan(ledger, rows())
    assert ledger.run("port-cities", "2026-06") is None
    assert ledger._store.rows("SELECT count(*) FROM people") == [(0,)]
    assert list(ledger.suppressions()) == []


def test_a_row_in_an_edition_that_there_is_not_is_refused(ledger: SqliteLedger) -> None:
    with pytest.raises(DeliveryError, match="one of the editions en-GB, ko for every row of the plan, found 'cy'"):
        plan(ledger, [row("ann", "cy")])


def test_text_that_is_no_unicode_is_refused(ledger: SqliteLedger) -> None:
    with pytest.raises(DeliveryError, match="expected text in UTF-8"):
        plan(ledger, [row("ann", name="\udce9")])


def test_planning_anew_takes_back_who_waits_and_keeps_who_was_served(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row(name) for name in ("accepted", "rejected", "unknown", "deferred", "planned", "gone")])
    claimed = {each.subscriber.address.partition("@")[0]: each.position for each in ledger.claim(run, 4, now=NOW)}
    for name, outcome in (("accepted", ACCEPTED), ("rejected", REJECTED), ("unknown", UNKNOWN)):
        hand(ledger, run, claimed[name], outcome)
    ledger.defer(run, claimed["deferred"], DEFERRED, until=later(9))
    rows = [row(name, "ko") for name in ("accepted", "rejected", "unknown", "deferred", "planned", "new")]
    again = plan(ledger, rows, sources="second")
    assert (again.number, again.sources) == (run.number, "second")
    assert states(ledger, again) == {
        "accepted": "accepted", "rejected": "rejected", "unknown": "unknown",
        "deferred": "planned", "planned": "planned", "new": "planned",
    }  # fmt: skip
    served = {each.subscriber.address.partition("@")[0]: each.locale for each in ledger.claim(again, 9, now=NOW)}
    assert served == {"deferred": "ko", "planned": "ko", "new": "ko"}


def test_planning_anew_settles_first_what_a_killed_run_left(opened: Open) -> None:
    killed = opened()
    with killed.owned():
        run = plan(killed, 3)
        first, *_ = killed.claim(run, 2, now=NOW)
        hand(killed, run, first.position)
    again = opened()
    with again.owned():
        run = plan(again, 3, sources="second")
        assert states(again, run) == {"0": "unknown", "1": "planned", "2": "planned"}
        recovered = again.recover(run)
        assert (recovered.released, recovered.unknown) == (1, 1)
        assert again.recover(run).released == 0


def test_an_edition_of_an_earlier_plan_stays_only_for_those_who_may_still_need_it(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann", "ko"), row("bo")])
    first, second = ledger.claim(run, 2, now=NOW)
    hand(ledger, run, first.position, UNKNOWN)
    hand(ledger, run, second.position, ACCEPTED)
    run = ledger.plan("port-cities", "2026-06", templates={"cy": b"Welsh"}, rows=[], sources="second", now=NOW)
    assert ledger.templates(run) == {"ko": b"the Korean one", "cy": b"Welsh"}
    assert ledger.counts(run).locales["en-GB"][DeliveryState.ACCEPTED] == 1
    ledger.resolve(run, DeliveryState.PLANNED)
    assert [claimed.locale for claimed in ledger.claim(run, 1, now=NOW)] == ["ko"]


def test_a_resumed_plan_is_brought_up_to_date(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row(name, id=name) for name in ("served", "moved", "same", "gone", "renamed")])
    (served,) = ledger.claim(run, 1, now=NOW)
    hand(ledger, run, served.position, ACCEPTED)
    audience = [
        row("elsewhere", id="served"), row("new-address", id="moved"), row("same", id="same"), row("new", id="new"),
        row("new", id="new"), row("renamed", "ko", id="renamed", name="Ann", city="Busan"),
    ]  # fmt: skip
    assert ledger.refresh(run, audience) == Refreshed(changed=2, gone=1, new=1)
    assert states(ledger, run) == {
        "served": "accepted", "new-address": "planned", "same": "planned", "gone": "suppressed", "renamed": "planned",
    }  # fmt: skip
    assert ledger.refresh(run, audience) == Refreshed(changed=0, gone=0, new=1)
    renamed = ledger.claim(run, 9, now=NOW)[-1]
    assert (renamed.locale, renamed.subscriber.name, dict(renamed.subscriber.fields)) == (
        "ko",
        "Ann",
        {"city": "Busan"},
    )


def test_who_comes_back_into_the_audience_is_planned_again(ledger: SqliteLedger) -> None:
    run = plan(ledger, 3)
    assert ledger.refresh(run, [row(0)]).gone == 2
    ledger.suppress("2@example.org", at=NOW)
    ledger.refresh(run, [row(0), row(1), row(2)])
    assert states(ledger, run) == {"0": "planned", "1": "planned", "2": "suppressed"}


def test_a_refresh_that_fails_changes_nothing(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row(name, id=name) for name in ("ann", "bo")])

    def rows() -> Iterator[Row]:
        yield row("elsewhere", id="ann")
        raise ContentError("line 2 is no subscriber")

    for _ in range(2):
        with pytest.raises(ContentError):
            ledger.refresh(run, rows())
    assert states(ledger, run) == {"ann": "planned", "bo": "planned"}


def test_who_was_put_off_keeps_that_moment_when_the_audience_is_compared(ledger: SqliteLedger) -> None:
    run = plan(ledger, 1)
    (claimed,) = ledger.claim(run, 1, now=NOW)
    ledger.defer(run, claimed.position, DEFERRED, until=later(1))
    assert ledger.refresh(run, [row(0)]) == Refreshed()
    assert ledger.next_due(run) == later(1)


def test_a_plan_may_ask_whom_an_earlier_issue_reached(ledger: SqliteLedger) -> None:
    june = plan(ledger, 2)
    (first,) = ledger.claim(june, 1, now=NOW)
    hand(ledger, june, first.position, ACCEPTED)
    reached = (
        each
        for each in (row(0), row(1))
        if ledger.reached("port-cities", "2026-06", SECRET.person("port-cities", each.subscriber))
    )
    assert states(ledger, plan(ledger, reached, issue="2026-07")) == {"0": "planned"}


def test_a_copy_is_tried_on_and_leaves_the_ledger_alone(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann"), row("bo"), row("cy")])
    ledger.suppress("bo@example.org", at=NOW)
    ledger.choose(SECRET.person_of("port-cities", "cy@example.org"), locale="ko", at=NOW)
    copy = ledger.copied()
    foreseen = copy.foreseen(run)
    assert foreseen.states[DeliveryState.SUPPRESSED] == 1
    assert foreseen.locales["ko"][DeliveryState.PLANNED] == 1
    plan(copy, 50, sources="second")
    copy.claim(run, 99, now=NOW)
    copy.close()
    assert found(ledger, run) == {"planned": 3}
