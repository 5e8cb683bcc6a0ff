"""The paragraphs of a quote are found although marks are missing, and narrative is not swallowed."""

from __future__ import annotations

import pytest

from bulletin.sources.press.blocks import Doubt, Prose, Quote
from bulletin.sources.press.layout import lay_out
from bulletin.sources.press.reading import read_blocks

SAID = "Ann Lee, chair of the Harbour Trust, said:"
NARRATIVE = "The pier opens in May."


def read(*paragraphs: str) -> tuple[list[Quote], list[str], list[str]]:
    """Return the quotes, the narrative and the doubts of a release."""
    blocks = read_blocks(lay_out("\n\n".join(("Headline", *paragraphs))), None)
    quotes = [block for block in blocks if isinstance(block, Quote)]
    doubts = [block.text for block in blocks if isinstance(block, Doubt)]
    narrative = [block.text for block in blocks if isinstance(block, Prose)]
    return quotes, narrative, [*doubts, *(doubt for quote in quotes for doubt in quote.doubts)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("“One.", "“Two.", "“Three.”"),
        ('"One.', '"Two.', '"Three."'),
        ("‘One.", "‘Two.", "‘Three.’"),
        ("One.", "“Two.", "“Three.”"),
        ("One.", "Two.", "Three.”"),
        ("“One.", "“Two.", "“Three”."),
        ("“One.", '"Two.', '“Three."'),
    ],
)
def test_marks_that_settle_the_quote_leave_no_doubt(paragraphs: tuple[str, ...]) -> None:
    quotes, narrative, doubts = read(SAID, *paragraphs, NARRATIVE)
    if paragraphs[1] == "Two.":
        assert doubts == ["there are no marks at “Two.”, taken as part of the quote"]
    else:
        assert doubts == []
    assert [quote.paragraphs for quote in quotes] == [("One.", "Two.", "Three.")]
    assert narrative == [NARRATIVE]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("“One.”", "“Two.", "“Three.”"),
        ("“One.”", "“Two.”", "“Three.”"),
        ("“One.”", "Two.”", "“Three.”"),
        ("“One.", "Two.", "“Three.”"),
    ],
)
def test_quote_that_closes_early_or_has_a_gap_goes_on_with_a_doubt(paragraphs: tuple[str, ...]) -> None:
    quotes, narrative, doubts = read(SAID, *paragraphs, NARRATIVE)
    assert [quote.paragraphs for quote in quotes] == [("One.", "Two.", "Three.")]
    assert narrative == [NARRATIVE]
    assert len(doubts) == 1


def test_unmarked_paragraph_after_a_closed_quote_is_narrative() -> None:
    quotes, narrative, doubts = read(SAID, "“One.”", NARRATIVE, "We call it “the Hub” here.")
    assert [quote.paragraphs for quote in quotes] == [("One.",)]
    assert narrative == [NARRATIVE, "We call it “the Hub” here."]
    assert doubts == []


def test_quote_without_a_closing_mark_swallows_no_narrative() -> None:
    quotes, narrative, doubts = read(SAID, "“One.", NARRATIVE, "“Two,” said a visitor.", "“Three.”")
    assert [quote.paragraphs for quote in quotes] == [("One.",)]
    assert narrative == [NARRATIVE, "“Two,” said a visitor.", "“Three.”"]
    assert doubts == ["no closing mark; the quote was ended after “One.”"]


def test_opening_mark_far_below_is_no_evidence() -> None:
    quotes, narrative, _ = read(SAID, "“One.", NARRATIVE, "Tickets are free.", "“Two.”")
    assert [quote.paragraphs for quote in quotes] == [("One.",)]
    assert narrative == [NARRATIVE, "Tickets are free.", "“Two.”"]


@pytest.mark.parametrize("boundary", ["Bo Ray, trader, said:", "ENDS", "Notes to editors", "• Tea", "-----"])
def test_no_quote_runs_across_a_boundary(boundary: str) -> None:
    quotes, _, _ = read(SAID, "“One.", boundary, "Two.”")
    assert quotes[0].paragraphs == ("One.",)


def test_without_any_marks_only_the_first_paragraph_is_taken() -> None:
    quotes, narrative, doubts = read(SAID, "One.", NARRATIVE)
    assert [quote.paragraphs for quote in quotes] == [("One.",)]
    assert narrative == [NARRATIVE]
    assert doubts == ["no quotation marks; only “One.” was taken"]


def test_quote_may_begin_on_the_line_of_its_attribution() -> None:
    quotes, narrative, doubts = read(f"{SAID} “One.", "“Two.”", NARRATIVE)
    assert [quote.paragraphs for quote in quotes] == [("One.", "Two.")]
    assert quotes[0].source == SAID
    assert (narrative, doubts) == ([NARRATIVE], [])


@pytest.mark.parametrize(
    "paragraph",
    [f"{SAID} “We are glad.” The pier opens in May.", f"{SAID} “We are glad,” and left.", f"{SAID} book now."],
)
def test_quotation_with_narrative_around_it_stays_text_with_a_doubt(paragraph: str) -> None:
    quotes, narrative, doubts = read(paragraph)
    assert quotes == []
    assert narrative == [paragraph]
    assert len(doubts) == 1


def test_quotation_followed_by_she_said_is_narrative_untouched() -> None:
    paragraph = "“We are glad,” she said. The scheme opens in May."
    assert read(paragraph) == ([], [paragraph], [])


def test_narrative_before_an_attribution_stays_a_paragraph() -> None:
    quotes, narrative, _ = read(f"{NARRATIVE} {SAID} “One.”")
    assert narrative == [NARRATIVE]
    assert [quote.paragraphs for quote in quotes] == [("One.",)]


def test_she_is_whoever_spoke_last() -> None:
    quotes, _, doubts = read(SAID, "“One.”", NARRATIVE, "She added:", "“Two.”")
    assert [(quote.speaker, quote.role) for quote in quotes] == [("Ann Lee", "chair of the Harbour Trust")] * 2
    assert doubts == ["“She” was taken for the speaker before"]


def test_she_without_a_speaker_before_is_doubtful() -> None:
    quotes, _, doubts = read("She said: “One.”")
    assert quotes[0].speaker == "She"
    assert doubts == ["it is not clear who “She” is"]


def test_attribution_without_anything_after_it_stays_text() -> None:
    quotes, narrative, doubts = read(NARRATIVE, SAID)
    assert quotes == []
    assert narrative == [NARRATIVE, SAID]
    assert len(doubts) == 1


def test_body_that_is_quoted_without_marks_stays_text() -> None:
    quotes, narrative, _ = read("The Harbour Trust said:", NARRATIVE)
    assert quotes == []
    assert narrative == ["The Harbour Trust said:", NARRATIVE]


def test_marks_with_nothing_between_them_are_no_quote() -> None:
    quotes, narrative, _ = read(SAID, "“”")
    assert quotes == []
    assert narrative == [SAID, "“”"]
