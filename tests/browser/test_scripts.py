"""How each script is set: where lines end, what long words do, which way letters flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin.building.build import build_issue
from bulletin.inline import Slot, Spans, Text, joined, plain, plain_text
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.localise import localise
from bulletin.model.blocks import Button, Event, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Links, Mailbox, Newsletter
from bulletin.model.values import Listing, Money, Phrase
from bulletin.model.walk import Visit, map_text
from bulletin.project import Project
from bulletin.rendering.render import render
from bulletin.rendering.skeleton import compile_skeleton
from bulletin.rendering.theme import Theme
from bulletin.rendering.wrap import wrap

EXAMPLE = Path(__file__).parents[2] / "examples" / "port-cities"
BROKEN = (Path(__file__).parent / "broken_words.js").read_text(encoding="utf-8")
"""Words that fit into a line and yet stand on two, with `|` where they break; a hyphen may end a line."""
PLACES = """selector => [...document.querySelectorAll(selector)].map(element => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), at = {};
  while (text.nextNode()) [...text.currentNode.data].forEach((sign, index) => {
    const range = document.createRange();
    range.setStart(text.currentNode, index);
    range.setEnd(text.currentNode, index + 1);
    at[sign] ??= range.getBoundingClientRect().x;
  });
  return at;
})"""
"""Where each sign stands that occurs in an element, by its left side."""
LINES = """selector => [...document.querySelectorAll(selector)].flatMap(element => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), borders = [];
  let last = null;
  while (text.nextNode()) [...text.currentNode.data].forEach((sign, index) => {
    const range = document.createRange();
    range.setStart(text.currentNode, index);
    range.setEnd(text.currentNode, index + 1);
    const box = [...range.getClientRects()].filter(box => box.width).pop();
    if (!box || /\\s/.test(sign)) return;
    if (last && box.top >= last.box.bottom - 2) borders.push([last.sign, sign]);
    last = {sign, box};
  });
  return borders;
})"""
"""The last and the first sign of lines that follow each other."""
LONG = {
    "ko": "부산광역시국제협력업무협약체결기념사업추진위원회운영",
    "de": "Hafenverwaltungsbehördenzusammenlegungsgesetz",
    "cy": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
}

pytestmark = pytest.mark.browser

Fixture = Callable[..., Any]


def paper(locale: str) -> Newsletter:
    links = Links(view="https://example.org/{issue}/{locale}/")
    sender = Mailbox(name="P", address="news@example.org")
    locales = ("en-GB", "ko", "ja", "de", "ar", "he")
    return Newsletter(
        id="p", title="P", locale=locale, locales=locales, zone="Europe/London", sender=sender, links=links
    )


def telling(*articles: Article, locale: str, section: str = "") -> Issue:
    sections = (Section(name=section, articles=articles),)
    return Issue(newsletter=paper(locale), id="i", date=date(2023, 6, 1), subject="S", sections=sections)


def korean() -> Edition:
    project = Project(EXAMPLE)
    issue = project.read("2023-06").issue
    return localise(issue, read_catalogs(project.locales, "ko", issue), locale="ko")


# ---- Korean words ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example's Korean edition."""
    out = tmp_path_factory.mktemp("built")
    build_issue(Project(EXAMPLE), "2023-06", locales=("ko",), out=out)
    return out / "2023-06" / "ko"


@pytest.mark.parametrize("width", [320, 360, 414, 600, 1200])
@pytest.mark.parametrize("file", ["email.html", "index.html"])
def test_no_korean_word_of_the_example_is_broken(built: Path, file: str, width: int, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto((built / file).as_uri())
    broken = page.evaluate(BROKEN)
    page.close()
    assert broken == []


@pytest.mark.parametrize("width", [320, 600])
def test_no_korean_word_of_the_example_is_broken_in_the_other_theme(width: int, show: Fixture) -> None:
    mail = render(korean(), Theme.named("plain"))
    assert show(mail, width=width).page.evaluate(BROKEN) == []


def test_words_are_seen_to_break_without_what_holds_them(built: Path, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 900})
    page.set_content((built / "email.html").read_text(encoding="utf-8").replace("white-space:nowrap", ""))
    broken = page.evaluate(BROKEN)
    page.close()
    assert "Catapult)|가" in broken


def test_korean_plain_text_ends_lines_at_spaces_only() -> None:
    texts: list[str] = []

    def note(text: str | Spans, _: Visit) -> str | Spans:
        texts.append(plain_text(plain(text)))
        return text

    map_text(korean().issue, note)
    assert len(texts) > 50
    for text in texts:
        for columns in (20, 31, 72):
            assert " ".join(wrap(text, columns=columns).split()) == " ".join(text.split())


JOINTS = (
    "업무협약(MOU)을",
    "14일(수)에는",
    "「항구」라는",
    "“물때”라고",
    '"물때"라고',
    "37%를",
    "1.5%p가",
    "120MW급이",
    "3시~6시에",
    "부산~리버풀",
    "부산·리버풀·울산이",
    "연구/개발을",
    "R&D를",
    "12,000㎡를",
    "**이노보(주)**는",
    "[협약(안)](https://example.org/)을",
    "**리버풀 시의회 (LCC)**는",
    "업무**(MOU)**를",
    "*『표류기』*를",
    "`FORM-12(B)`를",
    "👍🏻입니다",
    "월–금에",
    "가—나",
)


@pytest.mark.parametrize("theme", ["harbour", "plain"])
@pytest.mark.parametrize("locale", ["ko", "en-GB"])
def test_no_joint_of_a_korean_word_breaks_at_any_width(theme: str, locale: str, show: Fixture) -> None:
    text = " ".join(f"가나 {joint} 다라마" for joint in JOINTS)
    article = Article(slug="a", headline="가", locale="ko", blocks=(Paragraph(text=text), Note(text=text)))
    issue = telling(article, locale=locale)
    page = show(render(localise(issue, locale=locale), Theme.named(theme))).page
    broken: dict[str, int] = {}
    for width in range(320, 500, 7):
        page.set_viewport_size({"width": width, "height": 900})
        broken.update(dict.fromkeys(page.evaluate(BROKEN), width))
    assert broken == {}


def test_a_table_without_alignment_leaves_room_for_the_names_of_its_rows(show: Fixture) -> None:
    table = Table(
        head=Row(cells=("항로", "봄", "여름", "증감")), rows=(Row(cells=("우드사이드", "984", "2,010", "−3%")),)
    )
    issue = telling(Article(slug="a", headline="가", blocks=(table,)), locale="ko")
    page = show(render(localise(issue), Theme.named("harbour")), width=320).page
    assert page.locator("table.t tbody td").first.bounding_box()["height"] < 45


JAPANESE = "ちょっとした「ニュース」を、キャッシュカードへ送ってください。ファッションショーのチケット（二枚）は、もっとずっと安い。"


@pytest.mark.parametrize("theme", ["harbour", "plain"])
def test_no_japanese_line_begins_with_what_may_not_stand_there(theme: str, show: Fixture) -> None:
    article = Article(
        slug="a", headline=JAPANESE, locale="ja", blocks=(Paragraph(text=JAPANESE), Quote(text=(JAPANESE,)))
    )
    page = show(render(localise(telling(article, locale="en-GB")), Theme.named(theme))).page
    borders = set()
    for width in range(320, 420, 3):
        page.set_viewport_size({"width": width, "height": 900})
        borders |= {tuple(border) for border in page.evaluate(LINES, "h2, p")}
    assert len(borders) > 20
    assert not [border for border in borders if border[1] in "、。」』）ーっゃゅょァィェォッャュョぁぃぅぇぉ"]
    assert not [border for border in borders if border[0] in "「『（"]


@pytest.mark.parametrize("theme", ["harbour", "plain"])
@pytest.mark.parametrize("locale", ["ja", "zh-Hant"])
def test_no_time_of_an_event_is_broken_between_its_figure_and_its_unit(locale: str, theme: str, show: Fixture) -> None:
    event = Event(title="港", start=datetime(2023, 6, 14, 15), end=datetime(2023, 6, 14, 18, 30), clocks=True)  # noqa: DTZ001 - local time
    article = Article(slug="a", headline="港", locale=locale, blocks=(event,))
    page = show(render(localise(telling(article, locale="en-GB")), Theme.named(theme))).page
    borders = set()
    for width in range(320, 420, 3):
        page.set_viewport_size({"width": width, "height": 900})
        borders |= {tuple(border) for border in page.evaluate(LINES, "p")}
    assert borders
    assert not [border for border in borders if border[0].isdigit() and border[1] in "年月日時分點"]


# ---- words that are longer than a line ------------------------------------------------------------------------


def everywhere(word: str, locale: str) -> Issue:
    event = Event(title=word, start=datetime(2023, 6, 14, 15), end=datetime(2023, 6, 14, 18), place=word)  # noqa: DTZ001 - local time
    table = Table(head=Row(cells=(word, "n", word)), rows=(Row(cells=(word, "1", word)),), align=("", "right", ""))
    blocks = (
        Paragraph(text=word),
        Quote(text=(word,), speaker=word, role=word),
        List(items=(Item(text=word),)),
        Button(label=word, url="https://example.org/"),
        event,
        table,
        Note(text=word, title=word),
    )
    articles = [Article(slug=f"a{index}", headline=word, standfirst=word, byline=word) for index in range(4)]
    return telling(replace(articles[0], blocks=blocks), *articles[1:], locale=locale, section=word)


@pytest.mark.parametrize("known", ["overflow-wrap:anywhere", "overflow-wrap:break-word"])
@pytest.mark.parametrize("theme", ["harbour", "plain"])
@pytest.mark.parametrize("locale", LONG)
def test_a_word_longer_than_the_line_makes_no_page_wider(locale: str, theme: str, known: str, show: Fixture) -> None:
    mail = render(localise(everywhere(LONG[locale], locale)), Theme.named(theme))
    page = show(mail, width=320).page
    page.set_content(page.content().replace(";overflow-wrap:anywhere", "" if "break-word" in known else ";" + known))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    beyond = """() => [...document.querySelectorAll("h1, h2, h3, h4, p, a, li, td, th, span")]
      .filter(element => element.getBoundingClientRect().right > 320 || element.getBoundingClientRect().left < 0)
      .map(element => element.outerHTML.slice(0, 200))"""
    assert page.evaluate(beyond) == []


# ---- one skeleton ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["harbour", "plain"])
def test_languages_of_one_direction_share_a_skeleton(theme: str) -> None:
    blocks = (Paragraph(text="1"), Quote(text=("2",), speaker="3"), Button(label="4", url="https://example.org/"))
    issue = telling(Article(slug="a", headline="H", blocks=blocks), locale="en-GB")
    compiled: dict[str, int] = {}
    compile_skeleton.cache_clear()
    for locale in ("en-GB", "ko", "ja", "de", "ar", "he"):
        own = replace(issue, newsletter=replace(issue.newsletter, locale=locale))
        render(localise(own), Theme.named(theme))
        compiled[locale] = compile_skeleton.cache_info().misses
    assert [compiled[locale] for locale in ("en-GB", "ko", "ja", "de")] == [1, 1, 1, 1]
    assert [compiled[locale] for locale in ("ar", "he")] == [2, 2]


# ---- which way letters flow -----------------------------------------------------------------------------------


def arabic(text: str, *values: Any, locale: str = "ar", written: str = "") -> Issue:
    article = Article(slug="a", headline="ه", blocks=(Paragraph(text=text),), values=values, locale=written)
    return telling(article, locale=locale)


PARAGRAPH = "div[style] > p:not([class])"


def signs(show: Fixture, issue: Issue) -> dict[str, float]:
    """Return where the signs of the paragraph stand."""
    page = show(render(localise(issue), Theme.named("harbour")), width=600).page
    found: dict[str, float] = page.evaluate(PLACES, ".p p:not(.q)")[0]
    return found


@pytest.mark.parametrize(("locale", "written"), [("ar", ""), ("en-GB", "ar")])
def test_a_telephone_number_keeps_its_order_in_arabic(locale: str, written: str, show: Fixture) -> None:
    at = signs(
        show, arabic("اتصل {phone} غدا", Phrase(name="phone", text="+12 345 678"), locale=locale, written=written)
    )
    assert at["+"] < at["1"] < at["3"] < at["6"]
    assert at["غ"] < at["+"] < at["ل"]


def test_a_latin_name_does_not_pull_the_amount_behind_it(show: Fixture) -> None:
    at = signs(
        show,
        arabic(
            "من {name} {sum} غدا", Phrase(name="name", text="Catapult"), Money(name="sum", money=12, currency="GBP")
        ),
    )
    assert at["غ"] < at["1"] < at["C"]


def test_a_readers_latin_name_keeps_the_comma_on_its_side(show: Fixture) -> None:
    at = signs(show, arabic("{reader.name|Kim!} 7 ه"))
    assert at["7"] < at["K"] < at["i"] < at["!"]


def test_a_readers_arabic_name_does_not_reorder_english(show: Fixture) -> None:
    at = signs(
        show,
        telling(
            Article(slug="a", headline="H", blocks=(Paragraph(text="To {reader.name|محمد}, 7 days"),)), locale="en-GB"
        ),
    )
    assert at["T"] < at["م"] < at[","] < at["7"] < at["d"]


def test_a_speaker_and_a_role_in_latin_stand_in_arabic_order(show: Fixture) -> None:
    quote = Quote(text=("ه",), speaker="Ann Q", role="UKX 1")
    mail = render(
        localise(telling(Article(slug="a", headline="ه", blocks=(quote,)), locale="ar")), Theme.named("harbour")
    )
    at = show(mail, width=600).page.evaluate(PLACES, "p.q")[0]
    assert at["U"] < at["1"] < at["A"] < at["Q"]


def test_an_untranslated_name_keeps_its_brackets_in_arabic(show: Fixture) -> None:
    at = signs(show, arabic("Ann (mayor)"))
    assert at["A"] < at["("] < at["m"] < at[")"]


def test_a_list_of_names_flows_as_its_language_does(show: Fixture) -> None:
    at = signs(show, arabic("من {ports} ه", Listing(name="ports", list=("Ab", "Cd", "Ef"))))
    assert at["E"] < at["C"] < at["A"] < at["b"]


def test_subjects_hold_isolates_and_markup_stays_out_of_them() -> None:
    subject = Spans((Text("أخبار "), Slot(name="name", fallback="Kim"), Text(" 7")))
    issue = replace(arabic("ه"), subject=joined(subject))
    mail = render(localise(issue), Theme.named("harbour"))
    assert str(mail.subject) == "أخبار \u2068Kim\u2069 7"
    assert "<title>أخبار \u2068Kim\u2069 7</title>" in str(mail.html)


def test_nothing_is_isolated_where_nothing_can_flow_otherwise() -> None:
    value = Phrase(name="port", text="ميناء")
    arabic_mail = render(localise(arabic("من {port} ه", value)), Theme.named("harbour"))
    english = telling(Article(slug="a", headline="H", blocks=(Paragraph(text="To {reader.name|you}"),)), locale="en-GB")
    english_mail = render(localise(english), Theme.named("harbour"))
    assert "من ميناء ه" in str(arabic_mail.text)
    assert "من ميناء ه" in str(arabic_mail.html)
    assert "\u2068" not in str(english_mail.text)
    assert "dir=" not in str(english_mail.html).partition("To ")[2][:40]


# ---- emphasis ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "style"), [("*항구*", "normal"), ("*港*", "normal"), ("*ميناء*", "normal"), ("*The Tide*", "italic")]
)
def test_only_scripts_with_italics_are_slanted_even_without_a_style_sheet(text: str, style: str, show: Fixture) -> None:
    issue = telling(Article(slug="a", headline="H", blocks=(Paragraph(text=text),)), locale="en-GB")
    page = show(render(localise(issue), Theme.named("harbour"))).page
    page.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
    assert page.evaluate("getComputedStyle(document.querySelector('em')).fontStyle") == style
