"""What the fault suite shares: the messages, the length of it, and the table that it ends with."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from tests.faults.campaign import Campaign, Post, Verdict, running_post
from tests.faults.newsletter import write_folder, write_readers
from tests.faults.runner import NINE, SECRET, june

from bulletin import Article, Issue, MailTemplate, Section, Theme, localise, markdown, render

_COLUMNS = ("fault", "runs", "messages", "duplicates", "unreported losses", "unknown", "bound")


def is_long() -> bool:
    """Tell whether the long form was asked for: `make faults`."""
    return os.environ.get("BULLETIN_FAULTS") == "long"


@pytest.fixture(autouse=True)
def on_posix() -> None:
    """Skip where processes cannot be killed as these tests do it."""
    if sys.platform == "win32":
        pytest.skip("Windows has no SIGKILL")


@pytest.fixture
def long() -> bool:
    """Whether this is the long form."""
    return is_long()


def issue(subject: str) -> Issue:
    """Return the issue with its one article."""
    article = Article(slug="busan", headline="Two harbours", blocks=markdown("Good morning, {reader.name|friend}."))
    return june(subject=subject, sections=(Section(name="Agreements", articles=(article,)),))


def write_templates(file: Path, subject: str = "Two harbours sign") -> Path:
    """Write the messages of both editions where a run reads them."""
    theme, made_of = Theme.named("plain"), issue(subject)
    made = {
        locale: MailTemplate.compile(render(localise(made_of, locale=locale), theme), secret=SECRET, date=NINE)
        for locale in ("en-GB", "ko")
    }
    file.write_text(json.dumps({locale: each.dump().hex() for locale, each in made.items()}), encoding="utf-8")
    return file


def load_templates(file: Path) -> dict[str, MailTemplate]:
    """Read them again."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return {locale: MailTemplate.load(bytes.fromhex(data), secret=SECRET) for locale, data in kept.items()}


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The messages of both editions, compiled once."""
    return write_templates(tmp_path_factory.mktemp("templates") / "templates.json")


Post_ = Callable[..., Post]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post_]:
    """Start sinks, which end with the test."""
    with ExitStack() as stack:
        yield lambda name="log", **behaviour: stack.enter_context(running_post(tmp_path / name, **behaviour))


@pytest.fixture
def campaign(tmp_path: Path, templates: Path, post: Post_) -> Iterator[Callable[..., Campaign]]:
    """Begin a campaign against a sink that behaves as told."""
    with ExitStack() as stack:

        def begun(people: int, *, sink: dict[str, Any] | None = None, **more: Any) -> Campaign:
            made = Campaign(folder=tmp_path, templates=templates, post=post(**sink or {}), people=people, **more)
            stack.callback(made.end)
            return made

        yield begun


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter's folder, made once."""
    return write_folder(tmp_path_factory.mktemp("newsletter") / "paper")


@pytest.fixture
def folder(tmp_path: Path, written: Path, post: Post_) -> Iterator[Callable[..., Campaign]]:
    """Begin a campaign of the command line on a folder of its own."""
    with ExitStack() as stack:

        def begun(people: int, *, sink: dict[str, Any] | None = None) -> Campaign:
            place = Path(shutil.copytree(written, tmp_path / "paper"))
            write_readers(place, people)
            made = Campaign(
                folder=place, templates=Path(), post=post(**sink or {}), people=people, newsletter="harbour-post"
            )
            stack.callback(made.end)
            return made

        yield begun


# ---- the account ------------------------------------------------------------------------------------------------


class Account(Protocol):
    """Holds a verdict to what is promised, and keeps it for the table."""

    def __call__(self, fault: str, campaign: Campaign, *, bound: int) -> Verdict:
        """Fail where anything was lost, doubled or told wrongly, or more are unknown than `bound`."""


Tally = Callable[..., None]


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Keep a row for the table."""

    def kept(fault: str, runs: int, verdict: Verdict, bound: int = 0) -> None:
        numbers = (runs, verdict.people, verdict.duplicates, verdict.losses, verdict.unknown, bound)
        record_property("fault", (fault, *numbers))

    return kept


@pytest.fixture
def account(tally: Tally) -> Account:
    """Judge a campaign that has come to its end."""

    def judged(fault: str, campaign: Campaign, *, bound: int) -> Verdict:
        verdict = campaign.verdict()
        tally(fault, campaign.runs, verdict, bound)
        assert (verdict.duplicates, verdict.losses, verdict.misreported) == (0, 0, 0)
        assert verdict.unknown <= bound
        return verdict

    return judged


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what every fault came to, after the long form."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    rows = [value for report in reports for name, value in report.user_properties if name == "fault"]
    if not rows or not is_long():
        return
    cells = [_COLUMNS, *(tuple(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    terminalreporter.section("faults")
    for row in cells:
        first, *others = (
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        terminalreporter.write_line("  ".join((first, *others)))
