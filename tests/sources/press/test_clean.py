"""Cleaning keeps what is meant and drops what nobody can see."""

from __future__ import annotations

import pytest

from bulletin.sources.press.clean import clean_text, collapse_blanks


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_newline(ending: str) -> None:
    assert clean_text(f"Headline{ending}Text") == "Headline\nText"


def test_number_of_lines_stays_so_that_line_numbers_point_into_the_pasted_file() -> None:
    assert clean_text("\n\r\nHeadline  \r\n\r\n") == "\n\nHeadline\n\n"


def test_byte_order_mark_and_zero_width_characters_are_dropped() -> None:
    assert clean_text("\ufeffHead\u200bline\u2060 co\u00adoperation\x00\x07") == "Headline cooperation"


def test_curly_marks_and_non_breaking_spaces_survive_within_a_line() -> None:
    assert clean_text("“£12\u00a0bn”\u00a0") == "“£12\u00a0bn”"


def test_joiners_survive_because_scripts_need_them() -> None:
    assert clean_text("می\u200cخواهم") == "می\u200cخواهم"


def test_decomposed_hangul_from_a_mac_is_composed() -> None:
    assert clean_text("\u1107\u116e\u1109\u1161\u11ab") == "부산"


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert clean_text("a\ud83db") == "a\ufffdb"


def test_blanks_collapse_to_one_space() -> None:
    assert collapse_blanks("\t a \t b ") == "a b"
