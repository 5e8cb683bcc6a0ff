"""Numbers by their value, as a reader of each language takes them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.l10n.amounts import amounts

LOCALES = ("en", "ko", "ja", "de", "es", "ar", "hi", "sw", "xx")
VALUES = [
    ("en-GB", "£12bn and £1.5m", [12e9, 1.5e6]), ("en", "12 billion", [12e9]), ("en", "1,234,567.89", [1234567.89]),
    ("en", "12m long", [12]), ("en", "1,000 of 2.5", [1000, 2.5]), ("en", "14.06.2023", [14, 6, 2023]),
    ("es", "12.000 millones", [12e9]), ("es", "12 mil millones", [12e9]), ("es", "12 billones", [12e12]), ("es", "12 miles de millones", [12e9]), ("es", "12 de mayo", [12]),
    ("es", "un total de 1,5 millones", [1.5e6]), ("es", "18 000 personas", [18000]), ("es-MX", "1,500.25", [1500.25]),
    ("de", "12 Milliarden", [12e9]), ("de", "12 Mrd. Pfund", [12e9]), ("de", "1.500", [1500]), ("de", "1,5 Mio.", [1.5e6]),
    ("de", "12 Billionen", [12e12]), ("fr", "12 milliards", [12e9]), ("fr", "12\u202f000\u202f000", [12e6]),
    ("fr", "12 000 000,5", [12000000.5]), ("it", "12 miliardi", [12e9]), ("pt-BR", "12 bilhões", [12e9]),
    ("pt-PT", "12 mil milhões", [12e9]), ("pt-PT", "12 biliões", [12e12]), ("nl", "12 miljard", [12e9]),
    ("pl", "12 miliardów", [12e9]), ("pl", "12,5 mln", [12.5e6]), ("ru", "12 млрд", [12e9]), ("uk", "12 мільярдів", [12e9]),
    ("cs", "12 miliard", [12e9]), ("sv", "12 miljarder", [12e9]), ("tr", "12 milyar", [12e9]), ("cy", "12 biliwn", [12e9]),
    ("ar", "١٢ مليار", [12e9]), ("ar", "١٫٥", [1.5]), ("ar", "12 بليون", [12e9]), ("he", "12 מיליארד", [12e9]),
    ("hi", "१२ अरब", [12e9]), ("hi", "1,00,000", [100000]), ("hi", "5 लाख", [5e5]), ("hi", "2 करोड़", [2e7]),
    ("ko", "120억 파운드", [120e8]), ("ko", "12억 5,000만 파운드", [1.25e9]), ("ko", "1억 2,345만", [123450000]),
    ("ko", "3만5000명", [35000]), ("ko", "1,500파운드", [1500]), ("ko", "2조 원을", [2e12]), ("ko", "5천만 명", [5e7]),
    ("ko", "2023년 6월 14일", [2023, 6, 14]), ("ko", "100만 가구와 120년", [1e6, 120]), ("ko", "1만 2023년", [1e4, 2023]),
    ("ko", "1만 2,000명", [12000]), ("ko", "1만 500명", [10500]), ("ko", "5십억", [5e9]), ("ko", "9시 30분", [9, 30]),
    ("hi", "2 खरब", [2e11]), ("ar", "12 ترليون", [12e12]), ("en", "£12BN and £5M", [12e9, 5e6]), ("fr", "12 M€", [12e6]),
    ("de", "12 Bio-Höfe", [12]), ("pl", "2 bln zł", [2e12]), ("en", "12 000 homes", [12000]), ("en", "at 3pm", [3]),
    ("en", "9:30 am", [9, 30]), ("es", "a las 3 p. m.", [3]), ("en", "3–6pm", [3, 6]),
    ("ja", "120億ポンド", [120e8]), ("ja", "１２０億", [120e8]), ("ja", "1億2000万円", [1.2e8]),
    ("zh-Hans", "120亿英镑", [120e8]), ("zh-Hant", "120億英鎊", [120e8]), ("zh-Hans", "1.2万", [12000]),
    ("id", "12 miliar", [12e9]), ("vi", "12 tỷ", [12e9]), ("hu", "12 milliárd", [12e9]), ("ro", "12 miliarde", [12e9]),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "values"), VALUES)
def test_a_number_is_read_as_its_language_means_it(locale: str, text: str, values: list[float]) -> None:
    assert [float(each.value) for each in amounts(text, locale)] == values


@pytest.mark.parametrize(
    ("locale", "text", "values"),
    [
        ("en", "3 pm", {3, 15}), ("en", "15:00", {3, 15}), ("es", "3 p. m.", {3, 15}), ("de", "1.500", {1500}),
        ("xx", "1.500", {1500, 1.5}), ("xx", "1.50", {1.5}), ("en", "25:00", {0, 25}), ("en", "2.50", {2.5}),
    ],
)  # fmt: skip
def test_a_time_has_two_meanings_and_so_has_a_mark_of_a_language_nobody_knows(
    locale: str, text: str, values: set[float]
) -> None:
    assert {float(value) for each in amounts(text, locale) for value in each.values} == values


def test_a_word_nobody_knows_may_multiply_and_one_that_is_known_to_may_not() -> None:
    [known] = amounts("£12bn", "en")
    [swahili] = amounts("pauni bilioni 12", "sw")
    [spanish] = amounts("12 gatos", "es")
    assert known.same_as(swahili)
    assert not known.same_as(spanish)
    assert (known.written, swahili.open, spanish.open) == ("12bn", True, False)


@given(
    text=st.text(st.sampled_from("0123456789.,:' \u00a0억만천pm٣٫२-–£k"), max_size=24), locale=st.sampled_from(LOCALES)
)
def test_numbers_stand_in_order_and_apart_in_any_text(text: str, locale: str) -> None:
    found = [each for each in amounts(text, locale) if not each.minute]
    assert all(text[each.start : each.end] == each.written and each.values for each in found)
    places = list(dict.fromkeys((each.start, each.end) for each in found))
    assert all(first[1] <= second[0] for first, second in pairwise(places))
