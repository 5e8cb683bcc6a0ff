"""`localise` with catalogs: what is ready is shown, what is not falls back, what is not reviewed is not sent."""

from datetime import date

import pytest

from bulletin.inline import Link, Spans, Strong, plain_text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.states import machine_comment
from bulletin.model.blocks import Block, Paragraph
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter
from bulletin.model.values import Money

PAPER = Newsletter(
    id="post", title="Post", locale="en-GB", locales=("ko", "cy"), sender=Mailbox(address="news@example.org")
)
FUND = Money(name="fund", money=12e9, currency="GBP", style="compact")
TEXTS = {
    "post": ("series.title", "Post", "포스트"),
    "subject": ("issue.subject", "June", "6월호"),
    "section": ("series.section", "News", "소식"),
    "headline": ("busan.headline", "Two harbours", "두 항구"),
    "first": ("busan.paragraph.text", "Busan is a **port**.", "부산은 <b>항구</b>입니다."),
    "second": (
        "busan.paragraph.text",
        "It is worth {fund}, see [the plan](https://example.org/plan).",
        "{fund}은(는) 큰돈입니다. <link1>계획</link1>을 보십시오.",
    ),
}


def article(*more: Block, **fields: object) -> Article:
    blocks = (Paragraph(text=TEXTS["first"][1]), Paragraph(text=TEXTS["second"][1]), *more)
    return Article(**{"slug": "busan", "headline": "Two harbours", "blocks": blocks, "values": (FUND,), **fields})  # type: ignore[arg-type]


def issue(*articles: Article) -> Issue:
    return Issue(
        newsletter=PAPER, id="2023-06", date=date(2023, 6, 1), subject="June",
        sections=(Section(name="News", articles=articles or (article(),)),),
    )  # fmt: skip


def entries(changes: dict[str, Entry | None] | None = None) -> tuple[Entry, ...]:
    """Every text translated and reviewed, but for the changes."""
    asked = {message.context + message.msgid: message for message in messages(issue())}
    found: dict[str, Entry | None] = {}
    for name, (context, markdown, korean) in TEXTS.items():
        msgid = next(each.msgid for each in asked.values() if each.context == context and _same(each.msgid, markdown))
        found[name] = Entry(context=context, msgid=msgid, msgstr=(korean,), line=7)
    return tuple(entry for entry in {**found, **(changes or {})}.values() if entry is not None)


def _same(msgid: str, markdown: str) -> bool:
    return msgid.split(maxsplit=1)[0].strip("*<b>.") == markdown.split(maxsplit=1)[0].strip("*.")


def korean(*made: Entry, locale: str = "ko") -> Catalog:
    return Catalog(locale=locale, domain="2023-06", entries=made, file="locales/ko/LC_MESSAGES/2023-06.po")


def shown(edition_article: Article) -> list[str]:
    return [plain_text(block.text) for block in edition_article.blocks if isinstance(block, Paragraph)]  # type: ignore[arg-type]


def entry(name: str, **fields: object) -> Entry:
    context, _, text = TEXTS[name]
    msgid = next(each.msgid for each in entries() if each.context == context and each.text == text)
    return Entry(**{"context": context, "msgid": msgid, "msgstr": (text,), **fields})  # type: ignore[arg-type]


def test_a_reviewed_translation_is_the_edition() -> None:
    edition = localise(issue(), [korean(*entries())], locale="ko")
    assert edition.refused == ()
    assert edition.fallbacks == ()
    assert edition.missing == 0
    assert plain_text(edition.issue.subject) == "6월호"  # type: ignore[arg-type]
    assert plain_text(edition.issue.newsletter.title) == "포스트"  # type: ignore[arg-type]
    assert plain_text(edition.issue.sections[0].name) == "소식"  # type: ignore[arg-type]
    assert shown(edition.issue.articles[0])[0] == "부산은 항구입니다."
    bold = edition.issue.articles[0].blocks[0].text.parts[1]  # type: ignore[union-attr]
    assert isinstance(bold, Strong)


def test_values_and_their_particles_are_written_as_the_language_writes_them() -> None:
    text = shown(localise(issue(), [korean(*entries())], locale="ko").issue.articles[0])[1]
    assert "{fund}" not in text
    assert "은(는)" not in text


def test_links_lead_where_the_source_says_unless_the_catalog_says_otherwise() -> None:
    moved = Entry(
        context="busan.paragraph.text@link1", msgid="https://example.org/plan", msgstr=("https://example.org/ko/plan",)
    )
    for made, expected in (
        (entries(), "https://example.org/plan"),
        ((*entries(), moved), "https://example.org/ko/plan"),
    ):
        block = localise(issue(), [korean(*made)], locale="ko").issue.articles[0].blocks[1]
        links = [part for part in block.text.parts if isinstance(part, Link)]  # type: ignore[union-attr]
        assert [plain_text(link.href) for link in links if isinstance(link.href, Spans)] == [expected]


def test_an_article_with_one_text_missing_falls_back_as_a_whole_and_says_why() -> None:
    edition = localise(issue(), [korean(*entries({"first": None}))], locale="ko")
    busan = edition.issue.articles[0]
    assert busan.locale == "en-GB"
    assert shown(busan)[0] == "Busan is a port."
    assert "£12bn" in shown(busan)[1]
    assert [(each.article, "is not translated" in each.reason) for each in edition.fallbacks] == [("busan", True)]
    assert any("% of the words are reviewed" in reason for reason in edition.refused)
    assert plain_text(edition.issue.subject) == "6월호"  # type: ignore[arg-type]


def test_what_is_not_ready_can_be_dropped_or_mixed() -> None:
    made = [korean(*entries({"first": None}))]
    dropped = localise(issue(), made, locale="ko", policy=EditionPolicy(locale="ko", not_ready="drop"))
    assert dropped.issue.articles == ()
    assert "no article is ready" in dropped.refused
    mixed = localise(issue(), made, locale="ko", policy=EditionPolicy(locale="ko", not_ready="mix"))
    assert mixed.issue.articles[0].locale == ""
    assert shown(mixed.issue.articles[0])[0] == "Busan is a port."
    assert shown(mixed.issue.articles[0])[1].endswith("계획을 보십시오.")


@pytest.mark.parametrize(
    ("machine", "translated"), [("never", False), ("label", True), ("allow", True)], ids=["never", "label", "allow"]
)
def test_a_machines_text_is_shown_only_where_the_policy_says_so(machine: str, translated: bool) -> None:  # noqa: FBT001
    context, _, text = TEXTS["first"]
    msgid = entry("first").msgid
    made = Entry(
        context=context, msgid=msgid, msgstr=(text,), flags=("fuzzy",), comments=(machine_comment("x", msgid, text),)
    )
    edition = localise(
        issue(), [korean(*entries({"first": made}))], locale="ko", policy=EditionPolicy(locale="ko", machine=machine)
    )
    assert (edition.issue.articles[0].locale == "") is translated
    assert edition.words.machine > 0
    assert edition.refused != ()


@pytest.mark.parametrize(
    ("previous", "kept"),
    [
        ("Busan is the <b>port</b>.", True),
        ("Busan is 1 <b>port</b>.", False),
        ("Busan is <link1>a port</link1>.", False),
    ],
    ids=["a word changed", "a number changed", "a link changed"],
)
def test_a_changed_source_keeps_its_last_translation_where_asked_to_and_no_fact_differs(
    previous: str,
    kept: bool,  # noqa: FBT001
) -> None:
    changed = entry("first", flags=("fuzzy",), previous_msgid=previous)
    policy = EditionPolicy(locale="ko", changed="keep")
    edition = localise(issue(), [korean(*entries({"first": changed}))], locale="ko", policy=policy)
    assert (edition.issue.articles[0].locale == "") is kept
    assert ("kept-translation" in {finding.rule for finding in edition.findings}) is kept
    assert localise(issue(), [korean(*entries({"first": changed}))], locale="ko").fallbacks != ()


def test_an_erroneous_translation_falls_back_and_is_reported_with_its_place() -> None:
    wrong = entry("second", msgstr=("<script>{fundo}</script> <link1>계획",), line=31)
    edition = localise(issue(), [korean(*entries({"second": wrong}))], locale="ko")
    assert edition.issue.articles[0].locale == "en-GB"
    assert {str(finding.place) for finding in edition.findings} == {"locales/ko/LC_MESSAGES/2023-06.po:31"}
    assert "unknown-tag" in {finding.rule for finding in edition.findings}
    assert edition.refused != ()


def test_an_edition_below_its_share_of_reviewed_words_is_refused_and_above_it_is_not() -> None:
    made = [korean(*entries({"first": None}))]
    low = localise(issue(), made, locale="ko", policy=EditionPolicy(locale="ko", min_reviewed=0.2))
    assert low.refused == ()
    assert len(localise(issue(), made, locale="ko").refused) == 1


def test_a_missing_subject_is_refused_by_name() -> None:
    policy = EditionPolicy(locale="ko", min_reviewed=0)
    edition = localise(issue(), [korean(*entries({"subject": None}))], locale="ko", policy=policy)
    assert edition.refused == ("the subject is not reviewed",)


def test_an_article_written_in_korean_is_its_own_in_korean_and_a_source_to_the_others() -> None:
    own = Article(slug="busan", locale="ko", headline="두 항구", blocks=(Paragraph(text="부산입니다."),))
    made = issue(own)
    assert localise(made, locale="ko").issue.articles[0].locale == ""
    welsh = localise(made, locale="cy").issue.articles[0]
    assert welsh.locale == "ko"
    english = localise(made, locale="en-GB")
    assert english.issue.articles[0].locale == "ko"
    translated = Catalog(
        locale="en-GB",
        entries=(
            Entry(context="busan.headline", msgid="두 항구", msgstr=("Two harbours",)),
            Entry(context="busan.paragraph.text", msgid="부산입니다.", msgstr=("This is Busan.",)),
        ),
    )
    assert shown(localise(made, [translated], locale="en-GB").issue.articles[0]) == ["This is Busan."]


def test_an_article_for_some_editions_is_in_those_only() -> None:
    made = issue(article(editions=("en-GB", "ko")))
    assert len(localise(made, locale="ko").issue.articles) == 1
    assert localise(made, locale="cy").issue.articles == ()
    assert localise(made, locale="cy").issue.sections == ()


def test_a_nearer_locale_wins_and_what_it_lacks_comes_from_the_next() -> None:
    nearer = korean(entry("headline", msgstr=("두 항구 도시",)), locale="ko-KR")
    edition = localise(issue(), [nearer, korean(*entries())], locale="ko-KR")
    assert plain_text(edition.issue.articles[0].headline) == "두 항구 도시"  # type: ignore[arg-type]
    assert shown(edition.issue.articles[0])[0] == "부산은 항구입니다."


def test_the_source_edition_needs_no_catalog_and_heeds_none() -> None:
    assert localise(issue(), [korean(*entries())]) == localise(issue())
    assert localise(issue()).refused == ()
