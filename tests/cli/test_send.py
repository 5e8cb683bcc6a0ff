"""`bulletin send`: each reader once; what is wrong is said before anything leaves."""

import http.server
import json
import shutil
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from bulletin.cli.main import run
from bulletin.testing import write_newsletter

SECRET = "a secret that is long enough"  # noqa: S105 - of a test
ROWS = """address,id,name,locale,zone
ann@example.org,1,Ann Lee,en,Europe/London
minji@example.org,2,김민지,ko-KR,Asia/Seoul
carys@example.org,3,Carys,cy en,Europe/London
fatima@example.org,4,فاطمة,ar,
tom@example.org,5,,fr,
"""


@pytest.fixture
def folder(port_cities: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example with five subscribers, and the secret set; the shell stands in it."""
    (port_cities / "subscribers.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.setenv("BULLETIN_SECRET", SECRET)
    monkeypatch.chdir(port_cities)
    return port_cities


def send(*more: str) -> int:
    return run(["send", "2023-06", "--to", "subscribers.csv", "--transport", "maildir:mail", *more])


def mails(folder: Path) -> list[EmailMessage]:
    return [
        message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted((folder / "mail").glob("new/*"))
    ]


def test_each_subscriber_gets_the_issue_once_in_their_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send() == 0
    assert Counter(mail["Content-Language"] for mail in mails(folder)) == {"en-GB": 2, "ko": 1, "ar": 1, "cy": 1}
    assert "2023-06: 5 accepted" in capsys.readouterr().out


def test_sent_again_nobody_gets_it_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send()
    capsys.readouterr()
    assert send() == 0
    assert len(mails(folder)) == 5
    assert "2023-06: nothing" in capsys.readouterr().out


def test_the_json_is_data_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert send("--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["made"] == {"accepted": 5}
    assert record["states"]["accepted"] == 5


def test_a_dry_run_shows_the_plan_and_leaves_no_trace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert send("--dry-run", "--rate", "2") == 0
    told = capsys.readouterr().out
    assert "5 messages, 2.5 s at 2 a second" in told
    assert [line.split()[:2] for line in told.splitlines()[1:5]] == [
        ["en-GB", "2"],
        ["ko", "1"],
        ["ar", "1"],
        ["cy", "1"],
    ]
    assert not (folder / "mail").exists()
    assert run(["sent", "2023-06"]) == 2


def test_a_limit_that_was_asked_for_is_no_fault_and_the_rest_goes_next(folder: Path) -> None:
    assert send("--limit", "2") == 0
    assert len(mails(folder)) == 2
    assert send() == 0
    assert len(mails(folder)) == 5


def test_one_edition_alone(folder: Path) -> None:
    assert send("--only", "ko") == 0
    assert [mail["To"] for mail in mails(folder)] == ["김민지 <minji@example.org>"]
    assert send("--only", "de") == 2


def test_a_test_is_marked_changes_nothing_and_may_be_repeated(folder: Path) -> None:
    for _ in range(2):
        assert send("--test", "me@example.org,you@example.org", "--locale", "ko", "--as", "2") == 0
    found = mails(folder)
    assert len(found) == 4
    assert all(mail["Subject"].startswith("[TEST ko] ") for mail in found)
    assert {mail["To"].addresses[0].addr_spec for mail in found} == {"me@example.org", "you@example.org"}
    assert not (folder / "state").exists()


def test_a_test_of_an_edition_that_is_not_ready_says_so_on_top(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder)
    assert send("--test", "me@example.org", "--locale", "ko") == 0
    body = mails(folder)[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("*** This edition (ko) would not be sent:")
    assert "ko would not be sent to readers" in capsys.readouterr().err


def spoil(folder: Path) -> None:
    """Take the review of the Korean subject away."""
    file = folder / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po"
    text = file.read_text(encoding="utf-8")
    begins = text.index('msgctxt "issue.subject"')
    file.write_text(f"{text[:begins]}#, fuzzy\n{text[begins:]}", encoding="utf-8")


def test_an_edition_that_is_not_ready_stops_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder)
    assert send() == 1
    assert "ko would not be sent" in capsys.readouterr().err
    assert not (folder / "mail").exists()


def test_or_its_readers_receive_the_source_edition_where_the_policy_says_so(folder: Path) -> None:
    spoil(folder)
    settings = folder / "bulletin.toml"
    text = settings.read_text(encoding="utf-8")
    wanted = text.replace("[editions.ko]", '[editions.ko]\nrefused = "source"')
    assert wanted != text
    settings.write_text(wanted, encoding="utf-8")
    assert send() == 0
    assert Counter(mail["Content-Language"] for mail in mails(folder)) == {"en-GB": 3, "ar": 1, "cy": 1}


def test_what_is_planned_is_what_is_sent_and_a_new_plan_sends_the_new_text(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send("--limit", "1", "--only", "en-GB")
    head = folder / "issues" / "2023-06" / "issue.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('subject = "', 'subject = "Now: ', 1), encoding="utf-8")
    for locale in ("ko", "ar", "cy"):  # their subjects have changed under them, and are kept by the editor's word
        accept_again(folder, locale)
    assert send("--only", "en-GB", "--limit", "1") == 0
    assert "has been edited since it was planned" in capsys.readouterr().err
    assert not any(mail["Subject"].startswith("Now: ") for mail in mails(folder))


def accept_again(folder: Path, locale: str) -> None:
    file = folder / "locales" / locale / "LC_MESSAGES" / "2023-06.po"
    text = file.read_text(encoding="utf-8")
    begins = text.index('msgctxt "issue.subject"')
    where = text.index('msgid "', begins) + len('msgid "')
    file.write_text(f"{text[:where]}Now: {text[where:]}", encoding="utf-8")


# ---- what is wrong is said at once ---------------------------------------------------------------------------------


def closed_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--transport", "pigeon:loft"], "pigeon"),
        (["--to", "nobody.csv"], "nobody.csv"),
        (["--transport", "smtp://127.0.0.1:{port}"], "--new-ledger"),
        (["--transport", "smtp://127.0.0.1:{port}", "--new-ledger"], "127.0.0.1"),
        (["--to", "wrong.csv"], "expected a column `address`"),
        (["--to", "empty.csv"], "expected subscribers, found none"),
        (["--to", "faulty.csv"], "faulty.csv:3"),
    ],
)
def test_bad_input_is_one_clear_message_and_nothing_is_sent(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (folder / "wrong.csv").write_text("email,name\nann@example.org,Ann\n", encoding="utf-8")
    (folder / "empty.csv").write_text("address,name\n", encoding="utf-8")
    (folder / "faulty.csv").write_text("address\nann@example.org\nann@\n", encoding="utf-8")
    given = [argument.format(port=closed_port()) for argument in arguments]
    assert send(*given, "--yes") == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not (folder / "mail").exists()


@pytest.mark.parametrize(
    "before", [["approve", "2023-06"], ["send", "2023-06", "--to", "subscribers.csv", "--transport", "maildir:mail"]]
)
def test_a_ledger_that_knows_of_a_trial_only_is_no_leave_to_mail_everybody(
    folder: Path, capsys: pytest.CaptureFixture[str], before: list[str]
) -> None:
    assert run(before) == 0
    assert send("--transport", f"smtp://127.0.0.1:{closed_port()}", "--yes") == 2
    assert "approvals and trials only" in capsys.readouterr().err


def test_faulty_rows_are_left_out_only_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "faulty.csv").write_text("address\nann@example.org\nann@\n", encoding="utf-8")
    assert send("--to", "faulty.csv", "--skip-faulty") == 0
    assert len(mails(folder)) == 1
    assert "faulty.csv:3" in capsys.readouterr().err


@pytest.mark.parametrize(("secret", "said"), [("", "BULLETIN_SECRET"), ("short", "at least 16 characters")])
def test_without_a_good_secret_nothing_is_sent(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, secret: str, said: str
) -> None:
    monkeypatch.setenv("BULLETIN_SECRET", secret)
    assert send() == 2
    assert said in capsys.readouterr().err


def test_another_secret_than_before_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    send("--limit", "1")
    monkeypatch.setenv("BULLETIN_SECRET", "another secret that is long enough")
    assert send() == 2
    assert "fingerprint" in capsys.readouterr().err
    assert len(mails(folder)) == 1


def test_an_issue_or_what_is_due_but_not_both(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["send"]) == 2
    assert run(["send", "2023-06", "--due"]) == 2
    assert "bulletin send --due" in capsys.readouterr().err


def test_a_relay_that_is_gone_leaves_people_unsent_where_some_were_reached_before(
    small: Path, relay: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = f"smtp://127.0.0.1:{closed_port()}"
    assert send("--transport", gone, "--new-ledger") == 2
    assert send("--transport", relay, "--limit", "1") == 0
    capsys.readouterr()
    assert send("--transport", gone) == 3
    assert "127.0.0.1" in capsys.readouterr().err
    assert send("--transport", relay) == 0


# ---- corrections, and what the messages point to -------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsletter of one article in English, with three subscribers; the shell stands in it."""
    folder = tmp_path / "small"
    write_newsletter(folder, articles=1)
    (folder / "subscribers.csv").write_text(
        "address\nann@example.org\nbob@example.org\ncy@example.org\n", encoding="utf-8"
    )
    monkeypatch.setenv("BULLETIN_SECRET", SECRET)
    monkeypatch.chdir(folder)
    return folder


def test_a_correction_goes_to_those_who_received_the_first(small: Path) -> None:
    assert send("--limit", "2") == 0
    shutil.copytree(small / "issues" / "2023-06", small / "issues" / "correction")
    arguments = ["--to", "subscribers.csv", "--transport", "maildir:corrected", "--only-reached", "2023-06"]
    assert run(["send", "correction", *arguments]) == 0
    reached = {mail["To"] for mail in mails(small)}
    corrected = [
        message_from_bytes(file.read_bytes(), policy=policy.default)["To"]
        for file in (small / "corrected").glob("new/*")
    ]
    assert len(corrected) == 2
    assert set(corrected) == reached


class Web(http.server.BaseHTTPRequestHandler):
    """Answers each path with the status that `answers` holds for it, and notes what was asked."""

    answers: ClassVar[dict[str, int]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(next((code for begin, code in self.answers.items() if self.path.startswith(begin)), 200))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    Web.answers, Web.asked = {}, []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def relay() -> Iterator[str]:
    """A real SMTP server that takes everything."""
    controller = Controller(Sink(), hostname="127.0.0.1", port=closed_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.mark.parametrize(("answers", "warned"), [({}, []), ({"/2023-06/en-GB/": 404, "/cdn": 503}, ["404", "503"])])
def test_the_web_copy_and_a_picture_are_asked_once_before_the_first_message(
    small: Path, web: str, relay: str, capsys: pytest.CaptureFixture[str], answers: dict[str, int], warned: list[str]
) -> None:
    settings = (small / "bulletin.toml").read_text(encoding="utf-8")
    settings = settings.replace("https://example.org/{issue}/{locale}/", web + "/{issue}/{locale}/")
    settings = settings.replace("https://cdn.example.org/{issue}/", web + "/cdn/{issue}/")
    (small / "bulletin.toml").write_text(settings, encoding="utf-8")
    Web.answers = answers
    for _ in range(2):
        assert send("--transport", relay, "--new-ledger", "--limit", "1") == 0
    assert [path.split("/")[1] for path in Web.asked] == ["2023-06", "cdn"]
    told = capsys.readouterr().err
    assert [code for code in ("404", "503") if code in told] == warned
