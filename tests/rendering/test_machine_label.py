"""Under `machine = "label"` whatever a machine translated says so; under the other policies nothing does."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.states import machine_comment
from bulletin.l10n.words import InterfaceWords
from bulletin.model.blocks import Paragraph
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme

LABEL = "Translated by machine, not yet checked by a person"
FOOT = "A machine translated some words of this issue that no person has checked yet."
PAPER = Newsletter(id="post", title="Port News", locale="en-GB", sender=Mailbox(address="news@example.org"))
STORIES = tuple(
    Article(slug=slug, headline=f"All of {slug}", blocks=(Paragraph(text=f"Text of {slug}."),))
    for slug in ("busan", "quay", "docks")
)
ISSUE = Issue(
    newsletter=PAPER, id="2023-06", date=dt.date(2023, 6, 1), subject="June", sections=(Section(name="News", articles=STORIES),)
)  # fmt: skip


def edition(*by_machine: str, locale: str = "ko", machine: str = "label", not_ready: str = "source") -> Edition:
    """Return an edition whose texts are reviewed, but for those of the contexts that begin so."""
    entries = []
    for each in messages(ISSUE):
        made = Entry(context=each.context, msgid=each.msgid, msgstr=(f"« {each.msgid} »",))
        if each.context.startswith(by_machine):
            mark = machine_comment("libre", each.msgid, made.text)
            made = Entry(context=each.context, msgid=each.msgid, msgstr=made.msgstr, flags=("fuzzy",), comments=(mark,))
        if not each.context.startswith("docks.paragraph"):
            entries.append(made)
    policy = EditionPolicy(locale=locale, machine=machine, not_ready=not_ready)
    return localise(ISSUE, [Catalog(locale=locale, entries=tuple(entries))], locale=locale, policy=policy)


@pytest.mark.parametrize("theme", ["harbour", "plain"])
@pytest.mark.parametrize("locale", ["ar", "cy", "de", "es", "fr", "ja", "ko", "pl", "zh-Hans"])
def test_an_article_with_a_machines_words_says_so_in_the_readers_language(theme: str, locale: str) -> None:
    shown = edition("busan.paragraph", "series.section", locale=locale)
    assert set(shown.machine) == {"busan", "issue"}
    words = InterfaceWords(locale)
    mail = render(shown, Theme.named(theme))
    for message in (LABEL, FOOT):
        said = str(words.gettext(message))
        assert said != message
        assert str(mail.html).count(said) == 1
        assert str(words.gettext(message)).split()[0] in str(mail.text)


def test_where_all_is_reviewed_or_the_policy_says_otherwise_nothing_is_labelled() -> None:
    for shown in (edition(), edition("busan", machine="allow"), edition("busan", machine="never")):
        assert shown.machine == ()
        mail = render(shown, Theme.named("harbour"))
        assert str(InterfaceWords("ko").gettext(LABEL)) not in str(mail.html)


def test_an_article_that_falls_back_shows_no_machines_words_and_a_mixed_one_does() -> None:
    assert edition("docks.headline").machine == ()
    assert edition("docks.headline", not_ready="mix").machine == ("docks",)
    assert edition("docks.headline", not_ready="drop").machine == ()
