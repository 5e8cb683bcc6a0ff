"""`bulletin sent`, `suppress`, `forget` and `approve`: what they say, what they write, and how they end."""

from __future__ import annotations

import csv
import json
import sqlite3
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from tests.sending.test_bounces import MESSAGE, report

from bulletin.cli.main import run
from bulletin.mail.identity import Secret
from bulletin.sending.ledger.lock import file_owned
from bulletin.sending.ledger.schema import HANDED, REJECTED
from bulletin.testing import write_newsletter

SECRET = "a secret that is long enough"  # noqa: S105 - of a test
PEOPLE = (
    "address,id,name,locale,zone,town\nzebedee.quill@example.org,77,Zebedee Quill,,,Ashby\nbo@example.org,,,,,\n"
    "cy@example.org,3,Cy,,,\n"
)
Shown = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsletter with three subscribers; the shell stands in it, and the secret is set."""
    write_newsletter(tmp_path, articles=1)
    (tmp_path / "subscribers.csv").write_text(PEOPLE, encoding="utf-8")
    toml = tmp_path / "bulletin.toml"
    text = toml.read_text(encoding="utf-8").replace('view = "https://example.org/{issue}/{locale}/"\n', "")
    toml.write_text(f'{text}[delivery]\nto = "subscribers.csv"\ntransport = "maildir:mail"\n', encoding="utf-8")
    monkeypatch.setenv("BULLETIN_SECRET", SECRET)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def served(folder: Path, capsys: Shown) -> Path:
    """The same, after its issue was sent."""
    assert run(["send", "2023-06", "--yes"]) == 0
    capsys.readouterr()
    return folder


def say(capsys: Shown, *arguments: str, code: int = 0) -> str:
    """Run a command, and return what it says."""
    assert run([*arguments]) == code
    shown = capsys.readouterr()
    return shown.err if code == 2 else shown.out


def data(capsys: Shown, *arguments: str, code: int = 0) -> Any:
    """Run a command, and return the JSON that it prints; nothing else may stand beside it."""
    assert run([*arguments]) == code
    return json.loads(capsys.readouterr().out)


def disturb(folder: Path, state: int, reply: str = "") -> None:
    """Make the last person's message stand in another state."""
    with sqlite3.connect(folder / "state" / "bulletin.sqlite") as ledger:
        ((place,),) = ledger.execute("SELECT max(place) FROM progress").fetchall()
        ledger.execute("UPDATE progress SET state = ?, code = ? WHERE place = ?", (state, 550 if reply else 0, place))
        ledger.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (place, reply))
    ledger.close()


def mails(folder: Path) -> int:
    return len(list((folder / "mail" / "new").iterdir()))


# ---- sent -------------------------------------------------------------------------------------------------------


def test_an_issue_is_accounted_for_as_json(served: Path, capsys: Shown) -> None:
    account = data(capsys, "sent", "2023-06", "--json")
    assert {state: count for state, count in account["states"].items() if count} == {"accepted": 3}
    assert account["locales"]["en-GB"]["accepted"] == 3
    assert (account["unknown"], account["rejected"]) == ([], [])


def test_an_issue_is_accounted_for_in_words(served: Path, capsys: Shown) -> None:
    disturb(served, REJECTED, "5.1.1 no such user")
    said = say(capsys, "sent", "2023-06")
    assert [line.split() for line in said.splitlines()[:3]] == [
        ["edition", "accepted", "rejected"],
        ["en-GB", "2", "1"],
        ["all", "2", "1"],
    ]
    assert "rejected: cy@example.org: 550 5.1.1 no such user" in said
    assert data(capsys, "sent", "2023-06", "--json")["rejected"] == [
        {"address": "cy@example.org", "reason": "550 5.1.1 no such user"}
    ]


@pytest.mark.parametrize(("how", "copies", "told"), [("assume-sent", 3, "settled now"), ("resend", 4, "planned again")])
def test_doubt_is_told_and_settled(served: Path, capsys: Shown, how: str, copies: int, told: str) -> None:
    disturb(served, HANDED)
    assert run(["send", "2023-06", "--yes"]) == 3
    capsys.readouterr()
    assert data(capsys, "sent", "2023-06", "--json", code=3)["unknown"] == ["cy@example.org"]
    assert "in doubt: cy@example.org" in say(capsys, "sent", "2023-06", code=3)
    assert told in say(capsys, "sent", "2023-06", "--resolve", how)
    assert run(["send", "2023-06", "--yes"]) == 0
    assert mails(served) == copies


def test_everybody_is_written_as_csv_that_computes_nothing(folder: Path, capsys: Shown) -> None:
    (folder / "subscribers.csv").write_text(
        "address,id\n=1+1@example.org,@SUM(A1)\nbo@example.org,\n", encoding="utf-8"
    )
    assert run(["send", "2023-06", "--yes"]) == 0
    capsys.readouterr()
    assert "wrote everybody.csv: 2 rows" in say(capsys, "sent", "2023-06", "--export", "everybody.csv")
    with (folder / "everybody.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["address"], row["id"], row["state"]) for row in rows] == [
        ("'=1+1@example.org", "'@SUM(A1)", "accepted"),
        ("bo@example.org", "", "accepted"),
    ]
    assert (
        say(capsys, "sent", "2023-06", "--export", "-").splitlines()[0] == "address,id,locale,state,attempts,code,reply"
    )


def test_an_issue_whose_folder_is_gone_is_accounted_for_all_the_same(served: Path, capsys: Shown) -> None:
    (served / "issues" / "2023-06").rename(served / "kept")
    assert data(capsys, "sent", "2023-06", "--json", "--project", str(served))["states"]["accepted"] == 3


def test_all_that_is_kept_about_a_person_is_printed(served: Path, capsys: Shown) -> None:
    assert run(["suppress", "Zebedee.Quill@example.org"]) == 0
    capsys.readouterr()
    delivery, suppression = data(capsys, "sent", "--person", "ZEBEDEE.quill@example.org")
    assert (delivery["kept"], delivery["name"], delivery["id"], delivery["state"]) == (
        "delivery", "Zebedee Quill", "77", "accepted",
    )  # fmt: skip
    assert (suppression["kept"], suppression["reason"]) == ("suppression", "manual")
    assert data(capsys, "sent", "--person", "nobody@example.org") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "expected either an issue, `bulletin sent 2023-06`, or `bulletin sent --person ADDRESS`"),
        (("2023-06", "--person", "a@b.example"), "expected either an issue"),
        (("--person", "a@b.example", "--resolve", "resend"), "expected --person alone, found --resolve or --export"),
        (("2024-01",), "expected an issue's id or folder, found '2024-01'; this newsletter has 2023-06"),
    ],
)
def test_what_sent_cannot_tell(served: Path, capsys: Shown, arguments: tuple[str, ...], said: str) -> None:
    assert f"error: {said}" in say(capsys, "sent", *arguments, code=2)


def test_an_issue_that_was_never_sent(served: Path, capsys: Shown) -> None:
    write_newsletter(served, articles=1).rename(served / "issues" / "2023-07")
    assert "expected an issue that was sent, found '2023-07'" in say(capsys, "sent", "2023-07", code=2)


# ---- suppress ---------------------------------------------------------------------------------------------------


def test_who_is_suppressed_receives_nothing_more(folder: Path, capsys: Shown) -> None:
    said = say(capsys, "suppress", "BO@example.org", "--reason", "complaint", "--new-ledger")
    assert said == "bo@example.org: suppressed, complaint\n"
    assert "on the list already since " in say(capsys, "suppress", "bo@example.org")
    assert run(["send", "2023-06", "--yes"]) == 0
    assert mails(folder) == 2


def test_suppressing_says_what_it_did_as_json(served: Path, capsys: Shown) -> None:
    (served / "list.csv").write_text("address\nbo@example.org\nnew@example.org\n", encoding="utf-8")
    record = data(capsys, "suppress", "bo@example.org", "--import", "list.csv", "--export", "out.csv", "--json")
    assert record == {"suppressed": ["bo@example.org"], "known": [], "imported": {"new": 1, "known": 1}, "exported": 2}
    record = data(capsys, "suppress", "bo@example.org", "--json")
    assert (record["suppressed"], record["known"][0]["address"]) == ([], "bo@example.org")


def test_a_list_is_imported_and_exported(served: Path, capsys: Shown) -> None:
    (served / "list.csv").write_text("address;reason\n+bo@example.org;hard-bounce\ncy@example.org;\n", encoding="utf-8")
    assert say(capsys, "suppress", "--import", "list.csv") == "list.csv: 2 newly suppressed, 0 on the list already\n"
    assert say(capsys, "suppress", "--import", "list.csv") == "list.csv: 0 newly suppressed, 2 on the list already\n"
    assert say(capsys, "suppress", "--export", "out.csv") == "wrote out.csv: 2 rows\n"
    shown = say(capsys, "suppress", "--export", "-")
    assert shown.encode() == (served / "out.csv").read_bytes()
    assert sorted(line.split(",")[:2] for line in shown.splitlines()[1:]) == [
        ["'+bo@example.org", "hard-bounce"], ["cy@example.org", "manual"],
    ]  # fmt: skip
    assert say(capsys, "suppress", "--import", "out.csv") == "out.csv: 0 newly suppressed, 2 on the list already\n"


def test_bounces_are_read_from_a_maildir(served: Path, capsys: Shown) -> None:
    for name in ("new", "cur", "tmp"):
        (served / "bounces" / name).mkdir(parents=True)
    sent = [message_from_bytes(file.read_bytes()) for file in (served / "mail" / "new").iterdir()]
    for at, sample in enumerate(("gmail", "qmail", "postfix-full")):
        mail = sent[at]
        raw = report(sample, address=str(mail["To"]).rpartition("<")[2].strip(" <>"))
        message = str(mail["Message-ID"])[1:33]
        (served / "bounces" / "new" / str(at)).write_bytes(raw.replace(MESSAGE.encode(), message.encode()))
    record = data(capsys, "suppress", "--bounces", "bounces", "--json")["bounces"]
    assert (record["reports"], len(record["suppressed"]), record["passing"]) == (3, 1, 1)
    assert [left["file"] for left in record["aside"]] == ["new/1"]
    lines = say(capsys, "suppress", "--bounces", "bounces").splitlines()
    assert lines[0].startswith("new/1: left aside: a bounce in qmail's own form")
    assert lines[1].startswith("3 reports: 0 newly suppressed, 1 on the list already, 1 with nothing against")


def test_choices_are_handed_to_the_file_of_subscribers(served: Path, capsys: Shown) -> None:
    assert say(capsys, "suppress", "--export-choices", "choices.csv") == "wrote choices.csv: 0 rows\n"
    assert (served / "choices.csv").read_text(encoding="utf-8").strip() == "id,address,locale,new_address,at"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            (),
            "expected addresses, --import FILE, --export FILE, --export-choices FILE or --bounces MAILDIR, found none",
        ),
        (("bo",), "expected an address such as 'ann@example.org', found 'bo'"),
        (("bo@example.org", "--reason", "bored"), "expected one of unsubscribed, hard-bounce, complaint, manual"),
        (("bo@example.org", "--reason", "forgotten"), "expected another reason than `forgotten`"),
        (
            ("--import", "missing.csv"),
            "missing.csv: expected a file that can be read, found: No such file or directory",
        ),
        (("--import", "subscribers.toml"), "expected a column `address`, found id = "),
        (("--bounces", "issues"), "issues: expected a Maildir, found none with the folders `new` and `cur`"),
        (("--bounces", "missing"), "missing: expected a Maildir, found no such folder"),
        (("--export", "issues"), "expected a place that can be written to, found: Is a directory"),
        (("--export", "-", "--json"), "expected one thing on standard output, found several"),
        (("--export", "-", "bo@example.org"), "expected one thing on standard output, found several"),
    ],
)
def test_what_suppress_cannot_do(served: Path, capsys: Shown, arguments: tuple[str, ...], said: str) -> None:
    (served / "subscribers.toml").write_text('id = "x"\n', encoding="utf-8")
    shown = say(capsys, "suppress", *arguments, code=2)
    assert said in shown
    assert shown.count("error: ") == 1
    assert say(capsys, "suppress", "--export", "-").splitlines()[1:] == []


# ---- forget -----------------------------------------------------------------------------------------------------


def octets(folder: Path) -> bytes:
    """Return all that lies in the state, in one piece."""
    return b"".join(file.read_bytes() for file in sorted((folder / "state").rglob("*")) if file.is_file())


def test_who_is_forgotten_is_gone_from_every_file_of_the_state(served: Path, capsys: Shown) -> None:
    assert run(["suppress", "zebedee.quill@example.org"]) == 0
    assert b"zebedee.quill@example.org" in octets(served)
    capsys.readouterr()
    said = say(capsys, "forget", "Zebedee.Quill@example.org")
    assert "removed: delivery of 2023-06 (harbour-post): address, id, name" in said
    assert "the address stays suppressed by a keyed hash" in said
    left = octets(served).lower()
    assert [word for word in (b"zebedee", b"quill", b"ashby") if word in left] == []
    assert all(record["kept"] != "delivery" or not record["address"] for record in data(
        capsys, "sent", "--person", "zebedee.quill@example.org",
    ))  # fmt: skip


def test_who_is_forgotten_stays_away_even_when_imported_again(served: Path, capsys: Shown) -> None:
    assert run(["forget", "zebedee.quill@example.org"]) == 0
    (served / "again.csv").write_text(
        "address,id\nZEBEDEE.QUILL@example.org,new-id\nbo@example.org,\n", encoding="utf-8"
    )
    write_newsletter(served, articles=1).rename(served / "issues" / "2023-07")
    write_newsletter(served, articles=1)
    text = (served / "bulletin.toml").read_text(encoding="utf-8")
    (served / "bulletin.toml").write_text(
        f'{text}[delivery]\nto = "again.csv"\ntransport = "maildir:mail"\n', encoding="utf-8"
    )
    before = mails(served)
    capsys.readouterr()
    assert run(["send", "2023-07", "--yes"]) == 0
    assert mails(served) == before + 1
    assert b"zebedee" not in (served / "state" / "bulletin.sqlite").read_bytes().lower()


def test_somebody_of_whom_nothing_is_kept_is_suppressed_by_forgetting(served: Path, capsys: Shown) -> None:
    assert "nothing was kept; the address is suppressed now" in say(capsys, "forget", "dora@example.org")
    assert "on the list already" in say(capsys, "suppress", "dora@example.org")
    assert data(capsys, "forget", "dora@example.org", "--json") == {"removed": [], "scrubbed": True}


def test_a_slip_of_the_pen_forgets_nobody(served: Path, capsys: Shown) -> None:
    assert "expected an address such as 'ann@example.org', found 'zebedee'" in say(capsys, "forget", "zebedee", code=2)


# ---- approve ----------------------------------------------------------------------------------------------------


def test_editions_are_approved_by_somebody(folder: Path, capsys: Shown) -> None:
    assert say(capsys, "approve", "2023-06", "--by", "Ann").startswith("en-GB: approved · A roof, quiet boats")
    [record] = data(capsys, "approve", "2023-06", "--json")["approved"]
    assert (record["locale"], record["again"]) == ("en-GB", False)
    article = folder / "issues" / "2023-06" / "article-1.md"
    article.write_text(article.read_text(encoding="utf-8").replace("rain", "snow"), encoding="utf-8")
    assert "en-GB: approved, in place of what was approved before" in say(capsys, "approve", "2023-06")


def test_an_edition_that_there_is_not_cannot_be_approved(folder: Path, capsys: Shown) -> None:
    assert "expected one of the editions en-GB, found 'ko'" in say(
        capsys, "approve", "2023-06", "--locale", "ko", code=2
    )


# ---- state and secret -------------------------------------------------------------------------------------------

COMMANDS = [
    ("sent", "2023-06"),
    ("sent", "--person", "a@b.example"),
    ("suppress", "a@b.example"),
    ("forget", "a@b.example"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_ledger_nothing_is_begun(folder: Path, capsys: Shown, command: tuple[str, ...]) -> None:
    assert "expected the ledger at " in say(capsys, *command, code=2)
    assert not (folder / "state").exists()


@pytest.mark.parametrize("command", [*COMMANDS, ("approve", "2023-06")], ids=" ".join)
def test_without_the_secret_nothing_is_read(
    served: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.delenv("BULLETIN_SECRET")
    assert "expected the newsletter's secret in the environment variable BULLETIN_SECRET" in say(
        capsys, *command, code=2
    )
    monkeypatch.setenv("BULLETIN_SECRET", "short")
    assert "expected a secret of at least 16 characters, found 5" in say(capsys, *command, code=2)
    monkeypatch.setenv("BULLETIN_SECRET", "another secret, and no less long")
    said = say(capsys, *command, code=2)
    assert f"expected the secret with the fingerprint {Secret(SECRET.encode()).fingerprint}" in said


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_no_ledger_is_told(served: Path, capsys: Shown, command: tuple[str, ...]) -> None:
    other = served / "other.sqlite"
    other.write_text("no ledger at all, " * 100, encoding="utf-8")
    assert "expected a ledger, found a file that is none or is damaged" in say(
        capsys, *command, "--state", str(other), code=2
    )


def test_a_run_that_is_at_work_is_not_disturbed_by_settling(served: Path, capsys: Shown) -> None:
    with file_owned(served / "state" / "bulletin.sqlite"):
        assert "another run" in say(capsys, "sent", "2023-06", "--resolve", "resend").lower()
        assert data(capsys, "sent", "2023-06", "--json")["states"]["accepted"] == 3
        assert run(["suppress", "bo@example.org"]) == 0
