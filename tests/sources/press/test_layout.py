"""Lines become paragraphs, whether a release has one paragraph a line or is hard-wrapped."""

from __future__ import annotations

import pytest

from bulletin.sources.press.layout import lay_out

WRAPPED = """Headline

The trust will open the old pump house to visitors in
the summer, and it will stay open all year round with
the help of volunteers. Admission is free.

Write to us if you would like to help.
"""


def texts(release: str) -> list[str]:
    return [paragraph.full for paragraph in lay_out(release).paragraphs]


def test_headline_is_the_first_line_that_is_not_blank() -> None:
    layout = lay_out("\n\n• A new pier\nIt opens in May.")
    assert (layout.headline, layout.headline_line) == ("• A new pier", 3)


def test_one_paragraph_a_line_needs_no_blank_lines() -> None:
    assert texts("Headline\nThe pier opens in May.\nTickets are free.") == [
        "The pier opens in May.",
        "Tickets are free.",
    ]


def test_lines_longer_than_a_mail_are_paragraphs_though_they_end_in_no_full_stop() -> None:
    long = "word " * 30
    assert texts(f"Headline\n{long}\n{long}\nshort") == [long.strip(), long.strip(), "short"]


def test_hard_wrapped_lines_are_joined_up_to_the_blank_line() -> None:
    first, second = texts(WRAPPED)
    assert first.startswith("The trust will open")
    assert first.endswith("Admission is free.")
    assert second == "Write to us if you would like to help."


def test_lines_of_an_address_stay_apart_in_hard_wrapped_text() -> None:
    assert texts(WRAPPED + "\nHarbour Trust\n1 Quay Street\nTidewater\n")[2:] == [
        "Harbour Trust",
        "1 Quay Street",
        "Tidewater",
    ]


def test_word_broken_at_its_hyphen_is_joined_without_a_space() -> None:
    wrapped = WRAPPED.replace("with\nthe help", "well-\nloved and with the help").replace("round ", "round and ")
    assert "well-loved" in texts(wrapped)[0]


def test_suspended_hyphen_keeps_its_space() -> None:
    wrapped = WRAPPED.replace("round with\nthe", "round, two-\nand three-day visits too, with the")
    assert "two- and three-day" in texts(wrapped)[0]


def test_dash_that_wrapping_brought_to_a_line_start_opens_no_list() -> None:
    wrapped = WRAPPED.replace("year round with\nthe help of volunteers.", "year round with us\n– even in winter.")
    assert "with us – even in winter." in texts(wrapped)[0]


@pytest.mark.parametrize("mark", ["•", "*", "-", "–", "·", "\uf0b7"])
@pytest.mark.parametrize("gap", [" ", "\t", "\u00a0", "   \t "])
def test_bullet_and_blank_open_a_list_item(mark: str, gap: str) -> None:
    (item,) = lay_out(f"Headline\n  {mark}{gap}Tea").paragraphs
    assert (item.mark, item.text) == (mark, "Tea")


def test_letter_o_is_a_bullet_only_before_a_tab() -> None:
    marks = [paragraph.mark for paragraph in lay_out("Headline\no\tTea\no no, not tea").paragraphs]
    assert marks == ["o", ""]


def test_item_goes_on_in_lines_that_are_indented_deeper() -> None:
    assert texts("Headline\n- Tea\n  and cake\nNext.") == ["- Tea and cake", "Next."]


def test_line_numbers_count_the_lines_of_the_release() -> None:
    assert [paragraph.line for paragraph in lay_out("\nHeadline\n\nOne.\n\n- Two").paragraphs] == [4, 6]


def test_headline_over_two_wrapped_lines_is_noticed() -> None:
    assert lay_out("The trust will open the pump house and\nstay open" + WRAPPED.removeprefix("Headline")).runs_on
    assert not lay_out(WRAPPED).runs_on
