"""Pseudo-locales: every text changed, every tag and name kept, and never to be sent."""

from pathlib import Path

import pytest

from bulletin.cli.main import run
from bulletin.inline import plain_text
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.pseudo import pseudo_catalog
from bulletin.project import open_issue


@pytest.mark.parametrize("locale", ["en-XA", "ar-XB"])
def test_every_article_is_shown_in_a_pseudo_locale_and_the_edition_is_refused(locale: str, examples: Path) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    edition = localise(issue, [pseudo_catalog(messages(issue), locale)], locale=locale)
    assert edition.fallbacks == ()
    assert edition.findings == ()
    assert edition.refused == ("a pseudo-locale is for looking at",)
    assert edition.dir == ("rtl" if locale == "ar-XB" else "ltr")


def test_accented_text_is_longer_by_two_fifths_and_stands_in_brackets(examples: Path) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    edition = localise(issue, [pseudo_catalog(messages(issue), "en-XA")], locale="en-XA")
    source, shown = str(issue.subject), plain_text(edition.issue.subject)  # type: ignore[arg-type]
    assert shown.startswith("[")
    assert shown.endswith("]")
    assert len(shown) >= 1.4 * len(source)
    assert "Liverpool" not in shown


def test_a_pseudo_locale_is_built_only_when_it_is_asked_for(port_cities: Path, tmp_path: Path) -> None:
    assert run(["build", "2023-06", "--project", str(port_cities), "--locale", "ar-XB", "--out", str(tmp_path)]) == 0
    html = (tmp_path / "2023-06" / "ar-XB" / "email.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in html
    assert not (tmp_path / "2023-06" / "en-XA").exists()
