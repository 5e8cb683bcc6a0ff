"""What makes a translated text unusable: `localise` shows no such text, and `check` names it by the same ids."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.errors import CatalogError
from bulletin.findings import Finding, Severity
from bulletin.inline import plain, plain_text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.checks.rules import REFUSING
from bulletin.l10n.checks.translations import translation_findings
from bulletin.l10n.glossary import Term
from bulletin.l10n.judging import judged
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.model.blocks import Paragraph
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.marks import Form
from bulletin.model.message import Message
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter
from bulletin.model.values import Phrase

PAPER = Newsletter(id="port-cities", title="Port Cities", locale="en", sender=Mailbox(address="news@example.org"))
STORY = Article(
    slug="busan",
    headline="Headline",
    values=(Phrase(name="fund", text="much"), Phrase(name="page", text="a")),
    blocks=(
        Paragraph(text="Dear {reader.name|friend}, see **{fund}** in [the *report*](https://example.org/{page}), `x`."),
    ),
)
ISSUE = Issue(
    newsletter=PAPER, id="2023-06", date=dt.date(2023, 6, 1), subject="Subject", sections=(Section(articles=(STORY,)),)
)
MESSAGES = messages(ISSUE)
GLOSSARY = (Term(term="MOU", forms=(("ko", ("업무협약",)),), forbidden=(("ko", ("엠오유", "협약")),)),)
GOOD = "{reader.name|독자}께, <link1>보고서</link1>의 <b>{fund}</b>, <code>x</code>."
POLICY = EditionPolicy(locale="ko", not_ready="mix", min_reviewed=0.0)


def of(context: str) -> Message:
    return next(each for each in MESSAGES if each.context == context)


TEXT, SUBJECT, LINK = of("busan.paragraph.text"), of("issue.subject"), of("busan.paragraph.text@link1")

pieces = st.sampled_from(
    (
        "<link1>", "</link1>", "<link1></link1>", "<b>", "</b>", "<i></i>", "<br/>", "<code>", "</code>", "{fund}", "{page}",
        "{other}", "{reader.name}", "{reader.name|x}", "{reader.name:\x07…|x}", "{reader.city}", "<script>", "&lt;b>", "&#7;",
        "&#128;", "\x85", "\x9f", "\x07", "\r", "\n", "\t", "\u2028", "\u200b", "\u3164", "\u00ad", "&#32;", " ", "엠오유",
        "업무협약", "협약", "https://", "https://example.org/", "mailto:a@example.org", "javascript:", "ftp://x", "\ud800",
        "&#106;avascript:x", "{reader.name:javascript:…|}", "부두",
    )
) | st.text(max_size=4)  # fmt: skip
texts = st.lists(pieces, max_size=6).map("".join) | st.lists(pieces, max_size=3).map(lambda some: GOOD + "".join(some))
keys = st.sampled_from((TEXT, SUBJECT, LINK))


def both(message: Message, *forms: str, comments: tuple[str, ...] = ()) -> tuple[Edition, list[Finding]]:
    """Return the edition, and what a check finds, where one message is translated so."""
    entry = Entry(context=message.context, msgid=message.msgid, msgstr=forms, line=3, comments=comments)
    entries: tuple[Entry, ...] = (entry,)
    if message is LINK:  # an address is shown where its words are
        entries += (Entry(context=TEXT.context, msgid=TEXT.msgid, msgstr=(GOOD,), line=9),)
    catalog = Catalog(locale="ko", file="ko.po", entries=entries, terms=GLOSSARY)
    found = translation_findings(MESSAGES, [catalog], locale="ko", source="en", glossary=GLOSSARY)
    return localise(ISSUE, [catalog], locale="ko", policy=POLICY), list(found)


NONE = localise(ISSUE, [Catalog(locale="ko")], locale="ko", policy=POLICY)
ONLY_WORDS = both(LINK, LINK.msgid)[0]


def refused(edition: Edition) -> set[str]:
    return {finding.rule for finding in edition.findings if finding.severity is Severity.ERROR}


def errors(found: list[Finding]) -> set[str]:
    return {finding.rule for finding in found if finding.severity is Severity.ERROR}


@given(message=keys, text=texts)
@example(message=TEXT, text=GOOD + "\x85")
@example(message=TEXT, text=GOOD + "&#159;")
@example(message=TEXT, text=GOOD.replace("보고서", "\u200b"))
@example(message=SUBJECT, text="엠오유")
@example(message=SUBJECT, text="\u3164")
@example(message=LINK, text="https://example.org/ko")
@example(message=LINK, text="{reader.name:javascript:…|}")
@settings(max_examples=300, deadline=None)
def test_what_a_check_calls_an_error_is_not_shown_and_what_is_not_shown_is_an_error(
    message: Message, text: str
) -> None:
    edition, found = both(message, text)
    assert refused(edition) == errors(found)
    if errors(found):
        assert edition.issue == (ONLY_WORDS if message is LINK else NONE).issue


@pytest.mark.parametrize(
    ("rule", "message", "text"),
    [
        ("unknown-tag", TEXT, GOOD + "<script>"),
        ("unknown-tag", SUBJECT, "<b>제목</b>"),
        ("nesting", TEXT, GOOD + "<b>"),
        ("link-twice", TEXT, GOOD + "<link1>더</link1>"),
        ("lost-link", TEXT, GOOD.replace("<link1>보고서</link1>", "보고서")),
        ("lost-link", TEXT, GOOD.replace("보고서", "")),
        ("lost-link", TEXT, GOOD.replace("보고서", "<b>\u200b</b>")),
        ("lost-name", TEXT, GOOD.replace("{fund}", "")),
        ("unknown-name", TEXT, GOOD + "{other}"),
        ("unknown-name", LINK, "https://example.org/{other}"),
        ("unknown-name", LINK, "https://example.org/{reader.name}"),
        ("control-character", TEXT, GOOD + "\x85"),
        ("control-character", TEXT, GOOD + "&#133;"),
        ("control-character", TEXT, GOOD.replace("독자", "&#7;")),
        ("control-character", LINK, "https://example.org/&#9f;".replace("9f", "159")),
        ("empty-translation", SUBJECT, "\u200b"),
        ("empty-translation", SUBJECT, "&#32;\u3164"),
        ("forbidden-term", TEXT, GOOD + " 엠오유"),
        ("forbidden-term", SUBJECT, "협약"),
        ("address-scheme", LINK, "javascript:alert(1)"),
        ("address-scheme", LINK, "&#106;avascript:alert(1)"),
        ("address-scheme", LINK, "https://example.org/&#32;x"),
        ("address-scheme", LINK, "example.org"),
    ],
)
def test_each_error_falls_back_and_is_reported_by_its_id(rule: str, message: Message, text: str) -> None:
    edition, found = both(message, text)
    assert refused(edition) == errors(found)
    assert edition.issue == (ONLY_WORDS if message is LINK else NONE).issue
    finding = next(each for each in edition.findings if each.severity is Severity.ERROR)
    assert finding.rule == rule
    assert finding in found
    assert str(finding.place) == "ko.po:3"
    assert finding.text.endswith("; the source is shown meanwhile")


def test_the_list_of_what_refuses_a_text_is_complete() -> None:
    assert set(REFUSING) == {
        "address-scheme", "control-character", "empty-translation", "forbidden-term", "link-twice", "lost-link", "lost-name",
        "nesting", "plural-count", "unknown-name", "unknown-tag",
    }  # fmt: skip


def test_plural_forms_where_there_is_no_plural_are_not_shown() -> None:
    edition, found = both(SUBJECT, "제목", "제목들")
    assert refused(edition) == errors(found) == {"plural-count"}
    assert edition.issue == NONE.issue


def test_an_address_in_another_language_may_need_no_value() -> None:
    edition, found = both(LINK, "https://example.org/ko")
    assert found == []
    assert "https://example.org/ko" in repr(edition.issue)


def test_a_person_may_say_that_a_forbidden_word_is_right_here() -> None:
    edition, found = both(SUBJECT, "엠오유라는 말", comments=("bulletin-ignore: forbidden-term",))
    assert plain_text(plain(edition.issue.subject)) == "엠오유라는 말"
    assert errors(found) == refused(edition) == set()
    edition, _ = both(SUBJECT, "\u200b", comments=("bulletin-ignore: empty-translation",))
    assert edition.issue == NONE.issue


def test_catalogs_that_are_read_know_the_glossary_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Language: ko\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "2023-06.po").write_text(
        f'{header}msgctxt "issue.subject"\nmsgid "Subject"\nmsgstr "협약"\n', encoding="utf-8"
    )
    allowed = localise(ISSUE, read_catalogs(tmp_path, "ko", ISSUE), locale="ko", policy=POLICY)
    assert refused(allowed) == set()
    (tmp_path / "glossary.csv").write_text("term,forbidden.ko\nagreement,협약\n", encoding="utf-8")
    edition = localise(ISSUE, read_catalogs(tmp_path, "ko", ISSUE), locale="ko", policy=POLICY)
    assert refused(edition) == {"forbidden-term"}
    assert edition.issue.subject == NONE.issue.subject
    (tmp_path / "glossary.csv").write_text("word\nx\n", encoding="utf-8")
    assert read_catalogs(tmp_path, "en", ISSUE) == ()
    with pytest.raises(CatalogError, match="expected the column `term`"):
        read_catalogs(tmp_path, "ko", ISSUE)


def test_two_texts_with_the_same_words_lead_where_each_leads() -> None:
    blocks = tuple(Paragraph(text=f"[report](https://example.org/{number})") for number in (1, 2))
    issue = replace(ISSUE, sections=(Section(articles=(replace(STORY, blocks=blocks),)),))
    entries = tuple(Entry(context=each.context, msgid=each.msgid, msgstr=(each.msgid,)) for each in messages(issue))
    edition = localise(issue, [Catalog(locale="ko", entries=entries)], locale="ko")
    shown = [block.text for block in edition.issue.articles[0].blocks if isinstance(block, Paragraph)]
    assert ["example.org/1" in repr(shown[0]), "example.org/2" in repr(shown[1])] == [True, True]


OF_NOTHING = (Term(term="quay", forms=(), forbidden=(("fr", ("quai",)),)),)
"""A glossary that forbids nothing in Korean: with it a text is read the long way."""


@given(
    text=texts | st.text(max_size=6), forms=st.sampled_from(((), ("둘",))), source=st.sampled_from(("Words", "{fund}"))
)
@example(text="", forms=(), source="Words")
@example(text=r"a \{ b", forms=(), source="Words")
@settings(max_examples=300, deadline=None)
def test_plain_words_are_judged_as_all_others_are(text: str, forms: tuple[str, ...], source: str) -> None:
    entry = Entry(context="issue.subject", msgid=source, msgstr=(text, *forms))
    for form in (Form.PLAIN, Form.INLINE):
        short, long = (judged(entry, plain(source), form, locale="ko", terms=terms) for terms in ((), OF_NOTHING))
        assert short == long
