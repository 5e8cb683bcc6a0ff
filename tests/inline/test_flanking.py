"""Which characters count as CJK and as punctuation, and what that makes of a run of stars."""

import pytest

from bulletin.inline.flanking import flanks, is_cjk, is_punctuation


@pytest.mark.parametrize(
    "character", [*"가힣ㄱ釜港𠮷あアｱ。、「」（）！？￥＿〜・ー", "\u1161", "\u11a8", "\ua960", "\ud7b0", "\u3000"]
)
def test_characters_of_cjk_writing(character: str) -> None:
    assert is_cjk(character)


@pytest.mark.parametrize("character", [*"aéжع1()[]“”‘’'\".,!?…—→★☂", "😀", "🚢", "⌚", "\u0301", "\xa0"])
def test_characters_of_other_writing_wide_symbols_among_them(character: str) -> None:
    assert not is_cjk(character)


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("(", True),
        ("“", True),
        ("$", True),
        ("+", True),
        ("。", True),
        ("a", False),
        ("가", False),
        ("\u0301", False),
        ("", False),
    ],
)
def test_punctuation_is_what_commonmark_calls_so(character: str, *, expected: bool) -> None:
    assert is_punctuation(character) is expected


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ("a", "b", True),
        ("a", " ", True),
        ("a", "", True),
        (" ", "a", False),
        ("", "a", False),
        ("\u3000", "가", False),
        ("(", "a", False),
        ("(", " ", True),
        ("(", "", True),
        ("(", ".", True),
        ("(", "가", True),
        ("(", "あ", True),
        ("(", "。", True),
        ("「", "a", True),
        ("。", "a", True),
    ],
)
def test_a_run_flanks_what_it_touches(inside: str, outside: str, *, expected: bool) -> None:
    assert flanks(inside, outside) is expected
