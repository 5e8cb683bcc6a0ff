"""Numbers in groups of ten thousand, as Korean and Japanese count: 1억 2,345만."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

_MYRIAD = 10_000
_PLENTY = 100
"""A leading group of three figures needs no group below it: 123만."""


def rounded_to_myriads(number: Decimal) -> Decimal:
    """Round to what a reader takes in: two groups, one from 100만 to 1억; below 100만 nothing."""
    leading, power = _leading(number)
    if power == 0 or (power == 1 and leading < _PLENTY):
        return number
    unit = Decimal(_MYRIAD) ** (1 if power == 1 else power - 1)
    return (number / unit).quantize(Decimal(1)) * unit


def in_myriads(number: Decimal, names: Sequence[str], between: str, figures: Callable[[Decimal], str]) -> str:
    """Return a number, nought or more, with the name of each group after it, and `between` after each name that is not the last."""
    whole = number
    if whole < _MYRIAD:
        return figures(number)
    parts: list[str] = []
    for power in range(len(names), -1, -1):
        size = Decimal(_MYRIAD) ** power
        part, whole = (divmod(whole, size)) if power else (whole, Decimal(0))
        if part:
            parts.append(figures(part) + (names[power - 1] if power else ""))
    return between.join(parts)


def _leading(number: Decimal) -> tuple[Decimal, int]:
    """Return the first group and its power of ten thousand."""
    power = max(number.adjusted(), 0) // 4 if number else 0
    return abs(number) // Decimal(_MYRIAD) ** power, power
