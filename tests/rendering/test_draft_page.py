"""What a draft's page and text say above everything else, and what stays plain in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import html5lib
import pytest

from bulletin.inline import Slot
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.model.blocks import Image, Paragraph
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Mailbox, Newsletter
from bulletin.rendering.drafts import MEANINGS, survey
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered
from bulletin.rendering.theme import Theme

PAPER = Newsletter(id="post", title="Post", locale="en", locales=("ar",), sender=Mailbox(address="news@example.org"))
PICTURE = Image(src="https://example.org/quay.png", width=600, height=400, alt="A quay", credit="Post")
GREETING = "Dear {reader.name|friend}, good day."
STORY = Article(slug="busan", headline="Two harbours", blocks=(PICTURE, Paragraph(text=GREETING)))
ISSUE = Issue(
    newsletter=PAPER,
    id="2023-06",
    date=dt.date(2023, 6, 1),
    subject="Hello {reader.name|friend}",
    preheader="Behind it",
    sections=(Section(articles=(STORY,)),),
)
FUZZY: dict[str, Any] = {"flags": ("fuzzy",)}
CATALOG = Catalog(
    locale="ar",
    entries=(
        Entry(
            context="issue.subject", msgid="Hello {reader.name|friend}", msgstr=("مرحبا {reader.name|صديق}",), **FUZZY
        ),
        Entry(context="issue.preheader", msgid="Behind it", msgstr=("خلفه",)),
        Entry(context="busan.image.alt", msgid="A quay", msgstr=("رصيف",), **FUZZY),
        Entry(context="busan.headline", msgid="Two harbours", msgstr=("ميناءان",)),
    ),
)
THEMES = ["harbour", "plain"]


def drafted(theme: str = "plain", **more: Any) -> Rendered:
    return render(localise(ISSUE, [CATALOG], locale="ar", draft=True), Theme.named(theme), **more)


def tree(mail: Rendered) -> Any:
    return html5lib.parse(str(mail.html), namespaceHTMLElements=False)


def of_class(mail: Rendered, name: str) -> list[Any]:
    return [each for each in tree(mail).iter() if name in (each.get("class") or "").split()]


def bare(text: str) -> str:
    """Return a text without the isolates that names in it may bear."""
    return text.translate(dict.fromkeys((0x2068, 0x2069)))


def text_of(node: Any) -> str:
    return " ".join(bare("".join(node.itertext())).split())


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_begins_with_what_it_is_and_how_far(theme: str) -> None:
    mail = drafted(theme)
    (head,) = of_class(mail, "draft-head")
    said = text_of(head)
    assert "Draft: العربية (ar). It is never sent." in said
    assert "machine" not in said
    counts = dict(survey(localise(ISSUE, [CATALOG], locale="ar", draft=True)).counts)
    assert set(counts) == {"missing", "changed"}
    for state, count in counts.items():
        assert f"{state} {count} text{'s' if count > 1 else ''}: {MEANINGS[state]}" in said
    assert mail.draft


def test_a_text_that_stands_twice_is_one_for_its_translator() -> None:
    twice = replace(STORY, blocks=(*STORY.blocks, Paragraph(text=GREETING)))
    issue = replace(ISSUE, sections=(Section(articles=(twice,)),))
    once, both = (survey(localise(each, [CATALOG], locale="ar", draft=True)).counts for each in (ISSUE, issue))
    assert once == both


def test_what_no_page_shows_is_told_above_it_subject_preheader_and_descriptions() -> None:
    (head,) = of_class(drafted(), "draft-head")
    told = {text_of(name): text_of(text) for name, text in zip(head.iter("h2"), list(head.iter("p"))[2:], strict=True)}
    assert told == {"Subject": "changed مرحبا صديق", "Preheader": "خلفه", "Picture": "changed رصيف"}


@pytest.mark.parametrize("theme", THEMES)
def test_titles_attributes_and_headers_hold_characters_alone(theme: str) -> None:
    mail = drafted(theme)
    assert bare(str(mail.subject)) == "مرحبا صديق"
    (title,) = tree(mail).iter("title")
    assert bare(title.text) == "مرحبا صديق"
    (picture,) = tree(mail).iter("img")
    assert picture.get("alt") == "رصيف"


def test_slots_stay_open_under_the_mark_and_in_the_head() -> None:
    mail = drafted()
    assert sum(isinstance(part, Slot) and part.name == "name" for part in mail.html.parts) >= 3
    assert sum(isinstance(part, Slot) and part.name == "name" for part in mail.text.parts) == 2


def test_the_text_says_the_state_before_the_words() -> None:
    text = bare(str(drafted().text))
    assert text.startswith("Draft: العربية (ar). It is never sent.\n")
    assert "Subject: [changed] مرحبا صديق\nPreheader: خلفه\n" in text
    assert "[missing] Dear friend, good day." in text
    assert "\nميناءان\n" in text


def test_a_web_copy_of_a_draft_is_a_draft_too_and_has_no_text() -> None:
    mail = drafted(web=True)
    assert mail.draft
    assert str(mail.text) == ""
    assert len(of_class(mail, "draft-head")) == 1


def test_an_edition_has_nothing_of_a_draft() -> None:
    mail = render(localise(ISSUE, [CATALOG], locale="ar"), Theme.named("harbour"))
    assert not mail.draft
    assert "draft" not in mail.html
    assert "draft" not in mail.text


def test_a_draft_in_which_every_text_is_reviewed_says_so() -> None:
    source = replace(ISSUE, newsletter=replace(PAPER, locale="ar", locales=()))
    (head,) = of_class(render(localise(source, draft=True), Theme.named("plain")), "draft-head")
    assert "Every text is reviewed." in text_of(head)
