"""Checks on translations: each finds its fault, and leaves the like of it alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings import Finding, Severity
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.checks.translations import translation_findings
from bulletin.l10n.glossary import Term
from bulletin.l10n.states import machine_comment
from bulletin.model.marks import Form
from bulletin.model.message import Message

TEXT = "busan.paragraph.text"
FORMS = {"subject": Form.PLAIN, "preheader": Form.PLAIN, "alt": Form.PLAIN, "label": Form.PLAIN, "byline": Form.PLAIN}


def message(msgid: str, context: str = TEXT, **more: Any) -> Message:
    form = Form.ADDRESS if "@link" in context else FORMS.get(context.rsplit(".", 1)[-1], Form.INLINE)
    given = {"form": form, "optional": form is Form.ADDRESS, "article": context.split(".", maxsplit=1)[0]} | more
    return Message(context=context, msgid=msgid, domain="2023-06", **given)


def entry(msgid: str, msgstr: str, context: str = TEXT, **more: Any) -> Entry:
    return Entry(context=context, msgid=msgid, msgstr=(msgstr,), line=7, **more)


def findings(
    *texts: tuple[str, str] | tuple[str, str, str], locale: str = "ko", glossary: tuple[Term, ...] = (), **more: Any
) -> list[Finding]:
    """Return what is found in (msgid, msgstr, context) texts that are all reviewed."""
    messages = [message(text[0], *text[2:]) for text in texts]
    catalog = Catalog(locale=locale, file="locales/x.po", entries=tuple(entry(*text, **more) for text in texts))
    return list(translation_findings(messages, [catalog], locale=locale, source="en-GB", glossary=glossary))


def rules(*texts: tuple[str, str] | tuple[str, str, str], **more: Any) -> list[str]:
    return [finding.rule for finding in findings(*texts, **more)]


FOUND = [
    ("unknown-tag", "ko", "A <b>quay</b>", "<em>부두</em>", TEXT),
    ("unknown-tag", "ko", "A quay", "<script>부두</script>", TEXT),
    ("unknown-tag", "ko", "A quay", "<b>부두</b>", "issue.subject"),
    ("unknown-name", "ko", "worth {fund}", "{fund} {found}", TEXT),
    ("lost-name", "ko", "worth {fund} in all", "모두 합한 금액", TEXT),
    ("lost-link", "ko", "the <link1>full report</link1>", "전체 보고서", TEXT),
    ("nesting", "ko", "A <b>quay</b> <i>here</i>", "<b>부두 <i>여기</b></i>", TEXT),
    ("empty-translation", "ko", "A quay", "   ", TEXT),
    ("empty-translation", "ko", "A quay", "<b></b>", TEXT),
    ("empty-translation", "ko", "A quay", "&#32;", TEXT),
    ("control-character", "ko", "A quay", "부\x07두", TEXT),
    ("control-character", "ko", "A quay", "부&#7;두", TEXT),
    ("address-scheme", "ko", "https://example.org/", "javascript:alert(1)", "busan.link@link1"),
    ("address-scheme", "ko", "https://example.org/", "example.org/ko", "busan.link@link1"),
    ("unknown-name", "ko", "https://example.org/{page}", "https://example.org/{pages}", "busan.link@link1"),
    ("lost-emphasis", "ko", "A <b>new</b> quay", "새 부두", TEXT),
    ("lost-emphasis", "cy", "A <i>new</i> quay", "Cei newydd", TEXT),
    ("double-space", "ko", "A new quay", "새  부두", TEXT),
    ("invisible-character", "ko", "A new quay", "새\u200b 부두", TEXT),
    ("invisible-character", "ko", "A new quay", "새 부\u200d두", TEXT),
    ("invisible-character", "ko", "A new quay", "새 부\u00ad두", TEXT),
    ("unpaired-bidi", "ar", "A new quay", "رصيف \u2068جديد", TEXT),
    ("unpaired-bidi", "ar", "A new quay", "رصيف\u2069 جديد", TEXT),
    ("unpaired-bidi", "ar", "A new quay", "\u2067رصيف\u202c جديد\u2069", TEXT),
    ("nfc", "ko", "A new quay", "\u1109\u1162 부두", TEXT),
    ("copied-source", "ko", "The quay opens on Monday", "The quay opens on Monday", TEXT),
    ("too-long", "ko", "A quay opens", "부" * 31, "issue.subject"),
    ("too-long", "ko", "A quay opens", "부" * 51, "issue.preheader"),
    ("too-long", "cy", "A quay opens", "b" * 71, "busan.headline"),
    ("length-ratio", "ko", "The quay opens on a Monday before the market does", "부두", TEXT),
    ("length-ratio", "ko", "The quay opens on Monday", "부두가 월요일에 " * 9, TEXT),
    ("end-punctuation", "ko", "Is it open", "열렸습니까?", TEXT),
    ("end-punctuation", "ko", "The quay is open.", "부두가 열렸습니다", TEXT),
    ("end-punctuation", "ar", "Is the quay open?", "الرصيف مفتوح.", TEXT),
    ("end-punctuation", "ko", "Two harbours, one agreement", "두 항구, 하나의 협약.", "busan.headline"),
    ("particle-left", "ko", "Busan is a port", "부산 은(는) 항구입니다", TEXT),
    ("particle-left", "ko", "Busan is a port", "은(는) 항구입니다", TEXT),
    ("vague-link", "ko", "the <link1>full report</link1>", "보고서는 <link1>여기</link1>", TEXT),
    ("vague-link", "cy", "Read the plan", "Cliciwch yma", "busan.button.label"),
    ("alt-says-nothing", "ko", "Two cranes at dusk", "사진", "busan.image.alt"),
    ("date-differs", "ko", "The day is 14 June.", "그날은 6월 15일입니다.", TEXT),
    ("date-differs", "ko", "The day is 14 June.", "그날은 7월 14일입니다.", TEXT),
    ("date-differs", "cy", "On 14 June 2023.", "Ar 14 Mehefin 2024.", TEXT),
    ("date-differs", "ko", "Come on Wednesday 14 June.", "6월 14일(목)에 오십시오.", TEXT),
    ("date-differs", "de", "Come on Wednesday 14 June.", "Kommen Sie am Donnerstag, 14. Juni.", TEXT),
    ("date-differs", "ko", "Come on 14 June 2023.", "2023년 6월 14일 목요일에 오십시오.", TEXT),
    ("number-differs", "ko", "There are 12,000 homes.", "집이 1만 3,000채 있습니다.", TEXT),
    ("number-differs", "ko", "It costs £12bn.", "12억 파운드가 듭니다.", TEXT),
    ("number-differs", "es", "It costs £12 billion.", "Cuesta 12 billones de libras.", TEXT),
    ("number-differs", "de", "It costs £12 billion.", "Es kostet 12 Millionen Pfund.", TEXT),
    ("number-differs", "ko", "Open at 3pm.", "오후 4시에 엽니다.", TEXT),
    ("number-differs", "ko", "Up by 12.5 % in 2023.", "2023년에 12.6% 늘었습니다.", TEXT),
]
LEFT_ALONE = [
    ("ko", "A <b>quay</b>", "<b>부두</b>", TEXT),
    ("ko", "A quay & R&D, 5 < 6", "부두와 R&D, 5 < 6", TEXT),
    ("ko", "Come on Wednesday 14 June.", "6월 14일(수)에 오십시오.", TEXT),
    ("ko", "Come on 14 June.", "6월 14일 수도권에서 만나요.", TEXT),
    ("ko", "worth {fund}, {fund}", "{fund}에 이릅니다", TEXT),
    ("ko", "Dear {reader.name|friend}", "{reader.name:…님|독자님}께", TEXT),
    ("ko", "the <link1>full report</link1>", "<link1>전체 보고서</link1>", TEXT),
    ("ko", "<link1><b>all</b> of it</link1> and <link2>more news</link2>", "<link2>새 소식</link2> <link1><b>전부</b></link1>", TEXT),
    ("ko", "use <code>&lbrace;fund}</code>", "<code>&lbrace;fund}</code> 사용", TEXT),
    ("ko", "https://example.org/", "https://example.org/ko/", "busan.link@link1"),
    ("ko", "https://example.org/{page}", "https://example.org/ko/{page}", "busan.link@link1"),
    ("ko", "https://example.org/a", "https://example.org/a", "busan.link@link1"),
    ("ko", "mailto:a@example.org", "mailto:b@example.org", "busan.link@link1"),
    ("ko", "A <i>new</i> quay", "새 부두", TEXT),
    ("ko", "A  new quay", "새  부두", TEXT),
    ("fa", "They go", "می\u200cروند", TEXT),
    ("ar", "A new quay", "رصيف \u2068جديد\u2069", TEXT),
    ("ko", "A family 👨‍👩‍👧", "가족 👨‍👩‍👧", TEXT),
    ("th", "Hello world", "สวัสดี\u200bชาวโลก", TEXT),
    ("ko", "Innovo", "Innovo", TEXT),
    ("ko", "Fabric District CIC", "Fabric District CIC", TEXT),
    ("ko", "the editors", "the editors", "busan.byline"),
    ("ko", "A quay opens", "부" * 30, "issue.subject"),
    ("ko", "A quay opens", "부" * 50, "issue.preheader"),
    ("ko", "The quay opens on a Monday", "부두가 월요일에 열립니다", TEXT),
    ("zh-Hans", "The quay opens on a Monday before the market does", "码头星期一在市场之前开放", TEXT),
    ("ko", "The quay is open!", "부두가 열렸습니다.", TEXT),
    ("ja", "Is the quay open?", "埠頭は開いていますか？", TEXT),
    ("zh-Hans", "The quay is open.", "码头开放了。", TEXT),
    ("hi", "The quay is open.", "घाट खुला है।", TEXT),
    ("ar", "Is the quay open?", "هل الرصيف مفتوح؟", TEXT),
    ("el", "Is the quay open?", "Είναι ανοιχτή η αποβάθρα;", TEXT),
    ("th", "The quay is open.", "ท่าเรือเปิดแล้ว", TEXT),
    ("ko", "The fields are:", "분야는 다음과 같습니다.", TEXT),
    ("ko", "It opens at 9 a.m.", "오전 9시에 엽니다", TEXT),
    ("ko", "He said “yes.”", "그는 “네”라고 했습니다.", TEXT),
    ("ko", "{city} is a port", "{city}은(는) 항구입니다", TEXT),
    ("ko", "Busan is a port", "부산은(는) 항구입니다", TEXT),
    ("cy", "Read the plan", "Darllenwch y cynllun", "busan.button.label"),
    ("ko", "Two cranes at dusk", "해 질 녘의 크레인 두 대", "busan.image.alt"),
    ("ko", "The day is Wednesday 14 June.", "그날은 6월 14일(수)입니다.", TEXT),
    ("cy", "Wednesday 14 and Thursday 15 June", "ddydd Mercher 14 a dydd Iau 15 Mehefin", TEXT),
    ("ko", "There are 12,000 homes.", "집이 1만 2,000채 있습니다.", TEXT),
    ("ko", "There are 12,000 homes.", "집이 12,000채 있습니다.", TEXT),
    ("fr", "There are 12,000 homes.", "Il y a 12 000 logements.", TEXT),
    ("de", "There are 12,000 homes.", "Es gibt 12.000 Wohnungen.", TEXT),
    ("ar", "There are 12,000 homes.", "هناك ١٢٬٠٠٠ منزل.", TEXT),
    ("ko", "It costs £12bn.", "120억 파운드가 듭니다.", TEXT),
    ("ja", "It costs £12bn.", "120億ポンドかかります。", TEXT),
    ("es", "It costs £12 billion.", "Cuesta 12 mil millones de libras.", TEXT),
    ("es", "It costs £12 billion.", "Cuesta 12.000 millones de libras.", TEXT),
    ("sw", "It costs £12 billion.", "Inagharimu pauni bilioni 12 hivi.", TEXT),
    ("ko", "A population of 123.45 million.", "인구 1억 2,345만 명.", TEXT),
    ("ko", "From 3pm to 6.30pm.", "오후 3시부터 6시 30분까지.", TEXT),
    ("pl", "From 3pm to 6pm.", "Od 15:00 do 18:00.", TEXT),
    ("ko", "Up by 12.5 % in 2023.", "2023년에 12.5% 늘었습니다.", TEXT),
    ("de", "Up by 12.5 % in 2023.", "2023 um 12,5 % gestiegen.", TEXT),
    ("ko", "In 2023–24 it grew.", "2023~2024년에 성장했습니다.", TEXT),
    ("ko", "The two of 7 who came in 2023.", "2023년에 일곱 가운데 둘이 왔습니다.", TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "locale", "msgid", "msgstr", "context"), FOUND)
def test_a_fault_is_found(rule: str, locale: str, msgid: str, msgstr: str, context: str) -> None:
    assert list(dict.fromkeys(rules((msgid, msgstr, context), locale=locale))) == [rule]


@pytest.mark.parametrize(("locale", "msgid", "msgstr", "context"), LEFT_ALONE)
def test_what_is_no_fault_is_left_alone(locale: str, msgid: str, msgstr: str, context: str) -> None:
    assert [str(finding) for finding in findings((msgid, msgstr, context), locale=locale)] == []


def test_a_finding_stands_at_its_entry_and_says_what_to_write() -> None:
    (finding,) = findings(("worth {fund}", "값"))
    assert str(finding.place) == "locales/x.po:7"
    assert finding.severity is Severity.ERROR
    assert finding.text == (
        "expected {fund} as in the source, found none; write it where it belongs; the source is shown meanwhile"
    )


@pytest.mark.parametrize(
    "comment", ["bulletin-ignore: double-space", "bulletin-ignore: nfc, double-space", "Bulletin-Ignore : Double-Space"]
)
def test_a_comment_silences_a_check_for_one_entry(comment: str) -> None:
    assert rules(("A new quay", "새  부두"), comments=(comment,)) == []


def test_a_comment_silences_no_other_check_and_a_misspelt_one_is_found() -> None:
    assert rules(("A new quay", "새  부두"), comments=("bulletin-ignore: nfc",)) == ["double-space"]
    found = findings(("A new quay", "새  부두"), comments=("bulletin-ignore: double-spaces",))
    assert [finding.rule for finding in found] == ["unknown-check", "double-space"]
    assert "did you mean 'double-space'?" in found[0].text


def test_what_is_not_reviewed_is_asked_for_faults_only_and_they_are_warnings() -> None:
    assert rules(("A new quay", "새  부두"), flags=("fuzzy",)) == []
    (changed,) = findings(("worth {fund}", "값"), flags=("fuzzy",))
    assert (changed.rule, changed.severity) == ("lost-name", Severity.WARNING)
    assert changed.text.startswith("not reviewed yet, expected {fund}")
    mark = machine_comment("libre", "worth {fund}", "값")
    (machine,) = findings(("worth {fund}", "값"), flags=("fuzzy",), comments=(mark,))
    assert machine.text.startswith("a machine's text, ")


def test_what_is_missing_obsolete_or_not_asked_for_is_no_fault() -> None:
    assert rules(("worth {fund}", "")) == []
    assert rules(("worth {fund}", "값"), obsolete=True) == []
    catalog = Catalog(locale="ko", entries=(entry("worth {fund}", "값"),))
    for asked in (message("worth {fund}", language="ko"), message("worth {fund}", editions=("en-GB", "cy"))):
        assert translation_findings([asked], [catalog], locale="ko", source="en-GB") == ()


def test_what_stands_behind_an_unusable_text_is_looked_at_too() -> None:
    near = Catalog(locale="ko-KR", entries=(entry("A {new} quay", "새 부두", flags=("fuzzy",)),), file="near.po")
    far = Catalog(locale="ko", entries=(entry("A {new} quay", "새 부두"),), file="far.po")
    found = translation_findings([message("A {new} quay")], [near, far], locale="ko-KR", source="en-GB")
    assert [(str(finding.place), str(finding.severity)) for finding in found] == [
        ("near.po:7", "warning"),
        ("far.po:7", "error"),
    ]


@settings(max_examples=150, deadline=None)
@given(
    before=st.text(max_size=30) | st.from_regex(r"([0-9]{1,40}[.,: ]?){1,3}(bn|pm|万|억)?", fullmatch=True),
    after=st.text(max_size=30) | st.from_regex(r"([0-9]{1,40}[.,: ]?){1,3}(bn|pm|万|억|만)?", fullmatch=True),
    locale=st.sampled_from(("ko", "ja", "zh-Hans", "ar", "cy", "de", "es", "th")),
    context=st.sampled_from((TEXT, "issue.subject", "busan.image.alt", "busan.link@link1")),
)
def test_no_text_stops_a_check(before: str, after: str, locale: str, context: str) -> None:
    for finding in findings((before, after, context), locale=locale, glossary=(MOU,)):
        assert finding.text


def test_plural_forms_are_counted() -> None:
    both = Entry(context=TEXT, msgid="a quay", msgstr=("부두", "부두들"), line=1)
    found = translation_findings([message("a quay")], [Catalog(entries=(both,))], locale="ko", source="en")
    assert [finding.rule for finding in found] == ["plural-count"]
    headers = (("Plural-Forms", "nplurals=1; plural=0;"),)
    plural = Entry(context=TEXT, msgid="a quay", plural="quays", msgstr=("부두", "부두들"), line=1)
    catalog = Catalog(entries=(plural,), headers=headers, file="x.po")
    found = translation_findings([message("a quay")], [catalog], locale="ko", source="en")
    assert [finding.rule for finding in found] == ["plural-count"]
    right = Catalog(entries=(plural,), headers=(("Plural-Forms", "nplurals=2; plural=n != 1;"),), file="x.po")
    assert translation_findings([message("a quay")], [right], locale="cy", source="en") == ()


def test_the_nearest_catalog_is_looked_at() -> None:
    near = Catalog(locale="ko-KR", entries=(entry("A new quay", "새 부두"),))
    far = Catalog(locale="ko", entries=(entry("A new quay", "새  부두"),))
    asked = [message("A new quay")]
    assert translation_findings(asked, [near, far], locale="ko-KR", source="en-GB") == ()
    assert len(translation_findings(asked, [far, near], locale="ko-KR", source="en-GB")) == 1


MOU = Term(term="MOU", forms=(("ko", ("업무협약", "양해각서")),), forbidden=(("ko", ("엠오유", "협약")),))


def test_a_forbidden_term_is_an_error_and_may_stand_in_an_accepted_one() -> None:
    (finding,) = findings(("The MOU was signed.", "엠오유를 체결했습니다. 업무협약."), glossary=(MOU,))
    assert (finding.rule, finding.severity) == ("forbidden-term", Severity.ERROR)
    assert finding.text == "the glossary forbids “엠오유”; write 업무협약, 양해각서; the source is shown meanwhile"
    assert rules(("The MOU was signed.", "업무협약을 체결했습니다."), glossary=(MOU,)) == []
    colour = Term(term="quay", forms=(("cy", ("cei",)),), forbidden=(("cy", ("pier",)),))
    assert rules(("a quay", "cei pierhead"), locale="cy", glossary=(colour,)) == []
    assert rules(("a quay", "cei, pier"), locale="cy", glossary=(colour,)) == ["forbidden-term"]


def test_an_absent_term_is_found_once_an_article() -> None:
    texts = (("The MOU was signed.", "각서를 체결했습니다."), ("An MOU is a text.", "각서는 글입니다."))
    assert rules(*texts, glossary=(MOU,)) == ["glossary-term"]
    one_has_it = (*texts, ("Of the MOU then.", "양해 각서에 대하여."))
    assert rules(*one_has_it, glossary=(MOU,)) == []
    other_article = (("The MOU was signed.", "업무협약을 체결했습니다."), ("An MOU.", "각서.", "quay.note.text"))
    assert rules(*other_article, glossary=(MOU,)) == ["glossary-term"]
    assert rules(("A mountain.", "산."), glossary=(MOU,)) == []


def test_mixed_registers_are_found_once_an_article_outside_quotes() -> None:
    polite = ("The quay is open.", "부두가 열렸습니다.")
    plain = ("The market moves.", "시장이 옮긴다.")
    (finding,) = findings(polite, ("Buses run.", "버스가 다닙니다."), plain)
    assert finding.rule == "ko-register"
    assert finding.text.startswith("“…옮긴다” and “…습니다” stand in one article")
    assert rules(polite, ("Do come.", "꼭 오세요.")) == []
    assert rules(polite, ("It is not.", "그렇지 않다.")) == ["ko-register"]
    assert rules(polite, ("It is none.", "항구가 아니다.")) == ["ko-register"]
    assert rules(polite, ("The sea.", "우리의 바다.")) == []
    assert rules(polite, ("To each", "사람마다")) == []
    assert rules(plain, ("It is none.", "항구가 아니다.")) == []
    assert rules(plain, ("Buses run.", "버스가 다닌다.")) == []
    assert rules(polite, ("He said: “It moves.”", "그는 “시장이 옮긴다.”라고 말했습니다.")) == []
    assert rules(polite, ("The market moves.", "시장이 옮긴다.", "busan.quote.text")) == []
    assert rules(polite, ("The market moves.", "시장이 옮긴다.", "quay.paragraph.text")) == []
    assert rules(polite, plain, locale="ja") == []


def test_one_text_in_two_translations_is_found_at_the_second() -> None:
    texts = (
        ("The market moves on.", "시장이 옮깁니다."),
        ("The market moves on.", "장터가 이사합니다.", "quay.note.text"),
    )
    (finding,) = findings(*texts)
    assert finding.rule == "two-translations"
    assert "busan.paragraph.text (locales/x.po:7): “시장이 옮깁니다.”" in finding.text
    assert rules(texts[0], ("The market moves on.", "시장이 옮깁니다.", "quay.note.text")) == []
    assert rules(("Port Cities", "포트 시티스", "series.title"), ("Port Cities", "편집부", "busan.quote.role")) == []


def test_a_comment_that_silences_nothing_is_told() -> None:
    (told, other) = findings(("A new quay", "새  부두"), comments=("so: bulletin-ignore: double-space",))
    assert (told.rule, other.rule) == ("unknown-check", "double-space")
    assert "at the beginning of a comment" in told.text


def test_an_error_that_a_comment_silences_is_a_notice_because_the_source_is_shown() -> None:
    (told,) = findings(("A <b>quay</b>", "<b>부두"), comments=("bulletin-ignore: nesting",))
    assert (told.rule, told.severity) == ("ignored-error", Severity.NOTICE)
    assert told.place
    assert told.text.startswith("nesting is silenced here, and the source is shown all the same")


def test_each_lost_number_is_named_once() -> None:
    source = "By 2023 there were 140 homes, 27 shops and 27 schools, and 27 more."
    (told,) = findings((source, "2032년까지 집이 104채, 가게가 27곳, 학교가 27곳 있었습니다."))
    assert told.text.startswith("the source has 2023, 140, the translation has 2032, 104, 27; correct the numbers")
