"""What a mayor said in Korean stands in the Korean edition as it was said; the others translate its translation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import issues

from bulletin.inline import Draft, Spans, Text, plain_text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.status import status
from bulletin.l10n.sync_project import sync_project
from bulletin.model.blocks import Block, Button, Event, Item, List, Note, Paragraph, Quote
from bulletin.model.custom import Custom, InlineField, PlainField
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter
from bulletin.model.original import Original
from bulletin.model.own_words import blocks_with_original, in_own_words
from bulletin.model.values import Money

if TYPE_CHECKING:
    from pathlib import Path

    from bulletin.model.edition import Edition
    from bulletin.model.message import Message

PAPER = Newsletter(
    id="post", title="Post", locale="en-GB", locales=("ko", "ar"), sender=Mailbox(address="news@example.org")
)
FUND = Money(name="fund", money=12e9, currency="GBP", style="compact")
QUOTE = Quote(
    text=("The sea joins us.", "It is one sea."), speaker="A reader in Busan", role="Subscriber",
    original=Original(locale="ko", text=("바다가 **우리**를 잇습니다. {fund}을(를) 봅니다.",), speaker="부산의 독자"),
)  # fmt: skip


def issue(*blocks: Block, **fields: object) -> Issue:
    given = {"slug": "busan", "headline": "Two harbours", "blocks": blocks, "values": (FUND,), **fields}
    story = Article(**given)  # type: ignore[arg-type]
    sections = (Section(name="News", articles=(story,)),)
    return Issue(newsletter=PAPER, id="2023-06", date=dt.date(2023, 6, 1), subject="June", sections=sections)


def catalog(source: Issue, locale: str, *left_out: str) -> Catalog:
    """Everything that a locale is asked for, translated as the source with its locale before it, and reviewed."""
    asked = [each for each in messages(source) if each.asked_for(locale) and each.context not in left_out]
    entries = (
        Entry(
            context=each.context, msgid=each.msgid, msgstr=(each.msgid if each.optional else f"{locale} {each.msgid}",)
        )
        for each in asked
    )
    return Catalog(locale=locale, domain="2023-06", entries=tuple(entries))


def edition(source: Issue, locale: str = "ko", *left_out: str, **more: object) -> Edition:
    return localise(source, [catalog(source, locale.split("-", 1)[0], *left_out)], locale=locale, **more)  # type: ignore[arg-type]


def first(told: Edition) -> Quote:
    [block, *_] = told.issue.articles[0].blocks
    assert isinstance(block, Quote)
    return block


def words_of(quote: Quote) -> list[str]:
    return [plain_text(each) for each in (*quote.text, quote.speaker, quote.role) if isinstance(each, Spans)]


def test_the_edition_of_the_originals_language_shows_it_as_it_was_said() -> None:
    told = edition(issue(QUOTE))
    assert words_of(first(told)) == ["바다가 우리를 잇습니다. 120억 파운드를 봅니다.", "부산의 독자", "ko Subscriber"]
    assert (told.missing, told.fallbacks, told.refused, told.findings) == (0, (), (), ())


@pytest.mark.parametrize("locale", ["ko-KR", "ko"])
def test_a_region_speaks_its_language(locale: str) -> None:
    assert words_of(first(edition(issue(QUOTE), locale)))[1] == "부산의 독자"


def test_other_editions_translate_the_translation() -> None:
    assert words_of(first(edition(issue(QUOTE), "fr"))) == [
        "fr The sea joins us.", "fr It is one sea.", "fr A reader in Busan", "fr Subscriber",
    ]  # fmt: skip


def test_the_source_edition_shows_the_articles_own_words() -> None:
    assert words_of(first(localise(issue(QUOTE)))) == [
        "The sea joins us.", "It is one sea.", "A reader in Busan", "Subscriber",
    ]  # fmt: skip


def test_a_reader_slot_stays_open_in_an_original() -> None:
    note = Note(text="Dear {reader.name|friend}", original=Original(locale="ko", text="{reader.name|독자}님께"))
    [block] = edition(issue(note)).issue.articles[0].blocks
    assert isinstance(block, Note)
    assert isinstance(block.text, Spans)
    assert (plain_text(block.text), len(block.text.parts)) == ("독자님께", 2)


def test_blocks_of_all_kinds_and_depths_are_shown_in_their_own_words() -> None:
    noon = dt.datetime(2023, 6, 14, 12)  # noqa: DTZ001 - events are in local time
    event = Event(title="Tea", start=noon, end=noon, place="Quay", original=Original(locale="ko", title="다과회"))
    button = Button(
        label="Go", url="https://a.example", original=Original(locale="ko", label="가기", url="https://b.example")
    )
    own = Custom(
        kind="podcast", fields=(InlineField(name="title", value="Tides"), PlainField(name="host", value="Ann")),
        original=Original(locale="ko", title="*물때*"),
    )  # fmt: skip
    told = edition(issue(event, button, own, List(items=(Item(text="i", blocks=(QUOTE,)),)))).issue.articles[0].blocks
    assert isinstance(told[0], Event)
    assert isinstance(told[1], Button)
    assert isinstance(told[3], List)
    texts = (told[0].title, told[0].place, told[1].label, told[1].url, told[2].title, told[2].host)  # type: ignore[attr-defined]  # fields of an own kind
    assert [plain_text(each) for each in texts if isinstance(each, Spans)] == [
        "다과회", "ko Quay", "가기", "https://b.example", "물때", "ko Ann",
    ]  # fmt: skip
    quote = told[3].items[0].blocks[0]
    assert isinstance(quote, Quote)
    assert plain_text(quote.speaker) == "부산의 독자"  # type: ignore[arg-type]


def test_a_stale_translation_of_it_is_neither_shown_nor_told_of() -> None:
    source = issue(QUOTE)
    made = catalog(source, "ko")
    stale = Entry(context="busan.quote.text", msgid="The sea joins us.", msgstr=("<b>옛 번역",))
    told = localise(source, [replace(made, entries=(*made.entries, stale))], locale="ko")
    assert words_of(first(told))[0].startswith("바다가")
    assert (told.findings, told.missing) == ((), 0)


def test_an_article_that_falls_back_is_in_one_language_throughout() -> None:
    told = edition(issue(QUOTE, Paragraph(text="A port.")), "ko", "busan.paragraph.text")
    assert told.issue.articles[0].locale == "en-GB"
    assert words_of(first(told))[0] == "The sea joins us."
    assert [each.reason for each in told.fallbacks] == [
        "is shown in its source language: 1 of 1 paragraphs is not translated"
    ]


def test_a_mixed_article_has_the_words_that_there_are() -> None:
    policy = EditionPolicy(locale="ko", not_ready="mix")
    told = edition(issue(QUOTE, Paragraph(text="A port.")), "ko", "busan.paragraph.text", policy=policy)
    assert words_of(first(told))[1:] == ["부산의 독자", "ko Subscriber"]


def test_a_draft_has_nothing_to_mark_in_an_original() -> None:
    told = localise(issue(QUOTE, Paragraph(text="A port.")), [], locale="ko", draft=True)
    quote = first(told)
    assert isinstance(quote.text[0], Spans)
    assert isinstance(quote.role, Spans)
    assert not any(isinstance(part, Draft) for part in quote.text[0].parts)
    assert isinstance(quote.role.parts[0], Draft)


def test_an_english_quote_in_a_korean_article_is_english_again() -> None:
    said = Quote(text=("바다가 우리를 잇습니다.",), original=Original(locale="en", text=("The sea joins us.",)))
    source = issue(said, locale="ko")
    assert localise(source).issue.articles[0].locale == "ko"  # nobody has translated its headline
    whole = localise(source, [catalog(source, "en-GB")], locale="en-GB")
    assert words_of(first(whole)) == ["The sea joins us."]
    assert (whole.missing, whole.fallbacks) == (0, ())


# ---- what translators are asked for --------------------------------------------------------------------------


def asked(source: Issue, context: str) -> list[Message]:
    return [message for message in messages(source) if message.context == context]


def test_translators_of_its_language_are_not_asked_for_it_and_others_are() -> None:
    said = [*asked(issue(QUOTE), "busan.quote.text"), *asked(issue(QUOTE), "busan.quote.speaker")]
    assert [message.asked_for("ko") for message in said] == [False] * 3
    assert [message.asked_for("ko-KR") for message in said] == [False] * 3
    assert all(message.asked_for("ar") for message in said)
    [role] = asked(issue(QUOTE), "busan.quote.role")
    assert role.asked_for("ko")


def test_an_address_in_a_text_that_is_shown_in_the_original_is_not_asked_for() -> None:
    block = Note(text="[a](https://a.example)", original=Original(locale="ko", text="[가](https://b.example)"))
    [address] = asked(issue(block), "busan.note.text@link1")
    assert (address.asked_for("ko"), address.asked_for("ar")) == (False, True)


def test_translators_are_told_what_the_original_says() -> None:
    first_, second = asked(issue(QUOTE), "busan.quote.text")
    said = "Translated from ko: 바다가 <b>우리</b>를 잇습니다. {fund}을(를) 봅니다."
    assert said in first_.notes
    assert said in second.notes
    assert "Translated from ko: 부산의 독자" in asked(issue(QUOTE), "busan.quote.speaker")[0].notes


def test_each_paragraph_is_told_its_own_where_there_are_as_many() -> None:
    block = replace(QUOTE, original=Original(locale="ko", text=("첫째.", "둘째."), role=""))
    first_, second = asked(issue(block), "busan.quote.text")
    assert "Translated from ko: 첫째." in first_.notes
    assert "Translated from ko: 둘째." in second.notes
    assert "The original (ko) leaves it out" in asked(issue(block), "busan.quote.role")[0].notes


def test_a_text_that_stands_elsewhere_without_an_original_is_asked_for() -> None:
    bare = Quote(text=("The sea joins us.",))
    for blocks in ((QUOTE, bare), (bare, QUOTE)):
        found = [each for each in asked(issue(*blocks), "busan.quote.text") if each.msgid == "The sea joins us."]
        assert [each.asked_for("ko") for each in found] == [True]
        assert edition(issue(*blocks)).missing == 0


def test_status_and_edition_count_it_as_done() -> None:
    source = issue(QUOTE)
    told = status(source, messages(source), [catalog(source, "ko")], "ko")
    assert (told.words.total, told.words.reviewed, told.consequences) == (18, 18, ())
    assert told.words == edition(source, "ko").words
    none = edition(source, "ko", *(message.context for message in messages(source)))
    assert (
        none.words.reviewed == sum(message.words for message in messages(source) if not message.asked_for("ko")) == 12
    )


def test_sync_leaves_it_out_of_its_languages_catalog(tmp_path: Path) -> None:
    sync_project(tmp_path, issue(QUOTE))
    texts = {
        locale: (tmp_path / locale / "LC_MESSAGES/2023-06.po").read_text(encoding="utf-8") for locale in ("ko", "ar")
    }
    for said in ("The sea joins us.", "A reader in Busan"):
        assert f'msgid "{said}"' not in texts["ko"]
        assert f'msgid "{said}"' in texts["ar"]
    assert 'msgid "Subscriber"' in texts["ko"]


def test_what_was_translated_before_the_original_came_is_kept_as_obsolete(tmp_path: Path) -> None:
    bare = replace(QUOTE, original=None)
    sync_project(tmp_path, issue(bare), only=("ko",))
    file = tmp_path / "ko/LC_MESSAGES/2023-06.po"
    empty = 'msgid "A reader in Busan"\nmsgstr ""'
    filled = file.read_text(encoding="utf-8").replace(empty, empty[:-1] + '부산의 독자"')
    file.write_text(filled, encoding="utf-8")
    sync_project(tmp_path, issue(QUOTE), only=("ko",))
    assert '#~ msgstr "부산의 독자"' in file.read_text(encoding="utf-8")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(issues())
def test_with_all_that_is_asked_for_every_edition_is_whole(source: Issue) -> None:
    for locale in ("ko", "ja"):
        entries = tuple(
            Entry(context=each.context, msgid=each.msgid, msgstr=(each.msgid,))
            for each in messages(source)
            if each.asked_for(locale)
        )
        told = localise(source, [Catalog(locale=locale, domain="2023-06", entries=entries)], locale=locale)
        assert (told.missing, told.fallbacks) == (0, ())
        blocks = [block for article in told.issue.articles for block in blocks_with_original(article)]
        assert all(block.original is not None and block.original.locale != locale for block in blocks)


def test_words_that_came_as_spans_are_kept_as_they_are() -> None:
    read = Spans((Text("하나."),))
    block = Note(text="One.", original=Original(locale="ko", text=read))
    assert in_own_words(block, "ko").text is read
