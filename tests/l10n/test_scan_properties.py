"""Whatever the bytes of a file, the scan reads it whole or says what is wrong."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.po import scan as scanning
from bulletin.l10n.po.faults import PoFaults
from bulletin.l10n.po.read import catalog_of
from bulletin.l10n.po.write import catalog_text, write_catalog

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PIECES = st.sampled_from(
    ["msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[0]", "msgstr[1]", "#~", "#|", "#~|", "#", "#.", "#:", "#,", "fuzzy",
     '"', '"a"', '"부산"', "\\", '\\"', "\\n", "“", " ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\ufeff", "\0", "\u2028", "<<<<<<<",
     'msgid "a"\nmsgstr "b"\n', '#~ msgid "c"\n#~ msgstr "d"\n', '#| msgid "e"\n', "# x\n", "busan.md:3", "e\u0301"]
)  # fmt: skip
FILES = st.tuples(st.sampled_from(["", HEADER]), st.lists(PIECES, max_size=25).map("".join)).map("".join)
STRINGS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\u2068"), max_size=8).map(str.strip)  # fmt: skip


def read(data: bytes) -> Catalog | None:
    try:
        return catalog_of(data, "ko.po")
    except CatalogError as problem:
        return (
            None
            if all(finding.place for finding in problem.findings)
            else pytest.fail(f"a fault without place: {problem}")
        )


@settings(max_examples=600, deadline=None)
@given(FILES)
def test_what_is_accepted_is_written_and_read_back_the_same(text: str) -> None:
    catalog = read(text.encode())
    if catalog is not None:
        written = catalog_text(catalog)
        again = read(written.encode())
        assert again is not None
        assert [*again.live, *again.obsolete] == [*catalog.live, *catalog.obsolete]
        assert again.comments == catalog.comments
        assert catalog_text(again) == written


ORDINARY = 'msgctxt "a.b"\nmsgid "a"\nmsgstr "b"\n'
NOTED = f"#. note \n#: busan.md:3 a b.md:1\n{ORDINARY}"


@settings(max_examples=600, deadline=None)
@given(st.lists(st.one_of(PIECES, st.sampled_from([ORDINARY, NOTED, f"{NOTED}\n", "\n"])), max_size=14).map("".join))
def test_ordinary_entries_are_read_at_once_as_they_are_line_by_line(text: str) -> None:
    quick, slow = PoFaults("ko.po"), PoFaults("ko.po")
    found = scanning.scan(text, quick)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "_ORDINARY", re.compile("(?!)"))
        read = scanning.scan(text, slow)
    assert found == read
    assert [entry.line for entry in found[0]] == [entry.line for entry in read[0]]
    assert quick.findings == slow.findings


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read(data)
    read(HEADER.encode() + data)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    optional = st.one_of(st.none(), STRINGS)
    return Entry(
        context=draw(optional), msgid=draw(STRINGS.filter(bool)), msgstr=(draw(STRINGS),), comments=tuple(draw(st.lists(LINES, max_size=2))),
        notes=tuple(draw(st.lists(LINES.filter(bool), max_size=2))), flags=draw(st.sampled_from([(), ("fuzzy",), ("fuzzy", "x-own")])),
        previous_context=draw(optional), previous_msgid=draw(optional), obsolete=draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(entries(), max_size=4, unique_by=lambda entry: (entry.context, entry.msgid)))
def test_any_entry_reads_back_as_it_was_written(found: list[Entry]) -> None:
    catalog = Catalog(locale="ko", entries=tuple(found))
    text = catalog_text(catalog)
    assume(unicodedata.is_normalized("NFC", text))
    again = read(text.encode())
    assert again is not None
    assert list(again.entries) == [*catalog.live, *catalog.obsolete]


ANY = st.one_of(
    st.text(max_size=8),
    st.text(st.sampled_from(list('ab\\"tn\t\b\r\n\x0b\x0c\x85\u2028\u0307\u0316\u0338\ufeff\ud800\0')), max_size=8),
)


@settings(max_examples=600, deadline=None)
@given(context=st.one_of(st.none(), ANY), msgid=ANY.filter(bool), msgstr=ANY, obsolete=st.booleans())
@example(context=None, msgid="a", msgstr="\ufeffb", obsolete=False)
@example(context=None, msgid="a", msgstr="\t\u0307", obsolete=False)
@example(context=None, msgid="a\u0307", msgstr="\\t\u0307", obsolete=False)
def test_whatever_is_written_can_be_read(context: str | None, msgid: str, msgstr: str, *, obsolete: bool) -> None:
    entry = Entry(
        context=context, msgid=msgid, msgstr=(msgstr,), previous_msgid=None if obsolete else msgid, obsolete=obsolete
    )
    try:
        written = catalog_text(Catalog(locale="ko", domain="2023-06", entries=(entry,)))
    except CatalogError:
        assert re.search("[\0\ufeff\ud800-\udfff]|[\t\b][\u0300-\U0010ffff]", f"{context} {msgid} {msgstr}")
        return
    (again,) = catalog_of(written.encode(), "ko.po").entries
    assert again.msgid == unicodedata.normalize("NFC", msgid)
    assert again.text == unicodedata.normalize("NFC", msgstr)
    assert again.context == (None if context is None else unicodedata.normalize("NFC", context))


def test_a_catalog_that_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "ko.po"
    write_catalog(file, Catalog(locale="ko", entries=(Entry(msgid="quay", msgstr=("부두",)),)))
    before = file.read_bytes()
    with pytest.raises(CatalogError, match=r"ko: expected text, found the character U\+FEFF in .*부두.*; delete it"):
        write_catalog(file, Catalog(locale="ko", domain="ko", entries=(Entry(msgid="quay", msgstr=("\ufeff부두",)),)))
    assert file.read_bytes() == before
