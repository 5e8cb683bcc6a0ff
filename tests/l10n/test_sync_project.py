"""Sync on disk: files, what they mean, and that nothing breaks them."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import bulletin
from bulletin.errors import CatalogError
from bulletin.findings import Severity
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.keep import keep_translation
from bulletin.l10n.locales import po_file
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.receive_project import receive_file
from bulletin.l10n.states import State, state_of
from bulletin.l10n.sync_project import SyncReport, sync_project
from bulletin.model.issue import Issue
from bulletin.model.newsletter import EditionPolicy
from bulletin.project import open_issue


def opened(folder: Path, issue: str = "2023-06", locales: tuple[str, ...] = ("ko", "cy")) -> Issue:
    found = open_issue(folder / "issues" / issue)
    return replace(found, newsletter=replace(found.newsletter, locales=locales, editions=()))


def translate(file: Path, locale: str = "ko") -> Catalog:
    """Fill every entry of a file, as a translator would."""
    catalog = read_catalog(file, locale=locale)
    entries = (each if each.filled else replace(each, msgstr=(f"번역: {each.msgid}",)) for each in catalog.entries)
    done = replace(catalog, entries=tuple(entries))
    write_catalog(file, done)
    return done


def lines(report: SyncReport, locale: str) -> list[str]:
    return [line for line in report.consequences if line.startswith(f"{locale}:")]


@pytest.fixture
def folder(port_cities: Path) -> Path:
    """A newsletter whose Korean edition is complete, without what the example ships."""
    for file in (port_cities / "locales").rglob("*.po"):
        file.unlink()
    (port_cities / "locales" / "glossary.csv").unlink(missing_ok=True)
    sync_project(port_cities / "locales", opened(port_cities))
    for domain in ("port-cities", "2023-06"):
        translate(po_file(port_cities / "locales", "ko", domain))
    return port_cities


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "issues" / "2023-06" / "busan.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_templates_and_catalogs_of_both_domains_are_written(folder: Path) -> None:
    report = sync_project(folder / "locales", opened(folder))
    assert [file.file.relative_to(folder / "locales").as_posix() for file in report.files] == [
        "port-cities.pot", "2023-06.pot", "ko/LC_MESSAGES/port-cities.po", "ko/LC_MESSAGES/2023-06.po",
        "cy/LC_MESSAGES/port-cities.po", "cy/LC_MESSAGES/2023-06.po",
    ]  # fmt: skip
    assert all(file.file.is_file() for file in report.files)


def test_a_second_run_writes_nothing(folder: Path) -> None:
    sync_project(folder / "locales", opened(folder))
    assert not any(file.written for file in sync_project(folder / "locales", opened(folder)).files)


def test_each_translator_is_handed_the_files_with_something_to_do(folder: Path) -> None:
    edit(folder, "second city", "other city")
    handouts = sync_project(folder / "locales", opened(folder)).handouts
    assert handouts["ko"] == (po_file(folder / "locales", "ko", "2023-06"),)
    assert len(handouts["cy"]) == 2


def test_the_consequence_of_a_change_is_said_in_words(folder: Path) -> None:
    assert lines(sync_project(folder / "locales", opened(folder)), "ko") == []
    edit(folder, "second city", "other city")
    report = sync_project(folder / "locales", opened(folder))
    line, sending = lines(report, "ko")
    assert line.startswith("ko: busan will appear in English because 1 of ")
    assert line.endswith(" paragraphs changed (busan.md:24)")
    assert sending.startswith("ko: the Korean edition will not be sent: ")
    assert "cy: busan will appear in English because nothing of it is translated" in report.consequences


def test_the_consequence_follows_the_editions_policy(folder: Path) -> None:
    edit(folder, "second city", "other city")
    issue = opened(folder)
    drop = EditionPolicy(locale="ko", not_ready="drop")
    report = sync_project(folder / "locales", replace(issue, newsletter=replace(issue.newsletter, editions=(drop,))))
    assert lines(report, "ko")[0].startswith("ko: busan will be left out because 1 of ")


def test_a_translation_is_kept_after_a_typo_by_the_place_that_is_shown(folder: Path) -> None:
    edit(folder, "second city", "other city")
    sync_project(folder / "locales", opened(folder))
    file = po_file(folder / "locales", "ko", "2023-06")
    kept = keep_translation(read_catalog(file, locale="ko"), "busan.md:24")
    entry = next(each for each in kept.live if "busan.md:24" in each.references)
    assert (state_of(entry), entry.previous_msgid) == (State.REVIEWED, None)
    write_catalog(file, kept)
    assert lines(sync_project(folder / "locales", opened(folder)), "ko") == []
    with pytest.raises(CatalogError, match="only a changed translation can be kept"):
        keep_translation(kept, "issues/2023-06/busan.md:24")
    with pytest.raises(CatalogError, match="found none"):
        keep_translation(kept, "busan.md:999")


def test_a_file_that_fails_the_scan_is_left_as_it_is_and_others_are_refreshed(folder: Path) -> None:
    broken = po_file(folder / "locales", "ko", "2023-06")
    broken.write_text(broken.read_text(encoding="utf-8") + '\nmsgid "half\n', encoding="utf-8")
    before = broken.read_bytes()
    edit(folder, "second city", "other city")
    report = sync_project(folder / "locales", opened(folder))
    assert broken.read_bytes() == before
    finding = next(finding for finding in report.findings if finding.severity is Severity.ERROR)
    assert str(finding.place).startswith("locales/ko/LC_MESSAGES/2023-06.po:")
    assert [file.written for file in report.files if file.locale == "cy"] == [False, True]


def test_last_months_words_are_there_already(folder: Path) -> None:
    july = folder / "issues" / "2023-07"
    (folder / "issues" / "2023-06").rename(july)
    toml = (july / "issue.toml").read_text(encoding="utf-8").replace("2023-06-01", "2023-07-01")
    (july / "issue.toml").write_text(toml, encoding="utf-8")
    report = sync_project(folder / "locales", opened(folder, "2023-07"))
    assert lines(report, "ko") == []


def test_section_names_of_other_issues_stay_in_the_series(folder: Path) -> None:
    issue = opened(folder)
    other = replace(issue, sections=(replace(issue.sections[0], name="Another head"), *issue.sections[1:]))
    sync_project(folder / "locales", other)
    series = read_catalog(po_file(folder / "locales", "ko", "port-cities"))
    assert ("series.section", "Agreements") in series.by_key
    assert ("series.section", "Another head") in series.by_key


def test_a_byte_order_mark_and_crlf_go_with_the_next_write(folder: Path) -> None:
    file = po_file(folder / "locales", "ko", "2023-06")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    report = sync_project(folder / "locales", opened(folder))
    assert [finding.rule for finding in report.findings] == ["bom"]
    assert not file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r" not in file.read_bytes()
    assert sync_project(folder / "locales", opened(folder)).findings == ()


def test_glossary_hits_are_noted_for_the_translator(folder: Path) -> None:
    (folder / "locales" / "glossary.csv").write_text(
        "term,ko\nMemorandum of Understanding,업무협약|양해각서\n", encoding="utf-8"
    )
    sync_project(folder / "locales", opened(folder))
    text = po_file(folder / "locales", "ko", "2023-06").read_text(encoding="utf-8")
    assert "#. Glossary: Memorandum of Understanding = 업무협약, 양해각서" in text
    assert "#. Glossary" not in po_file(folder / "locales", "cy", "2023-06").read_text(encoding="utf-8")


def test_an_editions_catalogs_are_read_together_with_all_their_faults(folder: Path) -> None:
    issue = opened(folder)
    assert [catalog.domain for catalog in read_catalogs(folder / "locales", "ko-KR", issue)] == [
        "2023-06",
        "port-cities",
    ]
    for domain in ("2023-06", "port-cities"):
        file = po_file(folder / "locales", "ko", domain)
        file.write_text(file.read_text(encoding="utf-8") + "\njunk\n", encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_catalogs(folder / "locales", "ko-KR", issue)
    assert [finding.rule for finding in caught.value.findings] == ["junk", "junk"]


def test_a_file_that_came_by_mail_finds_its_place_and_is_not_changed(folder: Path, tmp_path: Path) -> None:
    mailed = tmp_path / "for you (final).po"
    mailed.write_bytes(po_file(folder / "locales", "cy", "2023-06").read_bytes())
    translate(mailed, "cy")
    before = mailed.read_bytes()
    done = receive_file(mailed, folder / "locales", [opened(folder)])
    assert (done.locale, done.domain, done.written) == ("cy", "2023-06", True)
    assert mailed.read_bytes() == before
    assert lines(sync_project(folder / "locales", opened(folder)), "cy") == [
        "cy: the newsletter’s name, sections and address will appear in English because nothing of it is translated",
        "cy: the Welsh edition will not be sent: 98 % of the words are reviewed, and 100 % are asked for",
    ]
    assert not receive_file(mailed, folder / "locales", [opened(folder)]).written


PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.po.write import write_catalog
file = Path(sys.argv[1])
entries = tuple(Entry(context="x.paragraph.text", msgid=f"text {at}", msgstr=("글" * 400,)) for at in range(4000))
print("ready", flush=True)
for run in range(10_000):
    write_catalog(file, Catalog(locale="ko", comments=(f"run {run}",), entries=entries))
    print(run, flush=True)
"""


@pytest.mark.parametrize("after", [1, 2, 3, 4])
def test_a_kill_leaves_a_whole_file(after: int, tmp_path: Path) -> None:
    file = tmp_path / "ko.po"
    write_catalog(file, Catalog(locale="ko", entries=(Entry(msgid="before", msgstr=("전",)),)))
    environment = {**os.environ, "PYTHONPATH": str(Path(bulletin.__file__).parent.parent)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(file)], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        for _ in range(after):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    catalog = read_catalog(file, locale="ko")
    assert len(catalog.entries) in {1, 4000}
