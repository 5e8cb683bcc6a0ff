"""Other people's tools take every file we write, and give back all that we rely on."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.messages import messages
from bulletin.l10n.po.read import catalog_of, read_catalog
from bulletin.l10n.po.write import catalog_text
from bulletin.l10n.states import machine_comment, state_of
from bulletin.l10n.sync import sync
from bulletin.l10n.template import new_catalog, template
from bulletin.model.issue import Issue
from bulletin.model.message import Message
from bulletin.project import open_issue


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        missing(f"{name} is not installed")
    return str(found)


def missing(what: str) -> None:
    if os.environ.get("BULLETIN_NO_SKIP") == "1":
        pytest.fail(what)
    pytest.skip(what)


def run(*command: str | Path, stdin: str = "") -> str:
    done = subprocess.run([str(part) for part in command], input=stdin.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def issue(examples: Path) -> Issue:
    return open_issue(examples / "port-cities" / "issues" / "2023-06")


@pytest.fixture
def asked(issue: Issue) -> tuple[Message, ...]:
    return tuple(each for each in messages(issue) if each.domain == issue.id)


@pytest.fixture
def catalog(issue: Issue, asked: tuple[Message, ...]) -> Catalog:
    """A catalog with everything in it that a file of ours can have."""
    empty = sync(asked, new_catalog(issue, issue.id, "ko")).catalog
    entries = [translated(at, entry) for at, entry in enumerate(empty.entries)]
    gone = Entry(context="gone.paragraph.text", msgid="Gone <b>now</b>", msgstr=("없는 글",), obsolete=True)
    changed = Entry(context="gone.heading.text", msgid="New", msgstr=("옛 글",), obsolete=True, flags=("fuzzy",), previous_msgid="Old")  # fmt: skip
    return Catalog(locale="ko", domain=issue.id, headers=(*empty.headers, ("X-Generator", "Poedit 3.4")), entries=(*entries, gone, changed))  # fmt: skip


def translated(at: int, entry: Entry) -> Entry:
    text = f'번역 {at}: “{entry.msgid}”\n\t\\ "둘째" 줄 &lt;' if at % 2 else f"번역 {at}"
    match at % 5:
        case 0:
            return entry
        case 1:
            return replace(entry, msgstr=(text,), comments=("번역자의 물음?", "둘째 줄"))
        case 2:
            previous = replace(
                entry, msgstr=(text,), previous_msgid="<b>Old</b>\ntext", previous_context="busan.old.text"
            )
            return previous.marked_fuzzy()
        case 3:
            comment = machine_comment("libre", entry.msgid, text)
            return replace(entry, msgstr=(text,), comments=(comment,)).marked_fuzzy()
    return replace(entry, msgstr=(text,))


def relied_on(catalog: Catalog) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Return all that we rely on, by entry."""
    return {
        (*entry.key, entry.obsolete): (entry.msgstr, entry.fuzzy, entry.previous_context, entry.previous_msgid,
                                       entry.comments, entry.notes, entry.references, state_of(entry))
        for entry in catalog.entries
    }  # fmt: skip


def test_msgfmt_finds_nothing_wrong(catalog: Catalog) -> None:
    run(program("msgfmt"), "-c", "-o", os.devnull, "-", stdin=catalog_text(catalog))


def test_msgfmt_finds_nothing_wrong_with_a_template(issue: Issue, asked: tuple[Message, ...]) -> None:
    run(program("msgfmt"), "-c", "-o", os.devnull, "-", stdin=catalog_text(template(asked, issue, issue.id)))


def test_msgcat_gives_it_back_whole(catalog: Catalog) -> None:
    text = run(program("msgcat"), "-", stdin=catalog_text(catalog))
    back = catalog_of(text.encode(), "ko.po", locale="ko")
    assert relied_on(back) == relied_on(catalog)
    assert back.headers == catalog_of(catalog_text(catalog).encode(), "ko.po").headers


def test_msgmerge_with_our_template_gives_it_back_whole(
    catalog: Catalog, issue: Issue, asked: tuple[Message, ...], tmp_path: Path
) -> None:
    (tmp_path / "ko.po").write_text(catalog_text(catalog), encoding="utf-8")
    (tmp_path / "new.pot").write_text(catalog_text(template(asked, issue, issue.id)), encoding="utf-8")
    text = run(program("msgmerge"), "--previous", "--quiet", tmp_path / "ko.po", tmp_path / "new.pot")
    assert relied_on(catalog_of(text.encode(), "ko.po", locale="ko")) == relied_on(catalog)


def test_translate_toolkit_gives_it_back_whole(catalog: Catalog, tmp_path: Path) -> None:
    try:
        from translate.storage import pypo
    except ImportError:
        missing("translate-toolkit is not installed")
    (tmp_path / "ko.po").write_text(catalog_text(catalog), encoding="utf-8")
    store = pypo.pofile.parsefile(str(tmp_path / "ko.po"))
    store.savefile(str(tmp_path / "back.po"))
    assert relied_on(read_catalog(tmp_path / "back.po", locale="ko")) == relied_on(catalog)


def test_what_poedit_writes_on_windows_is_read_and_written_back_clean(catalog: Catalog) -> None:
    text = catalog_text(catalog)
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert catalog_text(catalog_of(windows, "ko.po", locale="ko")) == text
