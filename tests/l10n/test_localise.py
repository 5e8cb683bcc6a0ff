"""The source edition: values formatted wherever they stand, slots open, errors that name article and field."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import issues

from bulletin.errors import ConfigError, ContentError
from bulletin.inline import Emphasis, Link, Slot, Spans, Strong, Text, ValueRef, plain_text
from bulletin.l10n.localise import count_words, localise
from bulletin.model.blocks import Button, Event, Image, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.custom import AddressField, Custom, DataField, InlineField, PlainField
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Mailbox, Newsletter
from bulletin.model.values import Listing, Money, Number, Phrase
from bulletin.model.walk import Visit, map_text

SETTINGS = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PAPER = Newsletter(
    id="port-cities", title="Port Cities", locale="en-GB", locales=("ko",), sender=Mailbox(address="news@example.org")
)
FUND = Money(name="fund", money=12e9, currency="GBP", style="compact")
NOON = dt.datetime(2023, 6, 14, 12)  # noqa: DTZ001 - events are in local time
CITY = Slot(name="city", fallback="here")


def issue(*blocks: Any, values: tuple[Any, ...] = (FUND,), subject: str = "S", **fields: Any) -> Issue:
    story = Article(slug="busan", **{"headline": "H", **fields}, values=values, blocks=blocks)
    return Issue(
        newsletter=PAPER,
        id="2023-06",
        date=dt.date(2023, 6, 1),
        subject=subject,
        sections=(Section(name="A", articles=(story,)),),
    )


def edition_text(text: str, *values: Any) -> Spans:
    block = localise(issue(Paragraph(text=text), values=(FUND, *values))).issue.articles[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert isinstance(block.text, Spans)
    return block.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("worth {fund}.", (Text("worth £12bn."),)),
        ("{fund}{fund}", (Text("£12bn£12bn"),)),
        ("**{fund}**", (Strong((Text("£12bn"),)),)),
        ("*a {fund} b*", (Emphasis((Text("a £12bn b"),)),)),
        ("***{fund}***", (Emphasis((Strong((Text("£12bn"),)),)),)),
        ("[{fund}](https://example.org/)", (Link(Spans((Text("https://example.org/"),)), (Text("£12bn"),)),)),
        ("[a](https://example.org/{fund})", (Link(Spans((Text("https://example.org/£12bn"),)), (Text("a"),)),)),
        ("[a](https://e.org/{reader.city|here})", (Link(Spans((Text("https://e.org/"), CITY)), (Text("a"),)),)),
        ("in {reader.city|here}, {fund}", (Text("in "), CITY, Text(", £12bn"))),
        ("`{fund}` \\{fund}", None),
        ("{all}", (Text("A, "), CITY, Text(" and £12bn"))),
        ("{one}", (Text("A"),)),
        ("**{pact}**", (Strong((Text("the £12bn pact of "), CITY)),)),
        ("{deep}", (Text("so: the £12bn pact of "), CITY)),
    ],
)
def test_values_are_formatted_where_they_stand_and_slots_stay_open(text: str, expected: tuple[Any, ...] | None) -> None:
    found = edition_text(
        text,
        Listing(name="all", list=("A", "{reader.city|here}", "{fund}")),
        Listing(name="one", list=("A",)),
        Phrase(name="pact", text="the {fund} pact of {reader.city|here}"),
        Phrase(name="deep", text="so: {pact}"),
    )
    if expected is None:
        assert plain_text(found) == "{fund} {fund}"
    else:
        assert found.parts == expected


def test_values_are_formatted_in_fields_of_every_kind() -> None:
    blocks = (
        Quote(text=("{fund}",), speaker="{fund}", role="{fund}"),
        List(items=(Item(text="{fund}", blocks=(Note(text="{fund}", title="{fund}"),)),)),
        Table(head=Row(cells=("{fund}",)), rows=(Row(cells=("{fund}",)),), caption="{fund}"),
        Image(src="a.png", alt="{fund}", caption="{fund}", credit="{fund}", link="{fund}"),
        Button(label="{fund}", url="{fund}"),
        Event(
            title="{fund}", start=NOON, end=NOON, place="{fund}", address="{fund}", url="{fund}", description="{fund}"
        ),
        Custom(
            kind="podcast",
            fields=(
                InlineField(name="a", value="{fund}"),
                PlainField(name="b", value="{fund}"),
                AddressField(name="c", value="{fund}"),
                DataField(name="d", value="{fund}"),
            ),
        ),
    )
    edition = localise(issue(*blocks, standfirst="{fund}", byline="{fund}", link="{fund}", label="{fund}"))
    found: list[str] = []
    map_text(edition.issue.articles[0], lambda text, _: found.append(plain_text(text)) or text)  # type: ignore[arg-type, func-returns-value]
    assert found == ["H", *["£12bn"] * (len(found) - 1)]
    assert len(found) == 28
    custom = edition.issue.articles[0].blocks[-1]
    assert isinstance(custom, Custom)
    assert custom.d == "{fund}"


def test_plain_fields_know_no_markup() -> None:
    edition = localise(issue(subject="5 * 3 & **b** <c>", byline="*A*"))
    assert edition.issue.subject == Spans((Text("5 * 3 & **b** <c>"),))
    assert edition.issue.articles[0].byline == Spans((Text("*A*"),))


def test_an_edition_says_what_it_is() -> None:
    source = issue()
    edition = localise(source)
    assert (edition.locale, edition.dir, edition.alternates, edition.missing) == ("en-GB", "ltr", ("ko",), 0)
    assert edition.source is source
    assert edition.words.total == edition.words.reviewed == count_words(source)
    assert edition.findings == edition.fallbacks == edition.refused == ()


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"headline": "{x}"}, "busan.headline"),
        ({"blocks": (Paragraph(text="**[a]({x})**"),)}, "busan.paragraph.text"),
        ({"blocks": (Quote(text=("a", "{x}")),)}, "busan.quote.text"),
        ({"blocks": (Button(label="a", url="https://example.org/{x}"),)}, "busan.button.url"),
        ({"subject": "{x}"}, "issue.subject"),
    ],
)
def test_an_undeclared_value_is_told_by_article_and_field(fields: dict[str, Any], named: str) -> None:
    blocks = fields.pop("blocks", ())
    with pytest.raises(
        ContentError, match=rf"^{named}: no value `x` is declared \(declared: (fund|none)\); declare it"
    ):
        localise(issue(*blocks, **fields))


def test_a_value_belongs_to_its_article_alone() -> None:
    two = Article(slug="two", headline="{fund}")
    both = issue()
    section = Section(articles=(*both.articles, two))
    with pytest.raises(ContentError, match=r"^two\.headline: no value `fund` is declared \(declared: none\)"):
        localise(Issue(newsletter=PAPER, id="2023-06", date=both.date, subject="S", sections=(section,)))


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ((Phrase(name="a", text="{a}"),), "the value `a` is made of itself (a → a)"),
        (
            (Phrase(name="a", text="{b}"), Listing(name="b", list=("x", "{a}"))),
            "the value `b` is made of itself (b → a → b)",
        ),
    ],
)
def test_a_value_made_of_itself_is_told(values: tuple[Any, ...], way: str) -> None:
    with pytest.raises(ContentError, match=rf"^busan\.values\.a: {re.escape(way)}; write its words out"):
        localise(issue(Paragraph(text="{a}"), values=values))


def test_what_cannot_be_read_is_told_by_article_and_field() -> None:
    with pytest.raises(ContentError, match=r"^busan\.note\.text: expected Markdown, found raw HTML '<b>'"):
        localise(issue(Note(text="<b>x</b>")))


def test_a_number_beyond_all_measure_is_told_by_article_and_field() -> None:
    with pytest.raises(ContentError, match=r"^busan\.paragraph\.text: the value `n` is .*at most 24 digits"):
        localise(issue(Paragraph(text="{n}"), values=(Number(name="n", number="1e40"),)))


def test_a_locale_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match="expected a locale that CLDR knows"):
        localise(issue(), locale="xx")


@SETTINGS
@given(issues())
def test_equal_issues_give_equal_editions(source: Issue) -> None:
    copy = map_text(map_text(source, lambda text, _: f"{text}!"), lambda text, _: str(text)[:-1])
    assert copy == source
    assert localise(copy) == localise(source)


@SETTINGS
@given(issues())
def test_every_text_of_an_edition_is_spans_without_references(source: Issue) -> None:
    def look(text: str | Spans, visit: Visit) -> str | Spans:
        assert isinstance(text, Spans)
        assert not list(references(text.parts))
        return text

    map_text(localise(source).issue, look)


def references(parts: tuple[Any, ...]) -> list[ValueRef]:
    return [
        found
        for part in parts
        for found in ([part] if isinstance(part, ValueRef) else references(getattr(part, "parts", ())))
    ]


@SETTINGS
@given(issues())
def test_localising_an_edition_again_changes_nothing(source: Issue) -> None:
    once = localise(source).issue
    assert localise(once).issue == once


def test_words_are_counted_in_texts_and_not_in_addresses() -> None:
    one = issue(
        Paragraph(text="three little words"), Button(label="go", url="https://example.org/not/counted"), values=()
    )
    assert count_words(one) == len(["Port", "Cities", "S", "A", "H", "three", "little", "words", "go"])
