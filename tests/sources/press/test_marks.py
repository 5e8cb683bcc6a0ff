"""Outer quotation marks are found and dropped; inner ones stay."""

from __future__ import annotations

import pytest

from bulletin.sources.press.marks import Family, family_of, read_marks


@pytest.mark.parametrize(
    ("text", "bare", "opened", "closed"),
    [
        ("“We are glad.”", "We are glad.", True, True),
        ("“We are glad”.", "We are glad.", True, True),
        ("“We are glad.", "We are glad.", True, False),
        ("We are glad.”", "We are glad.", False, True),
        ("We are glad.", "We are glad.", False, False),
        ('"We are glad."', "We are glad.", True, True),
        ("”We are glad.“", "We are glad.", True, True),
        ('"We call it "the Hub" here."', 'We call it "the Hub" here.', True, True),
        ("We call it “the Hub” here.", "We call it “the Hub” here.", False, False),
        ("We call it “the Hub”.”", "We call it “the Hub”.", False, True),
        ("“‘Nobody’ asked the residents’ view.”", "‘Nobody’ asked the residents’ view.", True, True),
        ("“We are glad.” “We are.”", "We are glad. We are.", True, True),
        ("“Glad”“sad”", "Glad sad", True, True),
        ("“Glad”“\u0301”", "Glad \u0301", True, True),
        ("‘It’s the residents’ view.’", "It’s the residents’ view.", True, True),
        ("‘I said, “No.”’", "I said, “No.”", True, True),
        ("'It's ours.'", "It's ours.", True, True),
    ],
)
def test_outer_marks_are_dropped_and_inner_ones_stay(text: str, bare: str, opened: bool, closed: bool) -> None:  # noqa: FBT001 - a table's columns
    marked = read_marks(text, family_of(text))
    assert (marked.bare, marked.opened, marked.closed) == (bare, opened, closed)
    assert not marked.outside


@pytest.mark.parametrize(
    "text",
    [
        "“We are glad,” she said. The scheme opens in May.",
        "“We are glad,” she said, “and proud.”",
        '"We are glad," said one trader.',
        "‘We are glad,’ she said, ‘and proud.’",
        "We are glad,” she said.",
    ],
)
def test_words_outside_the_marks_are_noticed(text: str) -> None:
    assert read_marks(text, family_of(text)).outside


def test_closing_mark_of_an_inner_quotation_may_or_may_not_end_the_quote() -> None:
    marked = read_marks("“We call it “the Hub”.", Family.DOUBLE)
    assert (marked.closed, marked.ends_marked) == (False, True)


def test_quote_whose_opening_single_mark_is_missing_is_still_known_by_its_end() -> None:
    assert family_of("It’s ours.’") is Family.SINGLE
    assert family_of("It’s the residents’ pier.") is Family.DOUBLE
