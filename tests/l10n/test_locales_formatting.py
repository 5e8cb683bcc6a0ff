"""Values in fourteen languages, string by string, and what must hold for every locale that CLDR has."""

from __future__ import annotations

import datetime as dt
import itertools
import pickle
import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from babel import localedata
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.l10n.formatter import Formatter, babel_locale, conventions, day_names
from bulletin.l10n.formatter import formatter as formatters
from bulletin.model.values import MoneyStyle

GOLDEN = Path(__file__).parent / "fixtures" / "formats.txt"
VISIBLE = str.maketrans({"\u00a0": "⍽", "\u202f": "⎵", "\u2009": "∙", "\u200e": "◁", "\u200f": "▷"})
PLURALS = {each: each for each in ("zero", "one", "two", "few", "many", "other")}
LONDON, SEOUL = "Europe/London", "Asia/Seoul"


def at(hour: int, minute: int = 0, day: int = 14) -> dt.datetime:
    return dt.datetime(2023, 6, day, hour, minute)  # noqa: DTZ001 - values are in local time


STYLES: dict[str, Callable[[Formatter], str]] = {
    "issue date": lambda f: f.issue_date(at(0)),
    "first of a month": lambda f: f.date(dt.date(2023, 6, 1)),
    "month": lambda f: f.date(at(0), "month"),
    "long with weekday": lambda f: f.date(at(0), "full"),
    "short with weekday": lambda f: f.date(at(0), "short"),
    "calendar leaf": lambda f: " / ".join(f.tile(at(0))),
    "time": lambda f: f.time(at(15)),
    "time with minutes": lambda f: f.time(at(9, 30)),
    "time with few minutes": lambda f: f.time(at(13, 5)),
    "midnight": lambda f: f.time(at(0)),
    "noon": lambda f: f.time(at(12)),
    "time range": lambda f: f.time_range(at(15), at(18)),
    "across noon": lambda f: f.time_range(at(11), at(14)),
    "range with minutes": lambda f: f.time_range(at(15, 30), at(18)),
    "whole day": lambda f: f.time_range(at(0), at(23, 59)),
    "days of a month": lambda f: f.date_range(at(0), at(0, day=16)),
    "days of two months": lambda f: f.date_range(at(0), dt.date(2023, 7, 2)),
    "days of two years": lambda f: f.date_range(at(0), dt.date(2024, 1, 2)),
    "event": lambda f: f.event(at(15), at(18)),
    "across midnight": lambda f: f.event(at(23), at(1, day=15)),
    "across days": lambda f: f.event(at(9), at(17, 30, day=16)),
    "two clocks": lambda f: f.event(at(15), at(18), zone=LONDON, clock_zone=SEOUL),
    "two clocks, next day": lambda f: f.event(at(16, day=15), at(19, day=15), zone=LONDON, clock_zone=SEOUL),
    "count": lambda f: f.number(1500),
    "large count": lambda f: f.number(Decimal("-1234567.5")),
    "compact small": lambda f: f.number(1500, "compact"),
    "compact million": lambda f: f.number(1_000_000, "compact"),
    "compact": lambda f: f.number(123_450_000, "compact"),
    "compact below nought": lambda f: f.number(-12_000_000_000, "compact"),
    "money": lambda f: f.money(Decimal(1500), "GBP"),
    "money of one": lambda f: f.money(Decimal(1), "USD"),
    "money of three": lambda f: f.money(Decimal(3), "USD"),
    "money with cents": lambda f: f.money(Decimal("-1500.5"), "EUR"),
    "compact money small": lambda f: f.money(Decimal(1500), "GBP", "compact"),
    "compact money million": lambda f: f.money(Decimal("1e6"), "EUR", "compact"),
    "compact money": lambda f: f.money(Decimal("12e9"), "GBP", "compact"),
    "compact money parts": lambda f: f.money(Decimal("1.25e9"), "GBP", "compact"),
    "percent": lambda f: f.percent(Decimal("12.5")),
    "ordinals": lambda f: " ".join(f.ordinal(n) for n in (1, 2, 3, 6, 11, 21)),
    "list of two": lambda f: f.listing(["A", "B"]),
    "list of three": lambda f: f.listing(["A", "B", "C"]),
    "plurals of 0 1 2 3 5 11": lambda f: " ".join(f.plural(n, PLURALS) for n in (0, 1, 2, 3, 5, 11)),
}


def golden() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            row = table.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, expected = line.split("= ", 1)
            row[name.strip()] = expected
    return table


TABLE = golden()
LOCALES = tuple(TABLE)
ROWS = [(locale, style, expected) for locale, row in TABLE.items() for style, expected in row.items()]


@pytest.mark.parametrize(("locale", "style", "expected"), ROWS)
def test_a_style_reads_as_its_locale_writes_it(locale: str, style: str, expected: str) -> None:
    assert STYLES[style](Formatter(locale)).translate(VISIBLE) == expected


def test_the_table_has_every_style_of_every_locale() -> None:
    assert LOCALES == (
        "en-GB",
        "en-US",
        "ko",
        "ar",
        "cy",
        "ja",
        "zh-Hans",
        "zh-Hant",
        "pl",
        "fr",
        "de",
        "es",
        "he",
        "hi",
    )
    assert all(set(row) == set(STYLES) for row in TABLE.values())


KOREAN = Formatter("ko")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((15, 0), (18, 0), "오후 3시~6시"),
        ((11, 0), (14, 0), "오전 11시~오후 2시"),
        ((15, 30), (18, 0), "오후 3시 30분~6시"),
        ((9, 0), (9, 5), "오전 9시~9시 5분"),
        ((0, 0), (3, 0), "0시~오전 3시"),
        ((0, 0), (0, 30), "0시~0시 30분"),
        ((0, 5), (0, 10), "0시 5분~0시 10분"),
        ((10, 0), (12, 0), "오전 10시~낮 12시"),
        ((12, 0), (13, 0), "낮 12시~오후 1시"),
        ((12, 0), (12, 30), "낮 12시~12시 30분"),
        ((15, 0), (15, 0), "오후 3시"),
    ],
)
def test_korean_says_the_half_of_the_day_where_it_changes(
    start: tuple[int, int], end: tuple[int, int], expected: str
) -> None:
    assert KOREAN.time_range(at(*start), at(*end)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0, 0), (23, 59), "रात 12 से रात 11:59 बजे तक"),
        ((1, 0), (23, 0), "रात 1 से रात 11 बजे तक"),
        ((2, 0), (21, 0), "रात 2 से रात 9 बजे तक"),
        ((1, 0), (3, 0), "रात 1 से 3 बजे तक"),
        ((20, 0), (23, 0), "रात 8 से 11 बजे तक"),
    ],
)
def test_two_nights_of_one_day_are_both_said_in_hindi(
    start: tuple[int, int], end: tuple[int, int], expected: str
) -> None:
    assert Formatter("hi").time_range(at(*start), at(*end)) == expected


@pytest.mark.parametrize(
    ("number", "compact", "pounds", "compact_pounds"),
    [
        ("0", "0", "0파운드", "0파운드"),
        ("1500", "1,500", "1,500파운드", "1,500파운드"),
        ("9999", "9,999", "9,999파운드", "9,999파운드"),
        ("10000", "1만", "1만 파운드", "1만 파운드"),
        ("12345", "1만 2,345", "1만 2,345파운드", "1만 2,345파운드"),
        ("1234567", "123만", "123만 4,567파운드", "123만 파운드"),
        ("99999999", "1억", "9,999만 9,999파운드", "1억 파운드"),
        ("123450000", "1억 2,345만", "1억 2,345만 파운드", "1억 2,345만 파운드"),
        ("123456789", "1억 2,346만", "1억 2,345만 6,789파운드", "1억 2,346만 파운드"),
        ("1250000000", "12억 5,000만", "12억 5,000만 파운드", "12억 5,000만 파운드"),
        ("12e9", "120억", "120억 파운드", "120억 파운드"),
        ("1.5e12", "1조 5,000억", "1조 5,000억 파운드", "1조 5,000억 파운드"),
        ("1000000000001", "1조", "1조 1파운드", "1조 파운드"),
        ("-12e9", "-120억", "-120억 파운드", "-120억 파운드"),
        ("15000.5", "1만 5,000.5", "1만 5,000.50파운드", "1만 5,000.50파운드"),
    ],
)
def test_korean_counts_by_ten_thousand(number: str, compact: str, pounds: str, compact_pounds: str) -> None:
    amount = Decimal(number)
    assert KOREAN.number(amount, "compact") == compact
    assert KOREAN.money(amount, "GBP") == pounds
    assert KOREAN.money(amount, "GBP", "compact") == compact_pounds


@pytest.mark.parametrize(
    ("currency", "expected"),
    [("GBP", "1파운드"), ("USD", "1달러"), ("EUR", "1유로"), ("JPY", "1엔"), ("KRW", "1원"), ("CHF", "1스위스 프랑")],
)
def test_korean_names_of_currencies(currency: str, expected: str) -> None:
    assert KOREAN.money(Decimal(1), currency) == expected


@pytest.mark.parametrize(
    ("locale", "currency", "amount", "expected"),
    [
        ("pt-BR", "GBP", "999999", "£ 1 mi"),
        ("pt-BR", "GBP", "999994", "£ 999,99 mil"),
        ("uk", "GBP", "999999", "1 млн GBP"),
        ("sv", "GBP", "999999", "1 mn GBP"),
        ("th", "GBP", "999999", "£1M"),
        ("fa", "GBP", "999999", "1 میلیون £"),
        ("sr-Latn", "GBP", "999999", "1 mil. £"),
        ("en-AU", "AUD", "999999", "$1M"),
        ("en-IE", "EUR", "999999", "€1M"),
        ("en-IE", "EUR", "999999999", "€1B"),
        ("it", "EUR", "12345", "12.345 €"),
    ],
)
def test_short_money_takes_the_unit_of_what_it_is_rounded_to(
    locale: str, currency: str, amount: str, expected: str
) -> None:
    assert Formatter(locale).money(Decimal(amount), currency, "compact").replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "expected"),
    [
        ("ko", "12.5", "JPY", "12엔"),
        ("ko", "12.6", "KRW", "13원"),
        ("ko", "12345.6", "KRW", "1만 2,346원"),
        ("ko", "1.234", "KWD", "1.234쿠웨이트 디나르"),
        ("ko", "1.5", "GBP", "1.50파운드"),
        ("ja", "12.5", "JPY", "12円"),
        ("fr", "12.5", "JPY", "12 yens"),
        ("fr", "1.5", "EUR", "1,50 euro"),
        ("pl", "2.999", "PLN", "3 złote"),
        ("en-GB", "12.5", "JPY", "JP¥12"),
    ],
)
def test_a_currency_has_the_decimals_of_its_coins(locale: str, amount: str, currency: str, expected: str) -> None:
    assert Formatter(locale).money(Decimal(amount), currency).replace("\u00a0", " ") == expected


@pytest.mark.parametrize("locale", ["sv", "nb", "fi", "sl", "fa", "en-GB", "ko", "es"])
@pytest.mark.parametrize("style", ["standard", "compact"])
@pytest.mark.parametrize("amount", ["-5", "-5.5", "-5000000"])
def test_money_below_nought_has_the_sign_of_a_number_below_nought(locale: str, style: MoneyStyle, amount: str) -> None:
    sign = Formatter(locale).number(-5).partition("5")[0]
    written = Formatter(locale).money(Decimal(amount), "SEK", style)
    assert written == sign + Formatter(locale).money(-Decimal(amount), "SEK", style)


_READ = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}


@settings(deadline=None)
@given(st.integers(0, 10**20 - 1))
def test_no_won_of_a_korean_amount_is_lost(amount: int) -> None:
    written = KOREAN.money(Decimal(amount), "KRW")
    parts = re.findall(r"([\d,]+)([만억조경]?)", written)
    assert sum(int(figures.replace(",", "")) * _READ.get(name, 1) for figures, name in parts) == amount


@settings(deadline=None)
@given(st.integers(1, 10**18))
def test_compact_korean_has_no_cheon_and_strays_by_less_than_a_hundredth(amount: int) -> None:
    written = KOREAN.number(amount, "compact")
    parts = re.findall(r"([\d,]+)([만억조경]?)", written)
    read = sum(int(figures.replace(",", "")) * _READ.get(name, 1) for figures, name in parts)
    assert "천" not in written
    assert abs(read - amount) * 100 < amount


@pytest.mark.parametrize(
    ("locale", "items", "expected"),
    [
        ("es", ["Corea", "Irlanda"], "Corea e Irlanda"),
        ("es", ["Corea", "Hiroshima"], "Corea e Hiroshima"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["agua", "iones"], "agua y iones"),
        ("es", ["Francia", "«Italia»"], "Francia e «Italia»"),
        ("es", ["agua", "“hielo”"], "agua y “hielo”"),
        ("es", ["Corea", "\u2068Irlanda\u2069"], "Corea e \u2068Irlanda\u2069"),
        ("cy", ["Lerpwl", "‘Abertawe’"], "Lerpwl ac ‘Abertawe’"),
        ("he", ["חיפה", "„תל אביב”"], "חיפה ו„תל אביב”"),
        ("he", ["חיפה", "“Busan”"], "חיפה ו-“Busan”"),
        ("cy", ["Lerpwl", "Abertawe"], "Lerpwl ac Abertawe"),
        ("cy", ["Lerpwl", "Busan"], "Lerpwl a Busan"),
        ("cy", ["Sir y Fflint", "Wrecsam"], "Sir y Fflint a Wrecsam"),
        ("cy", ["Cymru", "Wales Online"], "Cymru a Wales Online"),
        ("cy", ["Cymru", "Iwerddon"], "Cymru ac Iwerddon"),
        ("cy", ["saith", "wyth"], "saith ac wyth"),
        ("cy", ["defaid", "ŵyn"], "defaid ac ŵyn"),
        ("cy", ["Pwyl", "Wcráin"], "Pwyl ac Wcráin"),
        ("he", ["תל אביב", "חיפה"], "תל אביב וחיפה"),
        ("he", ["חיפה", "Busan"], "חיפה ו-Busan"),
        ("he", ["\ue000", "\ue000"], "\ue000 ו\ue000"),
        ("cy", ["\ue000Lerpwl", "\ue000Abertawe"], "\ue000Lerpwl ac \ue000Abertawe"),
        ("fr", ["{0}", "{1}", "{2}"], "{0}, {1} et {2}"),
    ],
)
def test_the_word_before_the_last_thing_suits_its_sound(locale: str, items: list[str], expected: str) -> None:
    assert Formatter(locale).listing(items) == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_lists_of_none_and_one(locale: str) -> None:
    assert Formatter(locale).listing([]) == ""
    assert Formatter(locale).listing(["A"]) == "A"


@pytest.mark.parametrize(
    ("locale", "zone", "clock_zone", "expected"),
    [
        ("en-GB", LONDON, LONDON, "Wednesday 14 June 2023, 3–6\u202fpm"),
        ("en-GB", LONDON, "Europe/Lisbon", "Wednesday 14 June 2023, 3–6\u202fpm"),
        ("en-GB", LONDON, "Europe/Paris", "Wed 14 June, 3–6\u202fpm (4–7\u202fpm in Paris)"),
        ("en-GB", LONDON, "Pacific/Apia", "Wed 14 June, 3–6\u202fpm (Thu 15 June, 3–6\u202fam in Apia)"),
        ("ko", LONDON, "Europe/Paris", "6월 14일(수) 오후 3시~6시(파리 시각 오후 4시~7시)"),
        ("ko", LONDON, "Asia/Kolkata", "6월 14일(수) 오후 3시~6시(콜카타 시각 오후 7시 30분~10시 30분)"),
        ("ko", LONDON, "", "2023년 6월 14일 수요일 오후 3시~6시"),
        ("ko", "", SEOUL, "2023년 6월 14일 수요일 오후 3시~6시"),
    ],
)
def test_a_second_clock_is_shown_where_it_differs(locale: str, zone: str, clock_zone: str, expected: str) -> None:
    assert Formatter(locale).event(at(15), at(18), zone=zone, clock_zone=clock_zone) == expected


def test_two_clocks_of_an_event_over_several_days() -> None:
    found = KOREAN.event(at(9), at(17, day=16), zone=LONDON, clock_zone=SEOUL)
    assert found == (
        "6월 14일(수) 오전 9시~6월 16일(금) 오후 5시(한국 시각 6월 14일(수) 오후 5시~6월 17일(토) 오전 1시)"
    )


def test_a_clock_that_is_put_back_between_start_and_end_shows_its_own_hours() -> None:
    start, end = dt.datetime(2023, 10, 29, 0), dt.datetime(2023, 10, 29, 6)  # noqa: DTZ001 - local time
    found = Formatter("pl").event(start, end, zone=LONDON, clock_zone="Asia/Tokyo")
    assert found.endswith("(Tokio: 08:00–15:00)")


@pytest.mark.parametrize(
    ("tag", "same_as"),
    [("ko-KR", "ko"), ("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("ar-EG", "ar"), ("de-DE", "de")],
)
def test_a_region_is_written_as_its_language(tag: str, same_as: str) -> None:
    assert Formatter(tag).event(at(15), at(18)) == Formatter(same_as).event(at(15), at(18))
    assert Formatter(tag).money(Decimal("12e9"), "GBP", "compact") == (
        Formatter(same_as).money(Decimal("12e9"), "GBP", "compact")
    )


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("es", "1500"),
        ("es-ES", "1500"),
        ("es-PH", "1500"),
        ("es-419", "1,500"),
        ("es-MX", "1,500"),
        ("es-US", "1,500"),
        ("es-AR", "1.500"),
        ("es-CR", "1\u00a0500"),
        ("pl-PL", "1500"),
    ],
)
def test_four_figures_are_grouped_as_the_region_groups_them(locale: str, expected: str) -> None:
    assert Formatter(locale).number(1500) == expected
    assert Formatter(locale).money(Decimal(1500), "EUR").split("\u00a0e")[0].removesuffix(" euro") == expected


TIBETAN = ("bo", "dz")
"""The names of their months hold figures: ཟླ་བ་༦."""


def every_locale() -> list[str]:
    return sorted(localedata.locale_identifiers())


@pytest.mark.parametrize("identifier", every_locale())
def test_every_locale_of_cldr_writes_every_style_with_one_kind_of_digits(identifier: str) -> None:
    try:
        formatter = Formatter(identifier.replace("_", "-"))
        for style in STYLES.values():
            written = style(formatter)
            kinds = {
                ord(letter) - unicodedata.digit(letter) for letter in written if unicodedata.category(letter) == "Nd"
            }
            assert written
            assert len(kinds) <= (2 if identifier.startswith(TIBETAN) else 1)
    finally:
        for cached in (conventions.babel_locale, conventions.conventions):
            cached.cache_clear()


ORDERED = ("calendar leaf", "issue date", "long with weekday", "month", "event", "compact")
BULKY = {
    "compound_unit_patterns", "currency_names", "currency_names_plural", "date_fields", "languages", "meta_zones",
    "scripts", "territories", "time_zones", "unit_display_names", "unit_patterns", "variants",
}  # fmt: skip
"""What the strings below need nothing of: left out of the files so that thousands of orders are read in seconds."""


def fingerprint(locale: str) -> tuple[str, ...]:
    names = day_names.__wrapped__(locale)
    return (*(STYLES[style](Formatter(locale)) for style in ORDERED), *names.months, *names.weekdays)


class SlimFiles:
    """Stands for `pickle` in Babel: reads each file once, and gives a new copy of it each time."""

    images: ClassVar[dict[str, bytes]] = {}

    def load(self, file: Any) -> Any:
        if file.name not in self.images:
            slim = {key: table for key, table in pickle.load(file).items() if key not in BULKY}  # noqa: S301 - Babel's
            self.images[file.name] = pickle.dumps(slim)
        return pickle.loads(self.images[file.name])  # noqa: S301 - likewise


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Give a function that forgets every locale, as if the process had just started."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(localedata, "pickle", SlimFiles())
    monkeypatch.setattr(localedata, "_cache", {})

    def forget() -> None:
        localedata._cache.clear()
        conventions.babel_locale.cache_clear()
        conventions.conventions.cache_clear()
        formatters._money.cache_clear()

    yield forget
    forget()


def unlike(fresh: Callable[[], None], length: int) -> list[tuple[str, ...]]:
    """Return the orders of so many locales in which one is written otherwise than alone."""
    alone: dict[str, tuple[str, ...]] = {}
    for locale in LOCALES:
        fresh()
        alone[locale] = fingerprint(locale)
    found = []
    for order in itertools.permutations(LOCALES, length):
        fresh()
        if any(fingerprint(locale) != alone[locale] for locale in order):
            found.append(order)
    return found


def test_every_order_of_three_locales_gives_the_same_strings(fresh: Callable[[], None]) -> None:
    assert unlike(fresh, 3) == []


def test_without_the_guard_months_leak_from_one_locale_into_the_next(
    fresh: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conventions, "_guarded", lambda locale: locale)
    leaks = unlike(fresh, 2)
    assert ("ja", "fr") in leaks
    assert ("ja", "he") in leaks


def aliases(table: Any) -> Any:
    """Return the shape of a table with its references to other tables."""
    if isinstance(table, localedata.Alias):
        return table.keys
    if isinstance(table, tuple):
        return tuple(map(aliases, table))
    return {key: aliases(each) for key, each in table.items()} if isinstance(table, dict) else type(table)


def test_formatting_leaves_the_references_in_babels_tables_as_they_were(fresh: Callable[[], None]) -> None:
    """From which it follows that no order of any length, and of any locales, can matter."""

    def shapes() -> dict[str, Any]:
        return {name: {key: aliases(table) for key, table in data.items()} for name, data in localedata._cache.items()}

    fresh()
    for locale in LOCALES:
        localedata.load(str(conventions.babel_locale(locale)))
    before = shapes()
    for locale in LOCALES:
        fingerprint(locale)
    assert shapes() == before


def test_tables_are_read_as_the_files_have_them_whatever_others_have_resolved(fresh: Callable[[], None]) -> None:
    fresh()
    expected = {name: aliases(table) for name, table in conventions._untouched("fr").items()}
    format_date(dt.date(2023, 6, 1), "LLLL", locale="ko")  # as a program would that uses Babel beside us
    assert {name: aliases(table) for name, table in conventions._untouched("fr").items()} == expected


def test_damaged_tables_in_the_cache_are_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = conventions._pickled("fr")
    monkeypatch.setattr(conventions, "read_kept", lambda _folder, _name: b"no pickle")
    assert conventions._pickled("fr") == expected


def test_a_locale_keeps_its_own_copy_of_babels_tables() -> None:
    """Babel calls it by a private name; were it to change, the guard would do nothing."""
    assert babel_locale("ko")._data["months"] is not localedata.load("ko")["months"]
