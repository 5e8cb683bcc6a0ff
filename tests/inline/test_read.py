"""The one reader of inline Markdown: links, code, breaks, entities, references; raw HTML refused; nothing hangs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import inline_texts, words

from bulletin.errors import ContentError
from bulletin.inline import Break, Code, Emphasis, Link, Slot, Spans, Strong, Text, ValueRef, joined, plain, plain_text
from bulletin.inline.read import spans

FRIEND = Slot(name="name", fallback="friend")
DEAR = Slot(name="name", fallback="Dear reader", before="Dear ")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ()),
        ("plain words", (Text("plain words"),)),
        ("`a  *b*`", (Code("a  *b*"),)),
        ("`` a`b ``", (Code("a`b"),)),
        ("one  \ntwo", (Text("one"), Break(), Text("two"))),
        ("one\\\ntwo", (Text("one"), Break(), Text("two"))),
        ("one\ntwo", (Text("one two"),)),
        ("one\r\ntwo\rthree", (Text("one two three"),)),
        ("&amp; &copy; &#44032; &nbsp;!", (Text("& © 가 \xa0!"),)),
        ("&unknown; & AT&T", (Text("&unknown; & AT&T"),)),
        ("<https://example.org/a>", (Link("https://example.org/a", (Text("https://example.org/a"),)),)),
        ("<news@example.org>", (Link("mailto:news@example.org", (Text("news@example.org"),)),)),
        ("[a *b*](https://e.org/)", (Link("https://e.org/", (Text("a "), Emphasis((Text("b"),)))),)),
        ('[a](https://e.org/ "Title")', (Link("https://e.org/", (Text("a"),), title="Title"),)),
        ("[a](<https://e.org/a b>)", (Link("https://e.org/a%20b", (Text("a"),)),)),
        ("[a](https://e.org/부산)", (Link("https://e.org/%EB%B6%80%EC%82%B0", (Text("a"),)),)),
        ("[a](javascript:alert(1))", (Text("[a](javascript:alert(1))"),)),
        ("[a] (b)", (Text("[a] (b)"),)),
        ("[a][b]", (Text("[a][b]"),)),
        (r"\<b\> \* \\", (Text("<b> * \\"),)),
        ("1 < 2 > 0", (Text("1 < 2 > 0"),)),
    ],
)
def test_inline_markdown_reads_as(source: str, expected: tuple[object, ...]) -> None:
    assert spans(source).parts == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("worth {fund}.", (Text("worth "), ValueRef("fund"), Text("."))),
        ("{fund}{homes}", (ValueRef("fund"), ValueRef("homes"))),
        ("{reader.name}", (Slot(name="name"),)),
        ("{reader.name|friend}", (FRIEND,)),
        ("{reader.name:Dear …|Dear reader}", (DEAR,)),
        ("{reader.name:… 님|독자님}", (Slot(name="name", fallback="독자님", after=" 님"),)),
        ("{reader.firstName:, …}", (Slot(name="firstName", before=", "),)),
        ("{reader.name|}", (Slot(name="name"),)),
        ("{reader.name|*a* `b` <c> [d](e)}", (Slot(name="name", fallback="*a* `b` <c> [d](e)"),)),
        ("**{fund}**", (Strong((ValueRef("fund"),)),)),
        ("[{fund}](https://e.org/{id})", (Link("https://e.org/{id}", (ValueRef("fund"),)),)),
        ("[a](https://e.org/?n={reader.name|친구})", (Link("https://e.org/?n={reader.name|친구}", (Text("a"),)),)),
        ("[a](https://e.org/%7Bid%7D)", (Link("https://e.org/%7Bid%7D", (Text("a"),)),)),
        ("[a](<https://e.org/a b{id}c d/ref>)", (Link("https://e.org/a%20b{id}c%20d/ref", (Text("a"),)),)),
        ("[a](https://e.org/?q=x|y)", (Link("https://e.org/?q=x%7Cy", (Text("a"),)),)),
        ("`{fund}`", (Code("{fund}"),)),
        (r"\{fund}", (Text("{fund}"),)),
        (r"\{fund\}", (Text("{fund}"),)),
        (r"\\{fund}", (Text("\\"), ValueRef("fund"))),
        ("{ fund }", (Text("{ fund }"),)),
        ("{}", (Text("{}"),)),
        ("{Fund}", (Text("{Fund}"),)),
        ("{fund", (Text("{fund"),)),
        ("{9a}", (Text("{9a}"),)),
        ("{a-b}", (Text("{a-b}"),)),
        ("{{fund}}", (Text("{"), ValueRef("fund"), Text("}"))),
        ("{reader.name|a{b}", (Text("{reader.name|a"), ValueRef("b"))),
        ("{reader.|a}", (Text("{reader.|a}"),)),
        ("{reader.name:no ellipsis|a}", (Text("{reader.name:no ellipsis|a}"),)),
        ("a_{fund}_b", (Text("a_"), ValueRef("fund"), Text("_b"))),
    ],
)
def test_braces_read_as(source: str, expected: tuple[object, ...]) -> None:
    assert spans(source).parts == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("5 * 3 and **b** & <c>", (Text("5 * 3 and **b** & <c>"),)),
        ("worth {fund}", (Text("worth "), ValueRef("fund"))),
        ("{reader.name:Dear …|Dear reader}", (DEAR,)),
        (r"\{fund} \} \\ \*", (Text(r"{fund} } \ \*"),)),
        ("{nobody's}", (Text("{nobody's}"),)),
        ("a\\", (Text("a\\"),)),
    ],
)
def test_plain_fields_know_references_only(source: str, expected: tuple[object, ...]) -> None:
    assert plain(source).parts == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("日本\n語", "日本語"),
        ("港口。\n城市", "港口。城市"),
        ("日本**語**\nは", "日本語は"),
        ("日本\n**語**は", "日本語は"),
        ("**日本**\n[語](https://e.org/)", "日本語"),
        ("부산\n서울", "부산 서울"),
        ("日本\nEnglish", "日本 English"),
        ("English\n日本", "English 日本"),
        ("日本\n{fund}", "日本 {fund}"),
        ("日本\n`語`", "日本語"),
    ],
)
def test_a_line_end_is_a_space_only_where_the_writing_has_spaces(source: str, expected: str) -> None:
    assert plain_text(spans(source)) == expected


@pytest.mark.parametrize(
    "source",
    ["<b>a</b>", "a<br>b", "a </b>", "<!-- a -->", "a <?php ?>", "<![CDATA[a]]>", "**<i>**", "[<b>](https://e.org/)"],
)
def test_raw_html_is_refused_with_what_to_write(source: str) -> None:
    with pytest.raises(ContentError, match=r"expected Markdown, found raw HTML '<.*; write \\<") as caught:
        spans(source)
    assert caught.value.fragment in source
    assert caught.value.fragment.startswith("<")


def test_a_picture_amid_text_is_refused() -> None:
    with pytest.raises(ContentError, match="expected a picture in a paragraph of its own, found !\\[quay\\]"):
        spans("see ![quay](a.png) here")


def test_emphasis_forty_deep_is_refused_and_three_deep_is_not() -> None:
    assert spans("*a **b *c* b** a*")
    with pytest.raises(ContentError, match="nested more than 40 deep"):
        spans("*a **b " * 25 + "b** a*" * 25)


MANY = 50_000


@pytest.mark.parametrize(
    "piece",
    ["*", "**a ", "a**", "_a ", "*가“", "[a", "![", "[](", "[a](<b", '[a](b "c', "<", "<a ", '<a b="', "</a", "<!--",
     "<?", "`", "{", "{reader.name:", "{reader.name|", "{a", "&", "\\", "\\{", "a\n", "a  \n", "가\n", "[a](b) "],
)  # fmt: skip
def test_fifty_thousand_of_anything_unclosed_read_as_text(piece: str) -> None:
    read = spans("a" + piece * MANY)
    assert isinstance(read, Spans)
    assert plain_text(read).startswith("a")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_reads_or_is_refused(text: str) -> None:
    try:
        read = spans(text)
    except ContentError as problem:
        refused = str(problem)
    else:
        refused = ""
        assert joined(*read.parts) == read
        assert spans(read) is read
    assert not refused or "expected" in refused


@given(st.text(alphabet="*_`[]()<>!\\{}|:.…&;#\n abé가。“”\u3000", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_markup_reads_or_is_refused(text: str) -> None:
    try:
        read = spans(text)
    except ContentError:
        assert any(character in text for character in "<!*_")
    else:
        assert joined(*read.parts) == read


@settings(deadline=None)
@given(st.text(alphabet="*_ \\{}reader.name|:…ab가\n<[`", max_size=40))
def test_plain_fields_keep_every_character_outside_references(text: str) -> None:
    parts = plain(text).parts
    letters = "".join(part.text for part in parts if isinstance(part, Text))
    if all(isinstance(part, Text) for part in parts):
        assert letters == text.replace("\\\\", "\0").replace("\\{", "{").replace("\\}", "}").replace("\0", "\\")
    else:
        assert len(letters) < len(text)


@settings(deadline=None)
@given(inline_texts)
def test_reading_is_pure_and_leaves_no_two_texts_side_by_side(text: str) -> None:
    read = spans(text)
    assert read == spans(text)
    kinds = [type(part) for part in read.parts]
    assert (Text, Text) not in list(pairwise(kinds))


@settings(deadline=None)
@given(words.filter(lambda text: text == text.strip(" ") and not any(mark in text for mark in "*_`[]<>&!{\\")))
def test_words_without_markup_are_one_text(text: str) -> None:
    assert plain_text(spans(text)) == text
