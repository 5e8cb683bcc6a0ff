"""Numbers by their value, as a reader of each language takes them."""

import pytest

from bulletin.l10n.engines.amounts import amounts
from bulletin.l10n.engines.verify import numbers_fault

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
    ("ja", "120億ポンド", [120e8]), ("ja", "１２０億", [120e8]), ("ja", "1億2000万円", [1.2e8]),
    ("zh-Hans", "120亿英镑", [120e8]), ("zh-Hant", "120億英鎊", [120e8]), ("zh-Hans", "1.2万", [12000]),
    ("id", "12 miliar", [12e9]), ("vi", "12 tỷ", [12e9]), ("hu", "12 milliárd", [12e9]), ("ro", "12 miliarde", [12e9]),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "values"), VALUES)
def test_a_number_is_read_as_its_language_means_it(locale: str, text: str, values: list[float]) -> None:
    assert [float(each.value) for each in amounts(text, locale)] == values


SAME = [
    ("worth £12bn", "ko", "120억 파운드 규모"), ("worth £12bn", "es", "12.000 millones de libras"),
    ("1 million homes for 120 years", "ko", "120년간 100만 가구"), ("14 June 2023", "ko", "2023년 6월 14일"),
    ("a five-year plan", "ko", "5개년 계획"), ("a million homes", "ko", "100만 가구"), ("5 fields", "es", "cinco campos"),
    ("in 2 ports", "ko", "두 항구에서"), ("3–6pm", "de", "15–18 Uhr"), ("at 3.30pm", "ko", "오후 3시 30분"),
    ("1,500 people", "de", "1.500 Menschen"), ("COP26", "es", "COP26"), ("2.5 hours", "fr", "2,5 heures"),
    ("twenty-five ships", "ko", "선박 25척"), ("two hundred ships", "ko", "선박 200척"), ("10,000 jobs", "ko", "일자리 1만 개"),
    ("£5–10m", "ko", "500만~1,000만 파운드"), ("£5–10m", "es", "entre 5 y 10 millones de libras"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "locale", "target"), SAME)
def test_the_same_value_written_otherwise_passes(source: str, locale: str, target: str) -> None:
    assert numbers_fault(source, "en-GB", target, locale) == ""


OTHER = [
    ("worth £12bn", "es", "vale 12 billones"), ("worth £12bn", "ko", "12억 파운드"), ("worth £12bn", "de", "12 Billionen"),
    ("1,500 people", "de", "1,500 Menschen"), ("in 2023", "ko", "2024년에"), ("140 years", "ko", "수년"),
    ("some ships", "ko", "선박 250척"), ("5 and 5", "es", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "locale", "target"), OTHER)
def test_another_value_is_refused(source: str, locale: str, target: str) -> None:
    assert numbers_fault(source, "en-GB", target, locale).startswith("expected ")
