"""What an engine made of the numbers of a text."""

import pytest

from bulletin.l10n.engines.verify import numbers_fault

SAME = [
    ("worth £12bn", "ko", "120억 파운드 규모"), ("worth £12bn", "es", "12.000 millones de libras"),
    ("1 million homes for 120 years", "ko", "120년간 100만 가구"), ("14 June 2023", "ko", "2023년 6월 14일"),
    ("a five-year plan", "ko", "5개년 계획"), ("a million homes", "ko", "100만 가구"), ("5 fields", "es", "cinco campos"),
    ("in 2 ports", "ko", "두 항구에서"), ("3–6pm", "de", "15–18 Uhr"), ("at 3.30pm", "ko", "오후 3시 30분"),
    ("1,500 people", "de", "1.500 Menschen"), ("COP26", "es", "COP26"), ("2.5 hours", "fr", "2,5 heures"),
    ("twenty-five ships", "ko", "선박 25척"), ("two hundred ships", "ko", "선박 200척"), ("10,000 jobs", "ko", "일자리 1만 개"),
    ("half a million homes", "ko", "주택 50만 채"), ("in the 1990s", "ko", "1990년대에"),
    ("in the 1990s", "ko", "90년대에"), ("the 1980’s", "es", "los años 80"),
    ("£5–10m", "ko", "500만~1,000만 파운드"), ("£5–10m", "es", "entre 5 y 10 millones de libras"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "locale", "target"), SAME)
def test_the_same_value_written_otherwise_passes(source: str, locale: str, target: str) -> None:
    assert numbers_fault(source, "en-GB", target, locale) == ""


OTHER = [
    ("worth £12bn", "es", "vale 12 billones"), ("worth £12bn", "ko", "12억 파운드"), ("worth £12bn", "de", "12 Billionen"),
    ("1,500 people", "de", "1,500 Menschen"), ("in 2023", "ko", "2024년에"), ("140 years", "ko", "수년"),
    ("some ships", "ko", "선박 250척"), ("in 1990", "ko", "90년에"), ("in the 1990s", "ko", "80년대에"),
    ("half a million homes", "ko", "주택 500만 채"), ("5 and 5", "es", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "locale", "target"), OTHER)
def test_another_value_is_refused(source: str, locale: str, target: str) -> None:
    assert numbers_fault(source, "en-GB", target, locale).startswith("expected ")
