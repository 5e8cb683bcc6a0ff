"""Receiving on disk: whose file it is, and that nothing else of ours changes."""

import shutil
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


def received(folder: Path, text: str | bytes, *, locale: str = "", choose_theirs: bool = False) -> ReceivedFile:
    """Receive a file that holds a text."""
    came = folder.parent / "came.po"
    came.write_bytes(text if isinstance(text, bytes) else text.encode())
    return receive_file(came, folder / "locales", issues(folder), locale=locale, choose_theirs=choose_theirs)


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


def with_another_headline(folder: Path) -> str:
    """Return our June catalog with one text of other words."""
    entry = next(each for each in read_catalog(ours(folder)).live if each.context == "busan.headline")
    return replaced(ours(folder), f'msgstr "{entry.text}"', 'msgstr "다른 제목"')


def test_a_catalog_of_ours_that_is_damaged_is_passed_by_unless_the_file_belongs_there(folder: Path) -> None:
    text, july = with_another_headline(folder), ours(folder, "2023-07").read_text(encoding="utf-8")
    ours(folder, "2023-07").write_text(july + "junk\n", encoding="utf-8")
    done = received(folder, text)
    assert [each.theirs for each in done.received.conflicts] == ["다른 제목"]
    assert [str(each).partition(", so")[0] for each in done.findings] == [
        "locales/ko/LC_MESSAGES/2023-07.po: notice: it cannot be read"
    ]
    with pytest.raises(CatalogError) as caught:
        received(folder, july)
    assert [str(each.place).rpartition("/")[2].split(":")[0] for each in caught.value.findings] == ["2023-07.po"]
    assert ours(folder, "2023-07").read_text(encoding="utf-8") == july + "junk\n"


def test_a_text_of_nobody_shows_what_could_not_be_read(folder: Path) -> None:
    nobodys = 'msgid ""\nmsgstr "Language: ko\\n"\n\nmsgctxt "x"\nmsgid "y"\nmsgstr "z"\n'
    with pytest.raises(CatalogError, match="expected messages of 2023-06, port-cities, 2023-07, found none of them"):
        received(folder, nobodys)
    ours(folder, "2023-07").write_text("junk\n", encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        received(folder, nobodys)
    assert caught.value.findings


def twins(folder: Path) -> str:
    """Give the July issue the June issue's articles and title, and return a catalog that both have."""
    june, july = (folder / "issues" / name for name in ("2023-06", "2023-07"))
    shutil.rmtree(july)
    shutil.copytree(june, july)
    for issue in issues(folder):
        sync_project(folder / "locales", issue)
    lines = with_another_headline(folder).splitlines(keepends=True)
    return "".join(line for line in lines if "Project-Id-Version" not in line)


def test_texts_that_two_issues_have_are_nobodys_until_the_issue_is_named(folder: Path) -> None:
    text = twins(folder)
    with pytest.raises(
        CatalogError, match="2023-06 and 2023-07 have in common; name the issue with --issue 2023-06 or"
    ):
        received(folder, text)
    came = folder.parent / "came.po"
    done = receive_file(came, folder / "locales", issues(folder)[1:])
    assert (done.domain, done.written) == ("2023-07", True)


def test_a_template_is_asked_for_its_language_and_every_language_is_named(folder: Path) -> None:
    with pytest.raises(CatalogError, match=r"found none; name the language with --locale ko or ar or cy$"):
        received(folder, (folder / "locales" / "2023-06.pot").read_bytes())


def test_what_the_file_says_of_its_translator_comes_with_what_is_taken(folder: Path) -> None:
    entry = next(each for each in read_catalog(ours(folder)).live if each.context == "busan.headline")
    said = '"Language: ko\\n"\n"Last-Translator: Kim <kim@example.org>\\n"\n"X-Generator: Poedit 3.4\\n"\n'
    said += '"Language-Team: LANGUAGE <LL@li.org>\\n"'
    text = replaced(ours(folder), '"Language: ko\\n"', said)
    assert not received(folder, text).written
    ours(folder).write_text(replaced(ours(folder), f'msgstr "{entry.text}"', 'msgstr ""'), encoding="utf-8")
    headers = dict(received(folder, text).received.catalog.headers)
    assert (headers["Last-Translator"], headers["X-Generator"]) == ("Kim <kim@example.org>", "Poedit 3.4")
    assert headers["Language-Team"] == read_catalog(ours(folder)).header("Language-Team") != "LANGUAGE <LL@li.org>"


WORDS = """msgid ""
msgstr ""
"Project-Id-Version: bulletin\\n"
"Language: ko\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

#: templates/footer.mjml.j2
msgid "Leave the list"
msgstr ""

#: templates/footer.mjml.j2
#, python-brace-format
msgid "{n} reader"
msgid_plural "{n} readers"
msgstr[0] ""

#~ msgid "Gone"
#~ msgstr "없는 말"
"""


def test_the_words_of_templates_come_back_as_well(folder: Path) -> None:
    file = ours(folder, "bulletin")
    file.write_text(WORDS, encoding="utf-8")
    assert not received(folder, WORDS).written
    done = received(
        folder, WORDS.replace('list"\nmsgstr ""', 'list"\nmsgstr "나가기"').replace('[0] ""', '[0] "독자 {n}명"')
    )
    assert (done.file, done.domain, len(done.received.merged)) == (file, "bulletin", 2)
    assert [entry.msgstr for entry in read_catalog(file).entries] == [("나가기",), ("독자 {n}명",), ("없는 말",)]
    assert "#, python-brace-format" in file.read_text(encoding="utf-8")
    other = received(folder, replaced(file, "나가기", "그만 받기"), choose_theirs=True)
    assert [entry.text for entry in other.received.catalog.live][:1] == ["그만 받기"]
    kept = [(entry.context, entry.text) for entry in read_catalog(file).obsolete]
    assert sorted(kept, key=str) == [("@other", "나가기"), (None, "없는 말")]
