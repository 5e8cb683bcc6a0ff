"""The words of a newsletter's own templates are translated in its own catalogs."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.building.build import project_theme
from bulletin.building.words import handouts, own_messages, sync_words
from bulletin.cli.main import run
from bulletin.l10n.locales import po_file
from bulletin.l10n.localise import localise
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.model.newsletter import EditionPolicy
from bulletin.project import Project
from bulletin.rendering.render import render

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "custom-block"


@pytest.fixture
def radio(tmp_path: Path) -> Project:
    """The example with a kind of block of its own, whose template says "14 minutes"."""
    folder = tmp_path / "radio"
    shutil.copytree(EXAMPLE, folder)
    settings = folder / "bulletin.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("locales = []", 'locales = ["ko", "pl"]'), "utf-8")
    return Project(folder)


def fill(project: Project, locale: str, *forms: str) -> None:
    file = po_file(project.locales, locale, "bulletin")
    catalog = read_catalog(file, locale=locale)
    write_catalog(file, replace(catalog, entries=tuple(replace(each, msgstr=forms) for each in catalog.entries)))


def shown(project: Project, locale: str) -> tuple[str, str]:
    policy = EditionPolicy(locale=locale, not_ready="mix")  # an article in its original language says its words in that
    mail = render(localise(project.read("2023-07").issue, (), locale=locale, policy=policy), project_theme(project))
    return str(mail.html), str(mail.text)


def test_translators_are_asked_for_what_the_library_has_not(radio: Project) -> None:
    assert [(each.msgid, each.plural) for each in own_messages(radio)] == [("{n} minute", "{n} minutes")]
    written = {file.relative_to(radio.root).as_posix() for file in sync_words(radio)}
    assert written == {"locales/bulletin.pot", "locales/ko/LC_MESSAGES/bulletin.po", "locales/pl/LC_MESSAGES/bulletin.po"}  # fmt: skip
    [polish] = read_catalog(po_file(radio.locales, "pl", "bulletin"), locale="pl").live
    assert len(polish.msgstr) == 3
    assert all((radio.root / reference).is_file() for reference in polish.references)
    assert sync_words(radio) == ()


def test_an_edition_says_them_in_its_language_and_keeps_them_over_a_sync(radio: Project) -> None:
    sync_words(radio)
    fill(radio, "ko", "{n}분")
    fill(radio, "pl", "{n} minuta", "{n} minuty", "{n} minut")
    assert sync_words(radio) == ()
    for locale, said in (("ko", "14분"), ("pl", "22 minuty"), (radio.newsletter.locale, "14 minutes")):
        assert all(said in text for text in shown(radio, locale))


def test_the_interfaces_own_words_stay_the_librarys(radio: Project) -> None:
    sync_words(radio)
    html, _ = shown(radio, "ko")
    assert "구독 해지" in html


def test_a_newsletter_without_templates_gets_no_catalog_for_them(radio: Project) -> None:
    shutil.rmtree(radio.templates)
    assert sync_words(radio) == ()
    assert not (radio.locales / "bulletin.pot").exists()


def test_words_that_no_template_says_any_more_are_kept_as_obsolete(radio: Project) -> None:
    sync_words(radio)
    fill(radio, "ko", "{n}분")
    shutil.rmtree(radio.templates)
    sync_words(radio)
    catalog = read_catalog(po_file(radio.locales, "ko", "bulletin"), locale="ko")
    assert (list(catalog.live), [each.text for each in catalog.obsolete]) == ([], ["{n}분"])


def test_the_words_are_handed_out_with_the_texts_and_come_back(
    radio: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-07", "--project", str(radio.root)]) == 0
    polish = po_file(radio.locales, "pl", "bulletin")
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("pl: hand out")]
    assert line.endswith(f", {polish}")
    came = Path(shutil.copy(polish, tmp_path / "words.po"))
    catalog = read_catalog(came, locale="pl")
    done = tuple(replace(each, msgstr=("{n} minuta", "{n} minuty", "{n} minut")) for each in catalog.entries)
    write_catalog(came, replace(catalog, entries=done))
    assert run(["receive", str(came), "--project", str(radio.root)]) == 0
    assert f"wrote {polish}" in capsys.readouterr().out
    assert handouts(radio, {}) == {"ko": (po_file(radio.locales, "ko", "bulletin"),)}
    assert shown(radio, "pl")[1].count("22 minuty") == 1
    assert sync_words(radio) == ()


def test_a_word_kept_beside_ours_goes_once_it_is_the_one_that_stands(radio: Project) -> None:
    sync_words(radio)
    fill(radio, "ko", "{n}분")
    file = po_file(radio.locales, "ko", "bulletin")
    catalog = read_catalog(file, locale="ko")
    other = replace(catalog.entries[0], context="@other", obsolete=True)
    write_catalog(file, replace(catalog, entries=(*catalog.entries, other)))
    sync_words(radio)
    assert list(read_catalog(file, locale="ko").obsolete) == []
