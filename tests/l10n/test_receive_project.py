"""Receiving on disk: whose file it is, and that nothing else of ours changes."""

from pathlib import Path

import pytest

from bulletin.errors import CatalogError
from bulletin.l10n.locales import po_file
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.receive_project import ReceivedFile, receive_file
from bulletin.l10n.sync_project import sync_project
from bulletin.model.issue import Issue
from bulletin.project import find_project

JULY = """number = 7
date = 2023-07-01
title = "July 2023"
subject = "Water"

[[sections]]
name = "Letters"
articles = ["letters"]
"""


@pytest.fixture
def folder(port_cities: Path) -> Path:
    """The example with a second issue, whose section has a name of its own; the June issue is complete in Korean."""
    july = port_cities / "issues" / "2023-07"
    july.mkdir()
    (july / "issue.toml").write_text(JULY, encoding="utf-8")
    (july / "letters.md").write_text('+++\nheadline = "Letters"\n+++\n\nHello there, dear readers.\n', encoding="utf-8")
    for issue in issues(port_cities):
        sync_project(port_cities / "locales", issue)
    return port_cities


def issues(folder: Path) -> list[Issue]:
    found = find_project(folder)
    return [found.read(issue).issue for issue in found.issues]


def ours(folder: Path, domain: str = "2023-06", locale: str = "ko") -> Path:
    return po_file(folder / "locales", locale, domain)


def received(folder: Path, text: str | bytes, **options: str) -> ReceivedFile:
    """Receive a file that holds a text."""
    came = folder.parent / "came.po"
    came.write_bytes(text if isinstance(text, bytes) else text.encode())
    return receive_file(came, folder / "locales", issues(folder), **options)


def replaced(file: Path, old: str, new: str) -> str:
    """Return the text of a file with a passage replaced, which must be in it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("domain", ["2023-06", "2023-07", "port-cities"])
def test_a_file_identical_to_ours_changes_no_byte_of_it(folder: Path, domain: str) -> None:
    assert "#. Glossary" in ours(folder).read_text(encoding="utf-8")
    assert 'msgid "Letters"' in ours(folder, "port-cities").read_text(encoding="utf-8")
    before = {file: file.read_bytes() for file in (folder / "locales").rglob("*.po*")}
    done = received(folder, ours(folder, domain).read_bytes())
    assert (done.file, done.written, done.received.merged) == (ours(folder, domain), False, ())
    assert {file: file.read_bytes() for file in (folder / "locales").rglob("*.po*")} == before


def test_a_series_that_comes_back_keeps_the_sections_of_every_issue(folder: Path) -> None:
    text = replaced(ours(folder, "port-cities"), 'msgid "Letters"\nmsgstr ""', 'msgid "Letters"\nmsgstr "편지"')
    done = received(folder, text)
    assert done.written
    live = {entry.msgid: entry.text for entry in done.received.catalog.live if entry.context == "series.section"}
    assert live["Letters"] == "편지"
    assert len(live) > 1
    assert all(live.values())


def test_a_part_of_our_file_brings_nothing_and_marks_nothing(folder: Path) -> None:
    text = ours(folder).read_text(encoding="utf-8")
    half = "\n\n".join(text.split("\n\n")[:12]) + "\n"
    assert half.count("msgid") < text.count("msgid") / 2
    done = received(folder, half)
    assert (done.written, done.received.merged) == (False, ())
    assert ours(folder).read_text(encoding="utf-8") == text


def test_a_correction_in_a_part_of_our_file_touches_that_text_alone(folder: Path) -> None:
    text = ours(folder).read_text(encoding="utf-8")
    half = "\n\n".join(text.split("\n\n")[:12]) + "\n"
    entry = next(each for each in read_catalog(ours(folder)).live if each.context == "busan.headline")
    done = received(folder, half.replace(f'msgstr "{entry.text}"', 'msgstr "다른 제목"'))
    assert [(each.key, each.theirs) for each in done.received.merged] == [(entry.key, "다른 제목")]
    assert "# copied from" not in ours(folder).read_text(encoding="utf-8")


@pytest.mark.parametrize("header", ["ja", "Korean", "", "de_DE"])
def test_a_language_that_is_named_holds_whatever_the_header_says(folder: Path, header: str) -> None:
    text = replaced(ours(folder), '"Language: ko\\n"', f'"Language: {header}\\n"' if header else '""')
    entry = next(each for each in read_catalog(ours(folder)).live if each.context == "busan.headline")
    done = received(folder, text.replace(f'msgstr "{entry.text}"', 'msgstr "다른 제목"'), locale="ko")
    assert [each.theirs for each in done.received.conflicts] == ["다른 제목"]
    said = [f"{each.severity}: {each.text}" for each in done.findings]
    assert said == ([f"notice: read as ko, as was asked; its header says Language: {header}"] if header else [])
    assert '"Language: ko\\n"' in ours(folder).read_text(encoding="utf-8")


def test_a_language_that_is_none_of_ours_is_asked_for(folder: Path) -> None:
    text = replaced(ours(folder), '"Language: ko\\n"', '"Language: ja\\n"')
    with pytest.raises(CatalogError, match=r"found ja; name the one it belongs to with --locale L"):
        received(folder, text)
    with pytest.raises(CatalogError, match=r"found fr; name the one it belongs to with --locale L"):
        received(folder, text, locale="fr")
