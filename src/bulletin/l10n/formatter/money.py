"""Amounts of money, with a symbol or with the currency's name as newspapers shorten it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from babel.numbers import (
    format_compact_currency,
    format_currency,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
)

from bulletin.l10n.formatter.conventions import Conventions
from bulletin.l10n.formatter.myriads import in_myriads, rounded_to_myriads
from bulletin.l10n.formatter.numbers import (
    RIGHT_TO_LEFT,
    compact,
    decimal,
    for_plural,
    minus,
    powers_of,
    rounded_to_unit,
    scale,
    shortens,
)
from bulletin.model.values import MoneyStyle

_PLACES = 2


def money(ways: Conventions, amount: Decimal, currency: str, style: MoneyStyle) -> str:
    """Return an amount in one of its styles."""
    own = ways.table("money")
    if "myriads" in ways.table("compact"):
        return _by_myriads(ways, amount, currency, style)
    if style == "compact" and (suffixes := ways.table("compact").get("money")):
        return _with_suffix(ways, amount, currency, suffixes)
    if style == "compact" and "compact" in own and shortens(ways, amount):
        name = _named(ways, currency, own.get("named_as", "other")) if "{currency}" in own["compact"] else ""
        vowel = re.match(own.get("elided_before", "(?!)"), name)
        return _filled(
            ways,
            own["elided" if vowel else "compact"],
            compact(ways, abs(amount), bare=amount > 0),
            name,
            currency,
            below=amount < 0,
        )
    if "standard" in own:
        return _by_name(ways, amount, currency, own["standard"])
    if style == "compact" and "compact" not in own and (short := _cldr_compact(ways, amount, currency)):
        return short
    return _by_symbol(ways, amount, currency)


def _by_symbol(ways: Conventions, amount: Decimal, currency: str) -> str:
    whole = amount == amount.to_integral_value()
    pattern = ways.babel.currency_formats["standard"].pattern
    written = format_currency(
        amount, currency, pattern.replace(".00", "") if whole else pattern, ways.babel, currency_digits=not whole
    )
    return _signed(ways, written, amount)


def _by_name(ways: Conventions, amount: Decimal, currency: str, pattern: str) -> str:
    size, places = _rounded(abs(amount), currency)
    number = decimal(ways, size, places=places)
    forms = ways.table("currencies").get(currency)
    name = for_plural(ways, forms, size) if forms else str(get_currency_name(currency, size, ways.babel))
    return _filled(ways, pattern, number, name, currency, below=amount < 0)


def _by_myriads(ways: Conventions, amount: Decimal, currency: str, style: MoneyStyle) -> str:
    own, (size, places) = ways.table("compact"), _rounded(abs(amount), currency)
    size = rounded_to_myriads(size) if style == "compact" else size
    number = in_myriads(
        size,
        own["myriads"],
        own["between"],
        lambda part: decimal(ways, part, places=None if part == part.to_integral_value() else places),
    )
    pattern = ways.table("money")["standard" if number[-1].isdigit() else "compact"]
    return _filled(ways, pattern, number, _named(ways, currency), currency, below=amount < 0)


def _rounded(size: Decimal, currency: str) -> tuple[Decimal, int | None]:
    """Return an amount in the decimals that its currency has (ISO 4217), and how many are written: none of a whole."""
    places = get_currency_precision(currency)
    rounded = round(size, places)
    whole = rounded.to_integral_value()  # for plurals 3.00 is not 3
    return (whole, None) if rounded == whole else (rounded, places)


def _named(ways: Conventions, currency: str, form: str = "other") -> str:
    names: str | Mapping[str, str] | None = ways.table("currencies").get(currency)
    if isinstance(names, str):
        return names
    return names[form] if names else str(get_currency_name(currency, 5, ways.babel))


def _filled(ways: Conventions, pattern: str, number: str, name: str, currency: str, *, below: bool) -> str:
    symbol = get_currency_symbol(currency, ways.babel) if "{symbol}" in pattern else ""
    text = pattern.format(number=number, currency=name, symbol=symbol)
    return minus(ways) + text.lstrip(RIGHT_TO_LEFT) if below else text


def _with_suffix(ways: Conventions, amount: Decimal, currency: str, suffixes: Mapping[str, str]) -> str:
    amount = _carried(amount, suffixes)
    power = max((int(key) for key in suffixes if abs(amount) >= 10 ** int(key)), default=0)
    if not power:
        return _by_symbol(ways, amount, currency)
    short = (amount / 10**power).quantize(Decimal("0.01")).normalize()
    sign = minus(ways) if short < 0 else ""
    return f"{sign}{get_currency_symbol(currency, ways.babel)}{decimal(ways, abs(short))}{suffixes[str(power)]}"


def _carried(number: Decimal, suffixes: Mapping[str, str]) -> Decimal:
    """Return a number as it is, or the power that it is rounded to, if that has a suffix: £999,999 is "£1m"."""
    rounded = round(number, _PLACES - number.adjusted() // 3 * 3)
    carried = rounded.adjusted() > number.adjusted() and str(rounded.adjusted()) in suffixes
    return rounded if carried else number


def _cldr_compact(ways: Conventions, amount: Decimal, currency: str) -> str:
    """Return CLDR's short form; empty where CLDR has none for such an amount that Babel can read.

    Babel takes the unit before it rounds and would write £1000K for £999,999: it is given what is rounded.
    """
    formats = ways.babel.compact_currency_formats.get("short")
    if not formats or not formats.get("other") or not shortens(ways, amount):
        return ""
    patterns = powers_of(formats["other"])
    rounded = rounded_to_unit(amount, patterns)
    if scale(rounded, patterns)[0] is None:
        return ""
    written = format_compact_currency(
        rounded, currency, format_type="short", locale=ways.babel, fraction_digits=_PLACES
    )
    return _signed(ways, written, amount)


def _signed(ways: Conventions, written: str, amount: Decimal) -> str:
    """Return an amount with the locale's sign for the hyphen that Babel writes: −5 kr."""
    return written.replace("-", minus(ways), 1) if amount < 0 else written
