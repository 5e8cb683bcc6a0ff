from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from bulletin.errors import RenderError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.locales import po_file
from bulletin.l10n.po.plurals import plural_forms, plural_values
from bulletin.l10n.po.read import read_catalog
from bulletin.model.languages import bcp47
from bulletin.packaged import packaged_folder
from bulletin.rendering import extract
from bulletin.rendering.extract import (
    InterfaceMessage,
    interface_messages,
    pot_text,
    read_notes,
    refresh,
    refreshed,
    shipped_catalogs,
    shipped_messages,
)

LOCALES = packaged_folder("locales")
SHIPPED = ("ar", "cy", "de", "es", "fr", "ja", "ko", "pl", "zh-Hans")
"""English has no catalog: its words stand in the templates."""
ADVICE = "run python -m bulletin.rendering.extract and translate what is new"
NAME = re.compile(r"\{\w+\}")


def catalog(locale: str) -> Catalog:
    return read_catalog(po_file(LOCALES, locale, "bulletin"), locale=locale)


def wanted_names(entry: Entry) -> tuple[Counter[str], ...]:
    """Return the names that a translation may have: a plural form can say "one minute" without {n}."""
    names = Counter(NAME.findall(entry.plural or entry.msgid))
    return (names,) if entry.plural is None else (names, names - Counter(["{n}"]))


def theme(folder: Path, **files: str) -> Path:
    made = folder / "templates" / "mine"
    made.mkdir(parents=True)
    for name, source in files.items():
        (made / f"{name}.mjml.j2").write_text(source, encoding="utf-8")
    return made


# ---- what ships ------------------------------------------------------------------------------------------------


def test_the_template_in_locales_is_what_the_themes_give() -> None:
    assert (LOCALES / "bulletin.pot").read_text(encoding="utf-8") == pot_text(shipped_messages()), ADVICE


def test_the_languages_that_ship_are_these() -> None:
    assert sorted(bcp47(file.parent.parent.name) for file in shipped_catalogs(LOCALES)) == list(SHIPPED)


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_shipped_catalog_is_complete_and_has_no_unknown_message(locale: str) -> None:
    reviewed = [(entry.key, entry.plural) for entry in catalog(locale).live if entry.filled and not entry.fuzzy]
    assert reviewed == [(message.key, message.plural) for message in shipped_messages()], ADVICE
    assert list(catalog(locale).obsolete) == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_shipped_translation_has_the_names_of_its_message(locale: str) -> None:
    wrong = [
        (entry.msgid, text)
        for entry in catalog(locale).live
        for text in entry.msgstr
        if Counter(NAME.findall(text)) not in wanted_names(entry)
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_shipped_translation_begins_and_ends_with_space_as_its_message_does(locale: str) -> None:
    wrong = [
        entry.msgid
        for entry in catalog(locale).live
        for text in entry.msgstr
        if (text[0] == " ", text[-1] == " ") != (entry.msgid[0] == " ", entry.msgid[-1] == " ")
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_shipped_catalog_has_the_plural_rule_of_its_language(locale: str) -> None:
    found = catalog(locale).header("Plural-Forms")
    assert plural_values(found) == plural_values(plural_forms(locale)) is not None


WRONG = {
    "": r"""["']|\.\.\.| $|^ """,
    "ar": r"[,;?]",
    "fr": r"(?<!\u00a0):|[«](?!\u202f)|(?<!\u202f)[»;!?]",
    "ja": r"[,:;()“”]",
    "zh-Hans": r"[,:;()「」]",
}
"""What no text of a language holds; "" stands for all of them."""
KEPT = {"[{number}] "}


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_shipped_translation_keeps_to_the_typography_of_its_language(locale: str) -> None:
    rule = re.compile("|".join(filter(None, (WRONG[""], WRONG.get(locale)))))
    quotes = {"opening quotation mark", "closing quotation mark"}
    texts = [entry.text for entry in catalog(locale).live if entry.msgid not in KEPT and entry.context not in quotes]
    assert [text for text in texts if rule.search(text)] == []


@pytest.mark.parametrize("locale", SHIPPED)
def test_gettext_accepts_a_shipped_catalog(locale: str) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        reason = "msgfmt is missing: on Debian, apt install gettext"
        if os.environ.get("BULLETIN_NO_SKIP") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    checked = [msgfmt, "--check", "--output-file", os.devnull, str(po_file(LOCALES, locale, "bulletin"))]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_message_has_a_note_and_every_note_a_message() -> None:
    messages = shipped_messages()
    assert [message.msgid for message in messages if not message.note] == []
    assert set(read_notes(LOCALES / "notes.toml")) == {message.key for message in messages}


def test_refreshing_what_ships_changes_nothing(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(LOCALES, tmp_path / "locales"))
    assert refresh(folder, shipped_messages()) == ()


def test_the_command_says_what_it_changed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[object] = []

    def refreshing(folder: Path, messages: object, begun: list[str]) -> tuple[Path, ...]:
        asked.append((folder, messages, begun))
        return (Path("locales/bulletin.pot"),) if begun else ()

    monkeypatch.setattr(extract, "refresh", refreshing)
    for arguments in (["nl"], []):
        monkeypatch.setattr("sys.argv", ["extract", *arguments])
        extract.main()
    assert asked == [(LOCALES, shipped_messages(), ["nl"]), (LOCALES, shipped_messages(), [])]
    assert capsys.readouterr().out == "locales/bulletin.pot\nnothing changed\n"


@pytest.mark.parametrize("argument", ["--help", "../nl", "n"])
def test_the_command_begins_no_catalog_for_what_is_no_locale(argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["extract", argument])
    with pytest.raises(SystemExit, match=f"expected locales to begin, such as nl or pt-BR, found {argument}"):
        extract.main()


# ---- extraction ------------------------------------------------------------------------------------------------


def test_a_message_has_context_plural_and_the_files_that_show_it(tmp_path: Path) -> None:
    folder = theme(
        tmp_path,
        footer='{{ _("Unsubscribe") }} {{ pgettext("mark", "“") if x else _("{name}: {value}", name=a, value=b) }}',
        masthead='{% set n = ngettext("{n} minute", "{n} minutes", 3) %}\n{{ _("Unsubscribe") }}',
    )
    footer, masthead = "templates/mine/footer.mjml.j2", "templates/mine/masthead.mjml.j2"
    assert set(interface_messages([folder], {("mark", "“"): "A mark."})) == {
        InterfaceMessage(msgid="Unsubscribe", references=(footer, masthead)),
        InterfaceMessage(context="mark", msgid="“", note="A mark.", references=(footer,)),
        InterfaceMessage(msgid="{name}: {value}", references=(footer,)),
        InterfaceMessage(msgid="{n} minute", plural="{n} minutes", references=(masthead,)),
    }


@pytest.mark.parametrize(
    "call", ["_(word)", "_()", '_("a" if x else "b")', 'pgettext("mark", word)', 'pgettext("mark")', 'ngettext("a", n)']
)
def test_a_message_that_is_not_written_out_is_an_error_with_its_line(call: str, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"templates/mine/footer\.mjml\.j2:2: expected .* between quotation marks"):
        interface_messages([theme(tmp_path, footer=f"<p>\n{{{{ {call} }}}}</p>")])


def test_a_message_with_two_plurals_is_an_error_that_names_the_files(tmp_path: Path) -> None:
    folder = theme(tmp_path, one='{{ _("{n} minute", n=1) }}', two='{{ ngettext("{n} minute", "{n} minutes", 2) }}')
    with pytest.raises(RenderError, match=r"one\.mjml\.j2, templates/mine/two\.mjml\.j2"):
        interface_messages([folder])


# ---- refreshing ------------------------------------------------------------------------------------------------

KEPT_MESSAGE = InterfaceMessage(msgid="By {author}", note="Byline.", references=("templates/mine/a.mjml.j2",))
NEW_MESSAGE = InterfaceMessage(msgid="{n} minute", plural="{n} minutes")


def test_a_translation_stays_and_takes_the_notes_of_today() -> None:
    old = Entry(msgid="By {author}", msgstr=("글 {author}",), comments=("checked",), notes=("Old.",))
    (entry,) = refreshed(Catalog(locale="ko", entries=(old,)), [KEPT_MESSAGE]).entries
    assert (entry.text, entry.comments, entry.notes) == ("글 {author}", ("checked",), ("Byline.",))
    assert (entry.references, entry.flags) == (("templates/mine/a.mjml.j2",), ("python-brace-format",))


def test_a_new_message_is_empty_in_as_many_forms_as_the_language_has() -> None:
    made = {locale: refreshed(Catalog(locale=locale), [NEW_MESSAGE]).entries[0].msgstr for locale in ("ko", "pl", "cy")}
    assert made == {"ko": ("",), "pl": ("",) * 3, "cy": ("",) * 6}


def test_a_translation_nobody_asks_for_becomes_obsolete_and_comes_back_when_asked_for() -> None:
    old = Entry(msgid="By {author}", msgstr=("글 {author}",))
    without = refreshed(Catalog(locale="ko", entries=(old, Entry(msgid="Untranslated"))), [NEW_MESSAGE])
    assert [(entry.msgid, entry.obsolete) for entry in without.entries] == [
        ("{n} minute", False),
        ("By {author}", True),
    ]
    again = refreshed(without, [KEPT_MESSAGE])
    assert [(entry.text, entry.obsolete) for entry in again.entries] == [("글 {author}", False)]


def test_a_language_is_begun_as_a_file_that_gettext_calls_by_its_name(tmp_path: Path) -> None:
    messages = [KEPT_MESSAGE, NEW_MESSAGE]
    begun = po_file(tmp_path, "pt-BR", "bulletin")
    assert refresh(tmp_path, messages, ["pt-BR"]) == (tmp_path / "bulletin.pot", begun)
    assert begun == tmp_path / "pt_BR" / "LC_MESSAGES" / "bulletin.po"
    made = read_catalog(begun, locale="pt-BR")
    assert (made.header("Language"), made.header("Plural-Forms")) == ("pt_BR", "nplurals=2; plural=(n > 1);")
    assert [entry.msgstr for entry in made.live] == [("",), ("", "")]
    assert refresh(tmp_path, messages) == ()
