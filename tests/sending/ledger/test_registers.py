from __future__ import annotations

from pathlib import Path

import pytest
from tests.sending.ledger.conftest import Open
from tests.sending.ledger.samples import ACCEPTED, NOW, REJECTED, SECRET, found, hand, later, plan, row

from bulletin.errors import ConfigError
from bulletin.sending.ledger.choices import Choice
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.suppressions import Reason, Suppression

ANN = SECRET.person_of("port-cities", "ann@example.org")


def octets(file: Path) -> bytes:
    """Return all that lies in the ledger's files: the database, its log and the rest."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()))


def test_a_suppression_stays_as_it_was_first_told(ledger: SqliteLedger) -> None:
    assert ledger.suppress("Ann@Example.org", Reason.COMPLAINT, at=NOW, source="arf")
    assert not ledger.suppress("ann@example.org", Reason.MANUAL, at=later(1))
    kept = Suppression(
        address="ann@example.org", address_key=SECRET.address("ann@example.org"), reason=Reason.COMPLAINT, at=NOW,
        source="arf",
    )  # fmt: skip
    assert list(ledger.suppressions()) == [kept]
    assert ledger.suppression("ANN@example.org") == kept
    assert ledger.suppression("bo@example.org") is None


def test_many_suppressions_are_imported_at_once_and_exported_whole(ledger: SqliteLedger) -> None:
    entries = [Suppression(address=f"{n}@example.org", reason=Reason.MANUAL, at=NOW) for n in range(1300)]
    assert ledger.suppress_all(entries + entries[:10]) == 1300
    assert {entry.address for entry in ledger.suppressions()} == {entry.address for entry in entries}


def test_a_list_of_keys_moves_to_another_ledger(ledger: SqliteLedger) -> None:
    ledger.forget("ann@example.org", at=NOW)
    (kept,) = ledger.suppressions()
    with SqliteLedger.in_memory(SECRET) as other:
        other.suppress(address_key=kept.address_key, reason=kept.reason, at=kept.at)
        assert other.claim(plan(other, [row("ann")]), 1, now=NOW) == ()


def test_an_unknown_reason_is_refused(ledger: SqliteLedger) -> None:
    with pytest.raises(ConfigError, match="one of unsubscribed, hard-bounce, complaint, manual, forgotten as a reason"):
        ledger.suppress("ann@example.org", "bounced", at=NOW)


def test_choices_add_up_and_none_leaves_one_as_it_was(ledger: SqliteLedger) -> None:
    ledger.choose(ANN, locale="ko", at=NOW)
    ledger.choose(ANN, address="ann@elsewhere.example", at=later(1))
    ledger.choose(ANN, left=True, at=later(2))
    choice = Choice(key=ANN, locale="ko", left=True, address="ann@elsewhere.example", at=later(2))
    assert ledger.choice(ANN) == choice
    assert list(ledger.choices()) == [choice]
    ledger.choose(ANN, left=False, at=later(3))
    assert [each.left for each in ledger.choices()] == [False]
    assert ledger.choice(b"nobody") is None


def test_the_last_approval_counts(ledger: SqliteLedger) -> None:
    ledger.approve("port-cities", "2026-06", "ko", "old", at=NOW)
    ledger.approve("port-cities", "2026-06", "ko", "new", at=later(1), by="The editors")
    ledger.approve("port-cities", "2026-06", "en-GB", "source", at=NOW)
    assert ledger.approvals("port-cities", "2026-06") == {"ko": "new", "en-GB": "source"}
    assert ledger.approvals("port-cities", "2026-07") == {}


def test_all_that_is_kept_about_a_person_is_told(ledger: SqliteLedger) -> None:
    run = plan(ledger, [row("ann", "ko", name="Ann", city="Busan"), row("bo")])
    (ann,) = ledger.claim(run, 1, now=NOW)
    ledger.record(run, settled=[(ann.position, REJECTED)])
    ledger.choose(ann.key, locale="en-GB", at=NOW)
    ledger.suppress("ann@example.org", "hard-bounce", at=NOW, source="a report")
    delivery, choice, suppression = ledger.person("ANN@example.org")
    assert (delivery["issue"], delivery["name"], delivery["fields"]) == ("2026-06", "Ann", {"city": "Busan"})
    assert (delivery["state"], delivery["code"], delivery["reply"]) == ("rejected", 550, "5.1.1 no such user")
    assert (choice["kept"], choice["locale"]) == ("choice", "en-GB")
    assert (suppression["reason"], suppression["source"]) == ("hard-bounce", "a report")
    assert ledger.person("nobody@example.org") == []


def test_the_octets_of_who_is_forgotten_leave_the_files(file: Path, opened: Open) -> None:
    ledger = opened()
    with ledger.owned():
        rows = [row(n, name=f"Reader {n}") for n in range(400)]
        rows[200] = row("Zebedee.Quill", "ko", id="member-77", name="Zebedee Quill", city="Ashby-de-la-Zouch")
        run = plan(ledger, rows)
        for claimed in ledger.claim(run, 300, now=NOW):
            hand(ledger, run, claimed.position, ACCEPTED)
        plan(ledger, rows, issue="2026-07")
        ledger.choose(SECRET.person_of("port-cities", "member-77"), address="zq@hideaway.example", at=NOW)
        ledger.suppress("zebedee.quill@example.org", "complaint", at=NOW)
        needles = (b"Zebedee", b"zebedee", b"member-77", b"hideaway", b"Zouch")
        assert all(needle in octets(file) for needle in needles)
        assert ledger.forget("zebedee.quill@example.org", at=NOW) == [
            "delivery of 2026-06 (port-cities): address, id, name, fields, reply",
            "delivery of 2026-07 (port-cities): address, id, name, fields",
            "choice: address",
            "suppression: address",
        ]
        assert [needle for needle in needles if needle in octets(file)] == []
        assert ledger.counts(run).total == 400
    ledger.close()
    assert [needle for needle in needles if needle in octets(file)] == []


@pytest.mark.parametrize("named", ["old@example.org", "new@example.org"])
def test_who_is_forgotten_stays_suppressed_under_every_name(ledger: SqliteLedger, named: str) -> None:
    run = plan(ledger, [row("old", id="ann"), row("bo", id="bo")])
    ledger.choose(SECRET.person_of("port-cities", "ann"), address="new@example.org", at=NOW)
    assert ledger.forget(named, at=NOW)
    assert [each.subscriber.id for each in ledger.claim(run, 9, now=NOW)] == ["bo"]
    later_issue = plan(ledger, [row("old"), row("new"), row("third", id="ann"), row("cy")], issue="2026-07")
    assert [each.subscriber.address for each in ledger.claim(later_issue, 9, now=NOW)] == ["cy@example.org"]
    assert [entry.address for entry in ledger.suppressions()] == ["", ""]


def test_who_is_forgotten_is_not_written_down_again_from_a_file_that_still_has_them(file: Path, opened: Open) -> None:
    ledger = opened()
    rows = [row("Zebedee", name="Zebedee Quill"), row("bo")]
    with ledger.owned():
        run = plan(ledger, rows)
        ledger.forget("zebedee@example.org", at=NOW)
        ledger.refresh(run, rows)
        july = plan(ledger, rows, issue="2026-07")
        plan(ledger, rows, sources="second")
        for each in (run, july):
            assert [claimed.subscriber.address for claimed in ledger.claim(each, 9, now=NOW)] == ["bo@example.org"]
            assert found(ledger, each) == {"suppressed": 1, "claimed": 1}
    assert b"Zebedee" not in octets(file)


def test_a_stranger_is_forgotten_by_suppressing_the_address(ledger: SqliteLedger) -> None:
    assert ledger.forget("ann@example.org", at=NOW) == []
    assert [(entry.address, entry.reason) for entry in ledger.suppressions()] == [("", Reason.FORGOTTEN)]
    assert not ledger.suppress("ann@example.org", "hard-bounce", at=NOW)
    run = plan(ledger, [row("ann")])
    assert ledger.claim(run, 1, now=NOW) == ()
    assert found(ledger, run) == {"suppressed": 1}


def test_a_reply_that_comes_after_the_person_was_forgotten_is_not_kept(file: Path, opened: Open) -> None:
    running, other = opened(), opened()
    with running.owned():
        run = plan(running, [row("ann"), row("bo")])
        ann, bo = running.claim(run, 2, now=NOW)
        hand(running, run, ann.position)
        other.forget("ann@example.org", at=NOW)
        running.record(run, settled=[(ann.position, ACCEPTED)])
        hand(running, run, bo.position, ACCEPTED)
    assert [outcome.reply for _, _, outcome in running.people(run) if outcome] == ["", ACCEPTED.reply]


def test_what_another_reader_keeps_from_being_scrubbed_is_scrubbed_when_the_next_run_ends(
    file: Path, opened: Open
) -> None:
    one, reader = opened(), opened()
    with one.owned():
        plan(one, [row("Zebedee"), *(row(n) for n in range(50))])
    held = reader._store.connection.execute("SELECT * FROM people")
    held.fetchone()
    one.forget("zebedee@example.org", at=NOW)
    assert b"Zebedee" in octets(file)
    assert not one.scrub()
    held.close()
    with one.owned():
        pass
    assert b"Zebedee" not in octets(file)
    assert one.scrub()
