"""Numbers in all their forms: amounts, decimals, fractions, ranges, ratios, times and dates."""

from __future__ import annotations

import re
from functools import cache

from bulletin.l10n.particles.numerals import in_english, last_syllable
from bulletin.l10n.particles.readings import readings

WINDOW = 64
"""No number that a newsletter prints is longer; patterns look no further back."""
_NUMBER = re.compile(r"(?P<point>[0-9]\.)?(?P<number>[0-9](?:[0-9,]*[0-9])?)\Z")
_DATE = re.compile(r"(?<![0-9])[0-9]{4}([./-]) ?(?:1[0-2]|0?[1-9])\1 ?(?:3[01]|[12][0-9]|0?[1-9])\Z")
_DAY = re.compile(r"(?<![0-9.])(?:1[0-2]|0?[1-9])[./] ?(?:3[01]|[12][0-9]|0?[1-9])\Z")
_TIME = re.compile(r"(?<![0-9:])(?:[01]?[0-9]|2[0-4]):(?P<minutes>[0-5][0-9])\Z")
_FRACTION = re.compile(r"(?<![0-9/.,])(?P<over>[0-9]+)/(?P<under>[0-9]+)\Z")
_BEHIND_LETTERS = re.compile(r"[A-Za-z]-?(?P<digit>[0-9])\Z")


def number_readings(before: str, *, dated: bool = False) -> tuple[str, ...]:
    """Return the last syllable of the number that a text ends in, more than one where nobody can tell which is said.

    `dated`: a full stop or a weekday stands behind it, as in the date 2023. 6. 14. (한글 맞춤법 부록, 문장 부호).
    A time has two digits of minutes: 15:00 is 십오 시, 3:1 is 삼 대 일.

    >>> number_readings("120"), number_readings("3~6"), number_readings("1/2"), number_readings("2.50")
    (('십',), ('육',), ('일',), ('영',))
    >>> number_readings("2023. 6. 14", dated=True), number_readings("15:00"), number_readings("14:35")
    (('일',), ('시',), ('오', '분'))
    """
    if _DATE.search(before) or (dated and _DAY.search(before)):
        return ("일",)
    if match := _FRACTION.search(before):
        over, under = match["over"], match["under"]
        proper = int(over) < int(under)
        return (last_syllable(over),) if proper else (last_syllable(over), last_syllable(under))
    match = _NUMBER.search(before)
    if match is None:
        return ()
    number = match["number"].replace(",", "")
    said = last_syllable("0" + number[-1] if match["point"] else number)
    if time := _TIME.search(before):
        return _time_readings(time["minutes"], said)
    behind = _BEHIND_LETTERS.search(before)
    english = in_english(behind["digit"]) if behind else ""
    return tuple(filter(None, (said, english)))


def _time_readings(minutes: str, as_a_ratio: str) -> tuple[str, ...]:
    if minutes == "00":
        return ("시",)
    return ("분",) if minutes.startswith("0") else (as_a_ratio, "분")


def currency_reading(before: str) -> str:
    """Return the currency that is said at the end of a text: £12, £3~6, £120억, £5bn, 12£; "" where there is none.

    >>> currency_reading("총 £12"), currency_reading("US$1억 2,000만"), currency_reading("5€"), currency_reading("12")
    ('파운드', '달러', '유로', '')
    """
    match = _amount().search(before)
    return readings().currencies[match["front"] or match["back"]] if match else ""


@cache
def _amount() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in readings().currencies)
    number = r"[0-9][0-9,.]*(?:(?: [0-9]+)?/[0-9]+)?(?: ?[십백천만억조](?: ?[0-9][0-9,.]*)?)*"
    return re.compile(
        rf"(?<![A-Z])(?:(?:[A-Z]{{1,3}}(?=\$))?(?P<front>{signs}) ?{number}(?:[~〜∼–-] ?(?:{signs})?{number})?"
        rf"(?: ?(?:[kKmMbBT]|bn|tn|[mbtr]{{1,2}}illion))?|[0-9] ?(?P<back>{signs}))\Z"
    )
