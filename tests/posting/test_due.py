"""What a timer sends: what is due, as it was approved, not too early and not too late."""

import datetime
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.errors import CheckFailed, ConfigError, ContentError, TooLate
from bulletin.mail.identity import Secret
from bulletin.model.delivery import DeliveryState
from bulletin.posting.approve import approve_issue
from bulletin.posting.due import FORGOTTEN, Due, due_issues, send_due
from bulletin.posting.send import Order
from bulletin.posting.settings import Settings
from bulletin.project import Project
from bulletin.testing import FailingTransport, Failure, FrozenClock

SECRET = Secret(b"a secret that is long enough")
NINE = datetime.datetime(2023, 6, 6, 8, tzinfo=datetime.UTC)
"""Nine o'clock in London."""


@pytest.fixture
def folder(port_cities: Path) -> Path:
    """The example, due on 6 June at nine in London, with four subscribers and a Maildir."""
    head = port_cities / "issues" / "2023-06" / "issue.toml"
    head.write_text("send = 2023-06-06\n" + head.read_text(encoding="utf-8"), encoding="utf-8")
    settings = port_cities / "bulletin.toml"
    more = '\n[delivery]\nto = "subscribers.csv"\ntransport = "maildir:mail"\n[schedule]\nzone = "Europe/London"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    rows = "address,locale,zone\nann@example.org,en,\nminji@example.org,ko,Asia/Seoul\ncarys@example.org,cy,\nf@example.org,ar,\n"
    (port_cities / "subscribers.csv").write_text(rows, encoding="utf-8")
    return port_cities


Timer = Callable[..., list[Due]]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NINE)


@pytest.fixture
def timer(folder: Path, clock: FrozenClock) -> Timer:
    def run(order: Order | None = None) -> list[Due]:
        return list(send_due(Project(folder), order or Order(), {}, secret=SECRET, stop=threading.Event(), clock=clock))

    return run


def approve(folder: Path, *locales: str) -> None:
    approve_issue(Project(folder), "2023-06", Settings(), secret=SECRET, now=NINE, locales=locales, by="ann")


def sent(folder: Path) -> int:
    return len(list((folder / "mail").glob("new/*")))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_approved_goes_out_when_its_hour_has_come_and_never_again(folder: Path, timer: Timer) -> None:
    approve(folder)
    (due,) = timer()
    assert due.error is None
    assert due.report is not None
    assert due.report.done
    assert sent(folder) == 4
    assert timer() == []


def test_a_minute_before_there_is_nothing_to_do(folder: Path, timer: Timer, clock: FrozenClock) -> None:
    approve(folder)
    clock.set(NINE - datetime.timedelta(minutes=1))
    assert timer() == []
    assert sent(folder) == 0


def test_an_issue_without_a_day_is_never_due(folder: Path, timer: Timer, clock: FrozenClock) -> None:
    approve(folder)
    edit(folder / "issues" / "2023-06" / "issue.toml", "send = 2023-06-06\n", "")
    clock.set(NINE + datetime.timedelta(days=1))
    assert timer() == []


def test_what_nobody_has_approved_is_not_sent_and_every_edition_is_named(folder: Path, timer: Timer) -> None:
    (due,) = timer()
    assert isinstance(due.error, CheckFailed)
    assert [finding.text.split(":")[0] for finding in due.error.findings] == ["en-GB", "ko", "ar", "cy"]
    assert sent(folder) == 0


def test_a_word_changed_in_korean_asks_for_korean_again_and_names_the_article(folder: Path, timer: Timer) -> None:
    approve(folder)
    edit(
        folder / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po",
        "두 항구를 잇는 하나의 협약",
        "두 항구를 잇는 한 가지 협약",
    )
    (due,) = timer()
    assert isinstance(due.error, CheckFailed)
    (finding,) = due.error.findings
    assert finding.text.startswith("ko: changed since it was approved: busan")
    approve(folder, "ko")
    assert timer()[0].report is not None
    assert sent(folder) == 4


def test_a_colour_changed_since_asks_for_every_edition(folder: Path, timer: Timer) -> None:
    approve(folder)
    edit(folder / "bulletin.toml", 'theme = "harbour"', 'theme = "plain"')
    (due,) = timer()
    assert isinstance(due.error, CheckFailed)
    assert len(due.error.findings) == 4
    assert all("design" in finding.text for finding in due.error.findings)


def test_a_start_that_is_too_late_asks_instead_of_sending(folder: Path, timer: Timer, clock: FrozenClock) -> None:
    approve(folder)
    clock.set(NINE + datetime.timedelta(hours=49))
    (due,) = timer()
    assert isinstance(due.error, TooLate)
    assert "--force" in str(due.error)
    assert sent(folder) == 0
    assert timer(Order(force=True))[0].report is not None
    assert sent(folder) == 4


def test_an_issue_of_long_ago_that_this_ledger_never_sent_is_history(folder: Path, clock: FrozenClock) -> None:
    clock.set(NINE + datetime.timedelta(hours=48) + FORGOTTEN)
    assert due_issues(Project(folder), Order(), SECRET, clock) == []


def test_a_run_that_was_cut_short_is_resumed_by_the_next_call(folder: Path, timer: Timer) -> None:
    approve(folder)
    timer(Order(limit=1))
    assert sent(folder) == 1
    edit(
        folder / "issues" / "2023-06" / "issue.toml", 'subject = "', 'subject = "Edited: '
    )  # what was planned goes out
    (due,) = timer()
    assert due.error is None
    assert due.report is not None
    assert due.report.edited
    assert sent(folder) == 4
    assert not any(b"Edited" in file.read_bytes() for file in (folder / "mail").glob("new/*"))


def test_each_reader_at_nine_where_they_are(folder: Path, timer: Timer, clock: FrozenClock) -> None:
    edit(folder / "bulletin.toml", '[schedule]\nzone = "Europe/London"', '[schedule]\nzone = "reader"')
    approve(folder)
    clock.set(NINE - datetime.timedelta(hours=8))  # nine in Seoul
    timer()
    assert sent(folder) == 1
    clock.set(NINE)
    timer()
    assert sent(folder) == 4


def test_one_issue_that_fails_does_not_keep_back_another(folder: Path, timer: Timer) -> None:
    shutil.copytree(folder / "issues" / "2023-06", folder / "issues" / "2023-05")
    for locale in ("ko", "ar", "cy"):
        messages = folder / "locales" / locale / "LC_MESSAGES"
        shutil.copy(messages / "2023-06.po", messages / "2023-05.po")
    approve(folder)
    first, second = timer()
    assert (first.issue, isinstance(first.error, CheckFailed)) == ("2023-05", True)
    assert (second.issue, second.error) == ("2023-06", None)
    assert sent(folder) == 4


def test_what_somebody_is_writing_for_another_month_keeps_back_nothing(folder: Path, timer: Timer) -> None:
    shutil.copytree(folder / "issues" / "2023-06", folder / "issues" / "2023-07")
    july = folder / "issues" / "2023-07"
    edit(july / "issue.toml", "send = 2023-06-06", "send = 2023-07-04")
    (july / "busan.md").write_text("half an article, *not yet", encoding="utf-8")
    approve(folder)
    (due,) = timer()
    assert (due.issue, due.error) == ("2023-06", None)
    assert sent(folder) == 4


def test_an_issue_whose_head_cannot_be_read_is_named_and_keeps_back_nothing(folder: Path, timer: Timer) -> None:
    shutil.copytree(folder / "issues" / "2023-06", folder / "issues" / "2023-07")
    edit(folder / "issues" / "2023-07" / "issue.toml", "send = 2023-06-06", "send = next Tuesday")
    approve(folder)
    first, second = timer()
    assert (first.issue, first.error) == ("2023-06", None)
    assert isinstance(second.error, ContentError)
    assert second.error.findings[0].place is not None
    assert second.error.findings[0].place.line == 1
    assert sent(folder) == 4


def test_past_the_last_moment_nobody_is_due_whose_server_was_only_busy(
    folder: Path, timer: Timer, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(folder)
    busy = FailingTransport({"ann@example.org": Failure.DEFERRED})
    monkeypatch.setattr("bulletin.posting.send.transport_for", lambda *_: busy)
    (due,) = timer()
    assert due.report is not None
    assert due.report.counts.states[DeliveryState.DEFERRED] == 1
    tried = busy.attempts
    clock.set(NINE + datetime.timedelta(hours=47, minutes=59))
    assert [each.issue for each in timer()] == ["2023-06"]
    assert busy.attempts > tried
    clock.set(NINE + datetime.timedelta(hours=49))
    assert timer() == []
    assert len(busy.outbox) == 3


def test_an_edition_that_there_is_not_cannot_be_approved(folder: Path) -> None:
    with pytest.raises(ConfigError, match="expected one of the editions"):
        approve(folder, "de")
