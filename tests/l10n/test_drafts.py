"""Drafts: whatever text there is stands in its place, says how far it is, and is never sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import issues

from bulletin.inline import Draft, Spans, plain_text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.glossary import Term
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.pseudo import pseudo_catalog
from bulletin.l10n.states import machine_comment
from bulletin.model.blocks import Paragraph
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter
from bulletin.model.values import Money
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme

PAPER = Newsletter(id="post", title="Post", locale="en-GB", locales=("ko",), sender=Mailbox(address="news@example.org"))
FUND = Money(name="fund", money=12e9, currency="GBP", style="compact")
TEXT = "It is worth {fund}, see [the plan](https://example.org/plan)."
CONTEXT = "busan.paragraph.text"
MSGID = "It is worth {fund}, see <link1>the plan</link1>."
MSGSTR = "{fund}은(는) 큰돈입니다. <link1>계획</link1>을 보십시오."
STORY = Article(slug="busan", headline="Two harbours", values=(FUND,), blocks=(Paragraph(text=TEXT),))
ISSUE = Issue(
    newsletter=PAPER, id="2023-06", date=dt.date(2023, 6, 1), subject="June", sections=(Section(articles=(STORY,)),)
)
ENTRY = Entry(context=CONTEXT, msgid=MSGID, msgstr=(MSGSTR,))
FUZZY = replace(ENTRY, flags=("fuzzy",))
MACHINE = replace(FUZZY, comments=(machine_comment("libre", MSGID, MSGSTR),))
BROKEN = "큰돈<hr/> {fund} <link1>계획</link1>"


def draft_of(*entries: Entry, policy: EditionPolicy | None = None, issue: Issue = ISSUE) -> Edition:
    return localise(issue, [catalog_of(*entries)], locale="ko", policy=policy, draft=True)


def catalog_of(*entries: Entry, locale: str = "ko") -> Catalog:
    return Catalog(locale=locale, entries=entries, file="ko.po")


def paragraph(edition: Edition) -> Spans:
    block = edition.issue.articles[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert isinstance(block.text, Spans)
    return block.text


def the_draft(text: Spans) -> Draft:
    (part,) = text.parts
    assert isinstance(part, Draft)
    return part


@pytest.mark.parametrize(
    ("entries", "state", "begins"),
    [
        ((FUZZY,), "changed", "120억 파운드는 큰돈입니다"),
        ((MACHINE,), "machine", "120억 파운드는 큰돈입니다"),
        ((), "missing", "It is worth £12bn"),
        ((replace(ENTRY, msgstr=("",)),), "missing", "It is worth £12bn"),
        ((replace(ENTRY, msgstr=(BROKEN,)),), "unreadable", "It is worth £12bn"),
        ((replace(FUZZY, msgstr=(BROKEN,)),), "unreadable", "It is worth £12bn"),
    ],
    ids=["changed", "machine", "missing", "empty", "broken", "fuzzy and broken"],
)
def test_each_state_is_shown_and_said(entries: tuple[Entry, ...], state: str, begins: str) -> None:
    shown = paragraph(draft_of(*entries))
    assert the_draft(shown).state == state
    assert plain_text(shown).startswith(begins)


def test_what_is_reviewed_is_not_marked() -> None:
    assert not any(isinstance(part, Draft) for part in paragraph(draft_of(ENTRY)).parts)


def test_a_text_without_a_translation_says_its_language_and_writes_values_its_own_way() -> None:
    found = the_draft(paragraph(draft_of()))
    assert found.language == "en-GB"
    assert "£12bn" in plain_text(found.parts)
    welsh = replace(STORY, locale="cy")
    told = draft_of(issue=replace(ISSUE, sections=(Section(articles=(welsh,)),)))
    assert the_draft(paragraph(told)).language == "cy"


def test_the_particles_of_a_korean_source_fit_in_a_draft_of_another_language() -> None:
    paper = replace(PAPER, locale="ko", locales=("en",))
    story = replace(STORY, blocks=(Paragraph(text="{fund}은(는) 큰돈입니다."),))
    issue = replace(ISSUE, newsletter=paper, sections=(Section(articles=(story,)),))
    assert plain_text(paragraph(localise(issue, locale="en", draft=True))) == "120억 파운드는 큰돈입니다."


def test_a_text_without_letters_needs_no_translation_and_no_mark() -> None:
    story = replace(STORY, blocks=(Paragraph(text="{fund} – 12 %"),))
    shown = paragraph(draft_of(issue=replace(ISSUE, sections=(Section(articles=(story,)),))))
    assert not any(isinstance(part, Draft) for part in shown.parts)


@pytest.mark.parametrize("not_ready", ["source", "drop", "mix"])
def test_no_article_falls_back_or_is_left_out(not_ready: str) -> None:
    edition = draft_of(FUZZY, policy=EditionPolicy(locale="ko", not_ready=not_ready))
    assert [article.locale for article in edition.issue.articles] == [""]
    assert edition.fallbacks == ()
    assert the_draft(paragraph(edition)).state == "changed"


def test_what_the_policy_lets_into_the_edition_is_marked_all_the_same() -> None:
    policy = EditionPolicy(locale="ko", machine="allow", not_ready="mix", min_reviewed=0, mandatory=())
    assert the_draft(paragraph(draft_of(MACHINE, policy=policy))).state == "machine"


def test_a_reviewed_text_of_a_wider_locale_is_shown_before_a_nearer_one_in_doubt() -> None:
    nearer, wider = catalog_of(FUZZY, locale="ko-KR"), catalog_of(ENTRY)
    shown = paragraph(localise(ISSUE, [nearer, wider], locale="ko-KR", draft=True))
    assert not any(isinstance(part, Draft) for part in shown.parts)


def test_what_cannot_be_read_is_said_with_its_place() -> None:
    findings = draft_of(replace(FUZZY, msgstr=(BROKEN,), line=7)).findings
    assert [(each.rule, str(each.place)) for each in findings] == [("unknown-tag", "ko.po:7")]


def test_a_reviewed_text_that_the_glossary_forbids_is_shown_as_in_doubt() -> None:
    term = Term(term="plan", forbidden=(("ko", ("계획",)),))
    catalog = replace(catalog_of(ENTRY), terms=(term,))
    draft, real = (localise(ISSUE, [catalog], locale="ko", draft=each) for each in (True, False))
    assert plain_text(paragraph(real)).startswith("It is worth")
    assert the_draft(paragraph(draft)).state == "changed"
    assert [each.rule for each in draft.findings] == ["forbidden-term"]


def test_a_draft_is_always_refused_and_counts_words_as_its_edition_does() -> None:
    draft, real = draft_of(FUZZY), localise(ISSUE, [catalog_of(FUZZY)], locale="ko")
    assert draft.draft
    assert not real.draft
    assert draft.refused == ("a draft is never sent", *real.refused)
    assert draft.words == real.words
    assert localise(ISSUE, draft=True).refused == ("a draft is never sent",)


@settings(max_examples=25)
@given(issues())
def test_the_draft_of_what_is_reviewed_is_the_edition_but_for_its_name(issue: Issue) -> None:
    catalogs = [replace(pseudo_catalog(messages(issue), "en-XA"), locale="cy")]
    draft, real = (localise(issue, catalogs, locale="cy", draft=each) for each in (True, False))
    assert draft.refused[0] == "a draft is never sent"
    assert replace(draft, draft=False, refused=real.refused) == real


HOSTILE = st.lists(
    st.sampled_from((
        "<link1>", "</link1>", "<b>", "</b>", "{fund}", "{other}", "<script>alert(1)</script>", "<img src=x onerror=x>",
        "</p></td>", '" onclick="x', "&lt;b&gt;", "&#60;script&#62;", "{{ 7 * 7 }}", "</head>", "<body>", "</span>",
        "<link1 href='javascript:x'>", "&", "<", ">", "\x07", "\u2028", "\ufeff", "계획",
    ))
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=60)
@given(HOSTILE, HOSTILE)
def test_hostile_text_in_a_catalog_adds_no_element_to_a_draft(text: str, subject: str) -> None:
    title = Entry(context="issue.subject", msgid="June", msgstr=(subject,), flags=("fuzzy",))
    mail = render(draft_of(replace(FUZZY, msgstr=(text,)), title), Theme.named("plain"))
    tree = html5lib.parse(str(mail.html), namespaceHTMLElements=False)
    harmless = render(draft_of(FUZZY), Theme.named("plain"))
    expected = html5lib.parse(str(harmless.html), namespaceHTMLElements=False)
    inline = {"strong", "em", "br", "span", "li", "ul", "p", "h2"}
    assert {str(each.tag) for each in tree.iter()} <= {str(each.tag) for each in expected.iter()} | inline
    assert {each.get("href") for each in tree.iter("a")} == {each.get("href") for each in expected.iter("a")}
    assert not any(name.startswith("on") for each in tree.iter() for name in each.attrib)
