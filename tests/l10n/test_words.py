from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bulletin.errors import CatalogError, RenderError
from bulletin.inline import Spans, Strong, Text, plain, plain_text
from bulletin.l10n.words import InterfaceWords, Named, fallbacks, filled, word_list

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {0}\\n"\n"Plural-Forms: {1}\\n"\n\n'
)
WELSH = "nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;"
MINUTES = 'msgid "{n} minute"\nmsgid_plural "{n} minutes"\n'


def written(folder: Path, locale: str, body: str, plural: str = "nplurals=1; plural=0;") -> Path:
    file = folder / locale / "LC_MESSAGES" / "bulletin.po"
    file.parent.mkdir(parents=True)
    file.write_text(HEADER.format(locale, plural) + body, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "Unsubscribe"), ("en-GB", "Unsubscribe"), ("nl", "Unsubscribe"), ("zh-TW", "Unsubscribe"),
        ("zh-Hant-HK", "Unsubscribe"), ("ko", "구독 해지"), ("ko-KR", "구독 해지"), ("zh-Hans-CN", "取消订阅"),
        ("zh-CN", "取消订阅"), ("zh-SG", "取消订阅"), ("zh", "取消订阅"),
        ("ar-EG", "إلغاء الاشتراك"), ("fr-CA", "Se désabonner"),
    ],
)  # fmt: skip
def test_a_locale_has_the_words_of_the_nearest_one_that_has_a_catalog(locale: str, expected: str) -> None:
    assert InterfaceWords(locale).gettext("Unsubscribe") == expected


def test_a_script_is_not_taken_for_another() -> None:
    assert fallbacks("zh-TW") == ("zh-Hant", "zh")
    assert fallbacks("sr-Latn-RS") == ("sr-Latn-RS", "sr-Latn", "sr")


SPEAKER = {"speaker": "박형준", "role": "부산광역시장"}
PLACE = {"place": "Hall", "address": "Quay 1"}


@pytest.mark.parametrize(
    ("locale", "message", "names", "expected"),
    [
        ("en-GB", "No. {number} · {date}", {"number": 6, "date": "June 2023"}, "No. 6 · June 2023"),
        ("ko", "No. {number} · {date}", {"number": 6, "date": "2023년 6월"}, "제6호 · 2023년 6월"),
        ("ko", "— {speaker}, {role}", SPEAKER, "— 박형준 부산광역시장"),
        ("ko", "{place}, {address}", PLACE, "Hall, Quay 1"),
        ("ja", "{speaker}, {role}", {"speaker": "山田花子", "role": "港湾局長"}, "港湾局長\u3000山田花子"),
        ("ja", "{name}: {value}", {"name": "春", "value": "夏"}, "春：夏"),
        ("zh-Hans", "{place}, {address}", PLACE, "Hall（Quay 1）"),
        ("ar", "{place}, {address}", PLACE, "\u2068Hall\u2069، \u2068Quay 1\u2069"),
        ("fr", "{name}: {value}", {"name": "Ville", "value": "Busan"}, "Ville\u00a0: Busan"),
        ("de", "— {speaker}", {"speaker": "Ann Lee"}, "– Ann Lee"),
        ("pl", "No. {number} · {date}", {"number": 6, "date": "maj"}, "Nr\u00a06 · maj"),
        ("es", "No. {number} · {date}", {"number": 6, "date": "junio"}, "N.º\u00a06 · junio"),
        ("cy", "By {author}", {"author": "Ann Lee"}, "Gan Ann Lee"),
    ],
)  # fmt: skip
def test_messages_that_only_arrange_names_follow_each_language(
    locale: str, message: str, names: dict[str, Named], expected: str
) -> None:
    assert plain_text(plain(InterfaceWords(locale).gettext(message, **names))) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "“Sea”"), ("ko", "“Sea”"), ("ar", "«Sea»"), ("cy", "‘Sea’"), ("ja", "「Sea」"), ("zh-Hans", "“Sea”"),
        ("pl", "„Sea”"), ("fr", "«\u202fSea\u202f»"), ("de", "„Sea“"), ("es", "«Sea»"),
    ],
)  # fmt: skip
def test_each_language_has_its_quotation_marks(locale: str, expected: str) -> None:
    words = InterfaceWords(locale)
    opening, closing = words.pgettext("opening quotation mark", "“"), words.pgettext("closing quotation mark", "”")
    assert f"{opening}Sea{closing}" == expected


def test_a_message_without_a_context_is_another_than_the_one_with_it() -> None:
    assert InterfaceWords("fr").gettext("“") == "“"


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "none"), (1, "one"), (2, "two"), (3, "three"), (6, "six"), (7, "<7>"), (1_000_006, "<1000006>"),
        (-2, "two"), (Decimal(3), "three"), (Decimal("1.5"), "<1.5>"),
    ],
)  # fmt: skip
def test_a_number_takes_the_plural_form_that_the_catalog_says(n: int | Decimal, expected: str, tmp_path: Path) -> None:
    texts = ("none", "one", "two", "three", "six", "{n}")
    body = MINUTES + "".join(f'msgstr[{index}] "{text}"\n' for index, text in enumerate(texts))
    words = InterfaceWords("cy-GB", lambda number: f"<{number}>", written(tmp_path, "cy", body, WELSH))
    assert words.ngettext("{n} minute", "{n} minutes", n) == expected


@pytest.mark.parametrize(("n", "expected"), [(0, "0 minutes"), (1, "1 minute"), (2, "2 minutes")])
def test_without_a_catalog_a_plural_is_the_english_one(n: int, expected: str) -> None:
    assert InterfaceWords("ko").ngettext("{n} minute", "{n} minutes", n) == expected


def test_a_language_with_one_form_has_one_text_for_all_numbers(tmp_path: Path) -> None:
    words = InterfaceWords("ko", folder=written(tmp_path, "ko", MINUTES + 'msgstr[0] "{n}분"\n'))
    assert [words.ngettext("{n} minute", "{n} minutes", n) for n in (1, 2)] == ["1분", "2분"]


def test_what_is_fuzzy_empty_or_obsolete_is_not_shown(tmp_path: Path) -> None:
    body = '#, fuzzy\nmsgid "One"\nmsgstr "하나"\n\nmsgid "Two"\nmsgstr ""\n\n#~ msgid "Three"\n#~ msgstr "셋"\n'
    words = InterfaceWords("ko", folder=written(tmp_path, "ko", body))
    assert [words.gettext(text) for text in ("One", "Two", "Three")] == ["One", "Two", "Three"]


def test_a_catalog_is_read_when_the_first_word_is_asked_for_and_only_then(tmp_path: Path) -> None:
    words = InterfaceWords("ko", folder=written(tmp_path, "ko", 'msgid "One"\nmsgstr "하나\n'))
    with pytest.raises(CatalogError, match=r"bulletin\.po:8"):
        words.gettext("One")


def test_a_catalog_is_read_once(tmp_path: Path) -> None:
    folder = written(tmp_path, "ko", 'msgid "One"\nmsgstr "하나"\n')
    assert word_list("ko", folder) is word_list("ko", folder)


def test_a_name_that_holds_markup_keeps_it() -> None:
    author = Spans((Text("Ann "), Strong((Text("Lee"),))))
    made = InterfaceWords("fr").gettext("By {author}", author=author)
    assert isinstance(made, Spans)
    assert plain_text(made) == "Par Ann Lee"
    assert made.parts[-1] == Strong((Text("Lee"),))


@pytest.mark.parametrize("given", [{}, {"author": None}, {"author": True}, {"writer": "Ann"}])
def test_a_name_without_text_is_an_error_that_names_it(given: dict[str, Named]) -> None:
    with pytest.raises(RenderError, match=r"\{author\}"):
        filled("By {author}", given)
