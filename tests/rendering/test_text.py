"""The text part is a text that somebody set: headings, quotes, links at the end, lines that fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.inline import Link, Spans, Text
from bulletin.model.blocks import Button, Divider, Heading, Image, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.issue import Article, Section
from bulletin.rendering.wrap import display_width

Made = Callable[..., Any]
WORDS = st.text(
    alphabet=st.characters(categories=("L", "N", "P", "S"), exclude_characters="\u3000"), min_size=1, max_size=20
)


def lines_of(rendered: Any) -> list[str]:
    return str(rendered.text).split("\n")


def test_headlines_and_headings_are_underlined(mail: Made, issue: Made) -> None:
    text = str(mail(issue(Heading(text="Above"), Heading(text="Below", level=2), article={"headline": "두 항구"})).text)
    assert "두 항구\n=======" in text
    assert "Above\n-----" in text
    assert "Below\n~~~~~" in text


def test_a_quote_is_attributed(mail: Made, issue: Made) -> None:
    text = str(mail(issue(Quote(text=("First.", "Second."), speaker="Ann Lee", role="chair"))).text)
    assert "    “First.\n\n    Second.”\n    — Ann Lee, chair\n" in text


def test_a_quote_without_a_role_is_attributed_too(mail: Made, issue: Made) -> None:
    assert "“First.”\n    — Ann Lee\n" in str(mail(issue(Quote(text=("First.",), speaker="Ann Lee"))).text)


def test_links_are_numbered_and_gathered_at_the_end_of_each_article(mail: Made, issue: Made) -> None:
    first = Article(
        slug="a",
        headline="A",
        blocks=(Paragraph(text="[x](https://e.org/1) and [y](https://e.org/2) and [x](https://e.org/1)."),),
    )
    second = Article(slug="b", headline="B", blocks=(Paragraph(text="[z](https://e.org/3)"),))
    text = str(mail(issue(sections=(Section(articles=(first, second)),))).text)
    assert "x [1] and y [2] and x [1]." in text
    assert "[1] https://e.org/1\n[2] https://e.org/2\n" in text
    assert "z [1]" in text
    assert "[1] https://e.org/3\n" in text
    assert text.index("https://e.org/2") < text.index("B\n=")


def test_a_link_whose_words_are_its_address_is_not_numbered(mail: Made, issue: Made) -> None:
    text = str(
        mail(issue(Paragraph(text="<https://example.org/a> and [news@example.org](mailto:news@example.org)"))).text
    )
    assert "https://example.org/a and news@example.org\n" in text
    assert "[1]" not in text


def test_a_link_that_leads_nowhere_is_its_words(mail: Made, issue: Made) -> None:
    text = str(mail(issue(Paragraph(text=Spans((Link("javascript:alert(1)", (Text("x"),)),))))).text)
    assert "\nx\n" in text
    assert "alert" not in text


def test_lists_tables_pictures_notes_and_buttons_are_set(mail: Made, issue: Made) -> None:
    text = str(mail(issue(
        List(items=(Item(text="one", blocks=(List(items=(Item(text="inner"),)),)),), ordered=True, start=3),
        Table(head=Row(cells=("City", "Ships")), rows=(Row(cells=("Busan", "9")),), caption="Ports"),
        Image(src="https://e.org/a.png", width=1, height=1, alt="A quay", caption="The quay", credit="Bo"),
        Note(text="beware", title="Note"),
        Button(label="Read on", url="https://e.org/b"),
        Divider(),
    )).text)  # fmt: skip
    assert "3.  one\n    * inner\n" in text
    assert "Ports\n\n* City: Busan\n" in text
    assert "Ships: 9\n" in text
    assert "[Picture: A quay]\nThe quay Picture: Bo\n" in text
    assert "| Note\n| beware\n" in text
    assert "> Read on\n  https://e.org/b\n" in text
    assert "* * *" in text


def test_korean_is_broken_at_spaces_only(mail: Made, issue: Made) -> None:
    words = "업무협약에서명하였다고 밝혔다 " * 20
    lines = lines_of(mail(issue(Paragraph(text=words))))
    assert {word for line in lines for word in line.split() if "업" in word or "밝" in word} == {
        "업무협약에서명하였다고",
        "밝혔다",
    }
    assert max(map(display_width, lines)) <= 72


def test_japanese_fills_its_lines(mail: Made, issue: Made) -> None:
    lines = [line for line in lines_of(mail(issue(Paragraph(text="港町の未来、" * 40)))) if "港" in line]
    assert {display_width(line) for line in lines[:-1]} <= {70, 71, 72}
    assert not any(line.startswith("、") for line in lines)


def test_slots_are_counted_at_their_fallbacks(mail: Made, issue: Made) -> None:
    paragraph = "x" * 60 + " {reader.name|wordoflength}"
    lines = lines_of(mail(issue(Paragraph(text=paragraph))))
    assert "x" * 60 in lines
    assert "wordoflength" in lines


def test_the_issue_has_its_masthead_its_contents_and_its_footer(mail: Made, full_issue: Made) -> None:
    rendered = mail(full_issue(lambda name: Spans((Text(name),)), lambda _: Spans((Text("https://e.org/"),))))
    text = str(rendered.text)
    assert text.startswith("title\n=====\n")
    assert "In this issue\n-------------\n\n* headline\n" in text
    assert "Unsubscribe\n#\n" in text
    assert "[ ad ]" in text
    assert "=== section" in text


def test_no_more_than_one_empty_line_stands_between_paragraphs(mail: Made, full_issue: Made) -> None:
    text = str(mail(full_issue(lambda name: Spans((Text(name),)), lambda _: Spans((Text("https://e.org/"),)))).text)
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]\n", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_carriage_returns_become_line_ends(mail: Made, issue: Made) -> None:
    text = str(mail(issue(Paragraph(text=Spans((Text("one\r\ntwo\rthree"),))))).text)
    assert "one\ntwo\nthree\n" in text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_no_line_passes_72_columns_and_no_word_is_lost(mail: Made, issue: Made, words: list[str]) -> None:
    said = Spans((Text(" ".join(words)),))
    blocks = (Paragraph(text=said), Quote(text=(said,), speaker="S"), List(items=(Item(text=said),)), Note(text=said))
    rendered = mail(issue(*blocks))
    for line in lines_of(rendered):
        assert display_width(line) <= 72 or " " not in line.strip("|*“” ").strip()
    assert re.sub(r"\s", "", str(rendered.text).split("Two harbours\n")[1]).startswith(
        "=" * 12 + re.sub(r"\s", "", " ".join(words))
    )
