"""Values as British editors write them."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from babel import localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import ConfigError
from bulletin.l10n.formatter import Formatter, babel_locale, conventions, direction, language_name
from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange, Value

BRITISH = Formatter("en-GB")
NARROW = "\u202f"


def at(hour: int, minute: int = 0, day: int = 14) -> dt.datetime:
    return dt.datetime(2023, 6, day, hour, minute)  # noqa: DTZ001 - values are in local time


@pytest.mark.parametrize(
    ("style", "expected"),
    [("long", "14 June 2023"), ("full", "Wednesday 14 June 2023"), ("short", "Wed 14 June"), ("month", "June 2023")],
)
def test_dates(style: str, expected: str) -> None:
    assert BRITISH.date(dt.date(2023, 6, 14), style) == expected  # type: ignore[arg-type]


def test_a_day_below_ten_has_no_nought() -> None:
    assert BRITISH.date(dt.date(2024, 2, 9)) == "9 February 2024"
    assert BRITISH.tile(dt.date(2024, 2, 9)) == ("Fri", "9", "Feb")


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, "12_am"),
        (0, 5, "12:05_am"),
        (9, 0, "9_am"),
        (9, 30, "9:30_am"),
        (11, 59, "11:59_am"),
        (12, 0, "12_pm"),
        (12, 30, "12:30_pm"),
        (13, 0, "1_pm"),
        (15, 0, "3_pm"),
        (23, 59, "11:59_pm"),
    ],
)
def test_times(hour: int, minute: int, expected: str) -> None:
    assert BRITISH.time(at(hour, minute)) == expected.replace("_", NARROW)
    assert BRITISH.time(dt.time(hour, minute)) == expected.replace("_", NARROW)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(15), at(18), "Wednesday 14 June 2023, 3–6_pm"),
        (at(9), at(11, 30), "Wednesday 14 June 2023, 9–11:30_am"),
        (at(9, 15), at(9, 45), "Wednesday 14 June 2023, 9:15–9:45_am"),
        (at(12), at(13), "Wednesday 14 June 2023, 12–1_pm"),
        (at(0), at(11), "Wednesday 14 June 2023, 12–11_am"),
        (at(11), at(14), "Wednesday 14 June 2023, 11_am – 2_pm"),
        (at(11), at(12), "Wednesday 14 June 2023, 11_am – 12_pm"),
        (at(11, 59), at(12, 1), "Wednesday 14 June 2023, 11:59_am – 12:01_pm"),
        (at(23), at(1, day=15), "Wednesday 14 June 2023, 11_pm – Thursday 15 June 2023, 1_am"),
        (at(22), at(0, day=15), "Wednesday 14 June 2023, 10_pm – Thursday 15 June 2023, 12_am"),
        (at(9), at(17, day=16), "Wednesday 14 June 2023, 9_am – Friday 16 June 2023, 5_pm"),
    ],
)
def test_ranges_across_noon_and_midnight(start: dt.datetime, end: dt.datetime, expected: str) -> None:
    assert BRITISH.event(start, end) == expected.replace("_", NARROW)


@pytest.mark.parametrize(
    ("amount", "standard", "compact"),
    [
        ("0", "£0", "£0"),
        ("1", "£1", "£1"),
        ("0.5", "£0.50", "£0.50"),
        ("1500", "£1,500", "£1,500"),
        ("1500.5", "£1,500.50", "£1,500.50"),
        ("9995.50", "£9,995.50", "£9,995.50"),
        ("9999", "£9,999", "£9,999"),
        ("99996", "£99,996", "£99,996"),
        ("-9999", "-£9,999", "-£9,999"),
        ("999994", "£999,994", "£999,994"),
        ("999999", "£999,999", "£1m"),
        ("1000000", "£1,000,000", "£1m"),
        ("1250000", "£1,250,000", "£1.25m"),
        ("1256789", "£1,256,789", "£1.26m"),
        ("9999999", "£9,999,999", "£10m"),
        ("995000000", "£995,000,000", "£995m"),
        ("999994999", "£999,994,999", "£999.99m"),
        ("999999999", "£999,999,999", "£1bn"),
        ("12e9", "£12,000,000,000", "£12bn"),
        ("1.5e12", "£1,500,000,000,000", "£1.5tn"),
        ("1e15", "£1,000,000,000,000,000", "£1,000tn"),
        ("-1500", "-£1,500", "-£1,500"),
        ("-0.5", "-£0.50", "-£0.50"),
        ("-12e9", "-£12,000,000,000", "-£12bn"),
        ("-999999999", "-£999,999,999", "-£1bn"),
    ],
)
def test_money(amount: str, standard: str, compact: str) -> None:
    assert BRITISH.money(Decimal(amount), "GBP") == standard
    assert BRITISH.money(Decimal(amount), "GBP", "compact") == compact


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [("12e9", "EUR", "€12bn"), ("12e9", "KRW", "₩12bn"), ("2.5e6", "USD", "US$2.5m"), ("5", "ABC", "ABC5")],
)
def test_money_of_other_countries(amount: str, currency: str, expected: str) -> None:
    assert BRITISH.money(Decimal(amount), currency, "compact").replace("\xa0", "") == expected


@pytest.mark.parametrize(
    ("number", "standard", "compact"),
    [
        ("0", "0", "0"),
        ("120", "120", "120"),
        ("1000", "1,000", "1,000"),
        ("1500", "1,500", "1,500"),
        ("9999", "9,999", "9,999"),
        ("949999", "949,999", "949,999"),
        ("999994", "999,994", "999,994"),
        ("999999", "999,999", "1 million"),
        ("1000000", "1,000,000", "1 million"),
        ("1250000", "1,250,000", "1.25 million"),
        ("999999999", "999,999,999", "1 billion"),
        ("8e9", "8,000,000,000", "8 billion"),
        ("-1000000", "-1,000,000", "-1 million"),
        ("0.1", "0.1", "0.1"),
        ("3.14159265", "3.14159265", "3.14159265"),
        ("1E+3", "1,000", "1,000"),
    ],
)
def test_numbers(number: str, standard: str, compact: str) -> None:
    assert BRITISH.number(Decimal(number)) == standard
    assert BRITISH.number(Decimal(number), "compact").replace("\xa0", " ") == compact


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("0", "0%"),
        ("12.5", "12.5%"),
        ("100", "100%"),
        ("-5", "-5%"),
        ("0.1", "0.1%"),
        ("1234.5", "1,234.5%"),
        ("33.333", "33.333%"),
    ],
)
def test_percentages(percent: str, expected: str) -> None:
    assert BRITISH.percent(Decimal(percent)) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and D"),
        (["{0}", "{1}"], "{0} and {1}"),
    ],
)
def test_lists(items: list[str], expected: str) -> None:
    assert BRITISH.listing(items) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Number(name="x", number=1500), "1,500"),
        (Money(name="x", money=12e9, currency="GBP", style="compact"), "£12bn"),
        (Percent(name="x", percent=12.5), "12.5%"),
        (Date(name="x", date=dt.date(2023, 6, 14)), "14 June 2023"),
        (TimeRange(name="x", start=at(15), end=at(18)), f"Wednesday 14 June 2023, 3–6{NARROW}pm"),
        (Listing(name="x", list=("A", "B")), "A and B"),
        (Phrase(name="x", text="words"), "words"),
    ],
)
def test_every_kind_of_value(value: Value, expected: str) -> None:
    assert BRITISH.value(value) == expected


def test_a_float_is_taken_at_its_shortest_spelling() -> None:
    assert Number(name="x", number=0.1).number == Decimal("0.1")
    assert BRITISH.value(Number(name="x", number=0.1)) == "0.1"


@settings(deadline=None)
@given(st.integers(-(10**18), 10**18))
def test_a_compact_amount_is_never_a_thousand_of_a_unit_that_has_a_next(amount: int) -> None:
    short = BRITISH.money(Decimal(amount), "GBP", "compact")
    assert not short.endswith((",000m", ",000bn"))
    assert short.startswith("-") is (amount < 0)


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_no_digit_of_a_number_is_lost(number: Decimal) -> None:
    assert Decimal(BRITISH.number(number).replace(",", "")) == number


@settings(deadline=None)
@given(st.times(), st.times())
def test_the_half_of_the_day_is_always_said(start: dt.time, end: dt.time) -> None:
    day = dt.date(2023, 6, 14)
    found = BRITISH.time_range(dt.datetime.combine(day, start), dt.datetime.combine(day, end))
    assert found.endswith((f"{NARROW}am", f"{NARROW}pm"))
    assert (found.count("m") == 2) is ((start.hour < 12) != (end.hour < 12))


def test_a_locale_that_cldr_does_not_know_is_refused() -> None:
    with pytest.raises(ConfigError, match="expected a locale that CLDR knows, such as 'ko' or 'pt-BR', found 'xx'"):
        babel_locale("xx")


@pytest.mark.parametrize(
    ("tag", "right"),
    [("KO", "ko"), ("Ko", "ko"), ("ko-kr", "ko-KR"), ("PT-BR", "pt-BR"), ("pt_BR", "pt-BR"), ("zh-hans", "zh-Hans"), ("EN-XA", "en-XA")],
)  # fmt: skip
def test_a_locale_in_another_spelling_is_refused_with_the_right_one(tag: str, right: str) -> None:
    with pytest.raises(ConfigError, match=f"expected a locale such as 'ko' or 'pt-BR', found '{tag}'; write {right}$"):
        Formatter(tag).date(dt.date(2023, 6, 14))


@given(st.one_of(st.text(max_size=8), st.from_regex(r"[A-Za-z]{2}([-_][A-Za-z]{2,8}){0,2}", fullmatch=True)))
def test_whatever_is_given_as_a_locale_is_known_or_refused(tag: str) -> None:
    with suppress(ConfigError):
        assert direction(tag) in {"ltr", "rtl"}


@pytest.mark.parametrize(
    ("tag", "expected"), [("en-GB", "ltr"), ("ko", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("zh-Hans", "ltr")]
)
def test_the_direction_of_a_locale(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"), [("ko", "한국어"), ("cy", "Cymraeg"), ("ar", "العربية"), ("ja", "日本語")]
)
def test_the_name_of_a_language_in_that_language(tag: str, expected: str) -> None:
    assert language_name(tag) == expected


def test_the_names_that_are_kept_are_those_of_the_locale_data(*, update_golden: bool) -> None:
    locales = ((tag, babel_locale(tag)) for tag in (each.replace("_", "-") for each in localedata.locale_identifiers()))
    names = {tag: name for tag, locale in sorted(locales) if (name := locale.get_display_name(locale))}
    if update_golden:
        kept = Path(conventions.__file__).with_name("names.json")
        kept.write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        conventions.own_names.cache_clear()
    assert conventions.own_names() == names


def test_a_locale_without_a_name_of_its_own_is_called_by_its_tag() -> None:
    assert "tyv" not in conventions.own_names()
    assert language_name("tyv") == "tyv"
