"""Reports in a Maildir: whoever is dead or complains is suppressed, and nobody else can be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sending.ledger.samples import NOW, SECRET, later, plan, row, states
from tests.sending.test_bounces import MESSAGE, report

from bulletin.errors import ConfigError
from bulletin.model.subscriber import Subscriber
from bulletin.posting.bounced import Bounces, read_bounces
from bulletin.sending.ledger.ledger import Row
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.suppressions import Reason


@pytest.fixture
def ledger() -> Iterator[SqliteLedger]:
    """A ledger in which two issues went to Ann, Bo and Cy."""
    with SqliteLedger.in_memory(SECRET) as kept:
        for issue in ("2026-05", "2026-06"):
            plan(kept, [row("ann", id="7"), row("bo"), row("cy@bücher")], issue=issue)
        yield kept


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """An empty Maildir."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / "bounces" / name).mkdir(parents=True)
    return tmp_path / "bounces"


def put(
    maildir: Path, sample: str, whose: str = "ann", *, of: str = "", issue: str = "2026-06", at: str = "new/1"
) -> None:
    """Put a report into a Maildir: on the message to `of`, naming the address of `whose`."""
    person = SECRET.person_of("port-cities", {"ann": "7"}.get(of or whose, f"{of or whose}@example.org"))
    message = SECRET.message_id("port-cities", issue, person, "example.org")[1:33]
    raw = report(sample, address=f"{whose}@example.org").replace(MESSAGE.encode(), message.encode())
    (maildir / at).write_bytes(raw)


def read(ledger: SqliteLedger, maildir: Path) -> Bounces:
    return read_bounces(ledger, SECRET, maildir, later(1))


def listed(ledger: SqliteLedger) -> dict[str, str]:
    return {entry.address: str(entry.reason) for entry in ledger.suppressions()}


@pytest.mark.parametrize("sample", ["postfix", "exim", "exchange", "gmail", "envelope-only"])
@pytest.mark.parametrize("issue", ["2026-05", "2026-06"])
def test_a_hard_bounce_of_any_issue_suppresses_its_reader(
    ledger: SqliteLedger, maildir: Path, sample: str, issue: str
) -> None:
    put(maildir, sample, issue=issue)
    read(ledger, maildir)
    assert listed(ledger) == {"ann@example.org": "hard-bounce"}
    [entry] = ledger.suppressions()
    assert (entry.at, entry.source[:1], entry.source[-1:]) == (later(1), "<", ">")
    run = ledger.run("port-cities", "2026-06")
    assert run is not None
    assert [claimed.subscriber.address for claimed in ledger.claim(run, 9, now=NOW)] == [
        "bo@example.org",
        "cy@bücher@example.org",
    ]


def test_a_complaint_suppresses_even_where_the_address_is_withheld(ledger: SqliteLedger, maildir: Path) -> None:
    put(maildir, "complaint", at="cur/1:2,S")
    assert next(read(ledger, maildir).lines()) == "ann@example.org: suppressed, complaint: feedback: abuse"
    assert listed(ledger) == {"ann@example.org": "complaint"}


@pytest.mark.parametrize(
    "sample", ["postfix-full", "postfix-delayed", "postfix-expired", "postfix-policy", "postfix-relayed", "several"]
)
def test_what_is_nothing_against_the_address_suppresses_nobody(
    ledger: SqliteLedger, maildir: Path, sample: str
) -> None:
    put(maildir, sample)
    found = read(ledger, maildir)
    assert (found.passing, found.aside, listed(ledger)) == (1, [], {})


def test_nobody_can_have_another_reader_suppressed(ledger: SqliteLedger, maildir: Path) -> None:
    put(maildir, "postfix", "bo", of="ann", at="new/1")  # Ann sends back her own message, and names Bo
    (maildir / "new/2").write_bytes(report("postfix", address="bo@example.org"))  # a Message-ID that was made up
    stolen = report("postfix", address="bo@example.org").replace(
        f"<{MESSAGE}@example.org>".encode(), b"<x@example.org>"
    )
    (maildir / "new/3").write_bytes(stolen)
    found = read(ledger, maildir)
    assert listed(ledger) == {}
    assert [why.split(",")[0] for _, why in found.aside] == [
        "sent to ann@example.org", "its message is none that this ledger sent", "it does not say on which message"
    ]  # fmt: skip


def test_a_mailbox_behind_the_readers_address_is_told_and_not_suppressed(ledger: SqliteLedger, maildir: Path) -> None:
    put(maildir, "forwarded")
    [(name, why)] = read(ledger, maildir).aside
    assert name == "new/1"
    assert why == (
        "sent to ann@example.org, it failed at one@example.net, which may be one of several; "
        "if the address is dead: bulletin suppress ann@example.org --reason hard-bounce"
    )
    assert listed(ledger) == {}


def test_what_is_not_clear_is_told_with_what_to_do(ledger: SqliteLedger, maildir: Path) -> None:
    put(maildir, "postfix-bare-550")
    [(_, why)] = read(ledger, maildir).aside
    assert why == (
        "not clear: 550 this delivery is not wanted here; "
        "if the address is dead: bulletin suppress ann@example.org --reason hard-bounce"
    )


def test_what_cannot_be_read_is_listed_by_file(ledger: SqliteLedger, maildir: Path) -> None:
    for at, sample in enumerate(("qmail", "away", "advertisement")):
        put(maildir, sample, at=f"new/{at}")
    (maildir / "new" / "3").mkdir()
    (maildir / "new" / "4\udcff").write_bytes(b"")
    found = read(ledger, maildir)
    assert [name for name, _ in found.aside] == ["new/0", "new/1", "new/2", "new/3", "new/4\\udcff"]
    assert list(found.lines())[-1] == (
        "5 reports: 0 newly suppressed, 0 on the list already, 0 with nothing against the address, 5 left aside"
    )


def test_reading_again_changes_neither_list_nor_maildir(ledger: SqliteLedger, maildir: Path) -> None:
    put(maildir, "postfix")
    put(maildir, "exim", at="cur/2:2,")
    first = read(ledger, maildir)
    before = [(file, file.stat().st_mtime_ns) for file in sorted(maildir.rglob("*"))]
    entries = list(ledger.suppressions())
    again = read_bounces(ledger, SECRET, maildir, later(9))
    assert (len(first.suppressed), first.known, len(again.suppressed), again.known) == (1, 1, 0, 2)
    assert list(ledger.suppressions()) == entries
    assert [(file, file.stat().st_mtime_ns) for file in sorted(maildir.rglob("*"))] == before


def test_what_a_person_was_suppressed_for_before_stays(ledger: SqliteLedger, maildir: Path) -> None:
    ledger.suppress("ann@example.org", Reason.COMPLAINT, at=NOW)
    put(maildir, "postfix")
    assert read(ledger, maildir).known == 1
    assert listed(ledger) == {"ann@example.org": "complaint"}


def test_a_bounce_of_somebody_who_was_forgotten_brings_nothing_back(ledger: SqliteLedger, maildir: Path) -> None:
    put(maildir, "postfix")
    ledger.forget("ann@example.org", at=NOW)
    assert read(ledger, maildir).known == 1
    assert listed(ledger) == {"": "forgotten"}


def test_a_bounce_is_of_the_address_that_the_message_went_to(ledger: SqliteLedger, maildir: Path) -> None:
    run = ledger.run("port-cities", "2026-06")
    assert run is not None
    ledger.choose(SECRET.person_of("port-cities", "7"), address="new@example.org", at=NOW)
    ledger.claim(run, 1, now=NOW)
    put(maildir, "postfix", issue="2026-05")
    read(ledger, maildir)
    assert listed(ledger) == {"ann@example.org": "hard-bounce"}
    put(maildir, "postfix", "new", of="ann", at="new/2")
    read(ledger, maildir)
    assert listed(ledger) == {"ann@example.org": "hard-bounce", "new@example.org": "hard-bounce"}
    assert states(ledger, run)["new"] == "claimed"


def test_a_domain_in_letters_of_its_own_is_the_same_in_ascii(maildir: Path) -> None:
    with SqliteLedger.in_memory(SECRET) as kept:
        ann = Subscriber(address="ann@bücher.example")
        plan(kept, [Row(subscriber=ann, locale="ko")])
        message = SECRET.message_id("port-cities", "2026-06", SECRET.person("port-cities", ann), "x")[1:33]
        raw = report("postfix", address="ANN@xn--bcher-kva.example").replace(MESSAGE.encode(), message.encode())
        (maildir / "new" / "1").write_bytes(raw)
        read(kept, maildir)
        assert list(listed(kept).values()) == ["hard-bounce"]
        assert kept.suppression("ann@bücher.example") is not None


@pytest.mark.parametrize("removed", ["new", "cur", ""])
def test_a_folder_that_is_no_maildir_is_told(ledger: SqliteLedger, maildir: Path, removed: str) -> None:
    shutil.rmtree(maildir / removed)
    with pytest.raises(ConfigError, match="expected a Maildir, found "):
        read(ledger, maildir)


def test_a_report_without_end_is_left_aside(
    ledger: SqliteLedger, maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.posting.bounced._LARGEST", 1024)
    (maildir / "new" / "1").write_bytes(b"x" * 1025)
    assert read(ledger, maildir).aside == [("new/1", "larger than 0 MB")]
