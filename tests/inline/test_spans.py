"""The nouns of inline text, and spans as plain characters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.inline import (
    Break,
    Code,
    Emphasis,
    Link,
    Slot,
    Spans,
    Strong,
    Text,
    ValueRef,
    joined,
    plain_text,
    text_parts,
)

NAME = Slot(name="name", fallback="friend", before="Dear ")
ALL = Spans((
    Text("a "), Strong((Text("b"), Emphasis((Text("c"),)))), Break(), Code("d"), NAME, ValueRef("fund"),
    Link("https://e.org/", (Text("e"),)),
))  # fmt: skip


def test_joined_merges_neighbouring_texts_and_drops_empty_ones() -> None:
    assert joined("", "a", Text("b"), Spans((Text("c"), Break())), "", "d", "").parts == (
        Text("abc"),
        Break(),
        Text("d"),
    )
    assert joined().parts == ()
    assert joined("", Text("")).parts == ()


def test_joined_takes_many_pieces_in_one_go() -> None:
    assert joined(*["ab"] * 200_000).parts == (Text("ab" * 200_000),)


def test_spans_without_parts_are_false() -> None:
    assert not Spans()
    assert Spans((Text("a"),))


def test_spans_that_are_one_text_give_it() -> None:
    assert Spans((Text("a"),)).only_text == "a"
    others = (Text("b"),), (Break(),), (NAME,), ()
    assert [Spans((Text("a"), *each) if each else ()).only_text for each in others] == [None] * 4
    assert Spans((Strong((Text("a"),)),)).only_text is None
    assert Spans((Text(""),)).only_text is None


def test_plain_text_leaves_markup_out_and_slots_at_their_fallbacks() -> None:
    assert plain_text(ALL) == "a bc\ndfriend{fund}e"


def test_text_parts_keep_slots_open_and_mark_code_and_links() -> None:
    parts = text_parts(ALL, code="`", after_link=lambda link: f" [{link.href}]")
    assert parts[-3:] == ["{fund}", "e", " [https://e.org/]"]
    assert NAME in parts
    assert "`d`" in parts


@settings(deadline=None)
@given(st.lists(st.text() | st.text().map(Text) | st.just(Break())))
def test_joining_keeps_every_character(pieces: list[str | Text | Break]) -> None:
    expected = "".join(
        "\n" if isinstance(each, Break) else each.text if isinstance(each, Text) else each for each in pieces
    )
    assert plain_text(joined(*pieces)) == expected
