"""Lines of at most 72 columns, broken where each script breaks."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from bulletin.rendering import wide
from bulletin.rendering import wrap as wrapping
from bulletin.rendering.wrap import COLUMNS, display_width, underline, wrap

WORD = st.text(alphabet="abc가나漢字かーン、。「」é\u3099\u200d👩\u00a0", min_size=1, max_size=30)
KOREAN = (
    "영국 리버풀시와 부산광역시는 디지털 산업과 청정에너지, 보건 분야에서 "
    "함께 일하기로 하는 업무협약에 서명하였다고 밝혔다"
)
JAPANESE = (
    "神戸市は、港湾地区の再開発について「市民の声を聞きながら進める」と発表しました。"
    "工事は来年の春に始まり、三年ほど続く見込みです。"
)


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("가나", 4), ("漢字", 4), ("か\u3099", 2), ("👩\u200d👧", 2), ("e\u0301", 1)]
)
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_korean_breaks_at_spaces_only() -> None:
    lines = wrap(KOREAN, columns=20).split("\n")
    assert " ".join(lines) == KOREAN
    assert all(display_width(line) <= 20 or " " not in line for line in lines)
    assert len(lines) > 5


def test_hangul_takes_two_columns() -> None:
    assert wrap("가나다 라마바 사아자", columns=13) == "가나다 라마바\n사아자"


def test_japanese_breaks_between_characters() -> None:
    lines = wrap(JAPANESE, columns=20).split("\n")
    assert "".join(lines) == JAPANESE
    assert all(display_width(line) <= 20 for line in lines)
    assert sum(display_width(line) for line in lines[:-1]) / (len(lines) - 1) >= 18


@pytest.mark.parametrize("columns", range(10, 40))
def test_no_japanese_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(columns: int) -> None:
    for line in wrap(JAPANESE, columns=columns).split("\n"):
        assert line[0] not in "、。」ー"
        assert line[-1] != "「"


NEVER_FIRST = "、。，．・：；？！」』）】〕》〉”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶゝゞ々％"
NEVER_LAST = "「『（【〔《〈“‘￥"
KINSOKU = st.text(alphabet="漢字かな2A" + NEVER_FIRST + NEVER_LAST, max_size=80)


@given(text=KINSOKU, columns=st.integers(4, COLUMNS))
@example("「『（" * 8 + "漢", 8)
@example("ちょっとファッションショーのニュース（" * 4, 10)
def test_no_line_begins_or_ends_against_kinsoku(text: str, columns: int) -> None:
    lines = wrap(text, columns=columns).split("\n")
    assert "".join(lines) == text
    assert not any(line[0] in NEVER_FIRST for line in lines[1:])
    assert not any(line[-1] in NEVER_LAST for line in lines[:-1])


@pytest.mark.parametrize("columns", range(6, 40))
@pytest.mark.parametrize(
    "word",
    [
        "「항구」라는",
        "부산광역시(釜山廣域市)는",
        "『표류기(漂流記)』를",
        "부산～리버풀",
        "업무협약（MOU）을",
        "《물때》에서는",
    ],
)
def test_a_korean_word_is_whole_whatever_marks_and_glosses_it_has(word: str, columns: int) -> None:
    text = f"가나다 {word} 라마바 {word}"
    assert " ".join(wrap(text, columns=columns).split("\n")) == text


def test_japanese_and_chinese_that_quote_hangul_break_between_characters() -> None:
    for text in (
        "韓国南東部にある釜山（부산）という港町へ行きました。",
        "位于韩国东南部的港口城市釜山（부산）将举行活动。",
    ):
        assert max(map(display_width, wrap(text, columns=20).split("\n"))) <= 20


def test_an_isolate_is_closed_at_the_end_of_a_line_and_opened_in_the_next() -> None:
    assert wrap("في \u2068one two three\u2069 ه", columns=8, indent="  ") == (
        "  في \u2068one\u2069\n  \u2068two\u2069\n  \u2068three\u2069\n  ه"
    )


@given(
    st.lists(st.sampled_from(["a", "\u2068b", "c\u2069", "\u2068d\u2069", "문", "ه"]), max_size=30), st.integers(2, 20)
)
def test_every_line_closes_the_isolates_that_it_opens(words: list[str], columns: int) -> None:
    text = " ".join(words)
    text += "\u2069" * (text.count("\u2068") - text.count("\u2069"))
    depth = 0
    for sign in text:
        depth += {"\u2068": 1, "\u2069": -1}.get(sign, 0)
        assume(depth >= 0)
    for line in wrap(text, columns=columns).split("\n"):
        assert line.count("\u2068") == line.count("\u2069")


def test_a_mark_stays_with_its_letter() -> None:
    lines = wrap("か\u3099" * 20, columns=10).split("\n")
    assert all(not line.startswith("\u3099") for line in lines)
    assert len(lines) == 4


@pytest.mark.parametrize("columns", range(4, 12))
def test_a_mark_stays_with_its_letter_before_a_comma(columns: int) -> None:
    assert not any(line.startswith("\u3099") for line in wrap("か\u3099、" * 20, columns=columns).split("\n"))


def test_a_no_break_space_does_not_break() -> None:
    assert wrap("漢字\u00a0漢字", columns=6) == "漢\n字\u00a0漢\n字"
    assert wrap("12\u00a0000 seats", columns=8) == "12\u00a0000\nseats"


def test_a_wide_space_stays_wide() -> None:
    assert wrap("東京\u3000大阪") == "東京\u3000大阪"
    assert wrap("\u3000本文") == "\u3000本文"


def test_a_word_longer_than_a_line_is_not_broken() -> None:
    address = "https://example.org/" + "a" * 100
    assert wrap(f"see {address} there") == f"see\n{address}\nthere"


def test_line_ends_stay() -> None:
    assert wrap("one\ntwo\n\nthree") == "one\ntwo\n\nthree"


def test_each_line_is_indented() -> None:
    assert wrap("one two three", indent="  ", first="* ", columns=7) == "* one\n  two\n  three"


def test_a_heading_is_underlined_as_wide_as_it_is() -> None:
    assert underline("가나 abc", "=") == "가나 abc\n========"
    assert underline("one two", "-", columns=4) == "one\ntwo\n---"


@given(st.lists(WORD, min_size=1, max_size=20), st.integers(2, COLUMNS))
@example(["漢" * 36 + "。"], COLUMNS)
@example(["、" * 80], COLUMNS)
@example(["字字가가"], 2)
def test_no_line_is_too_long_unless_it_cannot_be_broken(words: list[str], columns: int) -> None:
    for line in wrap(" ".join(words), columns=columns).split("\n"):
        if display_width(line) > columns:
            assert " " not in line
            is_korean = len(re.findall("[가나]", line)) >= len(re.findall("[漢字かー]", line))
            assert is_korean or not re.search("[\u4e00-\u9fff][\u4e00-\u9fff]", line)


@given(st.lists(WORD, min_size=1, max_size=20), st.integers(2, COLUMNS), st.sampled_from(["", "  ", "| "]))
def test_no_character_is_lost(words: list[str], columns: int, indent: str) -> None:
    lines = wrap(" ".join(words), columns=columns, indent=indent).split("\n")
    assert "".join(line.removeprefix(indent.rstrip() if line == indent.rstrip() else indent) for line in lines).replace(
        " ", ""
    ) == "".join(words)


SCRIPTS = st.text(
    st.sampled_from(
        "ab z,.!“”’(「」『)、。々ぁあいアー漢字港市가나다라שלוםمرحباмирκόσé\u3099\u0301\u200d\u00a0\t\u3000—123　Ａ\n"
    ),
    max_size=90,
)


@given(SCRIPTS, st.sampled_from([8, 20, COLUMNS]), st.sampled_from(["", "  "]), st.sampled_from([None, "* ", "「"]))
def test_writing_of_known_widths_is_set_as_any_other(text: str, columns: int, indent: str, first: str | None) -> None:
    quick = wrap(text, columns=columns, indent=indent, first=first)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wide, "KNOWN", re.compile("(?!)"))
        patch.setattr(wrapping, "NARROW", re.compile("(?!)"))
        assert wrap(text, columns=columns, indent=indent, first=first) == quick


@given(SCRIPTS)
def test_known_widths_are_those_of_the_tables(text: str) -> None:
    if wide.KNOWN.fullmatch(text):
        assert display_width(text) == wcswidth(text)


@given(
    st.lists(st.text(alphabet="abé\u0304ไทยעברहिन्दी가 \t\u00a0\u200d👩", max_size=12), max_size=20),
    st.integers(2, COLUMNS),
    st.sampled_from(["", "  ", "| "]),
)
def test_writing_with_spaces_has_a_quicker_way_to_the_same_lines(words: list[str], columns: int, indent: str) -> None:
    given = (" ".join(words), "* ", indent, columns, wide.width_of)
    assert wide._spaced_lines(*given) == wide._lines(*given)
