"""Spans as HTML: every character of content escaped, slots left open."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.inline import Link, Slot, SlotPlace, Spans, Text, joined
from bulletin.inline.html import attribute_parts, escaped, escaped_attribute, fit, html_parts
from bulletin.inline.read import spans


def html(text: str, styles: dict[str, str] | None = None, *, follow: bool = True) -> str:
    parts = html_parts(spans(text), styles or {}, lambda link: [escaped_attribute(str(link.href))] if follow else [])
    return "".join(part if isinstance(part, str) else f"[{part.name}:{part.place}]" for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a & \\<b>", "a &amp; &lt;b&gt;"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("`<a>`  \nb", "<code>&lt;a&gt;</code><br>b"),
        ("[a](https://e.org/?x=1&y=2)", '<a href="https://e.org/?x=1&amp;y=2">a</a>'),
        ('[a](https://e.org/ "say \\"b\\"")', '<a href="https://e.org/" title="say &quot;b&quot;">a</a>'),
        ("Dear {reader.name|friend}", "Dear [name:html]"),
        ("{fund}", "{fund}"),
    ],
)
def test_markdown_as_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_the_theme_gives_the_attributes() -> None:
    styles = {name: f' style="{name}"' for name in ("a", "strong", "em", "code")}
    assert html("**a** `b` [c](https://e.org/)", styles) == (
        '<strong style="strong">a</strong> <code style="code">b</code> <a href="https://e.org/" style="a">c</a>'
    )


def test_a_link_whose_address_is_refused_leaves_its_words() -> None:
    assert html("[**a** b](https://e.org/)", follow=False) == "<strong>a</strong> b"


def test_an_attribute_holds_characters_and_open_slots() -> None:
    slot = Slot(name="name", fallback='"')
    parts = attribute_parts(joined('say "a"\n', slot, Link("https://e.org/", (Text("b"),))))
    assert [part if isinstance(part, str) else part.place for part in parts] == [
        "say &quot;a&quot;&#10;",
        SlotPlace.ATTRIBUTE,
        "b",
    ]


@settings(deadline=None)
@given(st.text())
def test_escaped_text_reads_back_and_holds_no_markup(text: str) -> None:
    found = escaped(text)
    assert not set(found) & set("<>\"'")
    assert unescape(found) == fit(text)
    assert unescape(escaped_attribute(text)) == fit(text)


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_encoded_when_it_is_fit(text: str) -> None:
    assert fit(text).encode().decode() == fit(text)
    assert fit(fit(text)) == fit(text)
    assert len(fit(text)) == len(text)


def test_no_spans_make_no_html() -> None:
    assert html_parts(Spans(), {}, lambda link: []) == []


@given(st.text(st.sampled_from("ab <&\"'\r\n\t\x00.,()가"), max_size=12))
def test_words_alone_are_written_as_words_among_others(text: str) -> None:
    alone = html_parts(Spans((Text(text),)), {}, lambda _: [])
    among = html_parts(Spans((Text(text), Slot(name="name"))), {}, lambda _: [])[:-1]
    if "가" not in text:  # beside a slot, Korean words are held to it
        assert "".join(map(str, alone)) == "".join(map(str, among))
