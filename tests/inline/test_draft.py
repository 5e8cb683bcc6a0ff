"""Words that nobody has reviewed: plain where only characters can stand, marked everywhere else."""

from __future__ import annotations

from bulletin.inline import Draft, Link, Slot, Spans, Strong, Text, ValueRef, plain_text, text_parts
from bulletin.inline.html import attribute_parts, html_parts
from bulletin.l10n.markup import leaves, message_text

NAME = Slot(name="name", fallback="friend")
SPANS = Spans((Text("Read "), Draft("machine", (Strong((Text("5 < 6"),)), Text(", "), NAME))))


def html(spans: Spans) -> str:
    return "".join(part if isinstance(part, str) else f"[{part.name}]" for part in html_parts(spans, {}, lambda _: []))


def test_characters_alone_stand_in_values_and_attributes() -> None:
    assert plain_text(SPANS) == "Read 5 < 6, friend"
    written = attribute_parts(SPANS)
    assert [part for part in written if isinstance(part, str)] == ["Read ", "5 &lt; 6", ", "]


def test_a_text_part_can_say_the_state_before_the_words() -> None:
    parts = text_parts(SPANS, before_draft=lambda draft: f"[{draft.state}] ")
    assert "".join(part for part in parts if isinstance(part, str)) == "Read [machine] 5 < 6, "


def test_html_says_the_state_in_a_word_and_leaves_slots_open() -> None:
    shown = html(SPANS)
    assert shown == (
        'Read <span class="draft draft-machine"><span class="draft-state" lang="en" dir="ltr">machine</span> '
        "<strong>5 &lt; 6</strong>, [name]</span>"
    )


def test_words_of_another_language_say_which() -> None:
    shown = html(Spans((Draft("missing", (Text("words"),), "en-GB"),)))
    assert '<span class="draft draft-missing" lang="en-GB" dir="auto">' in shown


def test_a_state_cannot_be_markup() -> None:
    assert "<b>" not in html(Spans((Draft('"><b>', (Text("x"),), '"><b>'),)))


def test_as_a_message_and_as_leaves_the_words_are_what_they_are_without_the_mark() -> None:
    inner = (Text("worth "), ValueRef("fund"), Link("https://example.org/", (Text("there"),)))
    assert message_text(Spans((Draft("changed", inner),))) == message_text(Spans(inner))
    assert list(leaves((Draft("changed", inner),))) == list(leaves(inner))
