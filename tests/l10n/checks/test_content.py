"""Checks on what an issue says before any translation."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bulletin.findings import Place
from bulletin.l10n.checks.content import content_findings
from bulletin.l10n.checks.terms import spellings
from bulletin.l10n.glossary import Term
from bulletin.model.blocks import Button, Heading, Image, Paragraph
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Mailbox, Newsletter
from bulletin.model.origin import Origin

ORIGIN = Origin(file="issues/2023-06/busan.md", line=12)


def issue(*blocks: Any, subject: str = "S", **article: Any) -> Issue:
    paper = Newsletter(id="port-cities", title="Port Cities", locale="en-GB", sender=Mailbox(address="a@example.org"))
    story = Article(slug="busan", **{"headline": "H", "blocks": blocks} | article)
    date = dt.date(2023, 6, 1)
    return Issue(newsletter=paper, id="2023-06", date=date, subject=subject, sections=(Section(articles=(story,)),))


def rules(*blocks: Any, **more: Any) -> list[str]:
    return [finding.rule for finding in content_findings(issue(*blocks, **more))]


@pytest.mark.parametrize("alt", ["image", "Photo", "An image.", "quay", "quay.png", "IMG_2041", "DSC 0042.jpg", "Picture of", "…"])  # fmt: skip
def test_a_description_that_says_nothing_is_found(alt: str) -> None:
    picture = Image(src="images/quay.png", alt=alt, origin=ORIGIN)
    (finding,) = content_findings(issue(picture))
    assert (finding.rule, finding.place) == ("alt-says-nothing", Place(file=ORIGIN.file, line=12))
    assert rules(image=picture) == ["alt-says-nothing"]


@pytest.mark.parametrize("alt", ["Two cranes at dusk", "Photo of the mayor", "Quay at dusk", "The Innovo logo"])
def test_a_description_that_says_something_is_left_alone(alt: str) -> None:
    assert rules(Image(src="images/quay.png", alt=alt)) == []


@pytest.mark.parametrize("words", ["here", "Click here", "read more", "**More**", "this link", "Read more…", "here >>"])
def test_a_vague_link_is_found(words: str) -> None:
    assert rules(Paragraph(text=f"The plan: [{words}](https://example.org/).")) == ["vague-link"]


@pytest.mark.parametrize("words", ["the full report", "Read more about the quay", "here in Busan", "example.org"])
def test_a_link_that_says_where_it_leads_is_left_alone(words: str) -> None:
    assert rules(Paragraph(text=f"Do read [{words}](https://example.org/), here.")) == []


def test_a_vague_button_is_found_and_a_clear_one_is_not() -> None:
    assert rules(Button(label="Click here", url="https://example.org/")) == ["vague-link"]
    assert rules(Button(label="Read the plan", url="https://example.org/")) == []


def test_words_are_vague_in_the_language_of_their_article() -> None:
    text = Paragraph(text="보고서는 [여기](https://example.org/)")
    assert rules(text) == []
    assert rules(text, locale="ko") == ["vague-link"]


def test_headings_that_leave_out_a_level_are_found() -> None:
    one, two, three = (Heading(text="T", level=level) for level in (1, 2, 3))
    assert rules(one, two, three, one, two) == []
    assert rules(one, three) == ["heading-order"]
    assert rules(two) == ["heading-order"]
    assert rules(three, one) == ["heading-order"]


def test_a_heading_is_called_as_it_is_written() -> None:
    (told,) = content_findings(issue(Heading(text="T", level=1), Heading(text="T", level=3)))
    assert told.text == "expected at most ### behind ##, found ####; write ###"


def test_a_subject_and_a_headline_that_would_be_cut_off_are_found() -> None:
    assert rules(subject="s" * 61) == ["too-long"]
    assert rules(subject="s" * 60) == []
    assert rules(headline="h" * 71) == ["too-long"]
    assert rules(headline="h" * 70) == []


def test_a_name_in_two_spellings_is_found_once() -> None:
    term = Term(term="Park Heong-joon", also=("Park Hyeong-jun", "Mayor Park Heong-joon"))
    first = Paragraph(text="Mayor Park Heong-joon spoke, and Park Heong-joon left.")
    second = Paragraph(text="Then **Park Hyeong-jun** returned.", origin=ORIGIN)
    found = content_findings(issue(first, second, second), [term])
    assert [(finding.rule, finding.place) for finding in found] == [("two-spellings", Place(file=ORIGIN.file, line=12))]
    assert content_findings(issue(first, first), [term]) == ()


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Term(term="Memorandum of Understanding", also=("MOU",)), "A Memorandum of Understanding (MOU)"),
        (Term(term="Knowledge Quarter Liverpool", also=("KQ Liverpool",)), "Knowledge Quarter Liverpool, KQ Liverpool"),
        (Term(term="memorandum", also=("memoranda",)), "a memorandum, two memoranda"),
        (Term(term="quay", also=("quays",)), "a quay, two quays"),
        (Term(term="Busan", also=("Pusan",)), "Busan"),
    ],
)
def test_an_acronym_a_part_and_a_plural_are_no_second_spelling(term: Term, text: str) -> None:
    assert len(spellings(term, text)) == 1
