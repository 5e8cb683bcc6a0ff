"""What translators are asked for: contexts, texts, notes and references of a whole issue."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.inline import Spans
from bulletin.l10n.messages import messages
from bulletin.l10n.po.write import catalog_text
from bulletin.l10n.readable import readable
from bulletin.l10n.template import template
from bulletin.l10n.untrusted import spans_of
from bulletin.model.blocks import Button, Image, Item, List, Paragraph, Quote, Row, Table
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.marks import Form
from bulletin.model.message import Message
from bulletin.model.newsletter import Mailbox, Newsletter, Publisher
from bulletin.model.values import Listing, Money, Phrase
from bulletin.model.walk import Visit, map_text
from bulletin.project import open_issue

PAPER = Newsletter(
    id="port-cities", title="Port Cities", locale="en-GB", zone="Europe/London", sender=Mailbox(address="news@example.org"),
    publisher=Publisher(name="Port Cities", address="1 Example Dock"),
)  # fmt: skip


def issue_of(*blocks: object, **article: object) -> Issue:
    story = Article(slug="busan", headline="Two harbours", blocks=blocks, **article)  # type: ignore[arg-type]
    sections = (Section(name="Agreements", articles=(story,)),)
    return Issue(newsletter=PAPER, id="2023-06", date=datetime.date(2023, 6, 1), subject="Hello {reader.name|friend}", sections=sections)  # fmt: skip


def asked(issue: Issue, context: str) -> Message:
    return next(message for message in messages(issue) if message.context == context)


def test_contexts_name_where_a_text_belongs_and_never_its_position() -> None:
    issue = issue_of(
        Paragraph(text="A"),
        List(items=(Item(text="B", blocks=(Paragraph(text="C"),)),)),
        Table(head=Row(cells=("D",)), rows=(Row(cells=("E",)),), caption="F"),
        Quote(text=("G", "H"), speaker="I"),
        Image(src="x.png", alt="J"),
        values=(Phrase(name="port", text="K"), Listing(name="partners", list=("L", "M"))),
    )
    assert [(message.context, message.msgid) for message in messages(issue)] == [
        ("series.title", "Port Cities"), ("series.publisher.name", "Port Cities"),
        ("series.publisher.address", "1 Example Dock"), ("issue.subject", "Hello {reader.name|friend}"),
        ("series.section", "Agreements"), ("busan.headline", "Two harbours"), ("busan.value.port", "K"),
        ("busan.value.partners", "L"), ("busan.value.partners", "M"), ("busan.paragraph.text", "A"),
        ("busan.list.text", "B"), ("busan.paragraph.text", "C"), ("busan.table.cells", "D"), ("busan.table.cells", "E"),
        ("busan.table.caption", "F"), ("busan.quote.text", "G"), ("busan.quote.text", "H"), ("busan.quote.speaker", "I"),
        ("busan.image.alt", "J"),
    ]  # fmt: skip


def test_series_and_issue_are_catalogs_of_their_own() -> None:
    domains = {message.context: message.domain for message in messages(issue_of())}
    assert domains == {
        "series.title": "port-cities", "series.publisher.name": "port-cities", "series.publisher.address": "port-cities",
        "series.section": "port-cities", "issue.subject": "2023-06", "busan.headline": "2023-06",
    }  # fmt: skip


def test_a_text_that_stands_twice_in_one_context_is_one_message() -> None:
    found = [
        message for message in messages(issue_of(Paragraph(text="A"), Paragraph(text="A"))) if message.msgid == "A"
    ]
    assert len(found) == 1


def test_notes_tell_addresses_values_and_the_authors_words() -> None:
    block = Paragraph(text="**{fund}** at [the quay](https://example.org/q)", translators="Keep it\nshort.")
    issue = issue_of(block, values=(Money(name="fund", money=12_000_000_000, currency="GBP", style="compact"),))  # type: ignore[arg-type]
    message = asked(issue, "busan.paragraph.text")
    assert message.msgid == "<b>{fund}</b> at <link1>the quay</link1>"
    assert message.notes == ("Paragraph", "Author: Keep it short.", "<link1> = https://example.org/q", "{fund} = £12bn")


def test_a_quotes_paragraphs_name_their_speaker() -> None:
    issue = issue_of(Quote(text=("Well.",), speaker="Ann Lee", role="North Pier"))
    assert "Said by: Ann Lee, North Pier" in asked(issue, "busan.quote.text").notes


def test_addresses_are_optional_messages_that_never_count() -> None:
    issue = issue_of(
        Paragraph(text="[a](https://a.example) [b](https://b.example)"), Button(label="Go", url="https://c.example")
    )
    found = {message.context: message for message in messages(issue) if message.optional}
    assert {context: message.msgid for context, message in found.items()} == {
        "busan.paragraph.text@link1": "https://a.example", "busan.paragraph.text@link2": "https://b.example",
        "busan.button.url@link1": "https://c.example",
    }  # fmt: skip
    assert all(message.words == 0 for message in found.values())


def test_a_text_without_letters_is_optional() -> None:
    assert asked(issue_of(Paragraph(text="12 % – **34**")), "busan.paragraph.text").optional


def test_an_article_in_another_language_says_so_and_is_not_asked_for_there() -> None:
    message = asked(issue_of(Paragraph(text="안녕"), locale="ko"), "busan.paragraph.text")
    assert "Written in: ko" in message.notes
    assert not message.asked_for("ko")
    assert message.asked_for("cy")


def test_an_article_for_some_editions_is_asked_for_in_these_only() -> None:
    message = asked(issue_of(Paragraph(text="A"), editions=("ko",)), "busan.paragraph.text")
    assert (message.asked_for("ko"), message.asked_for("cy")) == (True, False)


def test_decomposed_text_is_composed() -> None:
    assert asked(issue_of(Paragraph(text="\u1107\u116e\u1109\u1161\u11ab")), "busan.paragraph.text").msgid == "부산"


def test_the_template_of_the_example_is_as_it_was(examples: Path, *, update_golden: bool) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    text = catalog_text(template(messages(issue), issue, issue.id))
    golden = Path(__file__).parent / "fixtures" / "port-cities.pot"
    if update_golden:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


SETTINGS = """\
id = "paper"
title = "Title of all"
locale = "en-GB"
zone = "Europe/London"

[sender]
address = "news@example.org"

[publisher]
url = "https://example.org/"
name = "Publisher"
address = "1 Example Dock"
"""
ISSUE = """\
number = 6
date = 2023-06-01
title = "June"
subject = "Subject"

[[sections]]
name = "First section"
articles = ["story"]
"""
STORY = """\
+++
headline = "Headline"
byline = "Byline"

[image]
src = "https://example.org/quay.png"
width = 600
height = 400
alt = "Quay at dusk"
credit = "Photographer"

[values]
port = { text = "harbour town" }

[values.partners]
list = ["First partner", "Second partner"]
+++

Paragraph of {port} and {partners}.

| Head one | Head two |
|---|---|
| Cell one | Cell two |
| Cell three | Cell four |

> Quoted first, over
> two lines.
>
> Quoted second.
> — Speaker, Role

- Item one
- Item two

```note
title = "Note title"
text = "Note text"
```

```quote
speaker = "Fenced speaker"
text = [
  "Fenced first.",
  "Fenced second.",
]
```
"""


def test_each_text_is_referred_to_the_line_where_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / "2023-06"
    folder.mkdir(parents=True)
    for file, text in (
        ("bulletin.toml", SETTINGS),
        ("issues/2023-06/issue.toml", ISSUE),
        ("issues/2023-06/story.md", STORY),
    ):
        (tmp_path / file).write_text(text, encoding="utf-8")
    lines = {"bulletin.toml": SETTINGS, "issue.toml": ISSUE, "story.md": STORY}
    found = messages(open_issue(folder))
    for message in found:
        (place,) = message.places
        assert re.split("[{,]", message.msgid)[0] in lines[place.file].split("\n")[place.line - 1], message
    of_the_story = [message.places[0].line for message in found if message.article and ".quote" not in message.context]
    assert len(found) == 31
    assert of_the_story == sorted(of_the_story)


@pytest.mark.parametrize("name", ["port-cities", "custom-block"])
def test_each_message_of_the_examples_reads_back_as_its_source(examples: Path, name: str) -> None:
    folder = next((examples / name / "issues").iterdir())
    issue = open_issue(folder)
    keys = {message.msgid for message in messages(issue)}

    def look(text: str | Spans, visit: Visit) -> str | Spans:
        read = readable(text, visit.mark.form)
        assert any(spans_of(msgid, read) == read for msgid in keys)
        return text

    map_text(issue, look)


@given(st.text(max_size=40))
def test_any_plain_text_is_its_own_translation(text: str) -> None:
    read = readable(text, Form.PLAIN)
    message = [
        each
        for each in messages(issue_of(Button(label=text, url="https://a.example")))
        if each.context == "busan.button.label"
    ]
    assert all(spans_of(each.msgid, read) == read for each in message)
