"""Every page in every language that the interface speaks."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from tests.web.server import ANN, NOON, ONE_CLICK, PAPER, SECRET, Desk

from bulletin.l10n.words import word_list
from bulletin.model.newsletter import Publisher
from bulletin.packaged import packaged_folder
from bulletin.project import Project
from bulletin.rendering.extract import interface_messages
from bulletin.web import application, localised_newsletters
from bulletin.web.accepting import accepted_languages

LANGUAGES = ("ar", "cy", "de", "es", "fr", "ja", "ko", "pl", "zh-Hans")
MESSAGES = interface_messages([packaged_folder("templates") / "web"])
TEXT = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)


def words_of(html: str) -> str:
    return unescape(TEXT.sub(" ", html))


def test_the_pages_have_words_to_translate() -> None:
    assert len(MESSAGES) >= 20


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_word_of_the_pages_is_translated(locale: str) -> None:
    words = word_list(locale, packaged_folder("locales")).words
    missing = [message.msgid for message in MESSAGES if (message.context, message.msgid, None) not in words]
    assert missing == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_page_of_a_language_has_an_english_word(desk: Desk, locale: str) -> None:
    paper = replace(PAPER, title="0", locales=LANGUAGES, publisher=Publisher())
    desk.server.app = application(paper, desk.ledger, SECRET)
    pages = [
        desk.look(desk.path("unsubscribe", locale)),
        desk.press(desk.path("unsubscribe", locale), ONE_CLICK),
        desk.look(desk.path("preferences", locale)),
        desk.press(desk.path("unsubscribe", locale), {"return": "yes"}),
        desk.press(desk.path("preferences", locale), {"locale": locale}),
        desk.look(desk.path("unsubscribe", locale, token="test")),  # noqa: S106 - a purpose, not a password
        desk.look("/u/x", locale),
    ]
    english = [message.msgid.replace("{newsletter}", "0") for message in MESSAGES]
    for page in pages:
        assert f'<html lang="{locale}"' in page.text
        assert [text for text in english if re.search(rf"\b{re.escape(text)}(?!\w)", words_of(page.text))] == []


def test_a_latin_name_is_set_apart_in_an_arabic_sentence(desk: Desk) -> None:
    page = desk.press(desk.path("unsubscribe", "ar"), {"return": "yes"}).text
    assert "<p>ستصلك نشرة «\u2068Port Cities\u2069» كما في السابق.</p>" in page


def test_a_language_without_words_gets_english_that_says_so(desk: Desk) -> None:
    desk.server.app = application(replace(PAPER, locales=("nl",)), desk.ledger, SECRET)
    page = desk.look(desk.path("preferences", "nl")).text
    assert '<html lang="en" dir="ltr"' in page
    assert 'value="nl" required checked' in page


def test_an_edition_that_is_no_longer_made_leaves_the_reader_with_the_source(desk: Desk) -> None:
    desk.ledger.choose(ANN, at=NOON, locale="cy")
    assert 'value="en-GB" required checked' in desk.look(desk.path("preferences", "cy")).text


def test_a_link_without_a_locale_is_answered_in_the_browsers_language(desk: Desk) -> None:
    assert '<html lang="ko"' in desk.look(desk.path("unsubscribe", ""), "fr, ko;q=0.8, en;q=0.9;x").text
    assert '<html lang="en"' in desk.look(desk.path("unsubscribe", ""), "fr").text


def test_the_readers_own_choice_of_language_wins_over_that_of_the_message(desk: Desk) -> None:
    desk.ledger.choose(ANN, at=NOON, locale="ar")
    assert '<html lang="ar"' in desk.look(desk.path("unsubscribe", "ko")).text


def test_the_newsletter_has_the_name_that_its_translators_gave_it(desk: Desk, examples: Path) -> None:
    project = Project(examples / "port-cities")
    localised = localised_newsletters(project)
    desk.server.app = application(project.newsletter, desk.ledger, SECRET, localised=localised)
    desk = replace(desk, newsletter=project.newsletter)
    korean, english = (desk.look(desk.path("unsubscribe", locale)).text for locale in ("ko", "en-GB"))
    assert '<p class="name" dir="auto">포트 시티스</p>' in korean
    assert '<p class="name" lang="en-GB" dir="auto">Port Cities</p>' in english


def test_a_name_in_the_source_language_says_so(desk: Desk) -> None:
    assert '<p class="name" lang="en-GB" dir="auto">Port Cities</p>' in desk.look(desk.path("unsubscribe", "ko")).text


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("", ()),
        ("ko", ("ko",)),
        ("da, en-gb;q=0.8, en;q=0.7", ("da", "en-gb", "en")),
        ("en;q=0.2,ko;q=0.9,*", ("ko", "en")),
        ("en; q=0 , ko ; q=1.000", ("ko",)),
        ("q=1, ;;, -, e, \x00, ../../etc, zh-Hans-CN", ("zh-Hans-CN",)),
        (",".join(["en"] * 10_000), ("en",) * 16),
    ],
)
def test_what_browsers_accept_is_read_as_the_standard_says(header: str, languages: tuple[str, ...]) -> None:
    assert accepted_languages(header) == languages
