"""Spans and the text of a message are the same thing in two spellings."""

from hypothesis import given
from hypothesis import strategies as st

from bulletin.inline import Break, Code, Emphasis, Link, Slot, Span, Spans, Strong, Text, ValueRef, joined
from bulletin.l10n.markup import message_text
from bulletin.l10n.untrusted import Fault, spans_of

TRICKY = st.sampled_from(["<b>", "</b>", "<", ">", "{fund}", "{", "}", "{reader.name|", "&lt;", "&amp;", "&", ";", "…", "|",
                          "lt", "#10", "\n", "<br/>", "<link1>", "\u0338", "\x00", "\u2028", "\\", '"', "a b"])  # fmt: skip
WORDS = st.lists(st.one_of(TRICKY, st.text(max_size=4)), max_size=6).map("".join)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
LEAVES: st.SearchStrategy[Span] = st.one_of(
    WORDS.map(Text), NAMES.map(ValueRef), WORDS.map(Code), st.just(Break()),
    st.builds(Slot, name=NAMES, fallback=WORDS, before=WORDS, after=WORDS),
)  # fmt: skip


def _parents(inner: st.SearchStrategy[Span]) -> st.SearchStrategy[Span]:
    parts = st.lists(inner, max_size=4).map(lambda found: joined(*found).parts)
    return st.one_of(parts.map(Strong), parts.map(Emphasis), st.builds(Link, st.just("https://example.org"), parts))


SPANS = st.lists(st.recursive(LEAVES, _parents, max_leaves=8), max_size=5).map(lambda found: joined(*found))


def faults(msgstr: str, source: Spans) -> list[str]:
    found = spans_of(msgstr, source)
    assert not isinstance(found, Spans)
    return [fault.rule for fault in found]


@given(SPANS)
def test_what_is_written_reads_back_as_it_was(spans: Spans) -> None:
    assert spans_of(message_text(spans), spans) == spans


@given(WORDS, st.booleans(), st.booleans())
def test_a_source_of_nothing_but_words_is_no_special_case(msgstr: str, markup: bool, whole: bool) -> None:  # noqa: FBT001 - drawn
    one, two = Spans((Text("words"),)), Spans((Text("wor"), Text("ds")))
    assert spans_of(msgstr, one, markup=markup, whole=whole) == spans_of(msgstr, two, markup=markup, whole=whole)


@given(WORDS, SPANS)
def test_any_translation_is_spans_with_the_sources_names_and_addresses_or_is_refused(
    msgstr: str, source: Spans
) -> None:
    found = spans_of(msgstr, source)
    if isinstance(found, Spans):
        assert spans_of(message_text(found), found) == found
    else:
        assert all(isinstance(fault, Fault) and 0 <= fault.offset <= len(msgstr) for fault in found)


def test_ampersands_and_comparisons_stay_as_people_write_them() -> None:
    assert message_text(joined("R&D, 5 < 6, {} and { 1 }")) == "R&D, 5 < 6, {} and { 1 }"


def test_links_are_numbered_and_keep_the_sources_address_and_title() -> None:
    source = joined(Link("/a", (Text("one"),), title="t"), " ", Link("/b", (Text("two"),)))
    assert spans_of("<link2>둘</link2>, <link1>하나</link1>", source) == joined(
        Link("/b", (Text("둘"),)), ", ", Link("/a", (Text("하나"),), title="t")
    )


def test_the_words_of_a_slot_are_the_translators() -> None:
    source = joined("Dear ", Slot(name="name", fallback="friend"))
    found = spans_of("{reader.name:…님|벗} 안녕하세요", source)
    assert found == joined(Slot(name="name", fallback="벗", after="님"), " 안녕하세요")


def test_each_kind_of_damage_is_named() -> None:
    source = joined("x ", ValueRef("fund"), Link("/a", (Text("y"),)))
    assert faults("<link1>{fund}</link1><script>alert(1)</script>", source) == ["unknown-tag", "unknown-tag"]
    assert faults('<link1>{fund}</link1><b onclick="x">y</b>', source) == ["unknown-tag", "nesting"]
    assert faults("<link1>{fund}</link1><link2>z</link2>", source) == ["unknown-tag", "unknown-tag"]
    assert faults("<b><link1>{fund}</b></link1>", source) == ["nesting", "nesting"]
    assert faults("<link1>{found}</link1>", source) == ["unknown-name", "lost-name"]
    assert faults("{fund}", source) == ["lost-link"]
    assert faults("<link1>{fund}{reader.name}</link1>", source) == ["unknown-name"]
    assert faults("<link1>{fund} <link1>a</link1></link1>", source)[0] == "nesting"


def test_a_subject_knows_no_tags() -> None:
    found = spans_of("<b>a</b>", joined("a"), markup=False)
    assert not isinstance(found, Spans)
    assert [fault.rule for fault in found] == ["unknown-tag", "unknown-tag"]
    assert spans_of("a &lt;b> 5 < 6", joined("a"), markup=False) == joined("a <b> 5 < 6")


def test_breaks_and_emphasis_may_come_and_go() -> None:
    assert spans_of("a<br>b<br />c", joined("a b c")) == joined("a", Break(), "b", Break(), "c")
