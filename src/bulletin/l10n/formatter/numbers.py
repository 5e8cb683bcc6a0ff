"""Counts, shares, ordinals and the plural that goes with a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent

from bulletin.l10n.formatter.conventions import Conventions
from bulletin.l10n.formatter.myriads import in_myriads, rounded_to_myriads
from bulletin.model.values import NumberStyle

_PLACES = 2
"""Decimal places of what is shortened: 1.25 million."""
_HUNDRED = 100
"""An ordinal ends as its last two figures do: 111eg as 11eg."""
RIGHT_TO_LEFT = "\u200f"


def decimal(ways: Conventions, number: Decimal | int, *, places: int | None = None) -> str:
    """Return a number with all its digits; with `places`, so many decimals."""
    if number < 0:  # Babel writes a bare hyphen, which Arabic and Hebrew lines carry to the wrong side
        return minus(ways) + decimal(ways, -number, places=places)
    plain = ways.babel.decimal_formats[None].pattern
    pattern = plain.replace(".###", "." + "0" * places) if places else None
    grouped = number >= 10 ** (_grouped_from(ways) - 1)
    return str(
        format_decimal(number, pattern, ways.babel, decimal_quantization=bool(places), group_separator=grouped),
    )


def _grouped_from(ways: Conventions) -> int:
    """Return how many figures a number has that is grouped; CLDR's minimumGroupingDigits, which Babel lacks."""
    own, territory = ways.table("numbers"), ways.babel.territory
    here = not territory or territory in own.get("grouped_from_in", [territory])
    return int(own.get("grouped_from", 1)) if here else 1


def count(ways: Conventions, number: Decimal, style: NumberStyle) -> str:
    """Return a count in one of its styles."""
    if style == "ordinal":
        return ordinal(ways, number)
    return compact(ways, number) if style == "compact" else decimal(ways, number)


def compact(ways: Conventions, number: Decimal, *, bare: bool = True) -> str:
    """Return a shortened count: 1.25 million, 1억 2,345만; whole where the locale does not shorten it.

    `bare`: a language that says "million" for one million may write the word alone; behind a sign it cannot.
    """
    own = ways.table("compact")
    if number < 0:  # the mark that turns Hebrew amounts to the right must not part the sign from its number
        return minus(ways) + compact(ways, -number, bare=False).lstrip(RIGHT_TO_LEFT)
    if names := own.get("myriads"):
        return in_myriads(rounded_to_myriads(number), names, own["between"], lambda part: decimal(ways, part))
    patterns = own.get("units") or powers_of(_formats(ways).get("other", {}))
    whole = rounded_to_unit(number, patterns)
    power, places = scale(whole, patterns)
    if power is None or abs(whole) < int(own.get("least", 0)):
        return decimal(ways, number)
    if "units" not in own:
        return _by_pattern(ways, whole, power or "", places)
    short = _plain(whole / 10**places)
    unit = for_plural(ways, own["units"][power], short)
    return unit if bare and short == 1 and own.get("bare_one") else f"{decimal(ways, short)} {unit}"


def powers_of(forms: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return CLDR's patterns by their power of ten instead of by their number: 1000 is 3."""
    return {str(len(size) - 1): each for size, each in forms.items()}


def rounded_to_unit(number: Decimal, patterns: Mapping[str, Any]) -> Decimal:
    """Return a number rounded to what its unit shows, which may take it to the next: 999,999 is 1 million."""
    power, places = scale(number, patterns)
    return number if power is None else _plain(round(number / 10**places, _PLACES) * 10**places)


def _by_pattern(ways: Conventions, number: Decimal, power: str, places: int) -> str:
    """Return a number in CLDR's pattern; `format_compact_decimal` writes "1 millions" where a form for 1 is partial."""
    short = _plain(number / 10**places)
    forms = _formats(ways)
    form = forms.get(ways.babel.plural_form(short), {})
    pattern = form.get("1" + "0" * int(power)) or forms["other"]["1" + "0" * int(power)]
    return str(pattern.apply(short, ways.babel, decimal_quantization=False))


def shortens(ways: Conventions, number: Decimal) -> bool:
    """Tell whether the compact style writes this number otherwise than the standard style."""
    return compact(ways, number) != decimal(ways, number)


def _formats(ways: Conventions) -> Mapping[str, Any]:
    """Return CLDR's patterns by plural category: the long ones, else the short (ko, ja and zh have no long), else none."""
    formats = ways.babel.compact_decimal_formats
    found: Iterable[Mapping[str, Any]] = (formats.get(kind) or {} for kind in ("long", "short"))
    return next((forms for forms in found if forms.get("other")), {})


def scale(number: Decimal, patterns: Mapping[str, Any]) -> tuple[str | None, int]:
    """Return the power of ten whose pattern a number takes, and the power it is divided by; None: it is not shortened."""
    fits = [int(power) for power in patterns if abs(number) >= 10 ** int(power)]
    if not fits:
        return None, 0
    pattern = getattr(patterns[str(max(fits))], "pattern", "0 unit")
    if not pattern.strip("0 ¤\u00a0" + RIGHT_TO_LEFT):
        return None, 0
    return str(max(fits)), max(fits) - (pattern.count("0") - 1)


def minus(ways: Conventions) -> str:
    """Return the sign before a number below nought."""
    return str(ways.babel.number_symbols["latn"]["minusSign"])


def _plain(number: Decimal) -> Decimal:
    """Return a number without noughts after the point: for plurals 12.00 is not 12."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def percent(ways: Conventions, share: Decimal) -> str:
    """Return a share given in hundredths."""
    sign = minus(ways) if share < 0 else ""
    return sign + str(format_percent(abs(share) / 100, locale=ways.babel, decimal_quantization=False))


def ordinal(ways: Conventions, number: Decimal) -> str:
    """Return 6th where our tables know the language's ordinals; else, and for a fraction, the plain number.

    The gender is the masculine where there are two. Arabic and Hebrew have no ordinals in figures (CLDR 48,
    rbnf/ar.xml and rbnf/he.xml, `digits-ordinal`): their plain number stands behind its noun.
    """
    plain = decimal(ways, number)
    forms = ways.table("ordinals")
    if not forms or number != number.to_integral_value():
        return plain
    by_ending = {last: form for form, ends in forms.get("endings", {}).items() for last in ends}
    form = by_ending.get(abs(int(number)) % _HUNDRED) or forms.get(ways.babel.ordinal_form(int(number)))
    return str((form or forms["other"]).format(n=plain))


def for_plural(ways: Conventions, forms: str | Mapping[str, str], number: Decimal | int) -> str:
    """Return the form that goes with a number, by CLDR's plural categories; a single form goes with all."""
    if isinstance(forms, str):
        return forms
    size = -number if number < 0 else number
    return forms.get(ways.babel.plural_form(size), forms["other"])
