"""Where Korean words hold together in HTML."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.inline import Emphasis, Link, Slot, Span, Spans, Strong, Text, joined, plain_text
from bulletin.inline.html import html_parts
from bulletin.inline.joints import Held, held
from bulletin.inline.read import spans
from bulletin.l10n.particles import pair_after_slot
from bulletin.l10n.particles.pairs import PAIRS

SIGNS = st.text(alphabet="가나 ab1()「」“”\"'~·%/-–—.,…㎡👍🏻\u200d🇰🇷&<", max_size=12)
TREES = st.recursive(
    SIGNS.map(lambda text: joined(text).parts),
    lambda inner: st.lists(
        inner
        | inner.map(lambda parts: (Strong(parts),))
        | inner.map(lambda parts: (Emphasis(parts),))
        | inner.map(lambda parts: (Link("https://example.org/", parts),)),
        max_size=4,
    ).map(lambda groups: joined(*(span for group in groups for span in group)).parts),
    max_leaves=12,
)


def written(parts: tuple[Span, ...]) -> str:
    return "".join(map(str, html_parts(Spans(parts), {}, lambda link: ["https://example.org/"])))


def holds(markdown: str) -> list[str]:
    return [plain_text(part.parts) for part in held(spans(markdown).parts) if isinstance(part, Held)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("업무협약(MOU)을", ["약(", ")을"]),
        ("14일(수)에", ["일(", ")에"]),
        ("「항구」라는", ["」라"]),
        ("그는 “항구”라고", ["”라"]),
        ('그는 "항구"라고', ['구"라']),
        ("37%를 1.5%p가", ["%를"]),
        ("3시~6시", ["시~"]),
        ("부산·서울", ["산·서"]),
        ("가·나·다", ["가·나·다"]),
        ("12㎡를", ["2㎡를"]),
        ("👍🏻입니다 🇰🇷은", ["👍🏻입", "🇰🇷은"]),
        ("MOU를 120MW급", []),
        ("한-영 1-2", []),
        ("말했다. 그리고, 갔다!", []),
        ("**이노보(주)**는", ["이노보(주)는"]),
        ("업무**(MOU)**를", ["무(MOU)를"]),
        ("Agreement (MOU), “yes”", []),
        ("覚書（MOU）を「結ぶ」", []),
    ],
)
def test_the_signs_at_a_joint_are_held(text: str, expected: list[str]) -> None:
    assert holds(text) == expected


def test_a_chain_longer_than_a_line_may_break() -> None:
    assert holds("·".join("가나다라마바사아자차카타파하")) == []


def test_a_span_with_spaces_breaks_within_itself() -> None:
    assert written(spans("**리버풀 시의회 (LCC)**는").parts) == (
        '<span style="white-space:nowrap"><strong><span style="white-space:normal">리버풀 시의회 (LCC</span>)</strong>는</span>'
    )


@pytest.mark.parametrize("pair", sorted(PAIRS))
@pytest.mark.parametrize("between", ["", "’", "(님)", "”"])
def test_a_pair_behind_a_slot_waits_for_the_reader_in_one_piece(pair: str, between: str) -> None:
    parts = html_parts(
        joined("“", Strong((Slot(name="name", fallback="독자"),)), f"{between}{pair} 부산"), {}, lambda link: []
    )
    behind = "".join(map(str, parts[1 + next(index for index, part in enumerate(parts) if isinstance(part, Slot)) :]))
    waiting = pair_after_slot(behind)
    assert waiting is not None
    assert waiting.pair.written == pair


def test_a_slot_stays_open_in_what_is_held() -> None:
    parts = html_parts(joined(Strong((Slot(name="name", fallback="독자"), Text(")"))), "는"), {}, lambda link: [])
    assert sum(isinstance(part, Slot) for part in parts) == 1


@given(TREES)
def test_holding_changes_no_character(parts: tuple[Span, ...]) -> None:
    assert html.unescape(re.sub("<[^>]*>", "", written(parts))) == plain_text(parts)


@given(TREES)
def test_what_is_held_nests_with_the_markup_round_it(parts: tuple[Span, ...]) -> None:
    open_: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z]+)", written(parts)):
        if closing:
            assert open_.pop() == tag
        else:
            open_.append(tag)
    assert open_ == []
