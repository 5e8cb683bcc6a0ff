"""Whatever stands in a catalog: the mail has the elements of its source, or the text is refused and said to be."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.findings import Severity
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.checks.translations import translation_findings
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.model.blocks import Paragraph
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter
from bulletin.model.values import Phrase
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme

PAPER = Newsletter(id="port-cities", title="Port Cities", locale="en", sender=Mailbox(address="news@example.org"))
STORY = Article(
    slug="busan",
    headline="Headline",
    values=(Phrase(name="fund", text="much"),),
    blocks=(
        Paragraph(text="See **{fund}** in [the report](https://example.org/a) and [more](https://example.org/b)."),
    ),
)
ISSUE = Issue(
    newsletter=PAPER, id="2023-06", date=dt.date(2023, 6, 1), subject="Subject", sections=(Section(articles=(STORY,)),)
)
MESSAGES = messages(ISSUE)
TEXT = next(each for each in MESSAGES if each.context == "busan.paragraph.text")
SUBJECT = next(each for each in MESSAGES if each.context == "issue.subject")
LINK = next(each for each in MESSAGES if each.context.endswith("@link1"))
GOOD = "<link2>더</link2> {fund} <link1>보고서</link1>"
IN_ORDER = "<link1>보고서</link1> {fund} <link2>더</link2>"
POLICY = EditionPolicy(locale="ko", not_ready="mix")
THEME = Theme.named("plain")
CONTROLS = {*map(chr, range(32)), "\x7f", "\u2028", "\u2029"}
FREE = {"strong", "em", "br"}
KEPT_TOGETHER = ("span", "", "style")
"""What stands round words between which no line may break: it is the writer's of the HTML, and has no more attributes."""

pieces = st.sampled_from(
    (
        "<link1>", "</link1>", "<link2>", "</link2>", "<b>", "</b>", "<i>", "</i>", "<br/>", "{fund}", "{other}",
        "{reader.name|x}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p></td>", "<mj-raw>",
        '" onclick="x', "'><", "&lt;b&gt;", "&#60;script&#62;", "{{ 7 * 7 }}", "{% raw %}", "<!--", "]]>", "\\{fund}",
        "javascript:", "&", "<", ">", "{", "}", "<link1 href='javascript:x'>", "<a href=x>", "&#0;", "\x07", "\u2028",
    )
) | st.text(st.characters(exclude_categories=("Cs",)), max_size=6)  # fmt: skip
texts = st.lists(pieces, max_size=8).map("".join) | st.lists(pieces, max_size=4).map(lambda some: GOOD + "".join(some))


def edition_of(*texts: tuple[tuple[str, str], str]) -> tuple[Edition, Catalog]:
    entries = tuple(Entry(context=key[0], msgid=key[1], msgstr=(text,), line=3) for key, text in texts)
    catalog = Catalog(locale="ko", file="ko.po", entries=entries)
    return localise(ISSUE, [catalog], locale="ko", policy=POLICY), catalog


def elements(edition: Edition) -> Counter[tuple[str, str, str]]:
    tree = html5lib.parse(str(render(edition, THEME).html), namespaceHTMLElements=False)
    every = ((str(node.tag), node.get("href", ""), " ".join(sorted(node.attrib))) for node in tree.iter())
    return Counter(each for each in every if each[0] not in FREE and each != KEPT_TOGETHER)


@pytest.fixture(scope="module")
def expected() -> Counter[tuple[str, str, str]]:
    return elements(edition_of((TEXT.key, GOOD))[0])


@given(text=texts)
@example(text=GOOD + "\x07")
@example(text=GOOD + "&#7;")
@settings(max_examples=60, deadline=None)
def test_a_paragraph_has_its_elements_or_is_refused(text: str, expected: Counter[tuple[str, str, str]]) -> None:
    edition, catalog = edition_of((TEXT.key, text))
    assert elements(edition) == expected
    told = translation_findings(MESSAGES, [catalog], locale="ko", source="en")
    refused = {finding.rule for finding in edition.findings if finding.severity is Severity.ERROR}
    assert refused <= {finding.rule for finding in told}


@given(text=texts)
@settings(max_examples=40, deadline=None)
def test_a_subject_has_no_elements_whatever_stands_in_it(text: str, expected: Counter[tuple[str, str, str]]) -> None:
    edition, _ = edition_of((SUBJECT.key, text))
    assert elements(edition) == expected
    subject = str(render(edition, THEME).subject)
    assert not set(subject) & CONTROLS


@pytest.mark.parametrize("text", ["{nope}", "https://example.org/{nope}"])
def test_an_address_that_names_what_the_source_does_not_is_refused(text: str) -> None:
    edition, _ = edition_of((TEXT.key, IN_ORDER), (LINK.key, text))
    assert "https://example.org/a" in {href for _, href, _ in elements(edition)}


@given(text=texts.filter(lambda text: "{other}" not in text))
@example(text="{fund}")
@example(text="https://example.org/{fund}")
@example(text="https://example.org/\x07")
@example(text="data:text/html,x")
@example(text="https://example.org/{reader.name}")
@settings(max_examples=40, deadline=None)
def test_an_address_leads_to_the_web_or_is_the_sources(text: str) -> None:
    edition, _ = edition_of((TEXT.key, IN_ORDER), (LINK.key, text))
    addresses = [href for tag, href, _ in elements(edition) if tag == "a"]
    assert all(href.startswith(("https://", "http://", "mailto:", "tel:", "#")) for href in addresses)
