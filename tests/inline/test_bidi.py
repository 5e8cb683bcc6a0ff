"""Which words are set apart in text that flows the other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.inline import Isolated, Slot, Spans, Text, joined, plain_text
from bulletin.inline.bidi import first_direction, flows_otherwise, isolated, isolated_whole, written_in
from bulletin.inline.html import escaped_for, html_parts
from bulletin.inline.spans import SlotPlace

HEBREW, ARABIC = "נמל", "ميناء"


def shown(words: Spans) -> str:
    return "".join(map(str, html_parts(words, {}, lambda link: [])))


@pytest.mark.parametrize(
    ("text", "rtl", "ltr"),
    [
        ("Catapult", True, False),
        ("+44 151 496 0000", True, False),
        ("37%", True, False),
        (ARABIC, False, True),
        (f"{HEBREW} 7", True, True),
        ("부산", True, False),
        ("…", False, False),
        ("\u202ePort\u202c", False, True),
    ],
)
def test_what_could_flow_against_its_text(text: str, rtl: bool, ltr: bool) -> None:  # noqa: FBT001 - a table
    assert flows_otherwise(text, "rtl") is rtl
    assert flows_otherwise(text, "ltr") is ltr


def test_a_value_of_the_texts_own_language_flows_its_way_whatever_letter_is_first() -> None:
    value = isolated(joined(f"NHS {ARABIC}"), "rtl")
    assert shown(value) == f'<span dir="rtl">\u200fNHS {ARABIC}</span>'
    assert plain_text(value) == f"\u2068\u200fNHS {ARABIC}\u2069"


def test_a_name_in_another_script_flows_its_own_way() -> None:
    assert shown(isolated(joined("Ann Q."), "rtl")) == '<span dir="ltr">Ann Q.</span>'
    assert shown(isolated(joined(ARABIC), "ltr")) == f'<span dir="rtl">{ARABIC}</span>'


def test_what_readers_fill_is_set_apart_in_right_to_left_text() -> None:
    slot = Slot(name="name", fallback=ARABIC)
    assert isolated(Spans((slot,)), "rtl").parts == (Isolated((slot,)),)
    assert html_parts(isolated(Spans((slot,)), "rtl"), {}, lambda link: [])[0] == '<span dir="auto">'
    assert isolated(Spans((Slot(name="name", fallback="you"),)), "ltr").parts[0] == Slot(name="name", fallback="you")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (SlotPlace.HTML, f'<span dir="auto">{ARABIC}&lt;</span>'),
        (SlotPlace.HEADER, f"\u2068{ARABIC}<\u2069"),
        (SlotPlace.PLAIN, f"\u2068{ARABIC}<\u2069"),
        (SlotPlace.ATTRIBUTE, f"\u2068{ARABIC}&lt;\u2069"),
    ],
)
def test_a_readers_value_from_right_to_left_is_set_apart_wherever_it_stands(place: SlotPlace, expected: str) -> None:
    assert escaped_for(place, f"{ARABIC}<") == expected


@given(st.text(), st.sampled_from(["ltr", "rtl"]))
def test_isolating_loses_no_character_and_is_done_once(text: str, direction: str) -> None:
    once = isolated(Spans((Text(text),)), direction)
    assert plain_text(once).strip("\u2068\u2069\u200e\u200f") == text.strip("\u2068\u2069\u200e\u200f")
    assert isolated(once, direction) == once
    whole = isolated_whole(Spans((Text(text),)), direction)
    assert isolated_whole(whole, direction) == isolated(whole, direction) == whole or whole == Spans((Text(text),))


def test_a_text_without_marks_at_its_ends_needs_no_isolate() -> None:
    assert isolated_whole(joined("Port Cities"), "rtl") == joined("Port Cities")
    assert shown(isolated_whole(joined("Port Cities?"), "rtl")) == '<span dir="ltr">Port Cities?</span>'
    assert isolated_whole(joined("\u202ePort\u202c?"), "rtl") == joined("\u202ePort\u202c?")


def test_the_direction_of_a_text_is_that_of_its_first_letter() -> None:
    assert [first_direction(text) for text in ("7 ג", "7 g", "7", "\u200fg")] == ["rtl", "ltr", "ltr", "rtl"]
    assert not written_in("7", "ltr")
